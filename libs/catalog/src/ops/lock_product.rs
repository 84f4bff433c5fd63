//! Taking a product to change it.

use db::TenantTx;
use http::EdgeError;
use kernel::{Error, Result, Slug};

use crate::ProductId;

/// What is known of a locked product.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct Locked {
    #[sqlx(try_from = "String")]
    pub slug: StoredSlug,
    pub version: i64,
}

/// A slug read back.
#[derive(Debug, Clone)]
pub(super) struct StoredSlug(pub Slug);

impl TryFrom<String> for StoredSlug {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Slug::parse(&text).map(Self).ok_or("a stored slug is none")
    }
}

/// Locks the row until the transaction ends. `expected` is the version that the caller had read, if they said so.
pub(super) async fn lock_product(tx: &mut TenantTx, id: ProductId, expected: Option<i64>) -> Result<Locked> {
    let found: Option<Locked> = sqlx::query_as(
        "select slug, version from product where tenant_id = $1 and product_id = $2 for update",
    )
    .bind(tx.tenant())
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?;
    let locked = found.ok_or_else(Error::not_found)?;
    match expected {
        Some(version) if version != locked.version => Err(EdgeError::Stale.into()),
        _ => Ok(locked),
    }
}

/// Says that the product has changed; gives its new version.
pub(super) async fn touch_product(tx: &mut TenantTx, id: ProductId) -> Result<i64> {
    let version = sqlx::query_scalar(
        "update product set version = version + 1, updated_at = $3
          where tenant_id = $1 and product_id = $2
          returning version",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(tx.now())
    .fetch_one(&mut **tx)
    .await?;
    Ok(version)
}
