//! How a browser or a program holds a wish list: a cookie, or the header `X-Wishlist-Token`.
//!
//! As a cart's, the token is the list's id with a signature of ours: nothing secret is kept, and nobody can make one up. It opens
//! a list only while that is nobody's.

use actix_web::cookie::{Cookie, SameSite, time::Duration};
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::{HttpRequest, HttpResponse};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::lookout::Forged;
use http::{App, Visitor};
use kernel::TenantId;
use kernel::id::Uuid;

use crate::jobs::WISHES_KEPT;
use crate::model::WishListId;
use crate::ops::wish::WishKey;

/// Holds the token of a list of nobody.
pub const WISH_COOKIE: &str = "__Host-wishes";
/// Holds it where there are no cookies.
pub const WISH_HEADER: &str = "x-wishlist-token";

const PURPOSE: &str = "wishlist-token";
const SIGNATURE: usize = 16;

/// What the caller reaches their list by.
pub fn wish_key(visitor: &Visitor, req: &HttpRequest) -> WishKey {
    WishKey {
        person: visitor.person.as_ref().map(|p| p.person_id),
        token: token_list(&visitor.app, visitor.shop.id, req),
    }
}

/// The list that the request's token names, if it is one of ours.
pub(super) fn token_list(app: &App, tenant: TenantId, req: &HttpRequest) -> Option<WishListId> {
    let in_header = req.headers().get(WISH_HEADER).and_then(|v| v.to_str().ok());
    let in_cookie = req.cookie(WISH_COOKIE);
    let token = in_header.or(in_cookie.as_ref().map(Cookie::value))?;
    let list = read(app, tenant, token);
    if list.is_none() {
        Forged::mark(req);
    }
    list
}

fn token_of(app: &App, tenant: TenantId, list: WishListId) -> String {
    let signature = app.secrets.mac(PURPOSE, &signed(tenant, list));
    URL_SAFE_NO_PAD.encode([list.0.as_bytes().as_slice(), &signature[..SIGNATURE]].concat())
}

fn read(app: &App, tenant: TenantId, token: &str) -> Option<WishListId> {
    let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
    let list = WishListId(Uuid::from_slice(bytes.get(..16)?).ok()?);
    let signature = bytes.get(16..).filter(|s| s.len() == SIGNATURE)?;
    app.secrets
        .mac_matches(PURPOSE, &signed(tenant, list), signature)
        .then_some(list)
}

fn signed(tenant: TenantId, list: WishListId) -> [u8; 32] {
    let mut bytes = [0; 32];
    bytes[..16].copy_from_slice(tenant.0.as_bytes());
    bytes[16..].copy_from_slice(list.0.as_bytes());
    bytes
}

/// Lets a guest keep the list, by cookie and by header; a person's is found without.
pub fn tell_token(visitor: &Visitor, response: &mut HttpResponse, list: Option<WishListId>) {
    let Some(list) = list.filter(|_| visitor.person.is_none()) else {
        return;
    };
    let token = token_of(&visitor.app, visitor.shop.id, list);
    if let Ok(value) = HeaderValue::from_str(&token) {
        response
            .headers_mut()
            .insert(HeaderName::from_static(WISH_HEADER), value);
    }
    // A cookie that cannot be added would be one with a broken name; ours are fixed.
    let _ = response.add_cookie(&cookie(token, Duration::seconds(WISHES_KEPT)));
}

fn cookie(token: String, kept: Duration) -> Cookie<'static> {
    Cookie::build(WISH_COOKIE, token)
        .path("/")
        .secure(true)
        .http_only(true)
        .same_site(SameSite::Lax)
        .max_age(kept)
        .finish()
}

/// Removes the token's cookie.
pub(super) fn removal() -> Cookie<'static> {
    let mut cookie = cookie(String::new(), Duration::ZERO);
    cookie.make_removal();
    cookie
}
