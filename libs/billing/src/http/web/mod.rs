//! Pages.

mod back;
mod change;
mod choose;
mod leave;
mod onward;
mod plan;
mod words;

use http::Routes;
use kernel::Permission;
use serde::Deserialize;
use validator::Validate;

const PLAN: Permission = Permission::ManagePlan;

/// A form of which only the token counts.
#[derive(Debug, Deserialize, Validate)]
pub struct Nothing {}

/// Declares them.
pub(super) fn routes(r: &mut Routes) {
    r.get("/admin/plan", "plan_page", plan::page).staff(PLAN);
    r.get("/admin/plan/choose", "choose_plan_page", choose::page)
        .staff(PLAN);
    r.post("/admin/plan/choose", "choose_plan_form", choose::choose)
        .staff(PLAN)
        .gives_money()
        .when_unpaid();
    r.get("/admin/plan/return", "plan_return_page", back::page)
        .staff(PLAN);
    r.get("/admin/plan/change", "plan_change_page", change::page)
        .staff(PLAN);
    r.post("/admin/plan/change", "plan_change_form", change::agree)
        .staff(PLAN)
        .gives_money()
        .when_unpaid();
    r.post("/admin/plan/portal", "plan_portal_form", onward::portal)
        .staff(PLAN)
        .gives_money()
        .when_unpaid();
    r.get("/admin/plan/leave", "leave_plan_page", leave::page)
        .staff(PLAN);
    r.post("/admin/plan/leave", "leave_plan_form", leave::leave)
        .staff(PLAN)
        .gives_money()
        .when_unpaid();
    r.post("/admin/plan/stay", "stay_on_plan_form", leave::stay)
        .staff(PLAN)
        .gives_money()
        .when_unpaid();
}
