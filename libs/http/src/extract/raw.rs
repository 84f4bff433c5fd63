//! A body as it came, for handlers that check what signs its bytes.

use actix_web::dev::Payload;
use actix_web::web::Bytes;
use actix_web::{FromRequest, HttpRequest};
use futures_util::future::LocalBoxFuture;

use super::json::read_body;
use crate::failure::Failure;

/// A body as it came, within the limits of size and time. Nothing of it is checked.
#[derive(Debug, Clone)]
pub struct Raw(pub Bytes);

impl FromRequest for Raw {
    type Error = Failure;
    type Future = LocalBoxFuture<'static, Result<Self, Failure>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (req, payload) = (req.clone(), payload.take());
        Box::pin(async move { read_body(&req, payload).await.map(Self) })
    }
}
