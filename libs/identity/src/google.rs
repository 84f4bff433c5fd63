//! Whether this server signs in with Google, and as whom.

use std::sync::Arc;

use google_sign_in::GoogleSignIn;
use http::App;
use kernel::{Error, Result};

/// Google as this server knows it, or nothing. The executable passes it with `SliceSettings::with`: one a process, since it
/// keeps what Google publishes.
#[derive(Debug, Clone, Default)]
pub struct Google(Option<Arc<GoogleSignIn>>);

impl Google {
    /// Where Google sends browsers back to, at the platform's host: Google wants to know each such address beforehand, and
    /// shops come and go (docs/adr/0015).
    pub const CALLBACK: &'static str = "/login/google/callback";

    /// Offered to everybody.
    pub fn by(google: GoogleSignIn) -> Self {
        Self(Some(Arc::new(google)))
    }

    /// Whether it is offered.
    pub(crate) fn is_offered(app: &App) -> bool {
        app.slices.get::<Self>().0.is_some()
    }

    /// What speaks with Google; refuses with `not_found` where it is not offered.
    pub(crate) fn of(app: &App) -> Result<Arc<GoogleSignIn>> {
        app.slices.get::<Self>().0.ok_or_else(Error::not_found)
    }
}
