//! A provider is asked, and what it says is written down. No transaction is open meanwhile.

use db::TenantTx;
use kernel::{Actor, Error, Instant, Result, TenantId};

use super::apply::apply;
use super::begin_pse::AT_THE_BANK;
use super::events::wake;
use super::locking::{lock_attempt, step};
use super::refuse_account::refuse_account;
use super::switches::note_call;
use crate::error::is_without_key;
use crate::jobs::LookAt;
use crate::meters;
use crate::model::{Access, Attempt, AttemptId, AttemptStatus, IntentStatus, MethodCode, Snapshot};
use crate::notices::News;
use crate::provider::{CollectOrder, Failure};
use crate::queries::accounts::bank_name;
use crate::queries::attempts::{get_attempt, get_intent};
use crate::treasury::{REQUEST, Treasury, place};

/// Minutes after its begin at which a payment that is under way is looked at; then hourly for two days, then daily.
const LOOKS: [i64; 5] = [2, 5, 10, 16, 20];
const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// The first call for an attempt that was just written. Gives the attempt as it is afterwards; that nobody answered is no error.
pub async fn send(treasury: &Treasury, tenant: TenantId, id: AttemptId) -> Result<Attempt> {
    let case = Case {
        begins: true,
        ..Case::open(treasury, tenant, id).await?
    };
    let answer = case.collect(treasury).await?;
    case.close(treasury, tenant, answer).await
}

/// Looks what became of it; what never arrived is asked for again, as long as the payer may still be there.
pub async fn look(treasury: &Treasury, tenant: TenantId, id: AttemptId) -> Result<()> {
    let Some(case) = Case::find(treasury, tenant, id).await? else {
        return Ok(());
    };
    if case.is_over() {
        return Ok(());
    }
    case.follow(treasury, tenant).await
}

/// The same where the provider's books say otherwise than ours, whatever we took for the end.
pub(crate) async fn look_anyway(treasury: &Treasury, tenant: TenantId, id: AttemptId) -> Result<()> {
    match Case::find(treasury, tenant, id).await? {
        Some(case) => case.follow(treasury, tenant).await,
        None => Ok(()),
    }
}

/// Calls off what its payer has to do yet, who wants to pay another way. That it was paid meanwhile is found out. Gives the attempt
/// as it is afterwards: while the provider does not say that it is over, another one waits.
pub async fn call_off(treasury: &Treasury, tenant: TenantId, id: AttemptId) -> Result<Attempt> {
    let case = Case::open(treasury, tenant, id).await?;
    let Some(outside) = &case.attempt.outside_id else {
        return Ok(case.attempt);
    };
    let provider = treasury.provider(case.access.account.provider)?;
    let answer = provider.call_off(&case.access, outside).await;
    let answer = match answer {
        // It cannot be called off any more: how it stands says why.
        Err(Failure::Refused { .. }) => provider.fetch(&case.access, outside).await,
        answer => answer,
    };
    case.close(treasury, tenant, answer).await
}

type Answer = std::result::Result<Snapshot, Failure>;

/// An attempt with what asking after it takes.
struct Case {
    attempt: Attempt,
    access: Access,
    order: Option<CollectOrder>,
    wanted: bool,
    /// Whether it is asked for the first time: nothing can have come of it before.
    begins: bool,
    now: Instant,
}

impl Case {
    /// Nothing where nobody has the account's key any more: then nothing was on its way.
    async fn find(treasury: &Treasury, tenant: TenantId, id: AttemptId) -> Result<Option<Self>> {
        match Self::open(treasury, tenant, id).await {
            Err(error) if is_without_key(&error) => Ok(None),
            case => case.map(Some),
        }
    }

    async fn open(treasury: &Treasury, tenant: TenantId, id: AttemptId) -> Result<Self> {
        let mut tx = begin(treasury, tenant).await?;
        let attempt = get_attempt(&mut tx, id).await?;
        let account = attempt.account_id.ok_or_else(Error::not_found)?;
        let access = treasury.access(&mut tx, account).await?;
        let order = open_order(&mut tx, treasury, id).await?;
        let intent = get_intent(&mut tx, attempt.intent_id).await?;
        let now = tx.now();
        tx.commit().await?;
        Ok(Self {
            wanted: intent.status == IntentStatus::Open,
            begins: false,
            attempt,
            access,
            order,
            now,
        })
    }

    /// Whether there is nothing left to learn.
    fn is_over(&self) -> bool {
        let status = self.attempt.status;
        let called_off = status == AttemptStatus::Cancelled && self.attempt.outside_id.is_some();
        !(status.is_open() || called_off || self.attempt.lacks_fee())
    }

