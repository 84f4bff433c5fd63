//! How somebody proved who they are.

use serde::Serialize;
use utoipa::ToSchema;

/// The first step of a sign-in that owes a second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum FirstProof {
    /// The password.
    Password,
    /// An account at Google.
    Google,
}

impl FirstProof {
    /// When nothing more is asked.
    pub const fn alone(self) -> SignInProof {
        match self {
            Self::Password => SignInProof::Password,
            Self::Google => SignInProof::Google,
        }
    }

    /// Together with a code.
    pub const fn with_code(self) -> SignInProof {
        match self {
            Self::Password => SignInProof::PasswordCode,
            Self::Google => SignInProof::GoogleCode,
        }
    }
}

/// All that opened a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum SignInProof {
    /// The password.
    Password,
    /// Password and second factor.
    PasswordCode,
    /// An account at Google.
    Google,
    /// An account at Google and the second factor.
    GoogleCode,
    /// A passkey, which is both factors in one.
    Passkey,
}

impl SignInProof {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Password,
        Self::PasswordCode,
        Self::Google,
        Self::GoogleCode,
        Self::Passkey,
    ];

    /// The name as stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::PasswordCode => "password_code",
            Self::Google => "google",
            Self::GoogleCode => "google_code",
            Self::Passkey => "passkey",
        }
    }

    /// Whether a password was typed.
    pub const fn is_by_password(self) -> bool {
        matches!(self, Self::Password | Self::PasswordCode)
    }
}
