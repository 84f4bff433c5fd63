//! What is in a cart, at today's prices.

use std::collections::HashMap;

use catalog::{ProductId, TaxClass, VariantId};
use catalog::{SellableVariant, sellable_variants};
use db::TenantTx;
use kernel::{Currency, Instant, Result};
use promotions::model::BasketLine;
use promotions::queries::Buyer;
use serde::Serialize;
use utoipa::ToSchema;

use super::deals::{CartCoupon, CartDiscount, Deal, LineDiscount, discounts, find_deal, line_discounts};
use crate::model::cart::CartItem;
use crate::model::{CartId, CartItemId, CartKey};

/// A cart as its owner sees it. Amounts in minor units, tax included.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CartView {
    /// What is in it, oldest first.
    pub items: Vec<CartLine>,
    /// How many things, all lines together.
    pub count: i64,
    /// What they cost today, before discounts.
    pub subtotal: i64,
    /// What promotions take off.
    pub discount: i64,
    /// What they cost with discounts, without shipping.
    pub total: i64,
    /// What each promotion gives, and why.
    pub discounts: Vec<CartDiscount>,
    /// Coupons that were put in, also those that give nothing.
    pub coupons: Vec<CartCoupon>,
    /// ISO 4217.
    #[schema(value_type = String)]
    pub currency: Currency,
    /// Grams.
    pub weight_g: i64,
    /// Whether something costs something else than when it was put in.
    pub prices_changed: bool,
    /// Whether it can be ordered as it is.
    pub orderable: bool,
    /// The promotions that meet it.
    #[serde(skip)]
    pub deal: Deal,
}

/// Who looks at a cart.
#[derive(Debug, Clone, Copy)]
pub struct Look<'a> {
    /// For whom promotions are worked out.
    pub buyer: Buyer<'a>,
    /// What the shop sells in.
    pub currency: Currency,
}

/// A line of a cart.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CartLine {
    /// For `PUT` and `DELETE /cart/items/{id}`.
    pub id: CartItemId,
    /// The product.
    pub product_id: ProductId,
    /// What exactly.
    pub variant_id: VariantId,
    /// Name of the product.
    pub name: String,
    /// The options chosen: `Rojo / M`.
    pub options: String,
    /// Readable part of the product's address.
    pub slug: String,
    /// The shop's own code.
    pub sku: String,
    /// Its picture, 320 px wide.
    pub image_url: Option<String>,
    /// How many.
    pub quantity: i32,
    /// Price of one today.
    pub price: i64,
    /// Price of one when it was put in.
    pub price_when_added: i64,
    /// Whether the two differ.
    pub price_changed: bool,
    /// Price of one before a reduction.
    pub compare_price: Option<i64>,
    /// What the line costs today, before discounts.
    pub total: i64,
    /// What promotions take off it.
    pub discount: i64,
    /// What each of them takes off it, and why.
    pub discounts: Vec<LineDiscount>,
    /// Whether the shop sells it and has that many.
    pub available: bool,
    /// How many the shop has.
    pub stock: i32,
    /// How it is taxed.
    #[serde(skip)]
    pub tax_class: TaxClass,
}

/// The caller's open cart, if there is one. Makes and locks nothing.
pub async fn find_cart(tx: &mut TenantTx, key: CartKey) -> Result<Option<CartId>> {
    let cart = match (key.person, key.token_cart) {
        (Some(person), _) => {
            sqlx::query_scalar(
                "select cart_id from cart where tenant_id = $1 and person_id = $2 and status = 'open'",
            )
            .bind(tx.tenant())
            .bind(person)
            .fetch_optional(&mut **tx)
            .await?
        }
        (None, Some(cart)) => {
            sqlx::query_scalar(
                "select cart_id from cart
                  where tenant_id = $1 and cart_id = $2 and person_id is null and status = 'open'",
            )
            .bind(tx.tenant())
            .bind(cart)
            .fetch_optional(&mut **tx)
            .await?
        }
        (None, None) => None,
    };
    Ok(cart)
}