    async fn follow(self, treasury: &Treasury, tenant: TenantId) -> Result<()> {
        let answer = self.ask(treasury).await?;
        self.close(treasury, tenant, answer).await?;
        Ok(())
    }

    async fn collect(&self, treasury: &Treasury) -> Result<Answer> {
        let order = self.order.as_ref();
        let order = order.ok_or_else(|| Error::fault("what was asked for is forgotten"))?;
        let provider = treasury.provider(self.access.account.provider)?;
        Ok(provider.collect(&self.access, order).await)
    }

    async fn ask(&self, treasury: &Treasury) -> Result<Answer> {
        let provider = treasury.provider(self.access.account.provider)?;
        let Some(outside) = &self.attempt.outside_id else {
            let ours = self.attempt.attempt_id.to_string();
            return match provider.find(&self.access, &ours).await {
                Ok(found) => match found.into_iter().next() {
                    Some(snapshot) => Ok(Ok(snapshot)),
                    None => self.ask_again(treasury).await,
                },
                Err(failure) => Ok(Err(unsure(failure))),
            };
        };
        let snapshot = provider.fetch(&self.access, outside).await;
        let waits = snapshot.as_ref().is_ok_and(Snapshot::is_open);
        if waits && (!self.wanted || self.attempt.status == AttemptStatus::Cancelled) {
            return Ok(provider.call_off(&self.access, outside).await);
        }
        Ok(snapshot)
    }

    /// It never arrived. While its key protects us and somebody may wait for it, it is asked for once more.
    async fn ask_again(&self, treasury: &Treasury) -> Result<Answer> {
        let fresh = self.now < self.attempt.created_at.plus_seconds(AT_THE_BANK);
        if fresh && self.wanted && self.order.is_some() {
            return Ok(self.collect(treasury).await?.map_err(unsure));
        }
        Ok(Err(Failure::NotFound))
    }

    async fn close(self, treasury: &Treasury, tenant: TenantId, answer: Answer) -> Result<Attempt> {
        let id = self.attempt.attempt_id;
        let mut tx = begin(treasury, tenant).await?;
        self.note_health(&mut tx, treasury, &answer).await?;
        match answer {
            Ok(snapshot) => self.believe(&mut tx, treasury, &snapshot).await?,
            Err(failure) => self.suffer(&mut tx, treasury, &failure).await?,
        }
        let attempt = get_attempt(&mut tx, id).await?;
        plan_next(&mut tx, &attempt).await?;
        if self.was_called_off(&attempt) {
            look_soon(&mut tx, id).await?;
        }
        tx.commit().await?;
        Ok(attempt)
    }

    /// Whether that was while it was being asked for: nobody knew a name by which to call it off there.
    fn was_called_off(&self, after: &Attempt) -> bool {
        after.status == AttemptStatus::Cancelled
            && self.attempt.outside_id.is_none()
            && after.outside_id.is_some()
    }

    /// Only of asking for money one learns whether a bank is there, or whoever takes cards.
    async fn note_health(&self, tx: &mut TenantTx, treasury: &Treasury, answer: &Answer) -> Result<()> {
        let was_asked = self.attempt.outside_id.is_none() && self.attempt.looks == 0;
        let method = self.attempt.method;
        let bank = match (method, &self.attempt.bank) {
            (_, Some(bank)) => bank.as_str(),
            (MethodCode::Card, None) => "",
            _ => return Ok(()),
        };
        let answered = !matches!(answer, Err(Failure::Unknown(_)));
        if !was_asked || !note_call(tx, method, bank, answered).await? {
            return Ok(());
        }
        let news = match method {
            MethodCode::Card => News::cards_resting(&self.access.account),
            _ => News::resting(method, bank_name(tx, bank).await?),
        };
        news.tell(tx, &treasury.app).await
    }

    async fn believe(&self, tx: &mut TenantTx, treasury: &Treasury, snapshot: &Snapshot) -> Result<()> {
        let id = self.attempt.attempt_id;
        let applied = apply(tx, treasury, id, &self.access.account, snapshot).await?;
        tracing::debug!(attempt = %id, ?applied, "took a provider's word");
        wake(tx, self.access.account.account_id, &snapshot.outside_id).await
    }

