//! Paying an order over a provider.

use std::net::IpAddr;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use db::TenantTx;
use http::access::client_address;
use http::idempotency::{Ask, Claim, IdempotencyKey, claim, record};
use http::limits::{Class, Subject};
use http::{Answer, Id, Json, Query, Visitor};
use kernel::{Error, Line, Result};
use payments::model::{CardRequest, Payer, PseRequest};
use payments::ops::begin_card::begin_card;
use payments::ops::begin_pse::begin_pse;
use payments::ops::call::send;
use payments::queries::attempts::{find_intent, get_attempt};
use payments::{Attempt, AttemptId, AttemptStatus, MethodCode, PayableKind, Treasury, pay_token};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::orders::KeyQuery;
use crate::http::reader::customer;
use crate::model::OrderId;
use crate::queries::orders::get_order;

const PAY: &str = "POST /api/v1/orders/{id}/payments";

/// How the customer pays.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PayOrderRequest {
    /// `pse` or `card`.
    pub method: MethodCode,
    /// By PSE: one of `GET /payments/pse/banks`.
    #[serde(default)]
    pub bank: Option<Line<20>>,
    /// By PSE: who pays.
    #[serde(default)]
    #[validate(nested)]
    pub payer: Option<Payer>,
    /// By card: what the provider's own fields gave for it, or which of the customer's. Never its number.
    #[serde(default)]
    #[validate(nested)]
    pub card: Option<CardRequest>,
}

/// In one way.
enum Wanted {
    Pse(PseRequest),
    Card(CardRequest),
}

impl PayOrderRequest {
    fn wanted(&self) -> Result<Wanted> {
        let required = |field: &str| Error::invalid(field, "required");
        match self.method {
            MethodCode::Pse => Ok(Wanted::Pse(PseRequest {
                bank: self.bank.clone().ok_or_else(|| required("bank"))?,
                payer: self.payer.clone().ok_or_else(|| required("payer"))?,
            })),
            MethodCode::Card => Ok(Wanted::Card(self.card.clone().ok_or_else(|| required("card"))?)),
            MethodCode::CashOnDelivery | MethodCode::BankTransfer => {
                Err(Error::invalid("method", "not_a_choice"))
            }
        }
    }
}

/// A payment that was begun.
#[derive(Debug, Serialize, ToSchema)]
pub struct BegunPaymentView {
    /// Which.
    pub id: AttemptId,
    /// Where it stands; `unknown` when the provider has not answered yet: it is asked again by itself.
    pub status: AttemptStatus,
    /// The bank's page, where the payer goes on.
    pub redirect_url: Option<String>,
    /// Path of the shop's page that says what becomes of it, or where the payer goes on with a card.
    pub pay_path: String,
}

/// What is remembered beside the key.
#[derive(Debug, Serialize, Deserialize)]
struct Begun {
    id: AttemptId,
}

/// `POST /orders/{id}/payments`. The same key again gives the same payment, as it is by then.
pub async fn pay(
    visitor: Visitor,
    req: HttpRequest,
    id: Id<OrderId>,
    query: Query<KeyQuery>,
    key: IdempotencyKey,
    body: Json<PayOrderRequest>,
) -> Answer {
    let wanted = body.wanted()?;
    let ip = client_address(&req, &visitor.app.settings.trusted_proxies);
    let ip = ip.ok_or_else(|| Error::fault("a request without an address"))?;
    count(&visitor, &req, &wanted, (ip, id.0)).await?;
    let treasury = Treasury::of(&visitor.app);
    let mut tx = visitor.begin().await?;
    let order = get_order(&mut tx, id.0, &customer(&visitor, query.key.as_deref())).await?;
    let intent = find_intent(&mut tx, PayableKind::Order, order.order_id.0).await?;
    let intent = intent.ok_or_else(Error::not_found)?;
    let ask = Ask {
        vault: &visitor.app.vault,
        actor: format!("order:{}", id.0),
        route: PAY,
        key: &key,
        request_hash: body.hash,
    };
    let path = format!("/pay/{}", pay_token(&visitor.app.secrets, intent.intent_id));
    if let Claim::Replay(answer) = claim(&mut tx, &ask).await? {
        let attempt = remembered(&mut tx, answer).await?;
        return Ok(begun(attempt, path, StatusCode::OK));
    }
    let from = (visitor.shop.host.as_str(), ip);
    let origin = treasury
        .origin(&mut tx, body.method, from, intent.intent_id)
        .await?;
    let person = visitor.person.as_ref().map(|person| person.person_id);
    let attempt = match &wanted {
        Wanted::Pse(request) => begin_pse(&mut tx, &treasury, &intent, request, &origin).await?,
        Wanted::Card(request) => begin_card(&mut tx, &treasury, &intent, (request, person), &origin).await?,
    };
    record(
        &mut tx,
        &ask,
        StatusCode::CREATED,
        &Begun {
            id: attempt.attempt_id,
        },
    )
    .await?;
    tx.commit().await?;
    let attempt = send(&treasury, visitor.shop.id, attempt.attempt_id).await?;
    Ok(begun(attempt, path, StatusCode::CREATED))
}

/// Each thing by the address that pays it; cards as on the page besides, since who tries stolen ones does so at many things.
async fn count(
    visitor: &Visitor,
    req: &HttpRequest,
    wanted: &Wanted,
    (ip, id): (IpAddr, OrderId),
) -> Result<()> {
    visitor.count(req, Class::Pse, Subject::Device(ip, id.0)).await?;
    if matches!(wanted, Wanted::Card(_)) {
        visitor.count(req, Class::Checkout, Subject::Address(ip)).await?;
    }
    Ok(())
}

async fn remembered(tx: &mut TenantTx, answer: HttpResponse) -> Result<Attempt> {
    let broken = || Error::fault("a remembered payment cannot be read");
    let body = actix_web::body::to_bytes(answer.into_body())
        .await
        .map_err(|_| broken())?;
    let begun: Begun = serde_json::from_slice(&body).map_err(|_| broken())?;
    get_attempt(tx, begun.id).await
}

fn begun(attempt: Attempt, path: String, status: StatusCode) -> HttpResponse {
    let redirect_url = attempt.redirect_url.filter(|_| attempt.status.is_open());
    let at_card = attempt.method == MethodCode::Card && attempt.status == AttemptStatus::RequiresAction;
    HttpResponse::build(status).json(BegunPaymentView {
        id: attempt.attempt_id,
        pay_path: match redirect_url {
            None if at_card => format!("{path}/card"),
            _ => path,
        },
        redirect_url,
        status: attempt.status,
    })
}
