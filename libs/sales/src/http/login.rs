//! At sign-in: the cart filled before joins the person's own.

use actix_web::HttpRequest;
use actix_web::cookie::Cookie;
use db::TenantTx;
use futures_util::future::LocalBoxFuture;
use http::app::AppData;
use kernel::{Error, PersonId, Result};

use super::cart_key::{count_cookie, removal, token_cart};
use crate::model::CartKey;
use crate::ops::merge_cart::merge_cart;
use crate::queries::carts::{count_things, find_cart, is_ordered};
use crate::settings::SalesRules;

/// For the sign-in's list of hooks. Its cookies end the anonymous cart and set the badge. The token of a cart that was
/// ordered stays: if the order's answer was lost, the person asks again with it.
pub fn merge_cart_at_login<'a>(
    tx: &'a mut TenantTx,
    person: PersonId,
    req: &'a HttpRequest,
) -> LocalBoxFuture<'a, Result<Vec<Cookie<'static>>>> {
    Box::pin(async move {
        let app = req
            .app_data::<AppData>()
            .ok_or_else(|| Error::fault("no application state"))?;
        let key = CartKey {
            person: Some(person),
            token_cart: token_cart(app, tx.tenant(), req, None),
            limits: SalesRules::of(app).cart,
        };
        merge_cart(tx, key).await?;
        let count = match find_cart(tx, key).await? {
            Some(cart) => count_things(tx, cart).await?,
            None => 0,
        };
        let mut cookies = vec![count_cookie(app, count)];
        if !is_ordered(tx, key).await? {
            cookies.push(removal());
        }
        Ok(cookies)
    })
}
