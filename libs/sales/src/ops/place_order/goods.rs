//! What is in the cart, at today's prices and taxes.

use catalog::VariantId;
use catalog::{SellableVariant, sellable_variants, tax_rates};
use db::TenantTx;
use http::shop::Shop;
use kernel::{Currency, Error, Result};
use promotions::model::{BasketLine, Pricing};

use crate::error::SalesError;
use crate::model::cart::CartItem;
use crate::model::{CartId, LinePrice, OrderLine};
use crate::queries::carts::{by_id, list_items, weight_of};

/// The lines of an order to be.
pub(super) struct Goods {
    pub lines: Vec<OrderLine>,
    pub weight_g: i64,
    /// Whether something costs something else than when it was put in.
    pub prices_changed: bool,
}

impl Goods {
    pub fn prices(&self) -> impl Iterator<Item = LinePrice> {
        self.lines.iter().map(|l| LinePrice {
            unit_price: l.unit_price,
            quantity: l.quantity,
            discount: l.discount,
            tax_rate_bp: l.tax_rate_bp,
        })
    }

    pub fn subtotal(&self) -> i64 {
        self.lines.iter().map(|l| l.total).sum()
    }

    /// As promotions see them.
    pub fn basket(&self) -> Vec<BasketLine> {
        let line = |l: &OrderLine| BasketLine {
            product_id: l.product_id,
            unit_price: l.unit_price,
            quantity: l.quantity,
        };
        self.lines.iter().map(line).collect()
    }

    /// Takes off each line what promotions give; the tax is then that of what is left.
    pub fn reduce(&mut self, pricing: &Pricing, currency: Currency) {
        for (at, line) in self.lines.iter_mut().enumerate() {
            line.discount = pricing.of_line(at);
            let price = LinePrice {
                unit_price: line.unit_price,
                quantity: line.quantity,
                discount: line.discount,
                tax_rate_bp: line.tax_rate_bp,
            };
            line.tax = price.tax(currency);
        }
    }

    pub fn quantities(&self) -> Vec<(VariantId, i32)> {
        self.lines.iter().map(|l| (l.variant_id, l.quantity)).collect()
    }
}

/// Prices everything in the cart anew. Refuses an empty cart and what is no longer sold.
pub(super) async fn price(tx: &mut TenantTx, cart: CartId, shop: &Shop) -> Result<Goods> {
    let items = list_items(tx, cart).await?;
    if items.is_empty() {
        return Err(SalesError::CartEmpty.into());
    }
    let ids: Vec<VariantId> = items.iter().map(|i| i.variant_id).collect();
    let variants = by_id(sellable_variants(tx, &ids).await?);
    let today = tx.now().0.to_zoned(shop.zone()).date();
    let rates = tax_rates(tx, today).await?;
    let mut goods = Goods {
        lines: vec![],
        weight_g: weight_of(&items, &variants),
        prices_changed: false,
    };
    for item in items {
        let variant = variants.get(&item.variant_id).ok_or(SalesError::NotForSale)?;
        if !variant.is_sold {
            return Err(Error::from(SalesError::NotForSale).with("name", &variant.product_name));
        }
        let rate = rates.iter().find(|r| r.tax_class == variant.tax_class);
        let rate =
            rate.ok_or_else(|| Error::fault(format!("no tax rate for {:?} today", variant.tax_class)))?;
        goods.prices_changed |= variant.price != item.price_seen;
        goods
            .lines
            .push(line(item, variant, (&rate.name, rate.rate_bp), shop));
    }
    Ok(goods)
}

fn line(
    item: CartItem,
    variant: &SellableVariant,
    (tax_name, tax_rate_bp): (&str, i32),
    shop: &Shop,
) -> OrderLine {
    let price = LinePrice {
        unit_price: variant.price,
        quantity: item.quantity,
        discount: 0,
        tax_rate_bp,
    };
    OrderLine {
        product_id: item.product_id,
        variant_id: item.variant_id,
        name: variant.product_name.clone(),
        options: variant.option_text(),
        sku: variant.sku.clone(),
        image_key: variant.cover_key.clone(),
        quantity: item.quantity,
        unit_price: price.unit_price,
        total: price.total(),
        discount: 0,
        tax_class: variant.tax_class.as_str().to_owned(),
        tax_name: tax_name.to_owned(),
        tax_rate_bp,
        tax: price.tax(shop.currency),
        weight_g: variant.weight_g.map_or(0, i64::from),
    }
}
