//! What can be booked, by whom, when; and what was.

pub mod answers;
pub mod booking;
pub mod calendar;
pub mod day_off;
pub mod feed;
pub mod hours;
pub mod reminder;
pub mod resource;
pub mod rule;
pub mod scope;
pub mod service;
pub mod status;
pub(crate) mod timetable;

pub use answers::Question;
pub use booking::{Booking, BookingEvent, Customer, CustomerRequest, Guest, WalkInRequest};
pub use calendar::{Day, Zone};
pub use day_off::DayOff;
pub use hours::{DateHours, Travel, WeekHours};
pub use reminder::{Attendance, Audience, Leads};
pub use resource::{Resource, ResourceKind};
pub use rule::Rule;
pub use scope::Scope;
pub use service::{Horizon, Service};
pub use status::BookingStatus;

kernel::define_id!(
    /// What can be booked.
    ServiceId
);
kernel::define_id!(
    /// Who or what it takes: a professional, a room, a chair.
    ResourceId
);
kernel::define_id!(
    /// An appointment.
    BookingId
);
kernel::define_id!(
    /// A session that several customers share.
    BookingSessionId
);
kernel::define_id!(
    /// Appointments that were booked together.
    SeriesId
);
kernel::define_id!(
    /// Time off or blocked time.
    BlockId
);
kernel::define_id!(
    /// A calendar that other programs subscribe to.
    FeedId
);
kernel::define_id!(
    /// A place in the line of who waits for a free time.
    EntryId
);
