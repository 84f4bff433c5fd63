//! Somebody pays by card: what is asked is written down before anybody is asked. A card's number is in none of it.

use db::TenantTx;
use http::EdgeError;
use kernel::{Error, FieldError, Line, PersonId, Result};

use super::begin::{New, insert, refuse_second};
use super::begin_pse::Origin;
use super::locking::lock_intent_of;
use crate::error::PaymentsError;
use crate::model::payer::bare_document;
use crate::model::{Account, Attempt, AttemptId, CardRequest, Intent, MethodCode, SavedCard};
use crate::provider::{CardMeans, CardSource, CardToken, CollectOrder, Keeper, Means, Reads};
use crate::queries::accounts::find_card_account;
use crate::queries::methods::find_method;
use crate::queries::saved_cards::{find_saved_card, list_saved_cards};
use crate::treasury::Treasury;

/// Writes an attempt that is about to be sent, and the job that looks after it. Refuses what holds a card's number (`unreadable`),
/// what is paid (`payment_received`), closed, or under way already (`payment_under_way`). The call itself is the caller's, after
/// the commit: [`super::call::send`].
pub async fn begin_card(
    tx: &mut TenantTx,
    treasury: &Treasury,
    intent: &Intent,
    (request, person): (&CardRequest, Option<PersonId>),
    origin: &Origin,
) -> Result<Attempt> {
    if request.holds_card_number() {
        return Err(EdgeError::Unreadable.into());
    }
    let account = check_offer(tx).await?;
    let desk = treasury.provider(account.provider)?.card_desk();
    let kept = kept_card(tx, &account, request, person).await?;
    let source = match (&kept, desk.reads) {
        (Some(kept), _) => CardSource::Kept {
            customer: kept.outside_customer.clone(),
            card: kept.outside_card.clone(),
        },
        (None, Reads::Before) => CardSource::Token(token(request)?),
        (None, Reads::After) => CardSource::Later,
    };
    let keeper = person.filter(|_| request.save && desk.keeps && kept.is_none());
    let keeper = keeper_of(tx, &account, keeper).await?;
    let hook = treasury.hook(intent.payable_kind)?;
    (hook.lock)(tx, intent.payable_id).await?;
    let intent = lock_intent_of(tx, intent.payable_kind, intent.payable_id).await?;
    refuse_second(tx, &intent).await?;
    let face = (hook.face)(tx, &treasury.app, intent.payable_id).await?;
    let new = New {
        method: MethodCode::Card,
        bank: None,
        document_type: request.document_type,
        keeps_for: keeper.as_ref().map(|keeper| keeper.person),
    };
    let means = CardMeans {
        email: face.payer.email,
        source,
        keeper,
    };
    let order = order(tx.new_id(), &intent, origin, means);
    insert(tx, treasury, (&intent, &account, &order), new).await
}

fn order(id: AttemptId, intent: &Intent, origin: &Origin, means: CardMeans) -> CollectOrder {
    CollectOrder {
        attempt: id.0,
        amount: intent.amount,
        currency: intent.currency.as_str().to_owned(),
        description: intent.reference.clone(),
        return_url: origin.return_url.clone(),
        hook_url: origin.hook_url.clone(),
        ip: origin.ip,
        means: Means::Card(Box::new(means)),
    }
}

/// The account by which cards are taken.
async fn check_offer(tx: &mut TenantTx) -> Result<Account> {
    let method = find_method(tx, MethodCode::Card).await?;
    let is_offered = method.enabled && !method.rests;
    let account = find_card_account(tx).await?.filter(|_| is_offered);
    Ok(account.ok_or(PaymentsError::MethodOff)?)
}

/// The kept card that was chosen: the caller's own, at this account.
async fn kept_card(
    tx: &mut TenantTx,
    account: &Account,
    request: &CardRequest,
    person: Option<PersonId>,
) -> Result<Option<SavedCard>> {
    let Some(wanted) = request.saved_card_id else {
        return Ok(None);
    };
    let unknown = || Error::invalid("saved_card_id", "not_a_choice");
    let card = find_saved_card(tx, person.ok_or_else(unknown)?, wanted).await?;
    let card = card.filter(|card| card.account_id == account.account_id);
    Ok(Some(card.ok_or_else(unknown)?))
}

/// Who keeps the card, by the name that the provider has for them already.
async fn keeper_of(tx: &mut TenantTx, account: &Account, person: Option<PersonId>) -> Result<Option<Keeper>> {
    let Some(person) = person else {
        return Ok(None);
    };
    let known = list_saved_cards(tx, person).await?;
    let known = known
        .into_iter()
        .find(|card| card.account_id == account.account_id);
    Ok(Some(Keeper {
        person,
        customer: known.map(|card| card.outside_customer),
    }))
}

/// What the provider's fields gave, or everything that is missing.
fn token(request: &CardRequest) -> Result<CardToken> {
    let mut wrong = vec![];
    let mut say = |field: &'static str, code: &'static str| {
        wrong.push(FieldError {
            field: field.to_owned(),
            code,
            args: vec![],
        });
    };
    if request.token.is_none() {
        say("token", "required");
    }
    if request.payment_method_id.is_none() {
        say("payment_method_id", "required");
    }
    let document = match (request.document_type, &request.document) {
        (Some(kind), Some(number)) => Some((kind, bare_document(number))),
        _ => None,
    };
    if document.as_ref().is_some_and(|(kind, number)| !kind.fits(number)) {
        say("document", "not_a_document");
    }
    match (&request.token, &request.payment_method_id) {
        (Some(token), Some(method)) if wrong.is_empty() => Ok(CardToken {
            token: token.to_string(),
            method: method.to_string(),
            issuer: request.issuer_id.as_ref().map(Line::to_string),
            installments: request.installments.unwrap_or(1),
            document,
        }),
        _ => Err(Error::invalid_fields(wrong)),
    }
}
