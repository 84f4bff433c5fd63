//! Use cases, one a file. They take `&mut TenantTx` and neither begin nor commit; passwords come already hashed.

pub mod answer_forgotten;
pub mod change_password;
pub mod change_person;
pub mod create_person;
pub mod invite;
pub mod log_in;
pub mod one_time_link;
pub mod open_session;
pub mod owners;
pub mod purge;
pub mod refresh;
pub mod register;
pub mod revoke_sessions;
pub mod set_password;
pub mod sign_up;
pub mod throttle;
pub mod update_profile;
pub mod verify_email;
