//! iCalendar: invitations and feeds written, other people's calendars read, and the time they take. See the README.

mod busy;
mod duration;
mod entry;
mod event;
mod feed;
mod invitation;
mod limits;
mod line;
mod moment;
mod read;
mod rule;
mod series;
mod skipped;
mod span;
mod text;
mod vtimezone;
mod windows;
mod write;
mod zones;

pub use busy::{Busy, busy};
pub use event::Event;
pub use feed::{Feed, write_feed};
pub use invitation::{Invitation, Person, write_cancellation, write_invitation, write_publication};
pub use limits::{Budget, Limits};
pub use moment::Moment;
pub use read::{NotCalendar, Read, read};
pub use skipped::{Reason, Skipped};
pub use span::Span;
pub use write::{Entry, write_event};
pub use zones::find_zone;