/// Whether the cart of the caller's token became an order.
pub async fn is_ordered(tx: &mut TenantTx, key: CartKey) -> Result<bool> {
    let Some(cart) = key.token_cart else {
        return Ok(false);
    };
    Ok(sqlx::query_scalar(
        "select exists (select from cart where tenant_id = $1 and cart_id = $2 and status = 'ordered')",
    )
    .bind(tx.tenant())
    .bind(cart)
    .fetch_one(&mut **tx)
    .await?)
}

/// The lines of a cart, oldest first.
pub async fn list_items(tx: &mut TenantTx, cart: CartId) -> Result<Vec<CartItem>> {
    Ok(sqlx::query_as(
        "select item_id, product_id, variant_id, quantity, price_seen
           from cart_item
          where tenant_id = $1 and cart_id = $2
          order by added_at, item_id",
    )
    .bind(tx.tenant())
    .bind(cart)
    .fetch_all(&mut **tx)
    .await?)
}

/// A line with its cart.
#[derive(sqlx::FromRow)]
struct CartRow {
    cart_id: CartId,
    #[sqlx(flatten)]
    item: CartItem,
}

/// The caller's open cart with its lines, oldest first, in one statement; none when nothing is in it.
pub async fn find_filled(tx: &mut TenantTx, key: CartKey) -> Result<(Option<CartId>, Vec<CartItem>)> {
    let rows: Vec<CartRow> = match (key.person, key.token_cart) {
        (Some(person), _) => {
            sqlx::query_as(
                "select c.cart_id, i.item_id, i.product_id, i.variant_id, i.quantity, i.price_seen
                   from cart c
                   join cart_item i on i.tenant_id = $1 and i.cart_id = c.cart_id
                  where c.tenant_id = $1 and c.person_id = $2 and c.status = 'open'
                  order by i.added_at, i.item_id",
            )
            .bind(tx.tenant())
            .bind(person)
            .fetch_all(&mut **tx)
            .await?
        }
        (None, Some(cart)) => {
            sqlx::query_as(
                "select c.cart_id, i.item_id, i.product_id, i.variant_id, i.quantity, i.price_seen
                   from cart c
                   join cart_item i on i.tenant_id = $1 and i.cart_id = c.cart_id
                  where c.tenant_id = $1 and c.cart_id = $2 and c.person_id is null and c.status = 'open'
                  order by i.added_at, i.item_id",
            )
            .bind(tx.tenant())
            .bind(cart)
            .fetch_all(&mut **tx)
            .await?
        }
        (None, None) => vec![],
    };
    let cart = rows.first().map(|row| row.cart_id);
    Ok((cart, rows.into_iter().map(|row| row.item).collect()))
}

/// How many things are in a cart.
pub async fn count_things(tx: &mut TenantTx, cart: CartId) -> Result<i64> {
    Ok(sqlx::query_scalar(
        "select coalesce(sum(quantity), 0)::bigint from cart_item where tenant_id = $1 and cart_id = $2",
    )
    .bind(tx.tenant())
    .bind(cart)
    .fetch_one(&mut **tx)
    .await?)
}

/// A cart at today's prices; an empty one when there is none.
pub async fn view_cart(tx: &mut TenantTx, cart: Option<CartId>, look: Look<'_>) -> Result<CartView> {
    let items = match cart {
        Some(cart) => list_items(tx, cart).await?,
        None => vec![],
    };
    view_items(tx, cart, (items, vec![]), look).await
}

