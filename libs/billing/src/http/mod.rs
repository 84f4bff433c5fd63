//! Addresses of this slice: all of them are open to a shop that only reads, since they are the way out of that.

mod api;
mod views;
mod web;

use http::Routes;
use kernel::Permission;

const PLAN: Permission = Permission::ManagePlan;

/// Declares them.
pub(crate) fn routes(r: &mut Routes) {
    r.get("/api/v1/billing/plans", "list_plans", api::plans)
        .summary(
            "Plans that the shop can have, cheap to dear, and what of the shop's would not fit into each.",
        )
        .staff(PLAN)
        .gives::<views::PlanList>(200);
    r.get(
        "/api/v1/billing/subscription",
        "show_subscription",
        api::subscription,
    )
    .summary("What the shop subscribes to, how that stands, and how much of it is used.")
    .staff(PLAN)
    .gives::<views::SubscriptionView>(200);
    r.post("/api/v1/billing/change-plan", "change_plan", api::change)
        .summary(
            "Goes to another plan: to the one that costs nothing when what the shop has comes to its end.",
        )
        .staff(PLAN)
        .takes::<api::PlanChoice>()
        .gives::<views::SubscriptionView>(200)
        .refuses(&[409])
        .when_unpaid();
    r.get("/admin/plan", "plan_page", web::plan::page).staff(PLAN);
    r.get("/admin/plan/leave", "leave_plan_page", web::leave::page)
        .staff(PLAN);
    r.post("/admin/plan/leave", "leave_plan_form", web::leave::leave)
        .staff(PLAN)
        .when_unpaid();
    r.post("/admin/plan/stay", "stay_on_plan_form", web::leave::stay)
        .staff(PLAN)
        .when_unpaid();
}
