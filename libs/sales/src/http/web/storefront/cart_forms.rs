//! What the forms around the cart do. Scripts get JSON, everybody else a page.

use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse};
use db::TenantTx;
use http::{Answer, Form, Id, Visitor, see_other};
use kernel::{Error, Line, Refusal, Result};
use promotions::model::CouponCode;
use serde::{Deserialize, Serialize};
use validator::Validate;

use super::add_form::AddForm;
use super::cart;
use crate::http::cart_key::{cart_key, count_coupon, set_cookies};
use crate::model::{CartId, CartItemId, CartKey};
use crate::ops::add_item::add_item;
use crate::ops::change_coupons::{CouponRequest, add_coupon, remove_coupon};
use crate::ops::change_item::{QuantityRequest, remove_item, set_quantity};
use crate::ops::merge_cart::merge_cart;
use crate::queries::carts::count_things;

/// What scripts get.
#[derive(Debug, Serialize)]
struct Said {
    /// Things in the cart now; nothing when it was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<i64>,
    /// To show.
    message: String,
}

/// A form with nothing but its token.
#[derive(Debug, Deserialize, Validate)]
pub struct Nothing {}

/// The cart as it became.
struct Changed {
    cart: CartId,
    count: i64,
}

/// `POST /cart/items`.
pub async fn add(visitor: Visitor, req: HttpRequest, form: Form<AddForm>) -> Answer {
    let key = cart_key(&visitor, &req, None);
    let outcome = match form.parsed {
        Ok(form) => {
            change(&visitor, key, async |tx| {
                let wanted = form.resolved(tx).await?;
                Ok(add_item(tx, key, wanted).await?.cart)
            })
            .await
        }
        Err(error) => Err(error),
    };
    answer(&visitor, &req, outcome, "cart-added").await
}

/// `POST /cart/items/{id}`.
pub async fn set(
    visitor: Visitor,
    req: HttpRequest,
    id: Id<CartItemId>,
    form: Form<QuantityRequest>,
) -> Answer {
    let key = cart_key(&visitor, &req, None);
    let outcome = match form.parsed {
        Ok(wanted) => {
            change(&visitor, key, async |tx| {
                set_quantity(tx, key, id.0, wanted.quantity).await
            })
            .await
        }
        Err(error) => Err(error),
    };
    answer(&visitor, &req, outcome, "cart-changed").await
}

/// `POST /cart/items/{id}/remove`.
pub async fn remove(visitor: Visitor, req: HttpRequest, id: Id<CartItemId>, form: Form<Nothing>) -> Answer {
    form.into_inner()?;
    let key = cart_key(&visitor, &req, None);
    let outcome = change(&visitor, key, async |tx| remove_item(tx, key, id.0).await).await;
    answer(&visitor, &req, outcome, "cart-removed").await
}

/// A code to take out.
#[derive(Debug, Deserialize, Validate)]
pub struct RemoveCouponForm {
    code: Line<60>,
}

/// `POST /cart/coupons`.
pub async fn add_code(visitor: Visitor, req: HttpRequest, form: Form<CouponRequest>) -> Answer {
    let key = cart_key(&visitor, &req, None);
    let outcome = match form.parsed {
        Ok(wanted) => try_code(&visitor, &req, key, &wanted).await,
        Err(error) => Err(error),
    };
    answer(&visitor, &req, outcome, "cart-coupon-added").await
}

async fn try_code(
    visitor: &Visitor,
    req: &HttpRequest,
    key: CartKey,
    wanted: &CouponRequest,
) -> Result<Changed> {
    count_coupon(visitor, req).await?;
    change(visitor, key, async |tx| add_coupon(tx, key, wanted).await).await
}

/// `POST /cart/coupons/remove`.
pub async fn remove_code(visitor: Visitor, req: HttpRequest, form: Form<RemoveCouponForm>) -> Answer {
    let code = form.into_inner()?.code;
    let code = CouponCode::read(&code).ok_or_else(Error::not_found)?;
    let key = cart_key(&visitor, &req, None);
    let outcome = change(&visitor, key, async |tx| remove_coupon(tx, key, &code).await).await;
    answer(&visitor, &req, outcome, "cart-coupon-removed").await
}

async fn change(
    visitor: &Visitor,
    key: CartKey,
    work: impl AsyncFnOnce(&mut TenantTx) -> Result<CartId>,
) -> Result<Changed> {
    let mut tx = visitor.begin_async_commit().await?;
    merge_cart(&mut tx, key).await?;
    let cart = work(&mut tx).await?;
    let count = count_things(&mut tx, cart).await?;
    tx.commit().await?;
    Ok(Changed { cart, count })
}

async fn answer(visitor: &Visitor, req: &HttpRequest, outcome: Result<Changed>, done: &str) -> Answer {
    let for_script = wants_json(req);
    match outcome {
        Ok(changed) => {
            let mut response = if for_script {
                let message = visitor.t(&format!("done-{done}"));
                HttpResponse::Ok().json(Said {
                    count: Some(changed.count),
                    message,
                })
            } else {
                see_other(&format!("/cart?done={done}"))
            };
            set_cookies(visitor, &mut response, changed.cart, changed.count);
            Ok(response)
        }
        Err(Error::Refused(refusal)) => {
            let (status, message) = (status_of(&refusal), words(visitor, &refusal));
            if for_script {
                return Ok(HttpResponse::build(status).json(Said { count: None, message }));
            }
            cart::respond(visitor, req, Some((status, message))).await
        }
        Err(fault) => Err(fault.into()),
    }
}

fn wants_json(req: &HttpRequest) -> bool {
    let accept = req
        .headers()
        .get(header::ACCEPT)
        .and_then(|v| v.to_str().ok())
        .unwrap_or_default();
    accept.starts_with("application/json")
}

fn status_of(refusal: &Refusal) -> StatusCode {
    StatusCode::from_u16(refusal.code.kind.status()).unwrap_or(StatusCode::CONFLICT)
}

/// In the customer's terms, not in those of a field that they cannot see.
fn words(visitor: &Visitor, refusal: &Refusal) -> String {
    if refusal.fields.first().is_some_and(|f| f.field == "variant_id") {
        return visitor.t("cart-choose-first");
    }
    if refusal.fields.first().is_some_and(|f| f.field == "code") {
        return visitor.t("cart-coupon-type");
    }
    let args: Vec<(&str, &str)> = refusal.args.iter().map(|(n, v)| (*n, v.as_str())).collect();
    visitor
        .app
        .i18n
        .text(visitor.locale, &format!("error-{}", refusal.code.code), &args)
}
