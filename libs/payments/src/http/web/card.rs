//! Where a payer pays by card: with the provider's own fields, which alone see its number.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use http::access::client_address;
use http::limits::{Class, Subject};
use http::page::refusal;
use http::{Admits, Answer, EdgeError, Form, FormState, Page, Visitor, admitting, html_with, see_other};
use kernel::{Error, Result};
use outbound::Url;
use secrecy::ExposeSecret as _;
use serde::Deserialize;
use validator::Validate;

use super::card_form::CardForm;
use super::card_page::{CardPage, Fields, Turn};
use super::card_seen::{Seen, see};
use super::pay::{KEPT, intent_of, path_of};
use crate::model::{Attempt, AttemptStatus, CardRequest, MethodCode, holds_card_number};
use crate::ops::begin_card::begin_card;
use crate::ops::call::{call_off, send};
use crate::provider::Onward;
use crate::queries::attempts::{get_intent, list_attempts};
use crate::treasury::Treasury;

/// `GET /pay/{token}/card`: the form, or what is left to do with the card. What it is not for is on the page of all ways.
pub async fn show(visitor: Visitor, req: HttpRequest) -> Answer {
    let seen = see(&visitor, &req).await?;
    if seen.under_way.is_some() {
        return go_on(&visitor, &req, seen).await;
    }
    if !seen.can_begin() {
        return Ok(see_other(&path_of(&req)));
    }
    let f = FormState::prefilled([("document_type", "CC".to_owned())]);
    begin_anew(&visitor, &req, seen, (StatusCode::OK, f))
}

/// `POST /pay/{token}/card`. Whoever sends a card's number is refused before anything is looked at.
pub async fn pay(visitor: Visitor, req: HttpRequest, form: Form<CardForm>) -> Answer {
    if form.typed.pairs().any(|(_, text)| holds_card_number(text)) {
        return Err(EdgeError::Unreadable.into());
    }
    let begun = match form.parsed.and_then(|form| form.request()) {
        Ok(request) => begin(&visitor, &req, &request).await,
        Err(error) => Err(error),
    };
    match begun {
        Ok(attempt) => Ok(onward(&req, &attempt)),
        Err(error) => {
            let (status, error) = refusal(error)?;
            let seen = see(&visitor, &req).await?;
            let f = FormState::refused(&Page::titled(&visitor, &req, "pay-title"), form.typed, &error);
            begin_anew(&visitor, &req, seen, (status, f))
        }
    }
}

/// A form of a button alone.
#[derive(Debug, Deserialize, Validate)]
pub struct Nothing {}

/// `POST /pay/{token}/leave`: the payer wants to pay another way. What is under way is called off at the provider first: only its
/// word that this is over makes room for another payment, so that nobody pays twice.
pub async fn leave(visitor: Visitor, req: HttpRequest, form: Form<Nothing>) -> Answer {
    form.into_inner()?;
    let treasury = Treasury::of(&visitor.app);
    let mut tx = visitor.begin().await?;
    let intent = get_intent(&mut tx, intent_of(&visitor, &req)?).await?;
    let attempts = list_attempts(&mut tx, intent.intent_id).await?;
    tx.commit().await?;
    let path = path_of(&req);
    let Some(attempt) = attempts.into_iter().find(can_be_left) else {
        return Ok(see_other(&path));
    };
    let after = call_off(&treasury, visitor.shop.id, attempt.attempt_id).await?;
    Ok(if after.status.is_open() {
        see_other(&format!("{path}?{KEPT}"))
    } else {
        see_other(&path)
    })
}

/// Whether its payer may think better of it: at their bank, or where their card is asked after. What the provider looks at first,
/// and what it has not answered yet, has no end that somebody could bring about.
fn can_be_left(attempt: &Attempt) -> bool {
    let at_bank = matches!(
        attempt.status,
        AttemptStatus::RequiresAction | AttemptStatus::Pending
    );
    is_with_payer(attempt) || attempt.method == MethodCode::Pse && attempt.provider.is_some() && at_bank
}

