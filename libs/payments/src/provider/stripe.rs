//! Stripe in the words of all providers.

use std::collections::BTreeSet;

use kernel::Instant;
use outbound::{Outbound, Url};
use secrecy::SecretString;
use stripe::{
    About, CardId, DisputeId, Hook, HookError, IntentStatus, MovementKind, Notification, PaymentIntent,
    PaymentIntentId, Stripe, StripeError, hear,
};

use super::stripe_disputes::{disputed, payout, standing};
use super::stripe_words::{desk, kept, means, order, refund_of, snapshot};
use super::{
    Asked, BankList, CardDesk, CollectOrder, Delivery, Failure, GiveBack, GivenBack, Heard, Identity, Onward,
    Payout, Provider, Statement, Unheard,
};
use crate::model::{Access, ProviderCode, Snapshot, SnapshotState};

/// Seconds before a time at which what was paid in it may have been made.
const MADE_BEFORE: i64 = 86_400;

/// Stripe, for every shop's account there.
#[derive(Clone)]
pub struct StripeProvider {
    outbound: Outbound,
    base: Option<Url>,
}

impl StripeProvider {
    /// At its own address, or at what stands in for it.
    pub fn new(outbound: Outbound, base: Option<Url>) -> Self {
        Self { outbound, base }
    }

    fn client(&self, secret: &SecretString) -> Result<Stripe, Failure> {
        let client = match &self.base {
            Some(base) => Stripe::at(self.outbound.clone(), secret.clone(), base),
            None => Stripe::new(self.outbound.clone(), secret.clone()),
        };
        client.map_err(|_| refused("address", "the provider's address cannot be used"))
    }
}

impl Provider for StripeProvider {
    fn code(&self) -> ProviderCode {
        ProviderCode::Stripe
    }

    fn identify<'a>(&'a self, secret: &'a SecretString) -> Asked<'a, Identity> {
        Box::pin(async move {
            let account = self.client(secret)?.account().await.map_err(failure)?;
            Ok(Identity {
                outside_id: account.id,
                name: account.name,
                live: account.live,
            })
        })
    }

    fn banks<'a>(&'a self, _: &'a Access) -> Asked<'a, BankList> {
        // It knows no PSE.
        Box::pin(async { Err(Failure::NotFound) })
    }

