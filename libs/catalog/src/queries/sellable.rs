//! What carts and checkouts need of the catalog.

use db::TenantTx;
use jiff::civil::Date;
use jiff_sqlx::ToSqlx as _;
use kernel::Result;

use crate::model::option_text;
use crate::{ProductId, TaxClass, VariantId};

/// A variant as it is sold now.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct SellableVariant {
    /// Which.
    pub variant_id: VariantId,
    /// Of which product.
    pub product_id: ProductId,
    /// The product's name.
    pub product_name: String,
    /// The product's slug.
    pub slug: String,
    /// One choice of each option.
    pub option_values: Vec<String>,
    /// Its code.
    pub sku: String,
    /// Price, in minor units, tax included.
    pub price: i64,
    /// Price before, if it is reduced.
    pub compare_price: Option<i64>,
    /// Weight, in grams.
    pub weight_g: Option<i32>,
    /// How it is taxed.
    pub tax_class: TaxClass,
    /// Stem of the cover's files; see `pictures::url`.
    pub cover_key: Option<String>,
    /// Whether it can be sold at all: product and variant active. Whether there is enough is another question.
    pub is_sold: bool,
    /// Whether customers have never been shown it.
    pub is_draft: bool,
    /// Pieces that can be bought.
    pub available: i32,
}

impl SellableVariant {
    /// "Rojo / M"; empty without options.
    pub fn option_text(&self) -> String {
        option_text(&self.option_values)
    }
}

/// These variants, in no order; those that never were are missing. What is sold no longer is there with `is_sold` false.
pub async fn sellable_variants(tx: &mut TenantTx, ids: &[VariantId]) -> Result<Vec<SellableVariant>> {
    Ok(sqlx::query_as(sellable!("v.variant_id = any ($2)"))
        .bind(tx.tenant())
        .bind(ids)
        .fetch_all(&mut **tx)
        .await?)
}

/// The only variant of a product that is for sale, for carts that name a product only; none when there is a choice.
pub async fn only_variant_of(tx: &mut TenantTx, product: ProductId) -> Result<Option<SellableVariant>> {
    let found: Vec<SellableVariant> = sqlx::query_as(sellable!(
        "v.product_id = $2 and v.active and v.removed_at is null limit 2"
    ))
    .bind(tx.tenant())
    .bind(product)
    .fetch_all(&mut **tx)
    .await?;
    let is_only = found.len() == 1;
    Ok(found.into_iter().next().filter(|_| is_only))
}

/// Variants as they are sold now, those that fit.
macro_rules! sellable {
    ($fitting:literal) => {
        concat!(
            "select v.variant_id, v.product_id, p.name as product_name, p.slug, v.option_values, v.sku, v.price,
                v.compare_price, v.weight_g, p.tax_class, p.cover_key,
                v.active and v.removed_at is null and p.status = 'active' as is_sold,
                p.status = 'draft' as is_draft,
                coalesce(s.on_hand - s.reserved, 0) as available
           from variant v
           join product p on p.tenant_id = $1 and p.product_id = v.product_id
           left join stock s on s.tenant_id = $1 and s.variant_id = v.variant_id
          where v.tenant_id = $1 and ",
            $fitting
        )
    };
}
use sellable;

/// A tax as it is on a day.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct TaxRate {
    /// For products of this class.
    pub tax_class: TaxClass,
    /// As invoices call it.
    pub name: String,
    /// Hundredths of a percent.
    pub rate_bp: i32,
}

/// The rate of each class on a day.
pub async fn tax_rates(tx: &mut TenantTx, on: Date) -> Result<Vec<TaxRate>> {
    Ok(sqlx::query_as(
        "select distinct on (tax_class) tax_class, name, rate_bp
           from tax_rate
          where valid_from <= $1
          order by tax_class, valid_from desc",
    )
    .bind(on.to_sqlx())
    .fetch_all(&mut **tx)
    .await?)
}
