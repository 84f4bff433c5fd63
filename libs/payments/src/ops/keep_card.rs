//! A card that was paid with is kept for the next time, by whoever agreed to it.

use db::TenantTx;
use kernel::Result;

use crate::model::{Attempt, SavedCardId, Snapshot, SnapshotCard};

/// Takes over what the provider says of the card.
pub(crate) async fn take_over(tx: &mut TenantTx, attempt: &mut Attempt, said: &Snapshot) -> Result<()> {
    let Some(card) = &said.card else {
        return Ok(());
    };
    note_face(tx, attempt, card).await?;
    if said.approved_at.is_some() && attempt.keeps_for.is_some() {
        keep(tx, attempt, card).await?;
    }
    Ok(())
}

async fn note_face(tx: &mut TenantTx, attempt: &mut Attempt, card: &SnapshotCard) -> Result<()> {
    if attempt.card_last4.as_deref() == Some(&card.last4) {
        return Ok(());
    }
    let brand: String = card.brand.chars().take(20).collect();
    sqlx::query(
        "update payment_attempt set card_brand = nullif($3, ''), card_last4 = $4
          where tenant_id = $1 and attempt_id = $2",
    )
    .bind(tx.tenant())
    .bind(attempt.attempt_id)
    .bind(&brand)
    .bind(&card.last4)
    .execute(&mut **tx)
    .await?;
    attempt.card_brand = Some(brand);
    attempt.card_last4 = Some(card.last4.clone());
    Ok(())
}

/// Once, however often it is told.
async fn keep(tx: &mut TenantTx, attempt: &Attempt, card: &SnapshotCard) -> Result<()> {
    let (Some(kept), Some(account)) = (&card.kept, attempt.account_id) else {
        return Ok(());
    };
    let id: SavedCardId = tx.new_id();
    sqlx::query(
        "insert into payment_saved_card
           (tenant_id, card_id, person_id, account_id, outside_customer, outside_card, brand, last4, exp_year, exp_month, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         on conflict (tenant_id, account_id, outside_card) do nothing",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(attempt.keeps_for)
    .bind(account)
    .bind(&kept.customer)
    .bind(&kept.card)
    .bind(card.brand.chars().take(20).collect::<String>())
    .bind(&card.last4)
    .bind(kept.expires.0)
    .bind(kept.expires.1)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}
