//! Everything that the page of a card is made of.

use actix_web::HttpRequest;
use http::Visitor;
use kernel::Result;

use super::card::is_with_payer;
use super::pay::intent_of;
use crate::hooks::Face;
use crate::model::{Access, Account, Attempt, Intent, IntentStatus, MethodCode, SavedCard};
use crate::queries::accounts::find_card_account;
use crate::queries::attempts::{get_intent, list_attempts};
use crate::queries::offer;
use crate::queries::saved_cards::list_saved_cards;
use crate::treasury::Treasury;

/// What is known of what is to be paid, and of who pays.
pub struct Seen {
    pub intent: Intent,
    pub face: Face,
    /// The newest first.
    pub attempts: Vec<Attempt>,
    /// By which cards are paid; none when the shop does not offer it.
    pub account: Option<Account>,
    /// Cards that the payer keeps there.
    pub kept: Vec<SavedCard>,
    /// A payment by card that waits for its payer in the browser, with what asking after it takes.
    pub under_way: Option<(Attempt, Access)>,
}

impl Seen {
    /// Whether somebody waits for the money, and none is on its way.
    pub fn can_begin(&self) -> bool {
        let is_open = |attempt: &Attempt| attempt.status.is_open() && attempt.provider.is_some();
        self.intent.status == IntentStatus::Open
            && self.account.is_some()
            && !self.attempts.iter().any(is_open)
    }
}

/// Reads it.
pub async fn see(visitor: &Visitor, req: &HttpRequest) -> Result<Seen> {
    let treasury = Treasury::of(&visitor.app);
    let mut tx = visitor.begin().await?;
    let intent = get_intent(&mut tx, intent_of(visitor, req)?).await?;
    let hook = treasury.hook(intent.payable_kind)?;
    let face = (hook.face)(&mut tx, &visitor.app, intent.payable_id).await?;
    let attempts = list_attempts(&mut tx, intent.intent_id).await?;
    let waits = attempts
        .iter()
        .find(|attempt| is_with_payer(attempt) && attempt.redirect_url.is_none());
    let under_way = match waits.and_then(|attempt| Some((attempt, attempt.account_id?))) {
        Some((attempt, account)) => Some((attempt.clone(), treasury.access(&mut tx, account).await?)),
        None => None,
    };
    let offer = offer(&mut tx).await?;
    let account = match offer.methods.iter().find(|m| m.code == MethodCode::Card) {
        Some(_) => find_card_account(&mut tx).await?,
        None => None,
    };
    let mut kept = match &visitor.person {
        Some(person) => list_saved_cards(&mut tx, person.person_id).await?,
        None => vec![],
    };
    kept.retain(|card| {
        account
            .as_ref()
            .is_some_and(|at| at.account_id == card.account_id)
    });
    tx.commit().await?;
    Ok(Seen {
        intent,
        face,
        attempts,
        account,
        kept,
        under_way,
    })
}
