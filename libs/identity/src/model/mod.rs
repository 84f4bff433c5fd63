//! Types and pure rules; no database here.

pub mod demo;
mod password;
mod person;
mod proof;
mod second_factor;
mod staff;
mod throttle;

pub use ::http::device::{Device, device_name};
pub use password::{Password, PasswordRule};
pub use person::{PersonRow, Purpose, SessionKind, Status};
pub use proof::{FirstProof, SignInProof};
pub use second_factor::{GivenCode, RECOVERY_CODES, SharedSecret, new_recovery_code};
pub use staff::{PersonChange, Subject, may_change};
pub use throttle::{Allowance, Outcome, Throttle, ThrottleRule};
