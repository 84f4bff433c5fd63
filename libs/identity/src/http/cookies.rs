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