    /// Only the answer to the first call ends it: later ones may be no, and the first have done it all the same.
    async fn suffer(&self, tx: &mut TenantTx, treasury: &Treasury, failure: &Failure) -> Result<()> {
        let mut attempt = lock_attempt(tx, self.attempt.attempt_id).await?;
        if *failure == Failure::Unauthorized {
            refuse_account(tx, treasury, &self.access.account).await?;
        }
        let next = match failure {
            _ if attempt.outside_id.is_some() => return Ok(()),
            Failure::Unauthorized | Failure::Refused { .. } if self.begins => AttemptStatus::Rejected,
            Failure::NotFound => AttemptStatus::Expired,
            _ => AttemptStatus::Unknown,
        };
        if !attempt.status.may_become(next) {
            return Ok(());
        }
        note_failure(tx, &attempt, failure).await?;
        step(tx, &mut attempt, next).await?;
        meters::moved(tx, &attempt);
        Ok(())
    }
}

/// That an address is not there says nothing of what was asked for.
fn unsure(failure: Failure) -> Failure {
    match failure {
        Failure::NotFound => failure.afterwards(),
        failure => failure,
    }
}

async fn begin(treasury: &Treasury, tenant: TenantId) -> Result<TenantTx> {
    treasury.app.begin(tenant, Actor::System).await
}

async fn open_order(tx: &mut TenantTx, treasury: &Treasury, id: AttemptId) -> Result<Option<CollectOrder>> {
    let sealed: Option<Option<Vec<u8>>> = sqlx::query_scalar(
        "select request_sealed from payment_attempt where tenant_id = $1 and attempt_id = $2",
    )
    .bind(tx.tenant())
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?;
    let Some(sealed) = sealed.flatten() else {
        return Ok(None);
    };
    let plain = treasury.vault().open(tx, place(REQUEST, &id.0), &sealed).await?;
    let order = serde_json::from_slice(&plain).map_err(|e| Error::Fault(e.into()))?;
    Ok(Some(order))
}

async fn note_failure(tx: &mut TenantTx, attempt: &Attempt, failure: &Failure) -> Result<()> {
    let word: String = failure.word().chars().take(120).collect();
    sqlx::query("update payment_attempt set failure = $3 where tenant_id = $1 and attempt_id = $2")
        .bind(tx.tenant())
        .bind(attempt.attempt_id)
        .bind(word)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// The next look, while there is something to learn. The count is kept for whoever wonders.
async fn plan_next(tx: &mut TenantTx, attempt: &Attempt) -> Result<()> {
    sqlx::query(
        "update payment_attempt set looks = least(looks + 1, 1000) where tenant_id = $1 and attempt_id = $2",
    )
    .bind(tx.tenant())
    .bind(attempt.attempt_id)
    .execute(&mut **tx)
    .await?;
    if !attempt.status.is_open() && !attempt.lacks_fee() {
        return Ok(());
    }
    if let Some(at) = next_look(attempt.created_at, tx.now()) {
        let id = attempt.attempt_id;
        jobs::enqueue_once_at(tx, &LookAt::of(id), &id.to_string(), at).await?;
    }
    Ok(())
}

/// Has somebody look at once, whatever we took for the end.
pub(crate) async fn look_soon(tx: &mut TenantTx, id: AttemptId) -> Result<()> {
    jobs::enqueue_once(tx, &LookAt::anyway(id), &format!("anyway:{id}")).await?;
    Ok(())
}

/// When to look again at what began then; none after a fortnight, when it is a person's.
fn next_look(began: Instant, now: Instant) -> Option<Instant> {
    let soon = LOOKS
        .iter()
        .map(|minutes| began.plus_seconds(minutes * MINUTE))
        .find(|at| *at > now);
    if soon.is_some() {
        return soon;
    }
    if now < began.plus_seconds(2 * DAY) {
        return Some(now.plus_seconds(HOUR));
    }
    (now < began.plus_seconds(14 * DAY)).then(|| now.plus_seconds(DAY))
}

#[cfg(test)]
mod tests {
    use kernel::Instant;

    use super::{DAY, HOUR, next_look};

    #[test]
    fn looks_grow_rarer_and_end() {
        let began = Instant("2026-11-22T15:00:00Z".parse().unwrap());
        let at = |seconds: i64| next_look(began, began.plus_seconds(seconds));
        assert_eq!(at(0), Some(began.plus_seconds(120)));
        assert_eq!(at(120), Some(began.plus_seconds(300)));
        assert_eq!(at(19 * 60), Some(began.plus_seconds(1200)));
        assert_eq!(at(1200), Some(began.plus_seconds(1200 + HOUR)));
        assert_eq!(at(3 * DAY), Some(began.plus_seconds(4 * DAY)));
        assert_eq!(at(14 * DAY), None);
    }
}
