//! Browsers told apart: in a salon everybody books from one address, that of its Wi-Fi.

use std::net::IpAddr;

use actix_web::cookie::{Cookie, SameSite, time::Duration};
use actix_web::{HttpRequest, HttpResponse};
use http::Visitor;
use http::limits::Subject;
use kernel::id::Uuid;

/// Holds a number that says nothing but which browser it is.
pub const DEVICE_COOKIE: &str = "__Host-device";

/// As long as limits look back, and some more.
const KEPT: Duration = Duration::days(1);

/// Who calls from there: the browser that shows its number, else whoever does. Numbers can be invented, so whoever counts by
/// this counts the address besides.
pub fn caller(req: &HttpRequest, address: IpAddr) -> Subject {
    match shown(req) {
        Some(device) => Subject::Device(address, device),
        None => Subject::Address(address),
    }
}

/// Gives a browser its number, before it has anything to count.
pub fn know(visitor: &Visitor, req: &HttpRequest, response: &mut HttpResponse) {
    if visitor.person.is_some() || shown(req).is_some() {
        return;
    }
    let number: Uuid = visitor.app.env.new_id();
    let cookie = Cookie::build(DEVICE_COOKIE, number.simple().to_string())
        .path("/")
        .secure(true)
        .http_only(true)
        .same_site(SameSite::Lax)
        .max_age(KEPT)
        .finish();
    // A cookie that cannot be added would be one with a broken name; ours is fixed.
    let _ = response.add_cookie(&cookie);
}

fn shown(req: &HttpRequest) -> Option<Uuid> {
    Uuid::try_parse(req.cookie(DEVICE_COOKIE)?.value()).ok()
}
