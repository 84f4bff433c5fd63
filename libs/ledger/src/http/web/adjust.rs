//! Correcting by hand.

use actix_web::HttpRequest;
use askama::Template;
use http::page::{Choice, Crumb, refusal};
use http::{Answer, Can, Form, FormState, Page, Typed, Visitor, html, html_with, permit, see_other};
use jiff::civil::Date;
use kernel::id::Uuid;
use kernel::{Error, Line, Result};
use serde::Deserialize;
use validator::Validate;

use super::overview::choice;
use crate::model::{Account, AccountKind, TxnId};
use crate::ops::adjust::{AdjustmentRequest, Context, adjust};
use crate::queries::balances::balances;

#[derive(Template)]
#[template(path = "ledger/adjust.html")]
struct AdjustPage {
    page: Page,
    f: FormState,
    crumbs: Vec<Crumb>,
    accounts: Vec<Choice>,
    today: String,
}

/// The amount as people type it, and a key by which a form sent twice is one.
#[derive(Debug, Deserialize, Validate)]
pub struct AdjustForm {
    key: Uuid,
    from: Account,
    to: Account,
    amount: Line<30>,
    reason: Line<300>,
    date: Option<Date>,
}

/// `GET /admin/ledger/adjustments/new`.
pub async fn blank(ctx: Can<permit::AdjustLedger>, req: HttpRequest) -> Answer {
    let key: Uuid = ctx.app.env.new_id();
    let f = FormState::prefilled([("key", key.to_string()), ("date", today(&ctx).to_string())]);
    let page = Page::titled(&ctx, &req, "ledger-adjust");
    html(&shown(&ctx, page, f).await?)
}

/// `POST /admin/ledger/adjustments/new`.
pub async fn create(ctx: Can<permit::AdjustLedger>, req: HttpRequest, form: Form<AdjustForm>) -> Answer {
    let written = match form.parsed {
        Ok(wanted) => keep(&ctx, wanted).await,
        Err(error) => Err(error),
    };
    let error = match written {
        Ok(id) => return Ok(see_other(&format!("/admin/ledger/{id}?done=ledger-adjusted"))),
        Err(error) => error,
    };
    let (status, error) = refusal(error)?;
    let page = Page::titled(&ctx, &req, "ledger-adjust");
    let f = FormState::refused(&page, with_key(&ctx, form.typed), &error);
    html_with(status, &shown(&ctx, page, f).await?)
}

async fn keep(ctx: &Visitor, form: AdjustForm) -> Result<TxnId> {
    let currency = ctx.shop.currency;
    let amount = currency.read(&form.amount);
    let wanted = AdjustmentRequest {
        from: form.from,
        to: form.to,
        amount: amount.ok_or_else(|| Error::invalid("amount", "not_an_amount"))?,
        reason: form.reason,
        date: form.date,
    };
    let context = Context {
        currency,
        zone: &ctx.shop.zone(),
        key: form.key,
    };
    let mut tx = ctx.begin().await?;
    let id = adjust(&mut tx, &context, &wanted).await?;
    tx.commit().await?;
    Ok(id)
}

/// What comes without a key that could be read gets a new one: nobody can type one.
fn with_key(ctx: &Visitor, typed: Typed) -> Typed {
    if typed.get("key").parse::<Uuid>().is_ok() {
        return typed;
    }
    let key: Uuid = ctx.app.env.new_id();
    let others = typed.pairs().filter(|(name, _)| *name != "key");
    let others: Vec<(String, String)> = others.map(|(n, v)| (n.to_owned(), v.to_owned())).collect();
    Typed::prefilled(others.into_iter().chain([("key".to_owned(), key.to_string())]))
}

async fn shown(ctx: &Visitor, page: Page, f: FormState) -> Result<AdjustPage> {
    let mut tx = ctx.begin().await?;
    let used = balances(&mut tx).await?;
    tx.commit().await?;
    Ok(AdjustPage {
        crumbs: vec![
            Crumb::new("/admin/ledger", page.t("ledger-title")),
            Crumb::new("", page.title.clone()),
        ],
        accounts: accounts(used.into_iter().map(|b| b.account).collect())
            .iter()
            .map(|account| choice(ctx, account))
            .collect(),
        today: today(ctx).to_string(),
        page,
        f,
    })
}

/// Those that were used, and those of which there is only one.
fn accounts(used: Vec<Account>) -> Vec<Account> {
    AccountKind::ALL
        .into_iter()
        .flat_map(|kind| {
            let mut of_kind: Vec<Account> = used.iter().filter(|a| a.kind == kind).cloned().collect();
            if !kind.has_owners() && of_kind.is_empty() {
                of_kind.push(Account::of(kind));
            }
            of_kind.dedup();
            of_kind
        })
        .collect()
}

fn today(ctx: &Visitor) -> Date {
    ctx.app.env.now().0.to_zoned(ctx.shop.zone()).date()
}
