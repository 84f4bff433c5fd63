//! At sign-in: what was wished for before joins the person's own list.

use actix_web::HttpRequest;
use actix_web::cookie::Cookie;
use db::TenantTx;
use futures_util::future::LocalBoxFuture;
use http::app::AppData;
use kernel::{Error, PersonId, Result};

use super::wish_key::{removal, token_list};
use crate::ops::merge_wishes::merge_wishes;

/// For the sign-in's list of hooks. Its cookie ends the list of nobody.
pub fn merge_wishes_at_login<'a>(
    tx: &'a mut TenantTx,
    person: PersonId,
    req: &'a HttpRequest,
) -> LocalBoxFuture<'a, Result<Vec<Cookie<'static>>>> {
    Box::pin(async move {
        let app = req
            .app_data::<AppData>()
            .ok_or_else(|| Error::fault("no application state"))?;
        let Some(token) = token_list(app, tx.tenant(), req) else {
            return Ok(vec![]);
        };
        merge_wishes(tx, person, token).await?;
        Ok(vec![removal()])
    })
}
