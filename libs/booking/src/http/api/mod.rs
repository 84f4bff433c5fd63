//! JSON.

mod admin_bookings;
mod availability;
mod blocks;
mod booking_views;
mod bookings;
mod calendar_events;
mod feeds;
mod followers;
mod reminders;
mod resources;
mod services;
mod steps;
mod waitlist;

use http::cache::Sharing;
use http::limits::Class;
use http::routes::{Limit, Scope};
use http::{Access, Routes};
use kernel::Permission;
use notifications::{DeviceIdView, SubscribeRequest};
use utoipa::openapi::Required;

use crate::http::caller::KeyQuery;
use crate::model::feed::{FeedRequest, NewFeed};
use crate::model::resource::ResourceRequest;
use crate::model::service::ServiceRequest;
use crate::model::{Leads, Resource};
use crate::ops::block_time::BlockRequest;
use crate::ops::book::BookingRequest;
use crate::ops::book_series::SeriesRequest;
use crate::ops::cancel_booking::CancelRequest;
use crate::ops::change_status::StepRequest;
use crate::ops::hold::HoldRequest;
use crate::ops::move_booking::MoveRequest;
use crate::ops::set_schedule::ScheduleRequest;
use crate::ops::swap_bookings::SwapRequest;
use crate::ops::wait_in_line::WaitRequest;
use crate::ops::write_notes::NotesRequest;
use crate::queries::bookings::BookingSummary;
use crate::queries::calendar::CalendarView;
use crate::queries::resources::ScheduleView;
use crate::queries::services::ServiceView;
use crate::queries::slots::Verdict;
use crate::queries::waitlist::EntryView;

pub use booking_views::{BookedView, BookingView};

const SETUP: Permission = Permission::ManageCatalog;
const VIEW: Permission = Permission::ViewBookings;
const SERVE: Permission = Permission::ServeBookings;
const MANAGE: Permission = Permission::ManageBookings;
const KEY: &str =
    "1 to 255 visible ASCII characters, new for each booking: the same key again gives the same answer.";

/// Declares the paths.
pub fn routes(r: &mut Routes) {
    offer(r);
    bookings(r);
    followers(r);
    steps(r);
    waitlist(r);
    setup(r);
    schedule(r);
    agenda(r);
    calendars(r);
    reminders(r);
}

fn offer(r: &mut Routes) {
    r.get("/api/v1/services", "list_services", services::list)
        .summary("What can be booked, and by whom it is served")
        .gives::<services::ServiceList>(200);
    r.get("/api/v1/services/{id}", "get_service", services::get)
        .summary("One of them")
        .gives::<ServiceView>(200);
    r.get("/api/v1/availability/slots", "list_slots", availability::slots)
        .summary("Times that can be booked, within 62 days")
        .query::<availability::SlotsQuery>()
        .gives::<availability::SlotList>(200)
        .shared(Sharing::Times)
        .limit(Limit::Class(Class::Availability));
}

fn bookings(r: &mut Routes) {
    r.post("/api/v1/bookings/holds", "hold_slot", bookings::hold)
        .changes_times()
        .summary("Keeps a time for a few minutes while the customer types")
        .access(Access::Own)
        .takes::<HoldRequest>()
        .gives::<BookedView>(201)
        .refuses(&[404, 409]);
    r.post("/api/v1/bookings", "book", bookings::book)
        .changes_times()
        .summary("Books a time; one that somebody else has is slot_taken")
        .header("Idempotency-Key", Required::True, KEY)
        .access(Access::Own)
        .takes::<BookingRequest>()
        .gives::<BookedView>(201)
        .refuses(&[404, 409]);
    r.post("/api/v1/bookings/series", "book_series", bookings::series)
        .changes_times()
        .summary("Books an appointment every so many weeks; the answer says which cannot be had")
        .header("Idempotency-Key", Required::True, KEY)
        .access(Access::Own)
        .takes::<SeriesRequest>()
        .gives::<bookings::SeriesView>(201)
        .refuses(&[404, 409]);
    r.get("/api/v1/bookings", "list_own_bookings", bookings::list)
        .summary("The caller's own appointments, the latest first")
        .access(Access::SignedIn)
        .query::<kernel::PageQuery>()
        .gives_page::<BookingSummary>();
    r.get("/api/v1/bookings/{id}", "get_booking", bookings::get)
        .summary("An appointment: one's own, that of the link's key, or any for staff; for a professional, any that they serve")
        .access(Access::Own)
        .open_to_keys(Scope::BookingsRead)
        .query::<KeyQuery>()
        .gives::<BookingView>(200);
    r.post("/api/v1/bookings/{id}/cancel", "cancel_booking", bookings::cancel)
        .changes_times()
        .summary("Calls it off: by its customer until shortly before, by the shop at any time")
        .access(Access::Own)
        .query::<KeyQuery>()
        .takes::<CancelRequest>()
        .gives::<BookingView>(200)
        .refuses(&[409, 412])
        .gives_money()
        .of_no_module();
    r.post(
        "/api/v1/bookings/{id}/reschedule",
        "reschedule_booking",
        bookings::reschedule,
    )
    .changes_times()
    .summary("Moves it: by its customer until shortly before, by the shop at any time")
    .access(Access::Own)
    .query::<KeyQuery>()
    .takes::<MoveRequest>()
    .gives::<BookingView>(200)
    .refuses(&[409, 412]);
}

