//! Levels and movements, as screens and the API show them.

use std::collections::HashMap;

use catalog::{ProductId, ProductStatus, VariantId};
use db::TenantTx;
use kernel::{Instant, PageQuery, Paged, PersonId, Result};
use serde::Serialize;
use utoipa::ToSchema;

use crate::model::{MovementId, MovementKind};

/// What there is of a variant.
#[derive(Debug, Clone, Serialize, ToSchema, sqlx::FromRow)]
pub struct StockView {
    /// Which.
    pub variant_id: VariantId,
    /// Of which product.
    pub product_id: ProductId,
    /// The product's name.
    pub product_name: String,
    /// Whether customers see the product.
    pub product_status: ProductStatus,
    /// One choice of each option.
    #[sqlx(rename = "option_values")]
    pub options: Vec<String>,
    /// Its code.
    pub sku: String,
    /// On the shelf.
    pub on_hand: i32,
    /// Of it, promised to orders.
    pub reserved: i32,
    /// What can still be sold.
    pub available: i32,
    /// Stem of the cover's files.
    #[serde(skip)]
    pub cover_key: Option<String>,
    #[serde(skip)]
    total: i64,
}

/// Which levels are wanted.
#[derive(Debug, Clone, Default)]
pub struct StockFilter {
    /// Only where at most so many can be sold.
    pub at_most: Option<i32>,
    /// Only where the name or the code holds this.
    pub text: Option<String>,
    /// Only this one.
    pub variant: Option<VariantId>,
    /// Which part of the list.
    pub page: PageQuery,
}

/// Levels of everything that is not archived, scarcest first.
pub async fn list_stock(tx: &mut TenantTx, filter: &StockFilter) -> Result<Paged<StockView>> {
    let rows: Vec<StockView> = sqlx::query_as(
        "select v.variant_id, v.product_id, p.name as product_name, p.status as product_status, v.option_values, v.sku,
                coalesce(s.on_hand, 0) as on_hand, coalesce(s.reserved, 0) as reserved,
                coalesce(s.on_hand - s.reserved, 0) as available, p.cover_key, count(*) over () as total
           from variant v
           join product p on p.tenant_id = $1 and p.product_id = v.product_id
           left join stock s on s.tenant_id = $1 and s.variant_id = v.variant_id
          where v.tenant_id = $1 and v.removed_at is null and (p.status <> 'archived' or $4 is not null)
            and ($2::integer is null or coalesce(s.on_hand - s.reserved, 0) <= $2)
            and ($3::text is null or position(plain_words($3) in plain_words(p.name || ' ' || v.sku)) > 0)
            and ($4::uuid is null or v.variant_id = $4)
          order by coalesce(s.on_hand - s.reserved, 0), p.name, v.position, v.variant_id
          limit $5 offset $6",
    )
    .bind(tx.tenant())
    .bind(filter.at_most)
    .bind(&filter.text)
    .bind(filter.variant)
    .bind(i64::from(filter.page.limit))
    .bind(filter.page.offset())
    .fetch_all(&mut **tx)
    .await?;
    let total = match rows.first() {
        Some(row) => row.total,
        None if filter.page.page > 1 => count(tx, filter).await?,
        None => 0,
    };
    Ok(Paged::new(rows, filter.page, total))
}

/// For a page behind the last.
async fn count(tx: &mut TenantTx, filter: &StockFilter) -> Result<i64> {
    let first = StockFilter {
        page: PageQuery { page: 1, limit: 1 },
        ..filter.clone()
    };
    Ok(Box::pin(list_stock(tx, &first)).await?.pagination.total)
}

/// What can be sold of these variants; one never counted has nothing and is missing.
pub async fn available(tx: &mut TenantTx, variants: &[VariantId]) -> Result<HashMap<VariantId, i32>> {
    let rows: Vec<(VariantId, i32)> = sqlx::query_as(
        "select variant_id, on_hand - reserved from stock where tenant_id = $1 and variant_id = any ($2)",
    )
    .bind(tx.tenant())
    .bind(variants)
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().collect())
}

/// Variants for sale of which at most so many are left.
pub async fn count_low(tx: &mut TenantTx, at_most: i32) -> Result<i64> {
    Ok(sqlx::query_scalar(
        "select count(*)
           from variant v
           join product p on p.tenant_id = $1 and p.product_id = v.product_id and p.status = 'active'
           left join stock s on s.tenant_id = $1 and s.variant_id = v.variant_id
          where v.tenant_id = $1 and v.active and v.removed_at is null and coalesce(s.on_hand - s.reserved, 0) <= $2",
    )
    .bind(tx.tenant())
    .bind(at_most)
    .fetch_one(&mut **tx)
    .await?)
}

/// A line of the ledger.
#[derive(Debug, Clone, Serialize, ToSchema, sqlx::FromRow)]
pub struct MovementView {
    /// Which.
    #[sqlx(rename = "movement_id")]
    pub id: MovementId,
    /// Why.
    pub kind: MovementKind,
    /// More or fewer on the shelf.
    pub on_hand_change: i32,
    /// More or fewer promised.
    pub reserved_change: i32,
    /// The order that caused it.
    #[schema(value_type = Option<String>, format = Uuid)]
    pub order_id: Option<kernel::id::Uuid>,
    /// In words.
    pub reason: Option<String>,
    /// As what somebody acted.
    pub actor: String,
    /// Who, if it was a person.
    pub actor_id: Option<PersonId>,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Instant,
    #[serde(skip)]
    total: i64,
}

/// The ledger of a variant, newest first.
pub async fn list_movements(
    tx: &mut TenantTx,
    variant: VariantId,
    page: PageQuery,
) -> Result<Paged<MovementView>> {
    let rows: Vec<MovementView> = sqlx::query_as(
        "select movement_id, kind, on_hand_change, reserved_change, order_id, reason, actor, actor_id, created_at,
                (select count(*) from stock_movement where tenant_id = $1 and variant_id = $2) as total
           from stock_movement
          where tenant_id = $1 and variant_id = $2
          order by created_at desc, movement_id desc
          limit $3 offset $4",
    )
    .bind(tx.tenant())
    .bind(variant)
    .bind(i64::from(page.limit))
    .bind(page.offset())
    .fetch_all(&mut **tx)
    .await?;
    let total = rows.first().map_or(0, |row| row.total);
    Ok(Paged::new(rows, page, total))
}
