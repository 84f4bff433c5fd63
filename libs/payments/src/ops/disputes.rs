//! A payer's bank takes the money back, and decides.

use db::TenantTx;
use kernel::Result;
use kernel::id::Uuid;

use super::books;
use super::locking::step;
use crate::model::{Attempt, AttemptStatus, Snapshot, SnapshotState};
use crate::notices::News;
use crate::treasury::Treasury;

/// Takes over what the provider says of disputes.
pub(crate) async fn take_over(
    tx: &mut TenantTx,
    treasury: &Treasury,
    attempt: &mut Attempt,
    said: &Snapshot,
) -> Result<()> {
    match said.state {
        SnapshotState::Disputed => {
            open(tx, treasury, attempt, said).await?;
            note_term(tx, attempt, said).await
        }
        SnapshotState::DisputeLost => {
            open(tx, treasury, attempt, said).await?;
            decide(tx, attempt, false).await
        }
        // The money is there again, or still.
        SnapshotState::Approved if attempt.status == AttemptStatus::Disputed => {
            decide(tx, attempt, true).await
        }
        _ => Ok(()),
    }
}

async fn open(tx: &mut TenantTx, treasury: &Treasury, attempt: &mut Attempt, said: &Snapshot) -> Result<()> {
    if !attempt.status.may_become(AttemptStatus::Disputed) {
        return Ok(());
    }
    let amount = attempt.amount - attempt.refunded;
    let id: Uuid = tx.new_id();
    let told = said.dispute.as_ref();
    let due = told.and_then(|told| told.due_at);
    sqlx::query(
        "insert into payment_dispute
           (tenant_id, dispute_id, attempt_id, outside_id, amount, status, opened_at, reason, due_at)
         values ($1, $2, $3, $4, $5, 'open', $6, $7, $8)",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(attempt.attempt_id)
    .bind(attempt.outside_id.as_deref().unwrap_or_default())
    .bind(amount)
    .bind(tx.now())
    .bind(told.map(|told| told.reason.chars().take(120).collect::<String>()))
    .bind(due)
    .execute(&mut **tx)
    .await?;
    step(tx, attempt, AttemptStatus::Disputed).await?;
    books::disputed(tx, attempt, (id, amount)).await?;
    News::dispute(attempt, due).tell(tx, &treasury.app).await
}

/// A dispute may be known before its reason and term are.
async fn note_term(tx: &mut TenantTx, attempt: &Attempt, said: &Snapshot) -> Result<()> {
    let Some(told) = &said.dispute else {
        return Ok(());
    };
    sqlx::query(
        "update payment_dispute set reason = $3, due_at = $4
          where tenant_id = $1 and attempt_id = $2 and status = 'open'",
    )
    .bind(tx.tenant())
    .bind(attempt.attempt_id)
    .bind(told.reason.chars().take(120).collect::<String>())
    .bind(told.due_at)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

async fn decide(tx: &mut TenantTx, attempt: &mut Attempt, won: bool) -> Result<()> {
    if attempt.status != AttemptStatus::Disputed {
        return Ok(());
    }
    let decided: (Uuid, i64) = sqlx::query_as(
        "update payment_dispute set status = $3, closed_at = $4
          where tenant_id = $1 and attempt_id = $2 and status = 'open'
         returning dispute_id, amount",
    )
    .bind(tx.tenant())
    .bind(attempt.attempt_id)
    .bind(if won { "won" } else { "lost" })
    .bind(tx.now())
    .fetch_one(&mut **tx)
    .await?;
    let next = if won {
        AttemptStatus::DisputeWon
    } else {
        AttemptStatus::DisputeLost
    };
    step(tx, attempt, next).await?;
    books::decided(tx, attempt, decided, won).await
}