fn followers(r: &mut Routes) {
    r.post(
        "/api/v1/bookings/{id}/devices",
        "follow_booking",
        followers::follow,
    )
    .summary("Tells a browser of its customer's what becomes of it; ten browsers at most")
    .access(Access::Own)
    .query::<KeyQuery>()
    .takes::<SubscribeRequest>()
    .gives::<DeviceIdView>(201)
    .refuses(&[409]);
    r.delete(
        "/api/v1/bookings/{id}/devices/{device}",
        "unfollow_booking",
        followers::unfollow,
    )
    .summary("Tells that browser no more of it")
    .access(Access::Own)
    .query::<KeyQuery>()
    .gives_nothing(204);
}

fn steps(r: &mut Routes) {
    r.post("/api/v1/bookings/{id}/confirm", "confirm_booking", steps::confirm)
        .summary("Says yes; or brings a cancelled one back, while its time is free")
        .staff(SERVE)
        .takes::<StepRequest>()
        .gives::<BookingView>(200)
        .refuses(&[409, 412]);
    r.post(
        "/api/v1/bookings/{id}/complete",
        "complete_booking",
        steps::complete,
    )
    .summary("It took place")
    .staff(SERVE)
    .takes::<StepRequest>()
    .gives::<BookingView>(200)
    .refuses(&[409, 412]);
    r.post("/api/v1/bookings/{id}/no-show", "mark_no_show", steps::no_show)
        .summary("The customer did not come")
        .staff(SERVE)
        .takes::<StepRequest>()
        .gives::<BookingView>(200)
        .refuses(&[409, 412]);
    r.post("/api/v1/bookings/{id}/swap", "swap_bookings", steps::swap)
        .summary("Two appointments trade times, both or neither")
        .staff(MANAGE)
        .takes::<SwapRequest>()
        .gives::<BookingView>(200)
        .refuses(&[409]);
    r.put("/api/v1/bookings/{id}/notes", "write_booking_notes", steps::notes)
        .summary("What the shop notes for itself")
        .staff(SERVE)
        .takes::<NotesRequest>()
        .gives::<BookingView>(200)
        .refuses(&[412]);
}

fn waitlist(r: &mut Routes) {
    r.post("/api/v1/waitlist", "wait_in_line", waitlist::join)
        .summary("Waits for a time to become free; whoever is next is written to")
        .access(Access::Own)
        .takes::<WaitRequest>()
        .gives::<waitlist::InLineView>(201)
        .refuses(&[404, 409]);
    r.delete("/api/v1/waitlist/{id}", "leave_line", waitlist::leave)
        .summary("Gives the place up, by its key or by the shop")
        .access(Access::Own)
        .query::<KeyQuery>()
        .gives_nothing(204)
        .refuses(&[404, 409])
        .of_no_module();
    r.get("/api/v1/admin/waitlist", "list_waitlist", waitlist::list)
        .summary("Who waits, first come first")
        .staff(MANAGE)
        .query::<kernel::PageQuery>()
        .gives_page::<EntryView>();
}

fn setup(r: &mut Routes) {
    r.get("/api/v1/admin/services", "list_all_services", services::list_all)
        .summary("All services, those out of use included")
        .staff(VIEW)
        .gives::<services::ServiceList>(200);
    r.post("/api/v1/admin/services", "create_service", services::create)
        .summary("Makes a service")
        .staff(SETUP)
        .takes::<ServiceRequest>()
        .gives::<ServiceView>(201);
    r.put("/api/v1/admin/services/{id}", "update_service", services::update)
        .summary("Changes it; with If-Match, only if nobody else did meanwhile")
        .staff(SETUP)
        .takes::<ServiceRequest>()
        .gives::<ServiceView>(200)
        .refuses(&[412]);
    r.get("/api/v1/admin/resources", "list_resources", resources::list)
        .summary("Professionals, rooms, chairs and machines")
        .staff(VIEW)
        .gives::<resources::ResourceList>(200);
    r.post("/api/v1/admin/resources", "create_resource", resources::create)
        .summary("Adds one")
        .staff(SETUP)
        .takes::<ResourceRequest>()
        .gives::<Resource>(201);
    r.put(
        "/api/v1/admin/resources/{id}",
        "update_resource",
        resources::update,
    )
    .summary("Changes it; with If-Match, only if nobody else did meanwhile")
    .staff(SETUP)
    .takes::<ResourceRequest>()
    .gives::<Resource>(200)
    .refuses(&[412]);
}

