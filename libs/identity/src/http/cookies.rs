//! Cookies of this slice.

use actix_web::HttpResponse;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use http::access::SESSION_COOKIE;
use kernel::{Error, Result};

/// The session's. Without "remember me" the browser forgets it when it closes. `Lax`, since `Strict` would lose the
/// return from a bank's page.
pub fn session(token: String, remembered: Option<i64>) -> Cookie<'static> {
    let mut cookie = Cookie::build(SESSION_COOKIE, token)
        .path("/")
        .secure(true)
        .http_only(true)
        .same_site(SameSite::Lax)
        .finish();
    if let Some(seconds) = remembered {
        cookie.set_max_age(Duration::seconds(seconds));
    }
    cookie
}

/// Between the two steps of a sign-in: binds the second to the browser that took the first.
pub const CHALLENGE_COOKIE: &str = "__Host-challenge";

/// That cookie, for as long as the second step may take.
pub fn challenge(token: String, seconds: i64) -> Cookie<'static> {
    of_browser(CHALLENGE_COOKIE, token, seconds, SameSite::Lax)
}

/// Takes it away.
pub fn no_challenge() -> Cookie<'static> {
    challenge(String::new(), 0)
}

/// Between leaving for Google and coming back: binds the return to the browser that left.
pub const GOOGLE_COOKIE: &str = "__Host-google";

/// That cookie, for as long as the way there and back may take. `Lax`, since the way back begins elsewhere.
pub fn google(token: String, seconds: i64) -> Cookie<'static> {
    of_browser(GOOGLE_COOKIE, token, seconds, SameSite::Lax)
}

/// Takes it away.
pub fn no_google() -> Cookie<'static> {
    google(String::new(), 0)
}

/// Binds conversations with authenticators to the browser in which they began.
pub const PASSKEY_COOKIE: &str = "__Host-passkey";

/// That cookie, for as long as the newest conversation may take. Several tabs share it.
pub fn passkey(token: String, seconds: i64) -> Cookie<'static> {
    of_browser(PASSKEY_COOKIE, token, seconds, SameSite::Strict)
}

/// Binds what has begun to the browser in which it did.
fn of_browser(name: &'static str, token: String, seconds: i64, site: SameSite) -> Cookie<'static> {
    Cookie::build(name, token)
        .path("/")
        .secure(true)
        .http_only(true)
        .same_site(site)
        .max_age(Duration::seconds(seconds))
        .finish()
}

/// Takes the session's cookie away.
pub fn no_session() -> Cookie<'static> {
    session(String::new(), Some(0))
}

/// A choice of the visitor that is no secret: theme or language, kept a year.
pub fn preference(name: &'static str, value: &'static str) -> Cookie<'static> {
    Cookie::build(name, value)
        .path("/")
        .same_site(SameSite::Lax)
        .max_age(Duration::days(365))
        .finish()
}

/// Adds cookies to an answer.
pub fn with(mut response: HttpResponse, cookies: &[Cookie<'_>]) -> Result<HttpResponse> {
    for cookie in cookies {
        response
            .add_cookie(cookie)
            .map_err(|e| Error::fault(e.to_string()))?;
    }
    Ok(response)
}
