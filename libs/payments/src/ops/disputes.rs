//! A payer's bank takes the money back, and decides.

use db::TenantTx;
use kernel::Result;
use kernel::id::Uuid;

use super::apply::Order;
use super::books;
use super::locking::step;
use crate::model::{Attempt, AttemptStatus, Snapshot, SnapshotDispute, SnapshotState};
use crate::notices::News;
use crate::treasury::Treasury;

/// A dispute as it is kept.
#[derive(sqlx::FromRow)]
struct Row {
    dispute_id: Uuid,
    /// What was taken of the shop's balance and is not back, minor units.
    taken: i64,
    /// What the provider took for it, minor units.
    fee: i64,
    /// Movements that are in the ledger; none where the provider does not tell any: all that is disputed was taken then.
    booked: Option<Vec<String>>,
}

/// Takes over what the provider says of disputes. An open one is won by the provider's own word for that, or by a word that is
/// later than all before and knows of no dispute: what was said before the dispute decides nothing.
pub(crate) async fn take_over(
    tx: &mut TenantTx,
    treasury: &Treasury,
    attempt: &mut Attempt,
    (said, order): (&Snapshot, Order),
) -> Result<()> {
    let decision = match said.state {
        SnapshotState::Disputed => None,
        SnapshotState::DisputeWon => Some(true),
        SnapshotState::DisputeLost => Some(false),
        SnapshotState::Approved if attempt.status == AttemptStatus::Disputed && order == Order::Newer => {
            Some(true)
        }
        _ => return Ok(()),
    };
    if attempt.status.may_become(AttemptStatus::Disputed) {
        open(tx, treasury, attempt, said).await?;
    }
    let Some(mut row) = find(tx, attempt).await? else {
        return Ok(());
    };
    if let Some(told) = &said.dispute {
        note(tx, &row, told).await?;
        book(tx, attempt, &mut row, told).await?;
    }
    match decision {
        Some(won) if attempt.status == AttemptStatus::Disputed => decide(tx, attempt, &row, won).await,
        _ => Ok(()),
    }
}

async fn open(tx: &mut TenantTx, treasury: &Treasury, attempt: &mut Attempt, said: &Snapshot) -> Result<()> {
    let told = said.dispute.clone().unwrap_or_default();
    let amount = told.amount.unwrap_or(attempt.amount - attempt.refunded);
    let assumed = told.moved.is_none();
    let id: Uuid = tx.new_id();
    sqlx::query(
        "insert into payment_dispute
           (tenant_id, dispute_id, attempt_id, outside_id, amount, status, opened_at, taken, booked)
         values ($1, $2, $3, $4, $5, 'open', $6, $7, $8)",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(attempt.attempt_id)
    .bind(attempt.outside_id.as_deref().unwrap_or_default())
    .bind(amount)
    .bind(tx.now())
    .bind(if assumed { amount } else { 0 })
    .bind((!assumed).then(Vec::<String>::new))
    .execute(&mut **tx)
    .await?;
    step(tx, attempt, AttemptStatus::Disputed).await?;
    if assumed {
        books::disputed(tx, attempt, (id, amount)).await?;
    }
    if said.state == SnapshotState::DisputeWon {
        // Over before the shop has heard of it: there is nothing to do.
        return Ok(());
    }
    News::dispute(attempt, told.due_at).tell(tx, &treasury.app).await
}

async fn find(tx: &mut TenantTx, attempt: &Attempt) -> Result<Option<Row>> {
    Ok(sqlx::query_as(
        "select dispute_id, taken, fee, booked from payment_dispute
          where tenant_id = $1 and attempt_id = $2
          order by opened_at desc, dispute_id desc
          limit 1
            for update",
    )
    .bind(tx.tenant())
    .bind(attempt.attempt_id)
    .fetch_optional(&mut **tx)
    .await?)
}

/// A dispute may be known before its reason and term are.
async fn note(tx: &mut TenantTx, row: &Row, told: &SnapshotDispute) -> Result<()> {
    let reason = told.reason.as_ref();
    sqlx::query(
        "update payment_dispute set reason = coalesce($3, reason), due_at = coalesce($4, due_at)
          where tenant_id = $1 and dispute_id = $2",
    )
    .bind(tx.tenant())
    .bind(row.dispute_id)
    .bind(reason.map(|word| word.chars().take(120).collect::<String>()))
    .bind(told.due_at)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// What the dispute did to the balance, each movement once. What comes to be known after the bank decided for the payer is lost
/// at once.
async fn book(tx: &mut TenantTx, attempt: &Attempt, row: &mut Row, told: &SnapshotDispute) -> Result<()> {
    let (Some(booked), Some(moved)) = (&mut row.booked, &told.moved) else {
        return Ok(());
    };
    let is_lost = attempt.status == AttemptStatus::DisputeLost;
    let before = booked.len();
    for movement in moved {
        if booked.contains(&movement.outside_id) {
            continue;
        }
        books::dispute_moved(tx, attempt, (row.dispute_id, is_lost), movement).await?;
        booked.push(movement.outside_id.clone());
        row.taken -= movement.amount;
        row.fee += movement.fee;
    }
    if booked.len() == before {
        return Ok(());
    }
    sqlx::query(
        "update payment_dispute set taken = $3, fee = $4, booked = $5 where tenant_id = $1 and dispute_id = $2",
    )
    .bind(tx.tenant())
    .bind(row.dispute_id)
    .bind(row.taken)
    .bind(row.fee)
    .bind(&*booked)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Where the provider tells what it moves, the money is back when it says so.
async fn decide(tx: &mut TenantTx, attempt: &mut Attempt, row: &Row, won: bool) -> Result<()> {
    let is_back = won && row.booked.is_none();
    sqlx::query(
        "update payment_dispute set status = $3, closed_at = $4, taken = $5
          where tenant_id = $1 and dispute_id = $2",
    )
    .bind(tx.tenant())
    .bind(row.dispute_id)
    .bind(if won { "won" } else { "lost" })
    .bind(tx.now())
    .bind(if is_back { 0 } else { row.taken })
    .execute(&mut **tx)
    .await?;
    let next = if won {
        AttemptStatus::DisputeWon
    } else {
        AttemptStatus::DisputeLost
    };
    step(tx, attempt, next).await?;
    if row.taken > 0 && (is_back || !won) {
        books::decided(tx, attempt, (row.dispute_id, row.taken), won).await?;
    }
    Ok(())
}
