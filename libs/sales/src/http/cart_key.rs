//! How a browser or a program holds a cart: a cookie, or the header `X-Cart-Token`.
//!
//! The token is the cart's id with a signature of ours, so nothing secret is kept anywhere, a token can be told before
//! there is a cart to write down, and nobody can make one up. It opens a cart only while the cart is nobody's.

use actix_web::cookie::{Cookie, SameSite, time::Duration};
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::{HttpRequest, HttpResponse};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::access::client_address;
use http::limits::{Class, Subject};
use http::lookout::Forged;
use http::{App, Visitor};
use kernel::TenantId;
use kernel::id::Uuid;
use promotions::queries::Buyer;

use crate::model::{CartId, CartKey};
use crate::queries::carts::Look;
use crate::settings::SalesRules;

/// Holds the token of an anonymous cart.
pub const CART_COOKIE: &str = "__Host-cart";
/// Holds the number of things in the cart, for the badge; scripts may read it.
pub const COUNT_COOKIE: &str = "cart_count";
/// Holds the token where there are no cookies.
pub const CART_HEADER: &str = "x-cart-token";

const PURPOSE: &str = "cart-token";
const SIGNATURE: usize = 16;

/// What the caller reaches their cart by: the token in the body if there is one, else in the header, else the cookie.
pub fn cart_key(visitor: &Visitor, req: &HttpRequest, in_body: Option<&str>) -> CartKey {
    let person = visitor.person.as_ref().map(|p| p.person_id);
    CartKey {
        person,
        token_cart: token_cart(&visitor.app, visitor.shop.id, req, in_body),
        limits: SalesRules::of(&visitor.app).cart,
    }
}

/// For whom the promotions of the caller's cart are worked out, and in which currency.
pub fn look_of(visitor: &Visitor) -> Look<'_> {
    let person = visitor.person.as_ref();
    Look {
        buyer: Buyer {
            person: person.map(|p| p.person_id),
            email: person.map(|p| p.email.as_str()),
        },
        currency: visitor.shop.currency,
    }
}

/// Counts a coupon that is tried: by address, since carts cost nothing.
pub async fn count_coupon(visitor: &Visitor, req: &HttpRequest) -> kernel::Result<()> {
    let address = client_address(req, &visitor.app.settings.trusted_proxies);
    let address = address.ok_or_else(|| kernel::Error::fault("a request without an address"))?;
    visitor.count(req, Class::Coupon, Subject::Address(address)).await
}

/// Counts an attempt to order: by customer or cart, which only this knows.
pub async fn count_checkout(visitor: &Visitor, req: &HttpRequest, key: CartKey) -> kernel::Result<()> {
    let subject = match (key.person, key.token_cart) {
        (Some(person), _) => Subject::Person(person),
        (None, Some(cart)) => Subject::Cart(cart.0),
        // Nothing to order: the refusal is cheap, and its address was counted.
        (None, None) => return Ok(()),
    };
    visitor.count(req, Class::Checkout, subject).await
}

/// The cart that the request's token names, if it is one of ours.
pub(super) fn token_cart(
    app: &App,
    tenant: TenantId,
    req: &HttpRequest,
    in_body: Option<&str>,
) -> Option<CartId> {
    let in_header = req.headers().get(CART_HEADER).and_then(|v| v.to_str().ok());
    let in_cookie = req.cookie(CART_COOKIE);
    let token = in_body.or(in_header).or(in_cookie.as_ref().map(Cookie::value))?;
    let cart = read(app, tenant, token);
    if cart.is_none() {
        Forged::mark(req);
    }
    cart
}

/// The token of a cart.
pub fn token_of(app: &App, tenant: TenantId, cart: CartId) -> String {
    let signature = app.secrets.mac(PURPOSE, &signed(tenant, cart));
    URL_SAFE_NO_PAD.encode([cart.0.as_bytes().as_slice(), &signature[..SIGNATURE]].concat())
}

fn read(app: &App, tenant: TenantId, token: &str) -> Option<CartId> {
    let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
    let cart = CartId(Uuid::from_slice(bytes.get(..16)?).ok()?);
    let signature = bytes.get(16..).filter(|s| s.len() == SIGNATURE)?;
    app.secrets
        .mac_matches(PURPOSE, &signed(tenant, cart), signature)
        .then_some(cart)
}

fn signed(tenant: TenantId, cart: CartId) -> [u8; 32] {
    let mut bytes = [0; 32];
    bytes[..16].copy_from_slice(tenant.0.as_bytes());
    bytes[16..].copy_from_slice(cart.0.as_bytes());
    bytes
}

/// Lets the browser keep the cart: the token if it is nobody's, and the count for the badge. For pages as for the API.
pub fn set_cookies(visitor: &Visitor, response: &mut HttpResponse, cart: CartId, count: i64) {
    let token = token_of(&visitor.app, visitor.shop.id, cart);
    let cookie = match visitor.person {
        Some(_) => removal(),
        None => host_cookie(token, kept(&visitor.app)),
    };
    // A cookie that cannot be added would be one with a broken name; ours are fixed.
    let _ = response.add_cookie(&cookie);
    let _ = response.add_cookie(&count_cookie(&visitor.app, count));
}

/// After the cart became an order: nothing is in it. The browser keeps its token until a new cart takes its place, since
/// who did not get the answer asks again, and is known by it.
pub fn empty_badge(visitor: &Visitor, response: &mut HttpResponse) {
    let _ = response.add_cookie(&count_cookie(&visitor.app, 0));
}

/// Tells the token in the header, as every answer of the cart's own paths does.
pub(super) fn set_header(visitor: &Visitor, response: &mut HttpResponse, cart: CartId) {
    let token = token_of(&visitor.app, visitor.shop.id, cart);
    if let Ok(value) = HeaderValue::from_str(&token) {
        response
            .headers_mut()
            .insert(HeaderName::from_static(CART_HEADER), value);
    }
}

fn host_cookie(token: String, kept: Duration) -> Cookie<'static> {
    Cookie::build(CART_COOKIE, token)
        .path("/")
        .secure(true)
        .http_only(true)
        .same_site(SameSite::Lax)
        .max_age(kept)
        .finish()
}

/// As long as the cart itself.
fn kept(app: &App) -> Duration {
    Duration::seconds(SalesRules::of(app).cart_seconds)
}

/// Removes the token's cookie.
pub(super) fn removal() -> Cookie<'static> {
    let mut cookie = host_cookie(String::new(), Duration::ZERO);
    cookie.make_removal();
    cookie
}

/// The badge's number.
pub(super) fn count_cookie(app: &App, count: i64) -> Cookie<'static> {
    Cookie::build(COUNT_COOKIE, count.to_string())
        .path("/")
        .secure(app.settings.scheme == "https")
        .same_site(SameSite::Lax)
        .max_age(kept(app))
        .finish()
}
