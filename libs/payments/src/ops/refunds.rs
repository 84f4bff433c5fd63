//! Money goes back: asked for here or begun at the provider, in whole or in parts, never more than came.

use db::TenantTx;
use kernel::id::Uuid;
use kernel::{Error, Line, PersonId, Result};

use super::books;
use super::differences::close_integrity;
use super::locking::step;
use super::undo_refund::undo;
use crate::error::PaymentsError;
use crate::jobs::{SendRefund, TellGivenBack};
use crate::model::refund::refund_columns;
use crate::model::snapshot::{RefundOrigin, RefundOutcome, SnapshotRefund};
use crate::model::{Attempt, AttemptStatus, Refund, RefundId, RefundStatus, Snapshot};
use crate::queries::accounts::find_account;
use crate::treasury::Treasury;

/// What somebody of the shop wants to give back.
#[derive(Debug, Clone, Default)]
pub struct Back {
    /// Minor units; none for all that is left.
    pub amount: Option<i64>,
    /// Why.
    pub reason: Option<Line<300>>,
    /// Who says so.
    pub person: Option<PersonId>,
}

/// Begins to give back what came by a locked attempt. By hand it is done at once, and whoever is owed books it themselves; a
/// provider is asked by a job, and its word tells them.
pub(crate) async fn begin(tx: &mut TenantTx, attempt: &mut Attempt, back: &Back) -> Result<Refund> {
    if !attempt.status.is_refundable() {
        return Err(PaymentsError::NotPaid.into());
    }
    let left = attempt.amount - attempt.refunding;
    let amount = back.amount.unwrap_or(left);
    if amount <= 0 || amount > left {
        return Err(
            Error::from(PaymentsError::TooMuchBack).with("left", left / attempt.currency.minor_per_unit())
        );
    }
    // All that is left may be less than a coin: it came, so it goes back.
    if back.amount.is_some() && amount % attempt.currency.step() != 0 {
        return Err(Error::invalid("amount", "not_whole"));
    }
    require_key(tx, attempt).await?;
    let mut refund = insert(tx, attempt, amount, back).await?;
    if attempt.provider.is_some() {
        jobs::enqueue(tx, &SendRefund::of(refund.refund_id)).await?;
    } else {
        finish(tx, attempt, &mut refund).await?;
    }
    Ok(refund)
}

/// A provider is only asked with the key of the account that the money came to, which is gone once the shop let go of it.
async fn require_key(tx: &mut TenantTx, attempt: &Attempt) -> Result<()> {
    let Some(account) = attempt.account_id else {
        return Ok(());
    };
    match find_account(tx, account).await? {
        Some(account) if !account.has_secret => Err(PaymentsError::Disconnected.into()),
        _ => Ok(()),
    }
}

async fn insert(tx: &mut TenantTx, attempt: &mut Attempt, amount: i64, back: &Back) -> Result<Refund> {
    let refund = Refund {
        refund_id: tx.new_id::<RefundId>(),
        attempt_id: attempt.attempt_id,
        amount,
        status: RefundStatus::Sending,
        reason: back.reason.as_ref().map(ToString::to_string),
        outside_id: None,
        failure: None,
        tries: 0,
        created_at: tx.now(),
        settled_at: None,
    };
    sqlx::query(
        "insert into payment_refund
           (tenant_id, refund_id, attempt_id, amount, status, reason, person_id, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $8)",
    )
    .bind(tx.tenant())
    .bind(refund.refund_id)
    .bind(refund.attempt_id)
    .bind(refund.amount)
    .bind(refund.status)
    .bind(&refund.reason)
    .bind(back.person)
    .bind(refund.created_at)
    .execute(&mut **tx)
    .await?;
    attempt.refunding += amount;
    save_sums(tx, attempt).await?;
    Ok(refund)
}

/// It went back. Of another sum than is owed the state says so only once all of it did.
async fn finish(tx: &mut TenantTx, attempt: &mut Attempt, refund: &mut Refund) -> Result<()> {
    settle(tx, refund, RefundStatus::Done, None).await?;
    jobs::enqueue(tx, &TellGivenBack::of(refund.refund_id)).await?;
    attempt.refunded += refund.amount;
    save_sums(tx, attempt).await?;
    let whole = attempt.refunded == attempt.came();
    let next = if whole {
        AttemptStatus::Refunded
    } else {
        AttemptStatus::PartiallyRefunded
    };
    if attempt.status != next && attempt.status.may_become(next) {
        step(tx, attempt, next).await?;
    }
    if whole && attempt.said_amount.is_some() {
        close_integrity(tx, attempt).await?;
    }
    books::refunded(tx, attempt, refund).await
}

/// The provider will not: nothing went back, and the same sum can be asked for again.
pub(crate) async fn fail(
    tx: &mut TenantTx,
    attempt: &mut Attempt,
    refund: &mut Refund,
    why: &str,
) -> Result<()> {
    if refund.status.is_final() {
        return Ok(());
    }
    settle(tx, refund, RefundStatus::Failed, Some(why)).await?;
    attempt.refunding -= refund.amount;
    save_sums(tx, attempt).await
}

