//! What other slices do when somebody signs in: merge a cart, say.

use actix_web::HttpRequest;
use actix_web::cookie::Cookie;
use db::TenantTx;
use futures_util::future::LocalBoxFuture;
use kernel::{PersonId, Result};

/// Runs in the transaction of the sign-in, after the session was opened; an error undoes the sign-in. What it gives back
/// goes into the answer. The request is the sign-in's own: its cookies and headers say what the visitor held before.
///
/// ```ignore
/// fn merge_cart<'a>(tx: &'a mut TenantTx, person: PersonId, req: &'a HttpRequest)
///     -> LocalBoxFuture<'a, Result<Vec<Cookie<'static>>>> { Box::pin(async move { … }) }
/// ```
pub type LoginHook = for<'a> fn(
    &'a mut TenantTx,
    PersonId,
    &'a HttpRequest,
) -> LocalBoxFuture<'a, Result<Vec<Cookie<'static>>>>;

/// All of them, in order; the executable passes it as `web::Data<LoginHooks>`.
#[derive(Debug, Clone, Default)]
pub struct LoginHooks(pub Vec<LoginHook>);

impl LoginHooks {
    /// Runs them and gathers their cookies.
    pub(crate) async fn run(
        &self,
        tx: &mut TenantTx,
        person: PersonId,
        req: &HttpRequest,
    ) -> Result<Vec<Cookie<'static>>> {
        let mut cookies = vec![];
        for hook in &self.0 {
            cookies.extend(hook(tx, person, req).await?);
        }
        Ok(cookies)
    }
}
