//! What a provider says becomes what we know: state, money, ledger and whoever is owed, in one commit.

use db::TenantTx;
use kernel::{Instant, Result};

use super::differences::open_integrity;
use super::locking::{attempts_of, lock_attempt, lock_intent_of, set_intent, step};
use super::{books, disputes, keep_card, refunds};
use crate::hooks::Taken;
use crate::jobs::LookAt;
use crate::meters;
use crate::model::{
    Account, Attempt, AttemptId, AttemptStatus, Intent, IntentStatus, Snapshot, SnapshotState,
};
use crate::notices::News;
use crate::queries::attempts::get_attempt;
use crate::treasury::Treasury;

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Applied {
    /// It was taken for what it is; there may have been nothing new.
    Yes,
    /// It is about another shop's account or another kind of money: nothing was believed.
    Foreign,
}

/// Takes a provider's word about an attempt. Repeated, late and disordered words do no harm: what is older than a word that was
/// taken already says nothing new, and states only go forward.
pub async fn apply(
    tx: &mut TenantTx,
    treasury: &Treasury,
    id: AttemptId,
    account: &Account,
    said: &Snapshot,
) -> Result<Applied> {
    let known = get_attempt(tx, id).await?;
    if !is_ours(&known, account, said) {
        return Ok(Applied::Foreign);
    }
    let hook = treasury.hook(known.payable_kind)?;
    (hook.lock)(tx, known.payable_id).await?;
    let intent = lock_intent_of(tx, known.payable_kind, known.payable_id).await?;
    let mut attempt = lock_attempt(tx, id).await?;
    if attempt
        .outside_id
        .as_ref()
        .is_some_and(|name| *name != said.outside_id)
    {
        return Ok(Applied::Foreign);
    }
    let order = Order::of(attempt.said_at, said.changed_at);
    if order == Order::Older {
        return Ok(Applied::Yes);
    }
    note_facts(tx, &mut attempt, said).await?;
    keep_card::take_over(tx, &mut attempt, said).await?;
    Applying {
        treasury,
        intent,
        said,
        order,
    }
    .run(tx, &mut attempt)
    .await?;
    Ok(Applied::Yes)
}

/// How a word stands to those before it, by the provider's own clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// Something has changed there since that word.
    Older,
    /// The same state of things, or nobody knows.
    Unsure,
    /// Something has changed there since the last word.
    Newer,
}

impl Order {
    fn of(before: Option<Instant>, now: Option<Instant>) -> Self {
        match (before, now) {
            (Some(before), Some(now)) if now < before => Self::Older,
            (Some(before), Some(now)) if now > before => Self::Newer,
            _ => Self::Unsure,
        }
    }
}

/// Whether the word is about this attempt: its account, its kind of money, the name that we gave it.
fn is_ours(attempt: &Attempt, account: &Account, said: &Snapshot) -> bool {
    attempt.account_id == Some(account.account_id)
        && said.live == account.live
        && said.account.as_ref().is_none_or(|a| *a == account.outside_id)
        && said.ours.as_deref() == Some(attempt.attempt_id.to_string().as_str())
}

/// What may be known at any time, whatever the state.
async fn note_facts(tx: &mut TenantTx, attempt: &mut Attempt, said: &Snapshot) -> Result<()> {
    let failure = matches!(said.state, SnapshotState::Rejected | SnapshotState::Cancelled)
        .then(|| said.detail.chars().take(120).collect::<String>());
    sqlx::query(
        "update payment_attempt
            set outside_id = $3, redirect_url = coalesce($4, redirect_url), failure = coalesce($5, failure), updated_at = $6,
                said_at = coalesce($7, said_at)
          where tenant_id = $1 and attempt_id = $2",
    )
    .bind(tx.tenant())
    .bind(attempt.attempt_id)
    .bind(&said.outside_id)
    .bind(&said.redirect)
    .bind(&failure)
    .bind(tx.now())
    .bind(said.changed_at)
    .execute(&mut **tx)
    .await?;
    attempt.said_at = said.changed_at.or(attempt.said_at);
    attempt.outside_id = Some(said.outside_id.clone());
    attempt.redirect_url = said.redirect.clone().or_else(|| attempt.redirect_url.take());
    attempt.failure = failure.or_else(|| attempt.failure.take());
    Ok(())
}

struct Applying<'a> {
    treasury: &'a Treasury,
    intent: Intent,
    said: &'a Snapshot,
    order: Order,
}

