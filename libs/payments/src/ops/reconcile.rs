//! What a provider tells of the last days is compared with what we know; differences wait for somebody.

use db::TenantTx;
use jobs::JobError;
use kernel::id::Uuid;
use kernel::{Actor, Error, Instant, Result, TenantId};

use super::books;
use super::call::look_soon;
use super::differences::{close_gone, keep};
use crate::model::attempt::attempt_columns;
use crate::model::difference::{DifferenceClass, compare};
use crate::model::{Access, Account, Attempt, AttemptId, Snapshot};
use crate::notices::News;
use crate::provider::{Payout, Statement};
use crate::queries::accounts::list_accounts;
use crate::treasury::Treasury;

const DAY: i64 = 86_400;
/// Days that are looked at: what came late is seen on another night.
const SPAN: i64 = 3 * DAY;
/// Seconds that both sides have to hear of each other.
const SETTLING: i64 = 3_600;

/// Compares with every provider that the shop has an account at.
pub(crate) async fn reconcile(treasury: &Treasury, tenant: TenantId) -> Result<(), JobError> {
    let mut tx = treasury.app.begin(tenant, Actor::System).await?;
    let accounts = list_accounts(&mut tx).await?;
    let mut open = vec![];
    for account in accounts
        .iter()
        .filter(|account| account.refused_at.is_none() && account.has_secret)
    {
        open.push(treasury.access(&mut tx, account.account_id).await?);
    }
    let until = tx.now().plus_seconds(-SETTLING);
    tx.commit().await?;
    for access in open {
        let told = statement(treasury, &access, until).await?;
        let mut tx = treasury.app.begin(tenant, Actor::System).await?;
        settle(&mut tx, treasury, &access.account, &told, until).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// All pages of it.
async fn statement(treasury: &Treasury, access: &Access, until: Instant) -> Result<Statement, JobError> {
    let provider = treasury.provider(access.account.provider)?;
    let mut told = Statement {
        payments: vec![],
        payouts: vec![],
        next: None,
    };
    let mut from = Some(0);
    while let Some(offset) = from {
        let page = provider.statement(access, (until.plus_seconds(-SPAN), until), offset);
        let page = page.await.map_err(|failure| JobError::retry(failure.word()))?;
        told.payments.extend(page.payments);
        told.payouts.extend(page.payouts);
        from = page.next;
    }
    Ok(told)
}

async fn settle(
    tx: &mut TenantTx,
    treasury: &Treasury,
    account: &Account,
    told: &Statement,
    until: Instant,
) -> Result<()> {
    settle_payouts(tx, account, &told.payouts).await?;
    ask_after_disputes(tx, account).await?;
    let told = told.payments.as_slice();
    let names: Vec<&str> = told.iter().map(|said| said.outside_id.as_str()).collect();
    let mut known = by_names(tx, account, &names).await?;
    known.extend(unnamed(tx, account, told).await?);
    let span = (until.plus_seconds(SETTLING - SPAN), until.plus_seconds(-SETTLING));
    let expected = settled_within(tx, account, span).await?;
    let found = compare(told, &known, &expected, tx.now());
    let mut new = 0;
    for one in &found {
        new += usize::from(keep(tx, account.account_id, one).await?);
        // What can be mended by asking is.
        let asked = matches!(
            one.class,
            DifferenceClass::Status | DifferenceClass::Amount | DifferenceClass::Fee
        );
        if let Some(attempt) = one.attempt.filter(|_| asked) {
            look_soon(tx, attempt).await?;
        }
    }
    let looked_at: Vec<String> = names
        .into_iter()
        .map(str::to_owned)
        .chain(expected.into_iter().filter_map(|attempt| attempt.outside_id))
        .collect();
    close_gone(tx, account.account_id, &looked_at, &found).await?;
    if new > 0 {
        News::differences(account, new).tell(tx, &treasury.app).await?;
    }
    gauge(tx).await
}

/// What the provider handed over is at the bank. What it counts in another currency than the shop stands in its books alone.
async fn settle_payouts(tx: &mut TenantTx, account: &Account, payouts: &[Payout]) -> Result<()> {
    if payouts.is_empty() {
        return Ok(());
    }
    let shop = http::shop::find(tx).await?.ok_or_else(Error::not_found)?;
    for payout in payouts {
        if payout.amount != 0 && payout.currency == shop.currency.as_str() {
            books::paid_out(tx, account, payout, shop.currency).await?;
        }
    }
    Ok(())
}

/// That a dispute was decided may never have been told, and no statement need show it.
async fn ask_after_disputes(tx: &mut TenantTx, account: &Account) -> Result<()> {
    let open: Vec<AttemptId> = sqlx::query_scalar(
        "select d.attempt_id from payment_dispute d
           join payment_attempt a on a.tenant_id = d.tenant_id and a.attempt_id = d.attempt_id
          where d.tenant_id = $1 and d.status = 'open' and a.account_id = $2
          order by d.attempt_id",
    )
    .bind(tx.tenant())
    .bind(account.account_id)
    .fetch_all(&mut **tx)
    .await?;
    for attempt in open {
        look_soon(tx, attempt).await?;
    }
    Ok(())
}

async fn by_names(tx: &mut TenantTx, account: &Account, names: &[&str]) -> Result<Vec<Attempt>> {
    Ok(sqlx::query_as(concat!(
        "select ",
        attempt_columns!(),
        "  from payment_attempt where tenant_id = $1 and provider = $2 and outside_id = any ($3)"
    ))
    .bind(tx.tenant())
    .bind(account.provider)
    .bind(names)
    .fetch_all(&mut **tx)
    .await?)
}

/// Those of which we never learned the provider's name, by the one that we gave them: nobody answered when they were asked for.
/// What is paid has its name.
async fn unnamed(tx: &mut TenantTx, account: &Account, told: &[Snapshot]) -> Result<Vec<Attempt>> {
    let ours = told.iter().filter_map(|said| said.ours.as_deref());
    let ours: Vec<Uuid> = ours.filter_map(|ours| ours.parse().ok()).collect();
    Ok(sqlx::query_as(concat!(
        "select ",
        attempt_columns!(),
        "  from payment_attempt
          where tenant_id = $1 and account_id = $2 and attempt_id = any ($3) and outside_id is null
            and status in ('sending', 'unknown', 'rejected', 'cancelled', 'expired')"
    ))
    .bind(tx.tenant())
    .bind(account.account_id)
    .bind(ours)
    .fetch_all(&mut **tx)
    .await?)
}

/// Those that the provider must have told of: begun within the time, too, since it may have settled one long before we heard.
async fn settled_within(
    tx: &mut TenantTx,
    account: &Account,
    (from, until): (Instant, Instant),
) -> Result<Vec<Attempt>> {
    Ok(sqlx::query_as(concat!(
        "select ",
        attempt_columns!(),
        "  from payment_attempt
          where tenant_id = $1 and account_id = $2 and created_at >= $3 and settled_at <= $4"
    ))
    .bind(tx.tenant())
    .bind(account.account_id)
    .bind(from)
    .bind(until)
    .fetch_all(&mut **tx)
    .await?)
}

/// How many wait for longer than a day: an alert goes by it.
async fn gauge(tx: &mut TenantTx) -> Result<()> {
    let waiting: i64 = sqlx::query_scalar(
        "select count(*) from payment_difference where tenant_id = $1 and closed_at is null and found_at < $2",
    )
    .bind(tx.tenant())
    .bind(tx.now().plus_seconds(-DAY))
    .fetch_one(&mut **tx)
    .await?;
    if waiting > 0 {
        tracing::warn!(
            waiting,
            "differences with a provider of payments wait for longer than a day"
        );
    }
    Ok(())
}
