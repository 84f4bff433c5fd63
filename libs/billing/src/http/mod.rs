//! Addresses of this slice: all of them are open to a shop that only reads, since they are the way out of that. Nobody of the
//! provider's who helps at a shop pays for it, or has it pay.

mod api;
mod changes;
mod views;
mod web;
mod webhook;

use http::Routes;
use http::routes::Limit;
use kernel::Permission;

const PLAN: Permission = Permission::ManagePlan;

/// Declares them.
pub(crate) fn routes(r: &mut Routes) {
    reading(r);
    changing(r);
    web::routes(r);
    r.post("/billing/webhooks/stripe", "billing_webhook", webhook::stripe)
        .any_host()
        .limit(Limit::Uncounted)
        .refuses(&[400, 401, 413]);
}

fn reading(r: &mut Routes) {
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
    r.get("/api/v1/billing/invoices", "list_plan_invoices", api::invoices)
        .summary("What the shop was billed, the newest first.")
        .staff(PLAN)
        .gives::<changes::PlanInvoices>(200);
}

fn changing(r: &mut Routes) {
    r.post("/api/v1/billing/checkout", "checkout_plan", api::checkout)
        .summary(
            "Makes a page at Stripe on which the shop subscribes; what is left of its trial goes on there.",
        )
        .staff(PLAN)
        .takes::<api::CheckoutRequest>()
        .gives::<changes::StripePage>(201)
        .refuses(&[409, 503])
        .gives_money()
        .when_unpaid();
    r.post("/api/v1/billing/portal", "open_plan_portal", api::portal)
        .summary("Makes a page at Stripe on which the shop changes its card and sees what it paid.")
        .staff(PLAN)
        .gives::<changes::StripePage>(201)
        .refuses(&[409, 503])
        .gives_money()
        .when_unpaid();
    r.post(
        "/api/v1/billing/change-previews",
        "preview_plan_change",
        api::preview,
    )
    .summary("Says what going to another plan costs at once and what would no longer fit; nothing changes.")
    .staff(PLAN)
    .takes::<api::PreviewRequest>()
    .gives::<changes::ChangePreview>(201)
    .refuses(&[409, 503])
    .gives_money()
    .when_unpaid();
    r.post("/api/v1/billing/change-plan", "change_plan", api::change)
        .summary(
            "Goes to another plan: to more at once, for exactly what the preview said; to less when what was paid for ends.",
        )
        .staff(PLAN)
        .takes::<api::PlanChoice>()
        .gives::<views::SubscriptionView>(200)
        .refuses(&[409, 503])
        .gives_money()
        .when_unpaid();
    r.post("/api/v1/billing/stay", "stay_on_plan", api::remain)
        .summary("Takes back what was to begin or end with the next period.")
        .staff(PLAN)
        .gives::<views::SubscriptionView>(200)
        .refuses(&[409, 503])
        .gives_money()
        .when_unpaid();
}
