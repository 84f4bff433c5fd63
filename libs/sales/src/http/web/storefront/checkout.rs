//! The checkout: one page, sent to ask what shipping costs and to place the order.

use actix_web::body::to_bytes;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use db::TenantTx;
use http::idempotency::{Ask, Claim, record};
use http::page::refusal;
use http::{Answer, Form, FormState, Page, Typed, Visitor, html, html_with, see_other};
use kernel::{Error, Instant, Result};
use payments::MethodSetting;
use serde::{Deserialize, Serialize};

use super::checkout_coupon::change_coupons;
use super::checkout_form::{CheckoutForm, prefilled};
use super::checkout_page::{CheckoutPage, Desired};
use crate::desk::{Desk, order_path};
use crate::http::api::{actor_of, buyer_of, claim_for};
use crate::http::cart_key::{cart_key, count_checkout, empty_badge, look_of};
use crate::model::{LinePrice, ShippingOption};
use crate::ops::merge_cart::merge_cart;
use crate::ops::place_order::place_order;
use crate::queries::carts::{CartLine, CartView, find_filled, view_items};
use crate::queries::shipping::quote as quote_shipping;
use crate::queries::storefront::last_address;

const ROUTE: &str = "POST /checkout";

/// What is remembered beside the idempotency key.
#[derive(Debug, Serialize, Deserialize)]
struct Done {
    /// The order's page.
    url: String,
}

/// Everything that the page is made of.
pub struct Till {
    pub cart: CartView,
    /// The lines with their taxes.
    pub prices: Vec<LinePrice>,
    pub options: Vec<ShippingOption>,
    pub methods: Vec<MethodSetting>,
    /// Ways to pay that rest now, since nobody answers there.
    pub resting: Vec<MethodSetting>,
}

/// `GET /checkout`.
pub async fn show(visitor: Visitor, req: HttpRequest) -> Answer {
    let mut tx = visitor.begin_generic().await?;
    let last = match &visitor.person {
        Some(person) => last_address(&mut tx, person.person_id).await?,
        None => None,
    };
    let place = last.as_ref().map(|address| address.municipality_code.clone());
    let till = open_till(&mut tx, &visitor, &req, place.as_deref()).await?;
    tx.commit().await?;
    if !till.cart.orderable {
        return Ok(see_other("/cart"));
    }
    let person = visitor
        .person
        .as_ref()
        .map(|p| (p.name.as_str(), p.email.as_str()));
    let page = Page::titled(&visitor, &req, "checkout-title");
    let key = http::secrets::new_token(&visitor.app.env);
    let desired = Desired {
        place,
        idempotency_key: key,
        ..Desired::default()
    };
    html(&CheckoutPage::new(page, prefilled(person, last), &till, &desired))
}

/// `POST /checkout/quote`: the same page with what was typed and what shipping costs now.
pub async fn quote(visitor: Visitor, req: HttpRequest, form: Form<CheckoutForm>) -> Answer {
    let typed = form.typed;
    let wanted = form.parsed?;
    with_coupon(&visitor, &req, typed, wanted).await
}

/// The page with what was typed, after a coupon was put in or taken out, where that was asked for.
async fn with_coupon(visitor: &Visitor, req: &HttpRequest, typed: Typed, wanted: CheckoutForm) -> Answer {
    let changed = change_coupons(visitor, req, &wanted).await;
    let till = look(visitor, req, &wanted).await?;
    if !till.cart.orderable {
        return Ok(see_other("/cart"));
    }
    let page = Page::titled(visitor, req, "checkout-title");
    let Err(error) = changed else {
        let f = FormState::typed(typed);
        return html(&CheckoutPage::new(page, f, &till, &Desired::of(&wanted)));
    };
    let (status, error) = refusal(error)?;
    let f = FormState::refused(&page, typed, &error);
    let desired = Desired {
        coupon: wanted.coupon.clone(),
        ..Desired::of(&wanted)
    };
    html_with(status, &CheckoutPage::new(page, f, &till, &desired))
}