impl Applying<'_> {
    async fn run(mut self, tx: &mut TenantTx, attempt: &mut Attempt) -> Result<()> {
        let before = attempt.status;
        match self.said.state {
            SnapshotState::RequiresAction => move_on(tx, attempt, AttemptStatus::RequiresAction).await?,
            SnapshotState::Pending => move_on(tx, attempt, AttemptStatus::Pending).await?,
            SnapshotState::Rejected => move_on(tx, attempt, AttemptStatus::Rejected).await?,
            SnapshotState::Cancelled => move_on(tx, attempt, AttemptStatus::Cancelled).await?,
            SnapshotState::Expired => move_on(tx, attempt, AttemptStatus::Expired).await?,
            SnapshotState::Unread => {}
            SnapshotState::Approved
            | SnapshotState::Disputed
            | SnapshotState::DisputeWon
            | SnapshotState::DisputeLost => self.money_came(tx, attempt).await?,
        }
        if attempt.status != before {
            meters::moved(tx, attempt);
        }
        Ok(())
    }

    async fn money_came(&mut self, tx: &mut TenantTx, attempt: &mut Attempt) -> Result<()> {
        if !attempt.status.is_paid() && attempt.status != AttemptStatus::Mismatched {
            self.take(tx, attempt).await?;
        }
        self.note_fee(tx, attempt).await?;
        refunds::take_over(tx, self.treasury, attempt, self.said).await?;
        if attempt.said_amount.is_some() {
            // What becomes of another sum is the queue's to say.
            return Ok(());
        }
        disputes::take_over(tx, self.treasury, attempt, (self.said, self.order)).await
    }

    /// It is approved now; money that is not what is owed waits for a person.
    async fn take(&mut self, tx: &mut TenantTx, attempt: &mut Attempt) -> Result<()> {
        let said = self.said;
        if said.amount != attempt.amount || said.currency != attempt.currency.as_str() {
            mismatch(tx, attempt, said).await?;
            return News::mismatch(attempt).tell(tx, &self.treasury.app).await;
        }
        attempt.surplus = !self.is_wanted(tx, attempt).await?;
        if attempt.surplus {
            mark_surplus(tx, attempt).await?;
            News::surplus(attempt).tell(tx, &self.treasury.app).await?;
        }
        step(tx, attempt, AttemptStatus::Approved).await?;
        books::received(tx, attempt).await?;
        if attempt.surplus {
            return Ok(());
        }
        News::received(attempt).tell(tx, &self.treasury.app).await
    }

    /// Whether whoever is owed takes it. What else is under way for the same thing is called off.
    async fn is_wanted(&mut self, tx: &mut TenantTx, attempt: &mut Attempt) -> Result<bool> {
        if self.intent.status == IntentStatus::Paid {
            return Ok(false);
        }
        for mut other in attempts_of(tx, self.intent.intent_id).await? {
            if other.attempt_id != attempt.attempt_id && other.status.is_open() {
                step(tx, &mut other, AttemptStatus::Cancelled).await?;
                let key = other.attempt_id.to_string();
                jobs::enqueue_once(tx, &LookAt::of(other.attempt_id), &key).await?;
            }
        }
        let hook = self.treasury.hook(attempt.payable_kind)?;
        let paid = Attempt {
            status: AttemptStatus::Approved,
            settled_at: Some(tx.now()),
            ..attempt.clone()
        };
        let taken = (hook.paid)(tx, &self.treasury.app, &paid).await?;
        if taken == Taken::Yes {
            set_intent(tx, &mut self.intent, IntentStatus::Paid).await?;
        }
        Ok(taken == Taken::Yes)
    }

    /// Often the fee is known only some time after the money came.
    async fn note_fee(&self, tx: &mut TenantTx, attempt: &mut Attempt) -> Result<()> {
        let is_new = attempt.fee.is_none() && attempt.is_booked();
        let Some(fee) = self.said.fee.filter(|fee| *fee > 0 && is_new) else {
            return Ok(());
        };
        sqlx::query("update payment_attempt set fee = $3 where tenant_id = $1 and attempt_id = $2")
            .bind(tx.tenant())
            .bind(attempt.attempt_id)
            .bind(fee)
            .execute(&mut **tx)
            .await?;
        attempt.fee = Some(fee);
        books::fee(tx, attempt, fee).await
    }
}

/// A step that the state does not allow is old news.
async fn move_on(tx: &mut TenantTx, attempt: &mut Attempt, next: AttemptStatus) -> Result<()> {
    if attempt.status.may_become(next) {
        step(tx, attempt, next).await?;
    }
    Ok(())
}

async fn mark_surplus(tx: &mut TenantTx, attempt: &Attempt) -> Result<()> {
    sqlx::query("update payment_attempt set surplus = true where tenant_id = $1 and attempt_id = $2")
        .bind(tx.tenant())
        .bind(attempt.attempt_id)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Another sum or currency: what came is booked as nobody's, nothing becomes paid, and somebody has to look. It stands in the way of
/// no other attempt, whether that has paid already or is to be made yet.
async fn mismatch(tx: &mut TenantTx, attempt: &mut Attempt, said: &Snapshot) -> Result<()> {
    let currency: String = said.currency.chars().take(8).collect();
    sqlx::query(
        "update payment_attempt set said_amount = $3, said_currency = $4, surplus = true
          where tenant_id = $1 and attempt_id = $2",
    )
    .bind(tx.tenant())
    .bind(attempt.attempt_id)
    .bind(said.amount)
    .bind(&currency)
    .execute(&mut **tx)
    .await?;
    attempt.said_amount = Some(said.amount);
    attempt.said_currency = Some(currency);
    attempt.surplus = true;
    step(tx, attempt, AttemptStatus::Mismatched).await?;
    tracing::error!(attempt = %attempt.attempt_id, "another sum came than is owed");
    if attempt.is_booked() && said.amount > 0 {
        books::strayed(tx, attempt, said.amount).await?;
    }
    open_integrity(tx, attempt).await
}
