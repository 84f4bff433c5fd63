//! Cards that a customer keeps, as programs see them. The provider's names for them stay here.

use actix_web::HttpResponse;
use http::{Answer, Id, SignedIn};
use kernel::Instant;
use serde::Serialize;
use utoipa::ToSchema;

use crate::model::{SavedCard, SavedCardId};
use crate::ops::forget_card::forget_card;
use crate::queries::saved_cards::list_saved_cards;
use crate::treasury::Treasury;

/// The caller's cards.
#[derive(Debug, Serialize, ToSchema)]
pub struct SavedCardList {
    /// The newest first.
    pub data: Vec<SavedCardView>,
}

/// A card that the caller keeps.
#[derive(Debug, Serialize, ToSchema)]
pub struct SavedCardView {
    /// What `card.saved_card_id` of `POST /orders/{id}/payments` takes.
    pub id: SavedCardId,
    /// `visa`, `master` …
    pub brand: String,
    /// Its last four digits.
    pub last4: String,
    /// Year after which it is good no more.
    pub exp_year: i16,
    /// Month of that year.
    pub exp_month: i16,
    /// Since when it is kept.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Instant,
}

/// `GET /payments/cards`.
pub async fn list(me: SignedIn) -> Answer {
    let mut tx = me.begin().await?;
    let cards = list_saved_cards(&mut tx, me.person.person_id).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(SavedCardList {
        data: cards.into_iter().map(SavedCardView::from).collect(),
    }))
}

/// `DELETE /payments/cards/{id}`.
pub async fn remove(me: SignedIn, id: Id<SavedCardId>) -> Answer {
    forget_card(&Treasury::of(&me.app), &me, me.person.person_id, id.0).await?;
    Ok(HttpResponse::NoContent().finish())
}

impl From<SavedCard> for SavedCardView {
    fn from(card: SavedCard) -> Self {
        Self {
            id: card.card_id,
            brand: card.brand,
            last4: card.last4,
            exp_year: card.exp_year,
            exp_month: card.exp_month,
            created_at: card.created_at,
        }
    }
}