/// `POST /checkout`.
pub async fn place(visitor: Visitor, req: HttpRequest, form: Form<CheckoutForm>) -> Answer {
    let (typed, hash) = (form.typed, form.hash);
    let mut wanted = form.parsed?;
    if wanted.has_loose_coupon() {
        "true".clone_into(&mut wanted.apply_coupon);
        return with_coupon(&visitor, &req, typed, wanted).await;
    }
    let error = match order(&visitor, &req, &wanted, hash).await {
        Ok(url) => {
            let mut response = see_other(&url);
            empty_badge(&visitor, &mut response);
            return Ok(response);
        }
        Err(error) => error,
    };
    // Nothing is left to order: the cart's page says why.
    if matches!(
        error.code(),
        None | Some("cart_empty" | "cart_already_ordered" | "idempotency_key_reused")
    ) {
        return if error.code().is_none() {
            Err(error.into())
        } else {
            Ok(see_other("/cart"))
        };
    }
    let till = look(&visitor, &req, &wanted).await?;
    let page = Page::titled(&visitor, &req, "checkout-title");
    let is_change = error.code() == Some("prices_changed");
    let mut f = FormState::refused(&page, typed, &flat(error));
    if is_change {
        // Told in full by the page's own list of changes.
        f.problem.clear();
    }
    let desired = Desired {
        agreed: wanted.seen_total.parse().ok(),
        ..Desired::of(&wanted)
    };
    html_with(
        StatusCode::UNPROCESSABLE_ENTITY,
        &CheckoutPage::new(page, f, &till, &desired),
    )
}

/// Places the order once, however often the form is sent; gives the address of its page.
async fn order(visitor: &Visitor, req: &HttpRequest, form: &CheckoutForm, hash: [u8; 32]) -> Result<String> {
    let request = form.request()?;
    let buyer = buyer_of(visitor, cart_key(visitor, req, None));
    let key = form.key()?;
    let ask = Ask {
        vault: &visitor.app.vault,
        actor: actor_of(buyer.cart)?,
        route: ROUTE,
        key: &key,
        request_hash: hash,
    };
    count_checkout(visitor, req, buyer.cart).await?;
    let mut tx = visitor.begin_generic().await?;
    if let Claim::Replay(answer) = claim_for(&mut tx, &ask, buyer.cart).await? {
        return replayed(answer).await;
    }
    let placed = place_order(&mut tx, &Desk::of(&visitor.app), &visitor.shop, &buyer, &request).await?;
    let order_page = || {
        format!(
            "{}&done=order-placed",
            order_path(&placed.order, &placed.key.text)
        )
    };
    let done = Done {
        url: placed.pay_path.clone().unwrap_or_else(order_page),
    };
    record(&mut tx, &ask, StatusCode::SEE_OTHER, &done).await?;
    tx.commit().await?;
    Ok(done.url)
}

async fn replayed(answer: HttpResponse) -> Result<String> {
    let broken = || Error::fault("a remembered checkout cannot be read");
    let body = to_bytes(answer.into_body()).await.map_err(|_| broken())?;
    let done: Done = serde_json::from_slice(&body).map_err(|_| broken())?;
    Ok(done.url)
}

async fn look(visitor: &Visitor, req: &HttpRequest, form: &CheckoutForm) -> Result<Till> {
    let mut tx = visitor.begin_generic().await?;
    let till = open_till(&mut tx, visitor, req, form.place()).await?;
    tx.commit().await?;
    Ok(till)
}

async fn open_till(
    tx: &mut TenantTx,
    visitor: &Visitor,
    req: &HttpRequest,
    place: Option<&str>,
) -> Result<Till> {
    let key = cart_key(visitor, req, None);
    merge_cart(tx, key).await?;
    let (id, items) = find_filled(tx, key).await?;
    let cart = view_items(tx, id, (items, vec![]), look_of(visitor)).await?;
    let offer = payments::queries::offer(tx).await?;
    Ok(Till {
        prices: taxed(tx, visitor, &cart).await?,
        options: quote_shipping(tx, place, cart.weight_g, cart.subtotal).await?,
        resting: offer.resting.clone(),
        methods: offer.for_orders(),
        cart,
    })
}

/// The lines with the taxes of today.
async fn taxed(tx: &mut TenantTx, visitor: &Visitor, cart: &CartView) -> Result<Vec<LinePrice>> {
    let now: Instant = tx.now();
    let rates = catalog::tax_rates(tx, now.0.to_zoned(visitor.shop.zone()).date()).await?;
    let price = |line: &CartLine| {
        let rate = rates.iter().find(|rate| rate.tax_class == line.tax_class);
        LinePrice {
            unit_price: line.price,
            quantity: line.quantity,
            discount: 0,
            tax_rate_bp: rate.map_or(0, |rate| rate.rate_bp),
        }
    };
    Ok(cart.items.iter().map(price).collect())
}

/// The form knows its fields without the address around them.
fn flat(error: Error) -> Error {
    match error {
        Error::Refused(mut refusal) => {
            for field in &mut refusal.fields {
                if let Some(name) = field.field.strip_prefix("shipping_address.") {
                    field.field = name.to_owned();
                }
            }
            Error::Refused(refusal)
        }
        fault @ Error::Fault(_) => fault,
    }
}
