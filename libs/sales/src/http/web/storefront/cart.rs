//! The cart's page.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use http::page::Notice;
use http::{Answer, Page, Visitor, html_with};

use super::view::{CouponRow, Off, Sums};
use crate::http::cart_key::{cart_key, look_of, set_cookies};
use crate::model::cart::CartLimits;
use crate::model::{CartId, CartItemId};
use crate::ops::merge_cart::merge_cart;
use crate::queries::carts::{CartLine, CartView, find_cart, view_cart};
use crate::queries::deals::LineDiscount;
use crate::queries::storefront::free_shipping;

#[derive(Template)]
#[template(path = "sales/storefront/cart.html")]
struct CartPage {
    page: Page,
    subtitle: String,
    lines: Vec<Line>,
    /// Prices that are not those of before.
    notices: Vec<String>,
    sums: Sums,
    coupons: Vec<CouponRow>,
    free_shipping: Option<FreeShipping>,
    can_buy: bool,
}

/// A line that can be changed.
struct Line {
    id: CartItemId,
    url: String,
    name: String,
    options: String,
    picture: Option<String>,
    unit_price: i64,
    price_before: Option<i64>,
    quantity: u32,
    max: u32,
    /// What is paid for it.
    total: i64,
    /// What it costs without discounts, where that is more.
    total_before: Option<i64>,
    /// What promotions take off it, and why.
    discounts: Vec<String>,
    /// Why it cannot be ordered like this, or nothing.
    problem: String,
    can_change: bool,
}

/// How far it is to free shipping.
struct FreeShipping {
    text: String,
    percent: i64,
}

/// `GET /cart`.
pub async fn show(visitor: Visitor, req: HttpRequest) -> Answer {
    respond(&visitor, &req, None).await
}

/// The page as the cart is now; with what was refused, if something was.
pub async fn respond(visitor: &Visitor, req: &HttpRequest, problem: Option<(StatusCode, String)>) -> Answer {
    let key = cart_key(visitor, req, None);
    let mut tx = visitor.begin_generic().await?;
    merge_cart(&mut tx, key).await?;
    let cart = find_cart(&mut tx, key).await?;
    let view = view_cart(&mut tx, cart, look_of(visitor)).await?;
    let free = if view.items.is_empty() {
        None
    } else {
        free_shipping(&mut tx).await?
    };
    tx.commit().await?;
    let mut page = Page::titled(visitor, req, "cart-title");
    let status = problem.as_ref().map_or(StatusCode::OK, |(status, _)| *status);
    if let Some((_, text)) = problem {
        page.notices = vec![Notice { kind: "error", text }];
    }
    let count = view.count;
    let mut response = html_with(status, &render(page, view, free, key.limits))?;
    remember(visitor, &mut response, cart, count);
    Ok(response)
}

/// Lets the badge say what is true, also when the cart changed elsewhere.
fn remember(visitor: &Visitor, response: &mut HttpResponse, cart: Option<CartId>, count: i64) {
    if let Some(cart) = cart {
        set_cookies(visitor, response, cart, count);
    }
}

fn render(mut page: Page, view: CartView, free: Option<(String, i64)>, limits: CartLimits) -> CartPage {
    page.cart_count = u32::try_from(view.count).unwrap_or(0);
    let pricing = view.deal.price(None);
    let sums = Sums {
        subtotal: view.subtotal,
        offs: Off::of_pricing(&pricing, &page.t("cart-free-shipping-later")),
        shipping: None,
        shipping_text: page.t("cart-shipping-later"),
        tax: 0,
        total: view.total,
    };
    CartPage {
        subtitle: if view.count > 0 {
            page.tn("cart-things", "count", view.count)
        } else {
            String::new()
        },
        notices: price_notices(&page, &view),
        free_shipping: free.map(|(zone, from)| progress(&page, &zone, view.subtotal, from)),
        can_buy: view.orderable,
        coupons: view
            .coupons
            .into_iter()
            .map(|coupon| CouponRow::of(&page, coupon))
            .collect(),
        lines: view
            .items
            .into_iter()
            .map(|line| row(&page, line, limits))
            .collect(),
        sums,
        page,
    }
}

/// What costs something else than when it was put in.
pub fn price_notices(page: &Page, view: &CartView) -> Vec<String> {
    let notice = |line: &CartLine| {
        let key = if line.price > line.price_when_added {
            "cart-price-rose"
        } else {
            "cart-price-fell"
        };
        let (before, now) = (page.money(line.price_when_added), page.money(line.price));
        page.ta(
            key,
            &[("name", line.name.clone()), ("before", before), ("now", now)],
        )
    };
    view.items
        .iter()
        .filter(|line| line.price_changed)
        .map(notice)
        .collect()
}

fn row(page: &Page, line: CartLine, limits: CartLimits) -> Line {
    let quantity = u32::try_from(line.quantity).unwrap_or(1);
    // Less than before is always possible, even when there is nothing left.
    let left = u32::try_from(line.stock.clamp(1, limits.quantity)).unwrap_or(1);
    Line {
        id: line.id,
        url: format!("/p/{}", line.slug),
        problem: problem(page, &line).unwrap_or_default(),
        can_change: line.stock > 0,
        name: line.name,
        options: line.options,
        picture: line.image_url,
        unit_price: line.price,
        price_before: line.compare_price.filter(|before| *before > line.price),
        quantity,
        max: left.max(quantity),
        total: line.total - line.discount,
        total_before: Some(line.total).filter(|_| line.discount > 0),
        discounts: line
            .discounts
            .iter()
            .map(|off| discount_text(page, off))
            .collect(),
    }
}

/// `20 % en Cabello: -$ 12.000`.
fn discount_text(page: &Page, off: &LineDiscount) -> String {
    let args = [("name", off.name.clone()), ("amount", page.money(-off.amount))];
    page.ta("cart-discount", &args)
}

fn problem(page: &Page, line: &CartLine) -> Option<String> {
    if line.available {
        None
    } else if line.stock >= line.quantity {
        Some(page.t("cart-gone"))
    } else {
        Some(page.tn("cart-too-many", "left", line.stock))
    }
}

fn progress(page: &Page, zone: &str, subtotal: i64, from: i64) -> FreeShipping {
    let text = if subtotal >= from {
        page.tn("cart-free-reached", "zone", zone)
    } else {
        let missing = page.money(from - subtotal);
        page.ta(
            "cart-free-missing",
            &[("amount", missing), ("zone", zone.to_owned())],
        )
    };
    FreeShipping {
        text,
        percent: (subtotal.saturating_mul(100) / from.max(1)).min(100),
    }
}