fn schedule(r: &mut Routes) {
    r.get(
        "/api/v1/admin/resources/{id}/schedule",
        "get_schedule",
        resources::schedule,
    )
    .summary("When it is there: its week, and dates that differ")
    .staff(VIEW)
    .gives::<ScheduleView>(200);
    r.put(
        "/api/v1/admin/resources/{id}/schedule",
        "set_schedule",
        resources::set_schedule,
    )
    .summary("Puts a whole schedule in place")
    .staff(SETUP)
    .takes::<ScheduleRequest>()
    .gives::<ScheduleView>(200);
    r.get("/api/v1/admin/time-off", "list_time_off", blocks::list)
        .summary("Time off and blocked time")
        .staff(VIEW)
        .query::<blocks::RangeQuery>()
        .gives::<blocks::BlockList>(200);
    r.post("/api/v1/admin/time-off", "block_time", blocks::create)
        .summary("Blocks a time of one resource, or of the whole shop; says which appointments are to take place in it")
        .staff(MANAGE)
        .takes::<BlockRequest>()
        .gives::<blocks::BlockedView>(201);
    r.delete("/api/v1/admin/time-off/{id}", "unblock_time", blocks::delete)
        .summary("Opens it again, and offers it to who waits for such a time")
        .staff(MANAGE)
        .gives_nothing(204);
}

fn agenda(r: &mut Routes) {
    r.get("/api/v1/admin/bookings", "list_bookings", admin_bookings::list)
        .summary("Appointments, the next first; for a professional, those that they serve")
        .staff(VIEW)
        .query::<admin_bookings::BookingListQuery>()
        .gives_page::<BookingSummary>();
    r.post(
        "/api/v1/admin/bookings",
        "book_for_customer",
        admin_bookings::book,
    )
    .summary(
        "Books for a customer, of whom a name is enough; may set the shop's own rules aside, and says which",
    )
    .header("Idempotency-Key", Required::True, KEY)
    .staff(MANAGE)
    .takes::<admin_bookings::StaffBookingRequest>()
    .gives::<BookedView>(201)
    .refuses(&[404, 409]);
    r.get(
        "/api/v1/admin/calendar",
        "read_calendar",
        admin_bookings::calendar,
    )
    .summary("Appointments and time off of a stretch of time, up to 42 days; of others, a professional sees when they are busy")
    .staff(VIEW)
    .query::<blocks::RangeQuery>()
    .gives::<CalendarView>(200);
    r.get(
        "/api/v1/admin/calendar/events",
        "watch_calendar",
        calendar_events::watch,
    )
    .summary("Says when an appointment of the shop changes, as server-sent events")
    .staff(VIEW)
    .gives_events();
    r.get(
        "/api/v1/admin/availability/why",
        "why_not_offered",
        availability::why,
    )
    .summary("Whether a time is offered, and the rule that keeps it from being so")
    .staff(VIEW)
    .query::<availability::WhyQuery>()
    .gives::<Verdict>(200);
}

fn calendars(r: &mut Routes) {
    r.get(
        "/api/sync/calendar/ical/{token}.ics",
        "read_calendar_feed",
        feeds::read,
    )
    .summary("The calendar for other programs, by the key in its address")
    .gives_file("text/calendar")
    .shared(Sharing::Times)
    .limit(Limit::Class(Class::Feed));
    r.get("/api/v1/admin/calendar/feeds", "list_calendar_feeds", feeds::list)
        .summary("Addresses at which other programs read the calendar")
        .staff(SERVE)
        .closed_to_keys()
        .gives::<feeds::FeedList>(200);
    r.post(
        "/api/v1/admin/calendar/feeds",
        "create_calendar_feed",
        feeds::create,
    )
    .summary("Makes an address; it is told this once")
    .staff(SERVE)
    .closed_to_keys()
    .takes::<FeedRequest>()
    .gives::<NewFeed>(201);
    r.delete(
        "/api/v1/admin/calendar/feeds/{id}",
        "revoke_calendar_feed",
        feeds::delete,
    )
    .summary("Takes it back: it leads nowhere from then on")
    .staff(SERVE)
    .closed_to_keys()
    .gives_nothing(204);
}

fn reminders(r: &mut Routes) {
    r.get("/api/v1/admin/reminders", "get_reminders", reminders::get)
        .summary("How long before an appointment people are reminded")
        .staff(Permission::ManageSettings)
        .gives::<reminders::RemindersView>(200);
    r.put("/api/v1/admin/reminders", "set_reminders", reminders::put)
        .summary("Changes it, also for appointments that are booked; with If-Match, only if nobody else did meanwhile")
        .staff(Permission::ManageSettings)
        .takes::<Leads>()
        .gives::<reminders::RemindersView>(200)
        .refuses(&[412]);
}