/// Takes over what the provider says went back, ours and what was begun there.
pub(crate) async fn take_over(
    tx: &mut TenantTx,
    treasury: &Treasury,
    attempt: &mut Attempt,
    said: &Snapshot,
) -> Result<()> {
    let before = attempt.refunded;
    let mut refunds: Vec<&SnapshotRefund> = said.refunds.iter().collect();
    refunds.sort_by_key(|outside| outside.turn());
    for outside in refunds {
        take_one(tx, treasury, attempt, outside).await?;
    }
    if attempt.refunded != before && !attempt.surplus {
        let hook = treasury.hook(attempt.payable_kind)?;
        (hook.refunded)(tx, &treasury.app, attempt).await?;
    }
    Ok(())
}

async fn take_one(
    tx: &mut TenantTx,
    treasury: &Treasury,
    attempt: &mut Attempt,
    outside: &SnapshotRefund,
) -> Result<()> {
    let twin = find_twin(tx, attempt, outside).await?;
    let mut refund = match (twin, &outside.outcome) {
        (Some(refund), _) => refund,
        // What we never knew of and came to nothing changed nothing.
        (None, RefundOutcome::Failed(_)) => return Ok(()),
        // Of another sum than is owed nobody knows how much there is: the rest is a person's.
        (None, _) if attempt.said_amount.is_some() && attempt.refunding + outside.amount > attempt.came() => {
            tracing::error!(attempt = %attempt.attempt_id, "more went back than came");
            return Ok(());
        }
        (None, _) => insert(tx, attempt, outside.amount, &Back::default()).await?,
    };
    if !refund.status.is_final() {
        name(tx, &mut refund, outside).await?;
    }
    match &outside.outcome {
        RefundOutcome::Failed(why) => undo(tx, treasury, attempt, &mut refund, why).await,
        RefundOutcome::Done if !refund.status.is_final() => finish(tx, attempt, &mut refund).await,
        RefundOutcome::Done | RefundOutcome::UnderWay => Ok(()),
    }
}

/// The provider named the refund that we asked for.
pub(crate) async fn name_refund(tx: &mut TenantTx, id: RefundId, outside_id: &str) -> Result<()> {
    sqlx::query(
        "update payment_refund set outside_id = $3, status = 'pending', updated_at = $4
          where tenant_id = $1 and refund_id = $2 and status = 'sending'",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(outside_id)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The row that this is: by its name, else by ours for it, else, where the provider does not tell whose it is, the one of the same
/// sum that was asked for and has no name yet. A failure is no such word: nobody was given anything by it.
async fn find_twin(tx: &mut TenantTx, attempt: &Attempt, outside: &SnapshotRefund) -> Result<Option<Refund>> {
    let ours: Option<Uuid> = match &outside.origin {
        RefundOrigin::Ours(ours) => ours.parse().ok(),
        RefundOrigin::Theirs | RefundOrigin::Untold => None,
    };
    let failed = matches!(outside.outcome, RefundOutcome::Failed(_));
    Ok(sqlx::query_as(concat!(
        "select ",
        refund_columns!(),
        "  from payment_refund
          where tenant_id = $1 and attempt_id = $2
            and (outside_id = $3
              or outside_id is null and status = 'sending' and (refund_id = $4 or $5 and amount = $6 and tries > 0))
          order by outside_id nulls last, created_at, refund_id
          limit 1"
    ))
    .bind(tx.tenant())
    .bind(attempt.attempt_id)
    .bind(&outside.outside_id)
    .bind(ours)
    .bind(outside.origin == RefundOrigin::Untold && !failed)
    .bind(outside.amount)
    .fetch_optional(&mut **tx)
    .await?)
}

async fn name(tx: &mut TenantTx, refund: &mut Refund, outside: &SnapshotRefund) -> Result<()> {
    name_refund(tx, refund.refund_id, &outside.outside_id).await?;
    refund.outside_id = Some(outside.outside_id.clone());
    refund.status = RefundStatus::Pending;
    Ok(())
}

pub(super) async fn settle(
    tx: &mut TenantTx,
    refund: &mut Refund,
    end: RefundStatus,
    why: Option<&str>,
) -> Result<()> {
    let failure = why.map(|why| why.chars().take(120).collect::<String>());
    sqlx::query(
        "update payment_refund set status = $3, failure = $4, settled_at = $5, updated_at = $5
          where tenant_id = $1 and refund_id = $2",
    )
    .bind(tx.tenant())
    .bind(refund.refund_id)
    .bind(end)
    .bind(&failure)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    refund.status = end;
    refund.failure = failure;
    Ok(())
}

async fn save_sums(tx: &mut TenantTx, attempt: &Attempt) -> Result<()> {
    sqlx::query(
        "update payment_attempt set refunding = $3, refunded = $4, updated_at = $5
          where tenant_id = $1 and attempt_id = $2",
    )
    .bind(tx.tenant())
    .bind(attempt.attempt_id)
    .bind(attempt.refunding)
    .bind(attempt.refunded)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}
