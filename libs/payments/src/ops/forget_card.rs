//! A customer keeps a card no longer.

use kernel::{Error, PersonId, Result};

use crate::error::{PaymentsError, is_without_key};
use crate::model::SavedCardId;
use crate::provider::Failure;
use crate::queries::saved_cards::find_saved_card;
use crate::treasury::Treasury;

/// Has the provider forget it, then forgets it here: what the provider still keeps must stay in sight. The provider is asked
/// outside any transaction.
pub async fn forget_card(
    treasury: &Treasury,
    visitor: &http::Visitor,
    person: PersonId,
    id: SavedCardId,
) -> Result<()> {
    let mut tx = visitor.begin().await?;
    let card = find_saved_card(&mut tx, person, id).await?;
    let card = card.ok_or_else(Error::not_found)?;
    let access = match treasury.access(&mut tx, card.account_id).await {
        // Nor is it worth anything where nobody has the shop's key any more.
        Err(error) if is_without_key(&error) => None,
        access => Some(access?),
    };
    tx.commit().await?;
    if let Some(access) = access {
        let provider = treasury.provider(access.account.provider)?;
        match provider.forget_card(&access, &card.outside_card).await {
            // Credentials that are taken no more forget nothing; the card is worth nothing by them either.
            Ok(()) | Err(Failure::NotFound | Failure::Unauthorized) => {}
            Err(_) => return Err(PaymentsError::ProviderAway.into()),
        }
    }
    let mut tx = visitor.begin().await?;
    sqlx::query("delete from payment_saved_card where tenant_id = $1 and person_id = $2 and card_id = $3")
        .bind(tx.tenant())
        .bind(person)
        .bind(id)
        .execute(&mut *tx)
        .await?;
    tx.commit().await
}
