//! One use case a file.

pub mod admit;
pub mod agree;
pub(crate) mod apply;
pub(crate) mod apply_event;
mod becomes;
pub mod begin_trial;
pub mod checkout;
pub(crate) mod close;
pub(crate) mod finish;
pub mod give_plan;
pub mod hear;
pub mod hide_guide;
pub(crate) mod keep_invoice;
pub mod leave_plan;
pub mod look;
pub mod open_portal;
pub mod propose;
pub mod review;
pub mod samples;
pub mod steer;
pub mod sync_plans;
pub mod sync_prices;
pub(crate) mod task;