/// Lines at today's prices, given those variants that are known already.
pub async fn view_items(
    tx: &mut TenantTx,
    cart: Option<CartId>,
    (items, known): (Vec<CartItem>, Vec<SellableVariant>),
    look: Look<'_>,
) -> Result<CartView> {
    let mut variants = by_id(known);
    let is_unknown = |id: &VariantId| !variants.contains_key(id);
    let unknown: Vec<VariantId> = items.iter().map(|i| i.variant_id).filter(is_unknown).collect();
    if !unknown.is_empty() {
        variants.extend(by_id(sellable_variants(tx, &unknown).await?));
    }
    let weight_g = weight_of(&items, &variants);
    let mut lines: Vec<CartLine> = items
        .into_iter()
        .filter_map(|item| variants.get(&item.variant_id).map(|variant| line(item, variant)))
        .collect();
    let basket = lines.iter().map(CartLine::basket_line).collect();
    let deal = find_deal(tx, cart, basket, look.buyer, look.currency).await?;
    let pricing = deal.price(None);
    for (at, line) in lines.iter_mut().enumerate() {
        line.discount = pricing.of_line(at);
        line.discounts = line_discounts(&pricing, at);
    }
    let subtotal: i64 = lines.iter().map(|l| l.total).sum();
    Ok(CartView {
        count: lines.iter().map(|l| i64::from(l.quantity)).sum(),
        subtotal,
        discount: pricing.discount(),
        total: subtotal - pricing.discount(),
        discounts: discounts(&pricing),
        coupons: deal.coupons(&pricing),
        prices_changed: lines.iter().any(|l| l.price_changed),
        orderable: !lines.is_empty() && lines.iter().all(|l| l.available),
        items: lines,
        weight_g,
        currency: look.currency,
        deal,
    })
}

impl CartLine {
    fn basket_line(&self) -> BasketLine {
        BasketLine {
            product_id: self.product_id,
            unit_price: self.price,
            quantity: self.quantity,
        }
    }
}

fn line(item: CartItem, variant: &SellableVariant) -> CartLine {
    CartLine {
        id: item.item_id,
        product_id: item.product_id,
        variant_id: item.variant_id,
        name: variant.product_name.clone(),
        options: variant.option_text(),
        slug: variant.slug.clone(),
        sku: variant.sku.clone(),
        image_url: variant.cover_key.as_deref().map(image_url),
        quantity: item.quantity,
        price: variant.price,
        price_when_added: item.price_seen,
        price_changed: variant.price != item.price_seen,
        compare_price: variant.compare_price,
        total: variant.price.saturating_mul(i64::from(item.quantity)),
        discount: 0,
        discounts: vec![],
        available: variant.is_sold && variant.available >= item.quantity,
        stock: variant.available.max(0),
        tax_class: variant.tax_class,
    }
}

/// Where the smallest size of a picture is served.
pub(crate) fn image_url(key: &str) -> String {
    pictures::url(key, 320)
}

pub(crate) fn by_id(variants: Vec<SellableVariant>) -> HashMap<VariantId, SellableVariant> {
    variants.into_iter().map(|v| (v.variant_id, v)).collect()
}

/// Grams of all things; what the shop has not weighed weighs nothing.
pub(crate) fn weight_of(items: &[CartItem], variants: &HashMap<VariantId, SellableVariant>) -> i64 {
    let grams = |i: &CartItem| {
        variants
            .get(&i.variant_id)
            .and_then(|v| v.weight_g)
            .map_or(0, i64::from)
    };
    items.iter().map(|i| grams(i) * i64::from(i.quantity)).sum()
}

/// What became of carts.
#[derive(Debug, Clone, Copy, sqlx::FromRow)]
pub struct CartCounts {
    /// Ordered.
    pub bought: i64,
    /// Ordered, or with something in them.
    pub filled: i64,
}

/// Of the carts that were touched since.
pub async fn count_carts(tx: &mut TenantTx, since: Instant) -> Result<CartCounts> {
    Ok(sqlx::query_as(
        "select count(*) filter (where c.status = 'ordered') as bought, count(*) as filled
           from cart c
          where c.tenant_id = $1
            and c.updated_at >= $2
            and (c.status = 'ordered'
                 or c.status = 'open' and exists (
                   select from cart_item i where i.tenant_id = $1 and i.cart_id = c.cart_id))",
    )
    .bind(tx.tenant())
    .bind(since)
    .fetch_one(&mut **tx)
    .await?)
}
