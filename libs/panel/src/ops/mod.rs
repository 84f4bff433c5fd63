//! One use case a file. Those that concern a shop take its id and refuse the platform's own with `not_found`.

mod announce;
mod count_usage;
mod end_support;
mod enter_support;
mod open_support;
mod set_maintenance;
mod shop;
mod staff;
mod stand;
mod switch_flag;
mod write_note;

pub use announce::{NewAnnouncement, announce, withdraw};
pub use count_usage::count_usage;
pub use end_support::{end_own_support, end_support};
pub use enter_support::{Entered, Waiting, enter_support, find_waiting};
pub use open_support::{SupportRequest, open_support};
pub use set_maintenance::{Closing, close_all, close_shop};
pub use staff::{StaffChange, end_all_support};
pub use stand::{Suspending, reactivate, suspend};
pub use switch_flag::{Choosing, Sharing, choose_flag, share_flag};
pub use write_note::{NewNote, write_note};
