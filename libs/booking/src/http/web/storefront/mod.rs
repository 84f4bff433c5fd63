//! Booking as customers do it, and their appointments' own pages.

mod attending;
mod booking;
mod booking_page;
mod cancelling;
mod details;
mod details_form;
mod details_page;
mod free;
mod moving;
mod my_bookings;
mod service_face;
mod services;
mod steps;
mod texting;
mod times;
mod waiting;
pub(crate) mod way;
mod widget;
pub(crate) mod words;

use http::limits::Class;
use http::routes::Limit;
use http::{Access, Routes};

/// Declares them.
pub fn routes(r: &mut Routes) {
    book(r);
    change(r);
    wait(r);
    r.get("/account/bookings", "my_bookings_page", my_bookings::show)
        .access(Access::SignedIn);
    r.get("/widget.js", "booking_widget", widget::script);
}

fn book(r: &mut Routes) {
    r.get("/reservar", "services_page", services::show).framed();
    r.get("/reservar/{slug}", "book_page", steps::show)
        .limit(Limit::Class(Class::Availability))
        .framed();
    r.post("/reservar/{slug}", "hold_form", steps::keep)
        .changes_times()
        .access(Access::Own)
        .framed();
    r.get("/reservar/{slug}/datos", "booking_details_page", details::show)
        .access(Access::Own)
        .framed();
    r.post("/reservar/{slug}/datos", "booking_details_form", details::book)
        .changes_times()
        .access(Access::Own)
        .framed();
    r.post("/reservar/{slug}/soltar", "release_hold_form", details::release)
        .page("/reservar/{slug}")
        .changes_times()
        .access(Access::Own)
        .framed()
        .of_no_module();
}

fn change(r: &mut Routes) {
    r.get("/reservas/{id}", "booking_page", booking::show)
        .access(Access::Own)
        .framed();
    r.get("/reservas/{id}/asistencia", "attendance_page", attending::show)
        .access(Access::Own);
    r.post("/reservas/{id}/asistencia", "attendance_form", attending::answer)
        .access(Access::Own)
        .of_no_module();
    r.post("/reservas/{id}/mensajes", "booking_texts_form", texting::say)
        .page("/reservas/{id}")
        .access(Access::Own)
        .framed()
        .of_no_module();
    r.get("/reservas/{id}/mover", "move_booking_page", moving::show)
        .access(Access::Own)
        .limit(Limit::Class(Class::Availability))
        .framed();
    r.post("/reservas/{id}/mover", "move_booking_form", moving::go)
        .changes_times()
        .access(Access::Own)
        .framed();
    r.get("/reservas/{id}/cancelar", "cancel_booking_page", cancelling::show)
        .access(Access::Own)
        .framed();
    r.post("/reservas/{id}/cancelar", "cancel_booking_form", cancelling::go)
        .changes_times()
        .access(Access::Own)
        .gives_money()
        .framed()
        .of_no_module();
}

fn wait(r: &mut Routes) {
    r.get("/reservar/{slug}/espera", "wait_page", waiting::show)
        .framed();
    r.post("/reservar/{slug}/espera", "wait_form", waiting::join)
        .access(Access::Own)
        .framed();
    r.get("/reservar/espera/{id}", "in_line_page", waiting::place)
        .access(Access::Own)
        .framed();
    r.post("/reservar/espera/{id}", "leave_line_form", waiting::leave)
        .access(Access::Own)
        .framed()
        .of_no_module();
}
