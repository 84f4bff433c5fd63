//! Around the handlers of shared routes.

use std::sync::Arc;

use actix_web::body::{BoxBody, MessageBody as _};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{StatusCode, header};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage as _};

use super::kept::Kept;
use super::key::Key;
use super::{KeptUntil, Sharing};
use crate::app::AppData;
use crate::edge::pattern;
use crate::shop::Shop;

const HIT: &str = "vitrina; hit";
const MISS: &str = "vitrina; fwd=miss; stored";
/// Nothing is kept while announcements are not heard, or when the settings leave no room for it.
const DEAF: &str = "vitrina; fwd=bypass";

/// Answers from what is kept, or keeps what the handler answers. Stands inside of what compresses single answers.
pub async fn keep(req: ServiceRequest, next: Next<BoxBody>) -> Result<ServiceResponse, Error> {
    let Some((app, shop, sharing, key)) = shared(&req) else {
        return next.call(req).await;
    };
    // Before the handler reads anything.
    let stamp = app.pages.stamp(shop.id, sharing);
    if let Some(kept) = app.pages.find(&key, stamp, app.env.now()) {
        let answer = kept.answer(req.request(), HIT);
        return Ok(req.into_response(answer));
    }
    let response = next.call(req).await?;
    if response.status() != StatusCode::OK || response.headers().contains_key(header::SET_COOKIE) {
        return Ok(response);
    }
    let until = response
        .response()
        .extensions()
        .get::<KeptUntil>()
        .map(|until| until.0);
    let (req, response) = response.into_parts();
    let (head, body) = response.into_parts();
    Ok(match body.try_into_bytes() {
        Ok(plain) => match Kept::new(head.headers(), plain.clone(), key.encoding()) {
            Some(kept) => {
                app.pages.keep(key, (stamp, until), &kept);
                let answer = kept.answer(&req, if stamp.is_some() { MISS } else { DEAF });
                ServiceResponse::new(req, answer)
            }
            None => ServiceResponse::new(req, head.set_body(BoxBody::new(plain))),
        },
        Err(body) => ServiceResponse::new(req, head.set_body(body)),
    })
}

/// The tenant and the key, when the route shares its answers and the caller shows nothing of their own.
fn shared(req: &ServiceRequest) -> Option<(AppData, Arc<Shop>, Sharing, Key)> {
    let app = req.app_data::<AppData>()?;
    let sharing = app.routes.sharing(&pattern(req.request())?)?;
    let shop = Arc::clone(req.extensions().get::<Arc<Shop>>()?);
    let key = Key::of(req.request(), &shop, sharing)?;
    Some((app.clone(), shop, sharing, key))
}
