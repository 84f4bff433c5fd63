//! Types and pure rules; no database here.

pub mod demo;
mod device;
mod password;
mod person;
mod staff;
mod throttle;

pub use device::device_name;
pub use password::{Password, PasswordRule};
pub use person::{PersonRow, Purpose, SessionKind, Status};
pub use staff::{PersonChange, Subject, may_change};
pub use throttle::{Allowance, Outcome, Throttle, ThrottleRule};
