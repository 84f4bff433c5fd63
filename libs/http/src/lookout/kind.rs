//! What is watched for.

/// Kinds of sightings; text in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Somebody came in.
    SignedIn,
    /// From a browser that the account was not used with before.
    NewDevice,
    /// Wrong password or unknown account.
    LoginFailed,
    /// The password was right, or the person signed in, and the code of the second factor was wrong.
    SecondFactorFailed,
    /// Refused during a lock.
    Locked,
    /// Many accounts tried from one address.
    LoginSpraying,
    /// A link for a forgotten password was asked for.
    PasswordResetAsked,
    /// A password was set or changed.
    PasswordChanged,
    /// A token that we never signed, or that is another shop's.
    ForgedToken,
    /// A refresh token used twice: somebody else may hold it.
    TokenReused,
    /// A passkey whose counter went back: somebody else may hold a copy.
    PasskeyCloned,
    /// A form without the session's token.
    CsrfRefused,
    /// A browser sent here by another site.
    CrossSiteRefused,
    /// Somebody signed in asked for what the role does not include.
    PermissionDenied,
    /// More calls than are taken.
    RateLimited,
    /// Many ids that lead nowhere, from one address.
    IdGuessing,
}

impl Kind {
    /// All of them, as the page lists them.
    pub const ALL: [Self; 16] = [
        Self::SignedIn,
        Self::NewDevice,
        Self::LoginFailed,
        Self::SecondFactorFailed,
        Self::Locked,
        Self::LoginSpraying,
        Self::PasswordResetAsked,
        Self::PasswordChanged,
        Self::ForgedToken,
        Self::TokenReused,
        Self::PasskeyCloned,
        Self::CsrfRefused,
        Self::CrossSiteRefused,
        Self::PermissionDenied,
        Self::RateLimited,
        Self::IdGuessing,
    ];

    /// As it is kept, counted and logged, and in the keys of its texts.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SignedIn => "signed_in",
            Self::NewDevice => "new_device",
            Self::LoginFailed => "login_failed",
            Self::SecondFactorFailed => "second_factor_failed",
            Self::Locked => "locked",
            Self::LoginSpraying => "login_spraying",
            Self::PasswordResetAsked => "password_reset_asked",
            Self::PasswordChanged => "password_changed",
            Self::ForgedToken => "forged_token",
            Self::TokenReused => "token_reused",
            Self::PasskeyCloned => "passkey_cloned",
            Self::CsrfRefused => "csrf_refused",
            Self::CrossSiteRefused => "cross_site_refused",
            Self::PermissionDenied => "permission_denied",
            Self::RateLimited => "rate_limited",
            Self::IdGuessing => "id_guessing",
        }
    }
}
