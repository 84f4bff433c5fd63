//! The caller, who has the permission, and the shop that the address names. Who may not is told so before the address is
//! looked at.

use std::ops::Deref;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use futures_util::future::LocalBoxFuture;
use http::access::{Can, Permit};
use http::{Failure, Visitor};
use kernel::{Error, TenantId};

/// See the module.
#[derive(Debug)]
pub struct About<P> {
    ctx: Can<P>,
    /// The shop.
    pub tenant: TenantId,
}

impl<P> Deref for About<P> {
    type Target = Visitor;
    fn deref(&self) -> &Visitor {
        &self.ctx
    }
}

impl<P: Permit> FromRequest for About<P> {
    type Error = Failure;
    type Future = LocalBoxFuture<'static, Result<Self, Failure>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (ctx, req) = (Can::<P>::from_request(req, payload), req.clone());
        Box::pin(async move {
            let ctx = ctx.await?;
            let named: Option<TenantId> = req.match_info().get("id").and_then(|id| id.parse().ok());
            let tenant = named.filter(|id| *id != TenantId::PLATFORM);
            Ok(Self {
                tenant: tenant.ok_or_else(Error::not_found)?,
                ctx,
            })
        })
    }
}
