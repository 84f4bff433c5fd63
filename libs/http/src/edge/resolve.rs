//! From the `Host` header to the tenant.

use actix_web::dev::ServiceRequest;
use actix_web::http::header;
use actix_web::{HttpMessage as _, HttpRequest};

use super::pattern::pattern;
use crate::app::AppData;
use crate::errors::EdgeError;
use crate::failure::Failure;
use crate::shop::ShopStatus;

/// Puts the tenant into the request, unless the address is served on any host.
pub async fn tenant(req: &ServiceRequest, app: &AppData) -> Result<(), Failure> {
    let any_host = pattern(req.request()).is_some_and(|pattern| app.routes.is_any_host(&pattern));
    let Some(host) = host_of(req.request()) else {
        return if any_host {
            Ok(())
        } else {
            Err(EdgeError::UnknownHost.into())
        };
    };
    if any_host {
        return Ok(());
    }
    let shop = app.shops.by_host(&host).await?.ok_or(EdgeError::UnknownHost)?;
    let refusal = match shop.status {
        ShopStatus::Active => None,
        ShopStatus::Suspended => Some(suspended(shop.status_reason.as_deref())),
        ShopStatus::Closed => Some(EdgeError::UnknownHost.into()),
    };
    req.extensions_mut().insert(shop);
    refusal.map_or(Ok(()), |error| Err(Failure(error)))
}

fn suspended(reason: Option<&str>) -> kernel::Error {
    kernel::Error::from(EdgeError::ShopSuspended).with("reason", reason.unwrap_or("—"))
}

/// The host that a request names: lower case, without port; exactly one header, shaped like a host name.
pub fn host_of(req: &HttpRequest) -> Option<String> {
    let mut values = req.headers().get_all(header::HOST);
    let (host, another) = (values.next()?.to_str().ok()?, values.next());
    if another.is_some() {
        return None;
    }
    let name = host.rsplit_once(':').map_or(host, |(name, port)| {
        if port.bytes().all(|b| b.is_ascii_digit()) {
            name
        } else {
            host
        }
    });
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    // An absolute request line that names another host: whoever forwards requests and we would not mean the same shop.
    if req
        .uri()
        .host()
        .is_some_and(|other| !other.eq_ignore_ascii_case(&name))
    {
        return None;
    }
    let fits = (1..=253).contains(&name.len())
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-._".contains(&b));
    fits.then_some(name)
}
