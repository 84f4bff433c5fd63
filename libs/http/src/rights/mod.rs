//! What a shop may do, by what it subscribes to. `billing` writes that; routes and pages ask here.

mod guard;
mod standing;

pub use guard::way_out;
pub(crate) use guard::{admit_customer, admit_staff};
pub use standing::{Grants, Level, Rights, Standing, Status};
