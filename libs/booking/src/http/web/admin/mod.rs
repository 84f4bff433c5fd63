//! The shop's own pages: the calendar, appointments, services, who serves them, time off, who waits.

mod booking;
mod booking_new;
mod booking_new_form;
mod booking_steps;
mod booking_swap;
mod bookings;
mod calendar;
mod calendar_agenda;
mod calendar_cards;
mod calendar_grid;
mod clock;
mod feeds;
mod hours_text;
mod parts;
mod reminders;
mod resource;
mod resource_form;
mod resources;
mod service;
mod service_form;
mod service_lists;
mod service_written;
mod services;
mod time_off;
mod waitlist;
mod week;
mod why;
mod widget;

use http::Routes;
use kernel::Permission;

const SETUP: Permission = Permission::ManageCatalog;
const VIEW: Permission = Permission::ViewBookings;
const SERVE: Permission = Permission::ServeBookings;
const MANAGE: Permission = Permission::ManageBookings;

/// Declares the pages.
pub fn routes(r: &mut Routes) {
    agenda_routes(r);
    booking_routes(r);
    service_routes(r);
    resource_routes(r);
    r.get("/admin/reminders", "reminders_page", reminders::page)
        .staff(Permission::ManageSettings);
    r.post("/admin/reminders", "reminders_form", reminders::save)
        .staff(Permission::ManageSettings);
}

fn agenda_routes(r: &mut Routes) {
    r.get("/admin/calendar", "desk_calendar_page", calendar::page)
        .staff(VIEW);
    r.get("/admin/time-off", "time_off_page", time_off::page)
        .staff(VIEW);
    r.post("/admin/time-off", "block_time_form", time_off::block)
        .staff(MANAGE);
    r.post(
        "/admin/time-off/{id}/delete",
        "unblock_time_form",
        time_off::unblock,
    )
    .page("/admin/time-off")
    .staff(MANAGE);
    r.get("/admin/waitlist", "waitlist_page", waitlist::page)
        .staff(MANAGE);
    r.post(
        "/admin/waitlist/{id}/remove",
        "remove_from_line_form",
        waitlist::remove,
    )
    .page("/admin/waitlist")
    .staff(MANAGE);
    r.get("/admin/calendar/widget", "booking_widget_page", widget::page)
        .staff(Permission::ManageSettings);
    r.get("/admin/calendar/feeds", "calendar_feeds_page", feeds::page)
        .staff(SERVE);
    r.post(
        "/admin/calendar/feeds",
        "create_calendar_feed_form",
        feeds::create,
    )
    .staff(SERVE);
    r.post(
        "/admin/calendar/feeds/{id}/revoke",
        "revoke_calendar_feed_form",
        feeds::revoke,
    )
    .page("/admin/calendar/feeds")
    .staff(SERVE);
}

fn booking_routes(r: &mut Routes) {
    r.get("/admin/bookings", "desk_bookings_page", bookings::page)
        .staff(VIEW);
    r.get("/admin/bookings/why", "why_not_page", why::page)
        .staff(VIEW);
    r.get("/admin/bookings/new", "new_booking_page", booking_new::blank)
        .staff(MANAGE);
    r.post("/admin/bookings/new", "new_booking_form", booking_new::create)
        .staff(MANAGE);
    r.get("/admin/bookings/{id}", "desk_booking_page", booking::page)
        .staff(VIEW);
    r.post(
        "/admin/bookings/{id}/step",
        "desk_booking_step_form",
        booking_steps::step,
    )
    // Calling off is one of the steps.
    .gives_money()
    .page("/admin/bookings/{id}")
    .staff(SERVE);
    r.post(
        "/admin/bookings/{id}/move",
        "desk_booking_move_form",
        booking_steps::shift,
    )
    .page("/admin/bookings/{id}")
    .staff(SERVE);
    r.post(
        "/admin/bookings/{id}/notes",
        "desk_booking_notes_form",
        booking_steps::notes,
    )
    .page("/admin/bookings/{id}")
    .staff(SERVE);
    r.get(
        "/admin/bookings/{id}/swap",
        "swap_bookings_page",
        booking_swap::page,
    )
    .staff(MANAGE);
    r.post(
        "/admin/bookings/{id}/swap",
        "swap_bookings_form",
        booking_swap::trade,
    )
    .staff(MANAGE);
}

fn service_routes(r: &mut Routes) {
    r.get("/admin/services", "desk_services_page", services::page)
        .staff(SETUP);
    r.get("/admin/services/new", "new_service_page", service::blank)
        .staff(SETUP);
    r.post("/admin/services/new", "new_service_form", service::create)
        .staff(SETUP);
    r.get("/admin/services/{id}", "desk_service_page", service::show)
        .staff(SETUP);
    r.post("/admin/services/{id}", "desk_service_form", service::change)
        .staff(SETUP);
}

fn resource_routes(r: &mut Routes) {
    r.get("/admin/resources", "desk_resources_page", resources::page)
        .staff(SETUP);
    r.get("/admin/resources/new", "new_resource_page", resource::blank)
        .staff(SETUP);
    r.post("/admin/resources/new", "new_resource_form", resource::create)
        .staff(SETUP);
    r.get("/admin/resources/{id}", "desk_resource_page", resource::show)
        .staff(SETUP);
    r.post("/admin/resources/{id}", "desk_resource_form", resource::change)
        .staff(SETUP);
}