    fn collect<'a>(&'a self, access: &'a Access, asked: &'a CollectOrder) -> Asked<'a, Snapshot> {
        Box::pin(async move {
            let client = self.client(&access.secret)?;
            let means = means(&client, asked).await?;
            let key = asked.attempt.to_string();
            let payment = client.pay(&key, &order(asked, means)?).await.map_err(failure)?;
            let said = with_card(&client, &payment).await;
            with_dispute(&client, &payment, said)
                .await
                .map_err(Failure::afterwards)
        })
    }

    fn fetch<'a>(&'a self, access: &'a Access, outside_id: &'a str) -> Asked<'a, Snapshot> {
        Box::pin(async move {
            let client = self.client(&access.secret)?;
            if let Some(dispute) = DisputeId::parse(outside_id) {
                return of_dispute(&client, &dispute).await;
            }
            read(&client, &id_of(outside_id)?).await
        })
    }

    fn find<'a>(&'a self, access: &'a Access, ours: &'a str) -> Asked<'a, Vec<Snapshot>> {
        Box::pin(async move {
            let client = self.client(&access.secret)?;
            let mut found = vec![];
            for payment in client.find(ours).await.map_err(failure)? {
                found.push(glance(&client, &payment).await?);
            }
            Ok(found)
        })
    }

    /// It lists none by when they changed: all that were made lately are asked for, and those that a movement of the balance names,
    /// since a refund or a dispute may come long after.
    fn statement<'a>(
        &'a self,
        access: &'a Access,
        (from, until): (Instant, Instant),
        _: u32,
    ) -> Asked<'a, Statement> {
        Box::pin(async move {
            let client = self.client(&access.secret)?;
            let (payouts, touched) = movements(&client, (from, until)).await?;
            let mut payments = made(&client, (from.plus_seconds(-MADE_BEFORE), until)).await?;
            for id in touched {
                if !payments.iter().any(|said| said.outside_id == id.as_str()) {
                    let payment = client.payment(&id).await.map_err(failure)?;
                    payments.push(glance(&client, &payment).await?);
                }
            }
            Ok(Statement {
                payments,
                payouts,
                next: None,
            })
        })
    }

    fn call_off<'a>(&'a self, access: &'a Access, outside_id: &'a str) -> Asked<'a, Snapshot> {
        Box::pin(async move {
            // Calling off twice is calling off once, so the payment's own name serves as the key.
            let key = format!("{outside_id}:cancel");
            let payment = self
                .client(&access.secret)?
                .cancel(&key, &id_of(outside_id)?)
                .await;
            payment.map(|payment| snapshot(&payment)).map_err(failure)
        })
    }

    fn give_back<'a>(&'a self, access: &'a Access, back: &'a GiveBack) -> Asked<'a, GivenBack> {
        Box::pin(async move {
            let client = self.client(&access.secret)?;
            let id = id_of(&back.outside_id)?;
            let key = back.refund.to_string();
            let refund = client
                .refund(&key, &id, Some(back.amount))
                .await
                .map_err(failure)?;
            let payment = read(&client, &id).await.map_err(Failure::afterwards)?;
            Ok(GivenBack {
                outside_id: refund.id,
                payment,
            })
        })
    }

    fn card_desk(&self) -> CardDesk {
        desk(self.base.as_ref())
    }

    fn onward<'a>(&'a self, access: &'a Access, outside_id: &'a str) -> Asked<'a, Onward> {
        Box::pin(async move {
            let payment = self.client(&access.secret)?.payment(&id_of(outside_id)?).await;
            let payment = payment.map_err(failure)?;
            let is_with_payer = matches!(
                payment.status,
                IntentStatus::RequiresPaymentMethod
                    | IntentStatus::RequiresConfirmation
                    | IntentStatus::RequiresAction
            );
            let secret = payment.client_secret.filter(|_| is_with_payer);
            Ok(secret.map_or(Onward::Nothing, |secret| Onward::Fields {
                secret: secret.as_str().into(),
            }))
        })
    }

    fn forget_card<'a>(&'a self, access: &'a Access, card: &'a str) -> Asked<'a, ()> {
        Box::pin(async move {
            let id = CardId::parse(card).ok_or(Failure::NotFound)?;
            let key = format!("{card}:forget");
            let forgotten = self.client(&access.secret)?.forget_card(&key, &id).await;
            forgotten.map_err(failure)
        })
    }

    fn hear(
        &self,
        delivery: &Delivery<'_>,
        secrets: &[SecretString],
        now: Instant,
    ) -> Result<Heard, Unheard> {
        let signature = delivery
            .headers
            .iter()
            .find(|(name, _)| name == "stripe-signature");
        let hook = Hook {
            signature: signature.map(|(_, value)| value.as_str()),
            body: delivery.body,
        };
        hear(&hook, secrets, now.0).map(heard).map_err(unheard)
    }
}

/// Of a dispute its own name says where to look: the payment does not tell how it ended.
fn heard(told: Notification) -> Heard {
    let object = match (told.about, &told.payment) {
        (About::Dispute, _) | (_, None) => told.object,
        (_, Some(payment)) => payment.to_string(),
    };
    Heard {
        is_payment: told.payment.is_some(),
        key: told.id,
        kind: told.kind,
        object,
        live: told.live,
        account: told.account,
    }
}

fn unheard(error: HookError) -> Unheard {
    match error {
        HookError::Unsigned | HookError::Forged => Unheard::Forged,
        HookError::Stale => Unheard::Stale,
        HookError::Unreadable => Unheard::Unreadable,
    }
}

