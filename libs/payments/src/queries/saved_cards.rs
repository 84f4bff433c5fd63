//! Cards that customers keep: each sees their own.

use db::TenantTx;
use kernel::{PersonId, Result};

use crate::model::{SavedCard, SavedCardId};

macro_rules! saved_card_columns {
    () => {
        "card_id, account_id, outside_customer, outside_card, brand, last4, exp_year, exp_month, created_at "
    };
}

/// A person's, the newest first.
pub async fn list_saved_cards(tx: &mut TenantTx, person: PersonId) -> Result<Vec<SavedCard>> {
    Ok(sqlx::query_as(concat!(
        "select ",
        saved_card_columns!(),
        "  from payment_saved_card
          where tenant_id = $1 and person_id = $2
          order by created_at desc, card_id desc"
    ))
    .bind(tx.tenant())
    .bind(person)
    .fetch_all(&mut **tx)
    .await?)
}

/// One of a person's.
pub async fn find_saved_card(
    tx: &mut TenantTx,
    person: PersonId,
    id: SavedCardId,
) -> Result<Option<SavedCard>> {
    Ok(sqlx::query_as(concat!(
        "select ",
        saved_card_columns!(),
        "  from payment_saved_card where tenant_id = $1 and person_id = $2 and card_id = $3"
    ))
    .bind(tx.tenant())
    .bind(person)
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?)
}
