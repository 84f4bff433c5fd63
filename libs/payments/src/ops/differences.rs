//! The queue of differences with a provider: each has its class and its owner, and waits until it is gone, or somebody says what
//! became of it.

use db::TenantTx;
use kernel::{Line, PersonId, Result};

use crate::error::PaymentsError;
use crate::model::difference::{DifferenceClass, DifferenceId, Found};
use crate::model::{AccountId, Attempt};

/// Keeps a difference as its owner's, who is whoever the shop belongs to. Gives whether it was not known before. What somebody has closed stays closed while both sides say the same as then.
pub(super) async fn keep(tx: &mut TenantTx, account: AccountId, found: &Found) -> Result<bool> {
    let short = |text: &str| text.chars().take(80).collect::<String>();
    let new: DifferenceId = tx.new_id();
    let kept: Option<DifferenceId> = sqlx::query_scalar(
        "insert into payment_difference
           (tenant_id, difference_id, account_id, class, outside_id, attempt_id, ours, theirs, found_at, seen_at, owner_id)
         select $1, $2, $3, $4, $5, $6, $7, $8, $9, $9,
                (select person_id from person
                  where tenant_id = $1 and role = 'owner' and status = 'active' order by created_at limit 1)
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
    .bind(account)
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

/// Another sum or currency came by this attempt than is owed, or some of it came back again.
pub(super) async fn open_integrity(tx: &mut TenantTx, attempt: &Attempt) -> Result<()> {
    let (Some(account), Some(outside_id)) = (attempt.account_id, &attempt.outside_id) else {
        return Ok(());
    };
    let found = Found {
        class: DifferenceClass::Integrity,
        outside_id: outside_id.clone(),
        attempt: Some(attempt.attempt_id),
        ours: format!("{} {}", attempt.amount, attempt.currency.as_str()),
        theirs: format!("{} {}", attempt.came(), attempt.came_in()),
    };
    keep(tx, account, &found).await.map(drop)
}

/// All of it went back: it needs nobody any more.
pub(super) async fn close_integrity(tx: &mut TenantTx, attempt: &Attempt) -> Result<()> {
    sqlx::query(
        "update payment_difference set closed_at = $3
          where tenant_id = $1 and attempt_id = $2 and class = 'integrity' and closed_at is null",
    )
    .bind(tx.tenant())
    .bind(attempt.attempt_id)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// What was looked at and agrees by now needs nobody. That another sum came stays so until it went back.
pub(super) async fn close_gone(
    tx: &mut TenantTx,
    account: AccountId,
    looked_at: &[String],
    found: &[Found],
) -> Result<()> {
    let still: Vec<String> = found
        .iter()
        .map(|one| format!("{} {}", one.class.as_str(), one.outside_id))
        .collect();
    sqlx::query(
        "update payment_difference set closed_at = $3
          where tenant_id = $1 and account_id = $2 and closed_at is null and class <> 'integrity' and outside_id = any ($4)
            and class || ' ' || outside_id <> all ($5)",
    )
    .bind(tx.tenant())
    .bind(account)
    .bind(tx.now())
    .bind(looked_at)
    .bind(still)
    .execute(&mut **tx)
    .await?;
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
