//! Addresses of this slice: the shop's page, the way to a provider and back, and a provider's messages.

mod back;
mod choosing;
mod leave;
mod message;
mod page;
mod problem;
mod server;
mod subscribe;
mod typed;

use ::http::Routes;
use ::http::routes::Limit;
use kernel::{Module, Permission};

use crate::settings::Outside;

const SETUP: Permission = Permission::ManageCatalog;

/// Declares them.
pub fn routes(r: &mut Routes) {
    r.of_module(Module::Booking);
    r.get("/admin/calendars", "calendars_page", page::page)
        .staff(SETUP);
    r.get("/admin/calendars/google", "google_calendar_leave", leave::leave)
        .staff(SETUP);
    r.get(
        "/admin/calendars/google/finish",
        "google_calendar_finish",
        back::finish,
    )
    .staff(SETUP);
    r.get("/admin/calendars/server", "calendar_server_page", server::page)
        .staff(SETUP);
    r.post(
        "/admin/calendars/server",
        "connect_calendar_server_form",
        server::connect,
    )
    .staff(SETUP);
    r.get("/admin/calendars/feed", "calendar_feed_page", subscribe::page)
        .staff(SETUP);
    r.post(
        "/admin/calendars/feed",
        "subscribe_calendar_feed_form",
        subscribe::subscribe,
    )
    .staff(SETUP);
    r.post("/admin/calendars/{id}", "choose_calendars_form", choosing::choose)
        .staff(SETUP);
    r.post(
        "/admin/calendars/{id}/sync",
        "sync_calendars_form",
        choosing::sync,
    )
    .staff(SETUP);
    r.post(
        "/admin/calendars/{id}/disconnect",
        "disconnect_calendars_form",
        choosing::disconnect,
    )
    .staff(SETUP);
    r.get(
        Outside::GOOGLE_CALLBACK,
        "google_calendar_callback",
        back::callback,
    )
    .any_host();
    r.post(
        Outside::GOOGLE_MESSAGES,
        "google_calendar_message",
        message::receive,
    )
    .any_host()
    .limit(Limit::Uncounted)
    .refuses(&[401]);
}
