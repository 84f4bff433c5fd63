//! JSON.

use actix_web::HttpResponse;
use actix_web::http::{StatusCode, header};
use http::idempotency::{Ask, Claim, IdempotencyKey, claim, record};
use http::{Answer, Can, Id, Json, Query, Visitor, permit};
use kernel::{Currency, PageQuery};
use serde::Serialize;
use utoipa::ToSchema;

use super::wanted::Wanted;
use crate::model::{AccountKind, Side, TxnId};
use crate::ops::adjust::{self, AdjustmentRequest, ReversalRequest, take_back};
use crate::queries::balances::Balance;
use crate::queries::transactions::{get_transaction, list_transactions};

/// What is in the accounts.
#[derive(Debug, Serialize, ToSchema)]
pub struct BalanceList {
    /// Every account that was used.
    pub data: Vec<BalanceView>,
}

/// What is in an account.
#[derive(Debug, Serialize, ToSchema)]
pub struct BalanceView {
    /// Its kind.
    pub account: AccountKind,
    /// A provider or way to pay; empty where there is only one.
    pub owner: String,
    /// Its name in the caller's language.
    pub name: String,
    /// Which entries make it grow.
    pub side: Side,
    /// Minor units: debits less credits.
    pub balance: i64,
    /// Of what.
    #[schema(value_type = String, example = "COP")]
    pub currency: Currency,
}

/// `GET /admin/ledger/balances`.
pub async fn balances(ctx: Can<permit::ViewReports>) -> Answer {
    let mut tx = ctx.begin().await?;
    let found = crate::balances(&mut tx).await?;
    tx.commit().await?;
    let data = found.into_iter().map(|b| view(&ctx, b)).collect();
    Ok(HttpResponse::Ok().json(BalanceList { data }))
}

fn view(ctx: &Visitor, balance: Balance) -> BalanceView {
    let kind = balance.account.kind;
    BalanceView {
        account: kind,
        name: ctx.t(&format!("ledger-account-{}", kind.as_str())),
        side: kind.side(),
        owner: balance.account.owner.into_owned(),
        balance: balance.amount,
        currency: balance.currency,
    }
}

/// `GET /admin/ledger/transactions`.
pub async fn list(ctx: Can<permit::ViewReports>, wanted: Query<Wanted>) -> Answer {
    let at = PageQuery::of(wanted.page, wanted.limit)?;
    let filter = wanted.filter(&ctx.shop.zone())?;
    let mut tx = ctx.begin().await?;
    let found = list_transactions(&mut tx, &filter, at).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(found))
}

/// `GET /admin/ledger/transactions/{id}`.
pub async fn get(ctx: Can<permit::ViewReports>, id: Id<TxnId>) -> Answer {
    let mut tx = ctx.begin().await?;
    let found = get_transaction(&mut tx, id.0).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(found))
}

/// `POST /admin/ledger/adjustments`.
pub async fn adjust(
    ctx: Can<permit::AdjustLedger>,
    key: IdempotencyKey,
    body: Json<AdjustmentRequest>,
) -> Answer {
    let mut tx = ctx.begin().await?;
    let ask = Ask {
        vault: &ctx.app.vault,
        actor: tx.actor().described(),
        route: "POST /api/v1/admin/ledger/adjustments",
        key: &key,
        request_hash: body.hash,
    };
    if let Claim::Replay(answer) = claim(&mut tx, &ask).await? {
        return Ok(answer);
    }
    let context = adjust::Context {
        currency: ctx.shop.currency,
        zone: &ctx.shop.zone(),
        key: tx.new_id(),
    };
    let id = adjust::adjust(&mut tx, &context, &body).await?;
    let written = get_transaction(&mut tx, id).await?;
    record(&mut tx, &ask, StatusCode::CREATED, &written).await?;
    tx.commit().await?;
    let location = format!("/api/v1/admin/ledger/transactions/{id}");
    Ok(HttpResponse::Created()
        .insert_header((header::LOCATION, location))
        .json(written))
}

/// `POST /admin/ledger/transactions/{id}/reverse`.
pub async fn reverse(ctx: Can<permit::AdjustLedger>, id: Id<TxnId>, body: Json<ReversalRequest>) -> Answer {
    let mut tx = ctx.begin().await?;
    let reversal = take_back(&mut tx, id.0, &body).await?;
    let written = get_transaction(&mut tx, reversal).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(written))
}
