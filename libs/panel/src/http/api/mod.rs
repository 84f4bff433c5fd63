//! JSON.

mod money;
mod service;
mod staff;
mod tenants;

use billing::ops::steer::{GivenPlan, LongerTrial};
use http::Routes;
use kernel::Permission;

use super::team::Invitation;
use crate::ops::{
    Choosing, Closing, NewAnnouncement, NewNote, Sharing, StaffChange, SupportRequest, Suspending,
};
use crate::queries::announcements::AnnouncementView;
use crate::queries::flags::FlagView;

const RUN: Permission = Permission::RunPlatform;
const STEER_SHOPS: Permission = Permission::SteerShops;
const ENTER: Permission = Permission::EnterShops;
const STEER: Permission = Permission::SteerPlatform;

/// Declares them.
pub fn routes(r: &mut Routes) {
    tenant_routes(r);
    deed_routes(r);
    plan_routes(r);
    service_routes(r);
    r.get("/api/v1/platform/staff", "list_platform_staff", staff::list)
        .summary("Who works for the provider (at the platform's host).")
        .gives::<staff::StaffList>(200)
        .staff(STEER);
    r.post("/api/v1/platform/staff", "invite_platform_staff", staff::invite)
        .summary("Invites somebody to work for the provider.")
        .takes::<Invitation>()
        .gives::<staff::Invited>(201)
        .staff(STEER);
    r.put(
        "/api/v1/platform/staff/{id}",
        "change_platform_staff",
        staff::change,
    )
    .summary("Gives another role or standing, and has who helps at shops out of them.")
    .takes::<StaffChange>()
    .gives_nothing(204)
    .refuses(&[409])
    .staff(STEER);
}

fn tenant_routes(r: &mut Routes) {
    r.get("/api/v1/platform/tenants", "list_tenants", tenants::list)
        .summary("Shops with their usage, newest first; `cursor` leads on (at the platform's host).")
        .query::<tenants::TenantQuery>()
        .gives::<tenants::TenantList>(200)
        .staff(RUN);
    r.get("/api/v1/platform/tenants/{id}", "get_tenant", tenants::show)
        .summary("A shop: usage, switches, notes, who helped, what was done about it.")
        .gives::<tenants::TenantView>(200)
        .staff(RUN);
    r.post(
        "/api/v1/platform/tenants/{id}/notes",
        "note_tenant",
        tenants::note,
    )
    .summary("Writes a note that only the provider's people read.")
    .takes::<NewNote>()
    .gives::<tenants::Noted>(201)
    .staff(RUN);
}

fn deed_routes(r: &mut Routes) {
    r.post(
        "/api/v1/platform/tenants/{id}/suspend",
        "suspend_tenant",
        tenants::suspend,
    )
    .summary("Closes a shop's doors; its visitors and owners read the reason.")
    .takes::<Suspending>()
    .gives_nothing(204)
    .staff(STEER_SHOPS);
    r.post(
        "/api/v1/platform/tenants/{id}/reactivate",
        "reactivate_tenant",
        tenants::reactivate,
    )
    .summary("Opens a shop's doors again.")
    .gives_nothing(204)
    .staff(STEER_SHOPS);
    r.put(
        "/api/v1/platform/tenants/{id}/maintenance",
        "close_tenant",
        tenants::close,
    )
    .summary("Closes a shop for maintenance, or opens it.")
    .takes::<Closing>()
    .gives_nothing(204)
    .staff(STEER_SHOPS);
    r.put(
        "/api/v1/platform/tenants/{id}/flags/{flag}",
        "choose_flag",
        tenants::choose,
    )
    .summary("Says whether a switch is on for a shop, or lets the share decide.")
    .takes::<Choosing>()
    .gives_nothing(204)
    .staff(STEER_SHOPS);
    r.post(
        "/api/v1/platform/tenants/{id}/support-accesses",
        "open_support_access",
        tenants::ask_to_help,
    )
    .summary("Opens a support access; the address lets in once, in a browser.")
    .takes::<SupportRequest>()
    .gives::<tenants::SupportOpened>(201)
    .refuses(&[409])
    .staff(ENTER);
    r.delete(
        "/api/v1/platform/tenants/{id}/support-accesses/{access}",
        "end_support_access",
        tenants::end_help,
    )
    .summary("Ends a support access.")
    .gives_nothing(204)
    .staff(ENTER);
}

fn plan_routes(r: &mut Routes) {
    r.get("/api/v1/platform/billing", "show_revenue", money::show)
        .summary(
            "What shops pay: by plan, by month, what failed, and what Stripe told that waits for somebody.",
        )
        .gives::<money::Revenue>(200)
        .staff(RUN);
    r.put(
        "/api/v1/platform/tenants/{id}/trial",
        "extend_trial",
        tenants::prolong,
    )
    .summary("Lets a shop's trial last so many days longer.")
    .takes::<LongerTrial>()
    .gives_nothing(204)
    .refuses(&[409])
    .staff(STEER_SHOPS);
    r.put("/api/v1/platform/tenants/{id}/plan", "give_plan", tenants::give)
        .summary("Gives a shop a plan without anybody paying; what it pays for is changed by itself.")
        .takes::<GivenPlan>()
        .gives_nothing(204)
        .refuses(&[409])
        .staff(STEER_SHOPS);
}

fn service_routes(r: &mut Routes) {
    r.get("/api/v1/platform/flags", "list_flags", service::flags)
        .summary("Switches, and for whom they are on.")
        .gives::<service::FlagList>(200)
        .holds::<FlagView>()
        .staff(RUN);
    r.put("/api/v1/platform/flags/{flag}", "share_flag", service::share)
        .summary("Says for how many of a hundred shops a switch is on.")
        .takes::<Sharing>()
        .gives_nothing(204)
        .staff(STEER);
    r.put(
        "/api/v1/platform/maintenance",
        "close_all_tenants",
        service::close,
    )
    .summary("Closes all shops for maintenance, or opens them; the platform's host stays open.")
    .takes::<Closing>()
    .gives_nothing(204)
    .staff(STEER);
    r.get(
        "/api/v1/platform/announcements",
        "list_announcements",
        service::announcements,
    )
    .summary("What everybody who works at a shop is told.")
    .gives::<service::AnnouncementList>(200)
    .holds::<AnnouncementView>()
    .staff(RUN);
    r.post("/api/v1/platform/announcements", "announce", service::announce)
        .summary("Tells everybody who works at a shop something, from then until then.")
        .takes::<NewAnnouncement>()
        .gives::<service::Announced>(201)
        .staff(STEER);
    r.delete(
        "/api/v1/platform/announcements/{id}",
        "withdraw_announcement",
        service::withdraw,
    )
    .summary("Takes an announcement back.")
    .gives_nothing(204)
    .staff(STEER);
}
