//! A provider is asked to give money back.

use db::TenantTx;
use jobs::{JobCtx, JobError};
use kernel::{Error, Result};

use super::apply::apply;
use super::locking::{lock_attempt, lock_intent_of};
use super::refunds::{fail, name_refund};
use crate::model::refund::refund_columns;
use crate::model::{Access, Attempt, Refund, RefundId, RefundStatus};
use crate::notices::News;
use crate::provider::{Failure, GiveBack};
use crate::queries::attempts::get_attempt;
use crate::treasury::Treasury;

/// Asks for it with the refund's own key, so that asking again gives back once. What the provider says of the payment afterwards
/// is taken as any word of its. Of one payment one refund is asked for at a time: what the provider tells meanwhile can be no
/// other's.
pub(crate) async fn send_refund(ctx: &JobCtx, treasury: &Treasury, id: RefundId) -> Result<(), JobError> {
    let Some((refund, attempt, access)) = open(ctx, treasury, id).await? else {
        return Ok(());
    };
    let provider = treasury.provider(access.account.provider)?;
    let outside_id = attempt.outside_id.clone();
    let back = GiveBack {
        refund: refund.refund_id.0,
        outside_id: outside_id.ok_or_else(|| Error::fault("a paid attempt has no name at its provider"))?,
        amount: refund.amount,
    };
    match provider.give_back(&access, &back).await {
        Ok(given) => {
            let mut tx = ctx.begin().await?;
            lock_all(&mut tx, treasury, &attempt).await?;
            name_refund(&mut tx, refund.refund_id, &given.outside_id).await?;
            apply(
                &mut tx,
                treasury,
                attempt.attempt_id,
                &access.account,
                &given.payment,
            )
            .await?;
            tx.commit().await?;
            Ok(())
        }
        Err(failure) if failure.may_pass() => Err(JobError::retry(failure.word())),
        // An earlier try may have come through: without a credential nobody can say.
        Err(Failure::Unauthorized) if refund.tries > 1 => Err(JobError::retry(Failure::Unauthorized.word())),
        Err(failure) => refuse(ctx, treasury, &refund, &failure).await,
    }
}

async fn open(
    ctx: &JobCtx,
    treasury: &Treasury,
    id: RefundId,
) -> Result<Option<(Refund, Attempt, Access)>, JobError> {
    let mut tx = ctx.begin().await?;
    let refund = reread(&mut tx, id).await?;
    if refund.status != RefundStatus::Sending {
        return Ok(None);
    }
    let attempt = lock_attempt(&mut tx, refund.attempt_id).await?;
    if is_another_asked_for(&mut tx, &refund).await? {
        return Err(JobError::retry("another refund of this payment is under way"));
    }
    let refund = count_try(&mut tx, id).await?;
    let account = attempt.account_id.ok_or_else(Error::not_found)?;
    let access = treasury.access(&mut tx, account).await?;
    tx.commit().await?;
    Ok(Some((refund, attempt, access)))
}

async fn count_try(tx: &mut TenantTx, id: RefundId) -> Result<Refund> {
    sqlx::query_as(concat!(
        "update payment_refund set tries = least(tries + 1, 1000) where tenant_id = $1 and refund_id = $2 returning ",
        refund_columns!()
    ))
    .bind(tx.tenant())
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?
    .ok_or_else(Error::not_found)
}

async fn is_another_asked_for(tx: &mut TenantTx, refund: &Refund) -> Result<bool> {
    Ok(sqlx::query_scalar(
        "select exists (select from payment_refund
           where tenant_id = $1 and attempt_id = $2 and refund_id <> $3 and status = 'sending' and tries > 0)",
    )
    .bind(tx.tenant())
    .bind(refund.attempt_id)
    .bind(refund.refund_id)
    .fetch_one(&mut **tx)
    .await?)
}

/// Everything that a word about the attempt changes, in the order in which it is locked.
async fn lock_all(tx: &mut TenantTx, treasury: &Treasury, known: &Attempt) -> Result<Attempt> {
    let hook = treasury.hook(known.payable_kind)?;
    (hook.lock)(tx, known.payable_id).await?;
    lock_intent_of(tx, known.payable_kind, known.payable_id).await?;
    lock_attempt(tx, known.attempt_id).await
}

async fn refuse(
    ctx: &JobCtx,
    treasury: &Treasury,
    refund: &Refund,
    failure: &Failure,
) -> Result<(), JobError> {
    let mut tx = ctx.begin().await?;
    let known = get_attempt(&mut tx, refund.attempt_id).await?;
    let mut attempt = lock_all(&mut tx, treasury, &known).await?;
    let mut refund = reread(&mut tx, refund.refund_id).await?;
    if !refund.status.is_final() {
        fail(&mut tx, &mut attempt, &mut refund, &failure.word()).await?;
        let news = News::refund_failed(&attempt, &refund);
        news.tell(&mut tx, &treasury.app).await?;
    }
    tx.commit().await?;
    Ok(())
}

async fn reread(tx: &mut TenantTx, id: RefundId) -> Result<Refund> {
    Ok(sqlx::query_as(concat!(
        "select ",
        refund_columns!(),
        "  from payment_refund where tenant_id = $1 and refund_id = $2 for update"
    ))
    .bind(tx.tenant())
    .bind(id)
    .fetch_one(&mut **tx)
    .await?)
}
