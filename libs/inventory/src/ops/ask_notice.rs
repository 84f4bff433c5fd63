//! Somebody wants to be told when something is there again.

use catalog::VariantId;
use db::TenantTx;
use kernel::{Email, Error, Locale, Result};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use crate::InventoryError;
use crate::model::NoticeId;

/// Most things that one address waits for at a shop.
const MOST: i64 = 20;

/// The wish.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NoticeRequest {
    /// What is missed.
    pub variant_id: VariantId,
    /// Where to write.
    pub email: Email,
    /// Consent to this one mail; without it nothing is kept.
    #[serde(default)]
    pub agree: bool,
}

/// Writes it down, once however often it is asked for. Gives the slug of the product.
pub async fn ask_notice(tx: &mut TenantTx, wanted: &NoticeRequest, locale: Locale) -> Result<String> {
    if !wanted.agree {
        return Err(Error::invalid("agree", "required"));
    }
    let slug = find_sold(tx, wanted.variant_id).await?;
    if is_there(tx, wanted.variant_id).await? {
        return Err(InventoryError::InStock.into());
    }
    keep(tx, wanted, locale).await?;
    Ok(slug)
}

async fn find_sold(tx: &mut TenantTx, variant: VariantId) -> Result<String> {
    let sold = catalog::sellable_variants(tx, &[variant]).await?.pop();
    let sold = sold.filter(|variant| variant.is_sold);
    Ok(sold.ok_or_else(|| Error::invalid("variant_id", "unknown"))?.slug)
}

/// Whether any can be bought. Holds the level, so that either what comes in meanwhile sees the wish, or the wish sees it.
async fn is_there(tx: &mut TenantTx, variant: VariantId) -> Result<bool> {
    if let Some(there) = hold_level(tx, variant).await? {
        return Ok(there);
    }
    // Never counted: its first level waits for whoever holds the variant.
    sqlx::query("select from variant where tenant_id = $1 and variant_id = $2 for update")
        .bind(tx.tenant())
        .bind(variant)
        .execute(&mut **tx)
        .await?;
    Ok(hold_level(tx, variant).await?.unwrap_or(false))
}

async fn hold_level(tx: &mut TenantTx, variant: VariantId) -> Result<Option<bool>> {
    Ok(sqlx::query_scalar(
        "select on_hand > reserved from stock where tenant_id = $1 and variant_id = $2 for share",
    )
    .bind(tx.tenant())
    .bind(variant)
    .fetch_optional(&mut **tx)
    .await?)
}

/// An address that waits for too much already waits for no more; whoever asks hears the same, since it may be another's.
async fn keep(tx: &mut TenantTx, wanted: &NoticeRequest, locale: Locale) -> Result<()> {
    sqlx::query(
        "insert into stock_notice (tenant_id, notice_id, variant_id, email, locale, created_at)
         select $1, $2, $3, $4, $5, $6
          where (select count(*) from stock_notice where tenant_id = $1 and email = $4 and sent_at is null) < $7
             on conflict (tenant_id, variant_id, email) where sent_at is null do nothing",
    )
    .bind(tx.tenant())
    .bind(tx.new_id::<NoticeId>())
    .bind(wanted.variant_id)
    .bind(&wanted.email)
    .bind(locale)
    .bind(tx.now())
    .bind(MOST)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
