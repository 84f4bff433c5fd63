//! Who says that something is theirs: by session, and by the key in the link to an order.

use actix_web::HttpRequest;
use http::Visitor;
use http::access::{client_address, network};
use http::secrets::sha256;
use sales::model::OrderId;

use crate::ops::Buyer;
use crate::ops::photos::Writer;

/// Keys of ours are URL-safe text; anything else opens nothing and is not repeated in links.
pub fn plain_key(key: Option<String>) -> Option<String> {
    let is_plain = |key: &String| {
        (1..=100).contains(&key.len())
            && key
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    };
    key.filter(is_plain)
}

/// The caller as who bought something.
pub fn buyer(visitor: &Visitor, order: Option<OrderId>, key: Option<&str>) -> Buyer {
    Buyer {
        person: visitor.person.as_ref().map(|p| p.person_id),
        order,
        key_hash: key.map(|key| sha256(key.as_bytes())),
    }
}

/// The caller as who wrote a review.
pub fn writer(visitor: &Visitor, key: Option<&str>) -> Writer {
    Writer {
        person: visitor.person.as_ref().map(|p| p.person_id),
        key_hash: key.map(|key| sha256(key.as_bytes())),
    }
}

/// Tells readers apart who complain, so that each is heard once: persons, else the networks that they come from. A shop's own, so
/// that nobody is known again elsewhere.
pub fn reporter(visitor: &Visitor, req: &HttpRequest) -> [u8; 32] {
    let who = match &visitor.person {
        Some(person) => person.person_id.to_string(),
        None => client_address(req, &visitor.app.settings.trusted_proxies)
            .map(|address| network(address).to_string())
            .unwrap_or_default(),
    };
    let data = format!("{} {who}", visitor.shop.id);
    visitor.app.secrets.mac("review-reporter", data.as_bytes())
}
