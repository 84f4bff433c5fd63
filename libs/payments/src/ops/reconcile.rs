//! What a provider tells of the last days is compared with what we know; differences wait for somebody.

use db::TenantTx;
use jobs::JobError;
use kernel::id::Uuid;
use kernel::{Actor, Instant, Line, PersonId, Result, TenantId};

use super::call::look_soon;
use crate::error::PaymentsError;
use crate::model::attempt::attempt_columns;
use crate::model::difference::{DifferenceClass, DifferenceId, Found, compare};
use crate::model::{Access, Account, Attempt, Snapshot};
use crate::notices::News;
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
    for account in accounts.iter().filter(|account| account.refused_at.is_none()) {
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
async fn statement(treasury: &Treasury, access: &Access, until: Instant) -> Result<Vec<Snapshot>, JobError> {
    let provider = treasury.provider(access.account.provider)?;
    let (mut told, mut from) = (vec![], Some(0));
    while let Some(offset) = from {
        let page = provider.statement(access, (until.plus_seconds(-SPAN), until), offset);
        let page = page.await.map_err(|failure| JobError::retry(failure.word()))?;
        told.extend(page.payments);
        from = page.next;
    }
    Ok(told)
}

async fn settle(
    tx: &mut TenantTx,
    treasury: &Treasury,
    account: &Account,
    told: &[Snapshot],
    until: Instant,
) -> Result<()> {
    let names: Vec<&str> = told.iter().map(|said| said.outside_id.as_str()).collect();
    let mut known = by_names(tx, account, &names).await?;
    known.extend(unnamed(tx, account, told).await?);
    let span = (until.plus_seconds(SETTLING - SPAN), until.plus_seconds(-SETTLING));
    let expected = settled_within(tx, account, span).await?;
    let found = compare(told, &known, &expected, tx.now());
    let mut new = 0;
    for one in &found {
        new += usize::from(keep(tx, account, one).await?);
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
    close_gone(tx, account, &looked_at, &found).await?;
    if new > 0 {
        News::differences(account, new).tell(tx, &treasury.app).await?;
    }
    gauge(tx).await
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

/// Gives whether it was not known before. What somebody has closed stays closed while both sides say the same as then.
async fn keep(tx: &mut TenantTx, account: &Account, found: &Found) -> Result<bool> {
    let short = |text: &str| text.chars().take(80).collect::<String>();
    let new: DifferenceId = tx.new_id();
    let kept: Option<DifferenceId> = sqlx::query_scalar(
        "insert into payment_difference
           (tenant_id, difference_id, account_id, class, outside_id, attempt_id, ours, theirs, found_at, seen_at)
         select $1, $2, $3, $4, $5, $6, $7, $8, $9, $9
          where not exists (
            select from payment_difference
             where tenant_id = $1 and account_id = $3 and class = $4 and outside_id = $5 and ours = $7 and theirs = $8
               and closed_by is not null)
         on conflict (tenant_id, account_id, class, outside_id) where closed_at is null
         do update set ours = excluded.ours, theirs = excluded.theirs, seen_at = excluded.seen_at
         returning difference_id",
    )
    .bind(tx.tenant())
    .bind(new)
    .bind(account.account_id)
    .bind(found.class)
    .bind(&found.outside_id)
    .bind(found.attempt)
    .bind(short(&found.ours))
    .bind(short(&found.theirs))
    .bind(tx.now())
    .fetch_optional(&mut **tx)
    .await?;
    Ok(kept == Some(new))
}

/// What was looked at and agrees by now needs nobody.
async fn close_gone(
    tx: &mut TenantTx,
    account: &Account,
    looked_at: &[String],
    found: &[Found],
) -> Result<()> {
    let still: Vec<String> = found
        .iter()
        .map(|one| format!("{} {}", one.class.as_str(), one.outside_id))
        .collect();
    sqlx::query(
        "update payment_difference set closed_at = $3
          where tenant_id = $1 and account_id = $2 and closed_at is null and outside_id = any ($4)
            and class || ' ' || outside_id <> all ($5)",
    )
    .bind(tx.tenant())
    .bind(account.account_id)
    .bind(tx.now())
    .bind(looked_at)
    .bind(still)
    .execute(&mut **tx)
    .await?;
    Ok(())
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

/// Somebody says what became of a difference.
pub async fn close_difference(
    tx: &mut TenantTx,
    id: DifferenceId,
    note: &Line<300>,
    person: Option<PersonId>,
) -> Result<()> {
    let done = sqlx::query(
        "update payment_difference set closed_at = $3, closed_by = $4, note = $5
          where tenant_id = $1 and difference_id = $2 and closed_at is null",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(tx.now())
    .bind(person)
    .bind(note.as_str())
    .execute(&mut **tx)
    .await?;
    if done.rows_affected() == 1 {
        return Ok(());
    }
    let known: Option<DifferenceId> = sqlx::query_scalar(
        "select difference_id from payment_difference where tenant_id = $1 and difference_id = $2",
    )
    .bind(tx.tenant())
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?;
    match known {
        Some(_) => Err(PaymentsError::DifferenceClosed.into()),
        None => Err(kernel::Error::not_found()),
    }
}
