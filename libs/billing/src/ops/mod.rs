//! One use case a file.

pub mod admit;
pub mod begin_trial;
pub mod give_plan;
pub mod hide_guide;
pub mod leave_plan;
pub mod review;
pub mod samples;
pub mod sync_plans;