/// As it is now, with each refund where money came: one may have failed since, of which the payment itself says nothing.
async fn read(client: &Stripe, id: &PaymentIntentId) -> Result<Snapshot, Failure> {
    let payment = client.payment(id).await.map_err(failure)?;
    let said = with_card(client, &payment).await;
    let mut said = with_dispute(client, &payment, said).await?;
    if said.state.is_paid() {
        let refunds = client.refunds(id).await.map_err(failure)?;
        said.refunds = refunds.iter().map(refund_of).collect();
    }
    Ok(said)
}

/// The same without its single refunds and its card.
async fn glance(client: &Stripe, payment: &PaymentIntent) -> Result<Snapshot, Failure> {
    with_dispute(client, payment, snapshot(payment)).await
}

/// A payment says that it was disputed, and not how that ended.
async fn with_dispute(client: &Stripe, payment: &PaymentIntent, said: Snapshot) -> Result<Snapshot, Failure> {
    if said.state != SnapshotState::Disputed {
        return Ok(said);
    }
    let disputes = client.disputes(&payment.id).await.map_err(failure)?;
    Ok(match standing(disputes) {
        Some(dispute) => disputed(said, payment, &dispute),
        None => said,
    })
}

/// All that were made within a time.
async fn made(client: &Stripe, (from, until): (Instant, Instant)) -> Result<Vec<Snapshot>, Failure> {
    let (mut made, mut after) = (vec![], None);
    loop {
        let page = client.list(from.0, until.0, after.as_ref()).await;
        let page = page.map_err(failure)?;
        for payment in &page.payments {
            made.push(glance(client, payment).await?);
        }
        after = page.next;
        if after.is_none() {
            return Ok(made);
        }
    }
}

/// What moved the balance within a time: what went to the bank, and the payments that something happened to.
async fn movements(
    client: &Stripe,
    (from, until): (Instant, Instant),
) -> Result<(Vec<Payout>, BTreeSet<PaymentIntentId>), Failure> {
    let (mut payouts, mut touched, mut after) = (vec![], BTreeSet::new(), None);
    loop {
        let page = client.movements(from.0, until.0, after.as_deref()).await;
        let page = page.map_err(failure)?;
        for movement in page.movements {
            if movement.kind == MovementKind::Payout {
                payouts.push(payout(&movement));
            }
            touched.extend(movement.payment);
        }
        after = page.next;
        if after.is_none() {
            return Ok((payouts, touched));
        }
    }
}

/// With the card that is kept. One that cannot be read now is kept at the next word; the money waits for nothing.
async fn with_card(client: &Stripe, payment: &PaymentIntent) -> Snapshot {
    let mut said = snapshot(payment);
    if said.state == SnapshotState::Approved
        && let Err(failure) = kept(client, payment, &mut said).await
    {
        tracing::warn!(payment = %payment.id, why = %failure.word(), "a kept card could not be read");
    }
    said
}

async fn of_dispute(client: &Stripe, id: &DisputeId) -> Result<Snapshot, Failure> {
    let dispute = client.dispute(id).await.map_err(failure)?;
    read(client, dispute.payment.as_ref().ok_or(Failure::NotFound)?).await
}

pub(super) fn failure(error: StripeError) -> Failure {
    match error {
        StripeError::Unknown(why) => Failure::Unknown(why),
        // It happened, and we cannot read what: as good as no answer.
        StripeError::Unreadable => Failure::Unknown("unreadable".to_owned()),
        StripeError::Busy { after } => Failure::Busy(after),
        StripeError::Unauthorized => Failure::Unauthorized,
        StripeError::NotFound => Failure::NotFound,
        StripeError::Refused { code, message, .. } => Failure::Refused {
            code: code.unwrap_or_else(|| "refused".to_owned()),
            message,
        },
    }
}

pub(super) fn refused(code: &str, message: &str) -> Failure {
    Failure::Refused {
        code: code.to_owned(),
        message: message.to_owned(),
    }
}

fn id_of(outside_id: &str) -> Result<PaymentIntentId, Failure> {
    PaymentIntentId::parse(outside_id).ok_or(Failure::NotFound)
}
