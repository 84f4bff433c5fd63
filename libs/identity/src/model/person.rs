//! A person, and the words that their tables use.

use kernel::{Email, Instant, Locale, PersonId, Role};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Whether somebody may sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Status {
    /// May sign in.
    Active,
    /// May not, until somebody enables the account again.
    Disabled,
}

impl Status {
    /// The name as stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Disabled => "disabled",
        }
    }
}

/// What a one-time link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Purpose {
    /// Proves the address.
    VerifyEmail,
    /// Sets a forgotten password; proves the address too.
    ResetPassword,
    /// Replaces a password that is too old; given to a browser, so it proves no address.
    ExpiredPassword,
    /// Sets the first password of somebody invited; proves the address too.
    Invitation,
}

impl Purpose {
    /// The name as stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::VerifyEmail => "verify_email",
            Self::ResetPassword => "reset_password",
            Self::ExpiredPassword => "expired_password",
            Self::Invitation => "invitation",
        }
    }

    /// Whether the link came by mail, so that who holds it owns the address.
    pub const fn proves_address(self) -> bool {
        !matches!(self, Self::ExpiredPassword)
    }
}

/// Who holds a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum SessionKind {
    /// A browser, by cookie.
    Browser,
    /// A program, by tokens.
    Api,
}

/// A person as signing in and changing passwords need them.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct PersonRow {
    /// Who.
    pub person_id: PersonId,
    /// Address.
    pub email: Email,
    /// Name.
    pub name: String,
    /// Role.
    pub role: Role,
    /// Language of mails.
    pub locale: Locale,
    /// Whether they may sign in.
    pub status: Status,
    /// Argon2id in PHC form; none until an invitation is accepted.
    pub password_hash: Option<String>,
    /// When it was set.
    pub password_changed_at: Option<Instant>,
    /// Those before, newest first.
    pub previous_passwords: Vec<String>,
    /// Whether the address is proved.
    pub email_verified: bool,
}

impl PersonRow {
    /// The passwords that may not come back: the present one and those before it.
    pub fn used_passwords(&self, history: usize) -> Vec<String> {
        self.password_hash
            .iter()
            .chain(&self.previous_passwords)
            .take(history)
            .cloned()
            .collect()
    }
}
