//! Pages below `/platform`.

mod flags;
mod money;
mod service;
mod staff;
mod tenant;
mod tenant_forms;
mod tenants;

use http::Routes;
use kernel::Permission;
use serde::Deserialize;
use validator::Validate;

/// A form of which only the token counts.
#[derive(Debug, Deserialize, Validate)]
pub struct Nothing {}

const RUN: Permission = Permission::RunPlatform;
const STEER_SHOPS: Permission = Permission::SteerShops;
const ENTER: Permission = Permission::EnterShops;
const STEER: Permission = Permission::SteerPlatform;

/// Declares them.
pub fn routes(r: &mut Routes) {
    r.get("/platform/tenants", "tenants_page", tenants::page)
        .staff(RUN);
    r.get("/platform/tenants/{id}", "tenant_page", tenant::page)
        .staff(RUN);
    tenant_form_routes(r);
    r.get("/platform/billing", "revenue_page", money::page).staff(RUN);
    r.get("/platform/flags", "flags_page", flags::page).staff(STEER);
    r.post("/platform/flags", "share_flag_form", flags::share)
        .staff(STEER);
    r.get("/platform/service", "service_page", service::page)
        .staff(STEER);
    r.post("/platform/service/maintenance", "close_all_form", service::close)
        .staff(STEER);
    r.post(
        "/platform/service/announcements",
        "announce_form",
        service::announce,
    )
    .staff(STEER);
    r.post(
        "/platform/service/announcements/withdraw",
        "withdraw_announcement_form",
        service::withdraw,
    )
    .staff(STEER);
    r.get("/platform/staff", "platform_staff_page", staff::page)
        .staff(STEER);
    r.post("/platform/staff", "invite_staff_form", staff::invite)
        .staff(STEER);
    r.post("/platform/staff/change", "change_staff_form", staff::change)
        .staff(STEER);
}

fn tenant_form_routes(r: &mut Routes) {
    use tenant_forms as forms;
    r.post("/platform/tenants/{id}/notes", "note_tenant_form", forms::note)
        .staff(RUN);
    r.post(
        "/platform/tenants/{id}/suspend",
        "suspend_tenant_form",
        forms::suspend,
    )
    .staff(STEER_SHOPS);
    r.post(
        "/platform/tenants/{id}/reactivate",
        "reactivate_tenant_form",
        forms::reactivate,
    )
    .staff(STEER_SHOPS);
    r.post(
        "/platform/tenants/{id}/maintenance",
        "close_tenant_form",
        forms::close,
    )
    .staff(STEER_SHOPS);
    r.post(
        "/platform/tenants/{id}/trial",
        "extend_trial_form",
        forms::prolong,
    )
    .staff(STEER_SHOPS);
    r.post("/platform/tenants/{id}/plan", "give_plan_form", forms::give)
        .staff(STEER_SHOPS);
    r.post("/platform/tenants/{id}/flags", "choose_flag_form", forms::choose)
        .staff(STEER_SHOPS);
    r.post(
        "/platform/tenants/{id}/support",
        "open_support_form",
        forms::ask_to_help,
    )
    .staff(ENTER);
    r.post(
        "/platform/tenants/{id}/support/end",
        "end_support_form",
        forms::end_help,
    )
    .staff(ENTER);
}
