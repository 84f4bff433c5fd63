//! People: who they are at one tenant, how they sign in, and what they may do. See the README beside this crate.

mod error;
mod google;
mod hashing;
mod hooks;
mod http;
mod jobs;
mod letters;
pub mod model;
mod ops;
pub mod queries;
mod settings;

pub use crate::error::IdentityError;
pub use crate::google::Google;
pub use crate::hashing::hash_password;
pub use crate::hooks::{LoginHook, LoginHooks};
pub use crate::http::{Asked, Checked, Prover, asked_of, session_cookie};
pub use crate::jobs::{PurgeSessions, RotateKeys, jobs};
pub use crate::letters::Letters;
pub use crate::ops::create_person::{NewPerson, create_person};
pub use crate::ops::helpers::{admit_helper, ensure_helper};
pub use crate::ops::open_session::{Client, Opened};
pub use crate::ops::provider_staff::{NewStaff, change_staff, invite_staff, may_help};
pub use crate::ops::revoke_sessions::{Reason as RevokedReason, revoke};
pub use crate::ops::second_factor::reset::reset_second_factor_of;
pub use crate::ops::sign_up::{SignUp, sign_up};
pub use crate::settings::PeopleSettings;

/// What this slice has the vault seal.
pub const SEALED: &[::http::SealedColumn] = &[ops::second_factor::SEALED];

/// What this slice brings: API, pages, texts, refusals.
pub fn slice() -> ::http::Slice {
    ::http::Slice {
        name: "identity",
        texts: [
            concat!(
                include_str!("../i18n/es.ftl"),
                include_str!("../i18n/signup.es.ftl"),
                include_str!("../i18n/passkeys.es.ftl")
            ),
            concat!(
                include_str!("../i18n/en.ftl"),
                include_str!("../i18n/signup.en.ftl"),
                include_str!("../i18n/passkeys.en.ftl")
            ),
        ],
        errors: IdentityError::ALL,
        routes: http::routes,
    }
}