async fn begin(visitor: &Visitor, req: &HttpRequest, request: &CardRequest) -> Result<Attempt> {
    let ip = client_address(req, &visitor.app.settings.trusted_proxies);
    let ip = ip.ok_or_else(|| Error::fault("a request without an address"))?;
    visitor.count(req, Class::Checkout, Subject::Address(ip)).await?;
    let treasury = Treasury::of(&visitor.app);
    let person = visitor.person.as_ref().map(|person| person.person_id);
    let mut tx = visitor.begin().await?;
    let intent = get_intent(&mut tx, intent_of(visitor, req)?).await?;
    let from = (visitor.shop.host.as_str(), ip);
    let origin = treasury
        .origin(&mut tx, MethodCode::Card, from, intent.intent_id)
        .await?;
    let attempt = begin_card(&mut tx, &treasury, &intent, (request, person), &origin).await?;
    tx.commit().await?;
    send(&treasury, visitor.shop.id, attempt.attempt_id).await
}

/// To what is left to do, or to what came of it.
fn onward(req: &HttpRequest, attempt: &Attempt) -> HttpResponse {
    let path = path_of(req);
    let there = if is_with_payer(attempt) && attempt.redirect_url.is_some() {
        format!("{path}?go=1")
    } else if is_with_payer(attempt) || attempt.status.is_given_up() {
        format!("{path}/card")
    } else {
        path
    };
    see_other(&there)
}

/// Whether a card's owner has to do something.
pub(super) fn is_with_payer(attempt: &Attempt) -> bool {
    attempt.method == MethodCode::Card && attempt.status == AttemptStatus::RequiresAction
}

/// What is left to do in the browser is asked for as it is needed, and kept nowhere.
async fn go_on(visitor: &Visitor, req: &HttpRequest, mut seen: Seen) -> Answer {
    let Some((attempt, access)) = seen.under_way.take() else {
        return Ok(see_other(&path_of(req)));
    };
    let treasury = Treasury::of(&visitor.app);
    let provider = treasury.provider(access.account.provider)?;
    let outside = attempt.outside_id.as_deref().unwrap_or_default();
    let (turn, admits) = match provider.onward(&access, outside).await {
        Ok(Onward::Question { url, creq }) => {
            let admits = of_question(&url)?;
            (Turn::Question { url, creq }, admits)
        }
        Ok(Onward::Fields { secret }) => {
            let desk = provider.card_desk();
            let fields = Fields::of(&desk, &access.account);
            let secret = secret.expose_secret().to_owned();
            (Turn::Element { fields, secret }, desk.admits)
        }
        // Nothing is left to do there, or nobody answers: the provider is asked once more by itself.
        Ok(Onward::Nothing) | Err(_) => return Ok(see_other(&format!("{}/back", path_of(req)))),
    };
    let page = Page::titled(visitor, req, "pay-title");
    let page = CardPage::new(page, path_of(req), seen, turn, FormState::blank());
    answer(StatusCode::OK, &page, &admits)
}

/// The form leads into the frame, and both are the bank's.
fn of_question(url: &str) -> Result<Admits> {
    let url: Url = url.parse().map_err(|_| Error::fault("no address of the web"))?;
    let origin = vec![url.origin().ascii_serialization()];
    Ok(Admits {
        frames: origin.clone(),
        forms: origin,
        ..Admits::default()
    })
}

fn begin_anew(
    visitor: &Visitor,
    req: &HttpRequest,
    seen: Seen,
    (status, f): (StatusCode, FormState),
) -> Answer {
    let treasury = Treasury::of(&visitor.app);
    let Some(account) = &seen.account else {
        return Ok(see_other(&path_of(req)));
    };
    let desk = treasury.provider(account.provider)?.card_desk();
    let turn = Turn::begin(&desk, account, visitor.person.is_some());
    let admits = match turn {
        Turn::Form { .. } => desk.admits,
        _ => Admits::default(),
    };
    let page = Page::titled(visitor, req, "pay-title");
    answer(status, &CardPage::new(page, path_of(req), seen, turn, f), &admits)
}

fn answer(status: StatusCode, page: &CardPage, admits: &Admits) -> Answer {
    let mut response = html_with(status, page)?;
    admitting(&mut response, admits);
    Ok(response)
}
