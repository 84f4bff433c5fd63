//! Where a payer pays: who, from which bank, and what becomes of it. Whoever has the link may pay.

use actix_web::{HttpRequest, HttpResponse};
use http::access::client_address;
use http::limits::{Class, Subject};
use http::page::refusal;
use http::{Answer, EdgeError, Form, FormState, Page, Visitor, html, html_with, see_other};
use kernel::{Error, Result};

use super::pay_page::{PayPage, Stand, Ways};
use super::pse_form::{PseForm, prefilled};
use crate::hooks::Face;
use crate::jobs::LookAt;
use crate::model::{
    Attempt, Bank, Intent, IntentId, IntentStatus, MethodCode, MethodSetting, holds_card_number,
};
use crate::ops::begin_pse::begin_pse;
use crate::ops::call::send;
use crate::queries::accounts::list_banks;
use crate::queries::attempts::{get_intent, list_attempts};
use crate::queries::offer;
use crate::treasury::{Treasury, read_pay_token};

/// Seconds after its begin in which a payment leads on to the bank by itself: who comes back by the browser's button stays.
const LEADS_ON: i64 = 60;

/// Said to who wanted to leave a payment that cannot be called off.
pub(super) const KEPT: &str = "kept=1";

/// Everything that the page is made of.
struct Seen {
    intent: Intent,
    face: Face,
    attempts: Vec<Attempt>,
    banks: Vec<Bank>,
    /// Whether it can be paid by card.
    card: bool,
    /// Whether it could, if whoever takes them answered.
    card_rests: bool,
}

/// `GET /pay/{token}`.
pub async fn show(visitor: Visitor, req: HttpRequest) -> Answer {
    let seen = see(&visitor, &req).await?;
    let f = FormState::prefilled(prefilled(&seen.face.payer));
    let fresh = visitor.app.env.now().plus_seconds(-LEADS_ON);
    let just_begun = seen
        .attempts
        .first()
        .is_some_and(|attempt| attempt.created_at > fresh);
    let mut page = page(&visitor, &req, seen, f);
    page.leads_on = req.query_string() == "go=1" && just_begun;
    page.was_kept = req.query_string() == KEPT;
    html(&page)
}

/// `GET /pay/{token}/back`: the browser comes from the bank, which proves nothing; the provider is asked at once, as often as
/// somebody may come back.
pub async fn back(visitor: Visitor, req: HttpRequest) -> Answer {
    let id = intent_of(&visitor, &req)?;
    let ip = client_address(&req, &visitor.app.settings.trusted_proxies);
    let ip = ip.ok_or_else(|| Error::fault("a request without an address"))?;
    visitor
        .count(&req, Class::PayReturn, Subject::Device(ip, id.0))
        .await?;
    let mut tx = visitor.begin().await?;
    let intent = get_intent(&mut tx, id).await?;
    let open = list_attempts(&mut tx, intent.intent_id).await?;
    for attempt in open
        .into_iter()
        .filter(|a| a.provider.is_some() && a.status.is_open())
    {
        let id = attempt.attempt_id;
        jobs::enqueue_once(&mut tx, &LookAt::of(id), &id.to_string()).await?;
    }
    tx.commit().await?;
    Ok(see_other(&path_of(&req)))
}

/// `POST /pay/{token}/pse`. Whoever sends a card's number is refused before anything is looked at.
pub async fn pse(visitor: Visitor, req: HttpRequest, form: Form<PseForm>) -> Answer {
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
            html_with(status, &page(&visitor, &req, seen, f))
        }
    }
}

async fn begin(visitor: &Visitor, req: &HttpRequest, request: &crate::model::PseRequest) -> Result<Attempt> {
    let ip = client_address(req, &visitor.app.settings.trusted_proxies);
    let ip = ip.ok_or_else(|| Error::fault("a request without an address"))?;
    let id = intent_of(visitor, req)?;
    visitor.count(req, Class::Pse, Subject::Device(ip, id.0)).await?;
    let treasury = Treasury::of(&visitor.app);
    let mut tx = visitor.begin().await?;
    let intent = get_intent(&mut tx, id).await?;
    let from = (visitor.shop.host.as_str(), ip);
    let origin = treasury
        .origin(&mut tx, MethodCode::Pse, from, intent.intent_id)
        .await?;
    let attempt = begin_pse(&mut tx, &treasury, &intent, request, &origin).await?;
    tx.commit().await?;
    send(&treasury, visitor.shop.id, attempt.attempt_id).await
}

/// To the page that leads on to the bank, or says what is the matter. A form may not lead to another site itself
/// (`form-action`), and a browser takes the answer's redirect for a part of it.
fn onward(req: &HttpRequest, attempt: &Attempt) -> HttpResponse {
    let leads_on = attempt.status.is_open() && attempt.redirect_url.is_some();
    let go = if leads_on { "?go=1" } else { "" };
    see_other(&format!("{}{go}", path_of(req)))
}

pub(super) fn intent_of(visitor: &Visitor, req: &HttpRequest) -> Result<IntentId> {
    let token = req.match_info().get("token").unwrap_or_default();
    read_pay_token(&visitor.app.secrets, token).ok_or_else(Error::not_found)
}

pub(super) fn path_of(req: &HttpRequest) -> String {
    format!("/pay/{}", req.match_info().get("token").unwrap_or_default())
}

async fn see(visitor: &Visitor, req: &HttpRequest) -> Result<Seen> {
    let treasury = Treasury::of(&visitor.app);
    let mut tx = visitor.begin().await?;
    let intent = get_intent(&mut tx, intent_of(visitor, req)?).await?;
    let hook = treasury.hook(intent.payable_kind)?;
    let face = (hook.face)(&mut tx, &visitor.app, intent.payable_id).await?;
    let attempts = list_attempts(&mut tx, intent.intent_id).await?;
    let offer = offer(&mut tx).await?;
    let is_open = intent.status == IntentStatus::Open;
    let among = |list: &[MethodSetting], code: MethodCode| is_open && list.iter().any(|m| m.code == code);
    let banks = if among(&offer.methods, MethodCode::Pse) {
        list_banks(&mut tx).await?
    } else {
        vec![]
    };
    tx.commit().await?;
    Ok(Seen {
        card: among(&offer.methods, MethodCode::Card),
        card_rests: among(&offer.resting, MethodCode::Card),
        intent,
        face,
        attempts,
        banks,
    })
}

fn page(visitor: &Visitor, req: &HttpRequest, seen: Seen, f: FormState) -> PayPage {
    let page = Page::titled(visitor, req, "pay-title");
    let stand = Stand::of(&seen.intent, &seen.attempts, visitor.app.env.now());
    let ways = Ways {
        banks: seen.banks,
        card: seen.card,
        card_rests: seen.card_rests,
    };
    PayPage::new(page, path_of(req), (&seen.intent, seen.face, ways), stand, f)
}
