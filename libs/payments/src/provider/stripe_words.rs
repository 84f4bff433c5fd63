//! What is asked of Stripe, and what it says, in the words of all providers.

use http::Admits;
use kernel::{Currency, Instant};
use outbound::Url;
use stripe::{
    CardId, Charge, CustomerId, IntentStatus, Means, PaymentIntent, PaymentOrder, Refund, RefundStatus,
    Stripe,
};

use super::stripe::{failure, refused};
use super::{CardDesk, CardMeans, CardSource, CollectOrder, Failure, Keeper, Means as Asked, Reads};
use crate::model::snapshot::{RefundOrigin, RefundOutcome, SnapshotRefund};
use crate::model::{KeptAt, Snapshot, SnapshotCard, SnapshotState};

const SITE: &str = "https://js.stripe.com";
const HOOKS: &str = "https://hooks.stripe.com";
const API: &str = "https://api.stripe.com";
/// What a payment says of how it came about: that its card is to be kept, or that a kept one pays it.
const CARD: &str = "card";
const TO_KEEP: &str = "to_keep";
const KEPT: &str = "kept";

/// Its fields, or those of what stands in for it.
pub(super) fn desk(stand_in: Option<&Url>) -> CardDesk {
    let (site, frames, api) = match stand_in.map(|base| base.origin().ascii_serialization()) {
        Some(origin) => (origin.clone(), vec![origin.clone()], origin),
        None => (
            SITE.to_owned(),
            vec![SITE.to_owned(), HOOKS.to_owned()],
            API.to_owned(),
        ),
    };
    CardDesk {
        script: format!("{site}/v3/"),
        admits: Admits {
            scripts: vec![site],
            connects: vec![api],
            frames,
            forms: vec![],
        },
        reads: Reads::After,
        keeps: true,
    }
}

/// By which card, whose owner is made known to Stripe first where the card is to be kept.
pub(super) async fn means(client: &Stripe, asked: &CollectOrder) -> Result<Means, Failure> {
    let Asked::Card(card) = &asked.means else {
        return Err(refused("method", "Stripe takes cards only"));
    };
    match (&card.source, &card.keeper) {
        (CardSource::Kept { customer, card }, _) => kept_card(customer, card, &asked.return_url),
        (CardSource::Later, Some(keeper)) => Ok(Means::CardToKeep {
            customer: customer(client, card, keeper).await?,
        }),
        (CardSource::Later, None) => Ok(Means::NewCard { customer: None }),
        (CardSource::Token(_), _) => Err(refused("token", "Stripe's own fields pay with the card")),
    }
}

fn kept_card(customer: &str, card: &str, return_url: &str) -> Result<Means, Failure> {
    let unknown = || refused("card", "no such card is kept");
    Ok(Means::KeptCard {
        customer: CustomerId::parse(customer).ok_or_else(unknown)?,
        card: CardId::parse(card).ok_or_else(unknown)?,
        return_url: return_url
            .parse()
            .map_err(|_| refused("address", "no address of the web"))?,
    })
}

/// The person is the key: whoever pays twice at once is made known once.
async fn customer(client: &Stripe, card: &CardMeans, keeper: &Keeper) -> Result<CustomerId, Failure> {
    if let Some(known) = keeper.customer.as_deref().and_then(CustomerId::parse) {
        return Ok(known);
    }
    let ours = keeper.person.to_string();
    let made = client
        .customer(&format!("{ours}:customer"), &ours, &card.email)
        .await;
    made.map_err(failure)
}

/// What is asked for.
pub(super) fn order(asked: &CollectOrder, means: Means) -> Result<PaymentOrder, Failure> {
    let currency = Currency::parse(&asked.currency);
    let word = match means {
        Means::CardToKeep { .. } => Some(TO_KEEP),
        Means::KeptCard { .. } | Means::KeptCardAlone { .. } => Some(KEPT),
        Means::NewCard { .. } => None,
    };
    Ok(PaymentOrder {
        amount: asked.amount,
        currency: currency.ok_or_else(|| refused("currency", "no such currency"))?,
        attempt: asked.attempt.to_string(),
        metadata: word
            .map(|word| (CARD.to_owned(), word.to_owned()))
            .into_iter()
            .collect(),
        description: asked.description.clone(),
        means,
    })
}

/// A payment as one call tells it.
pub(super) fn snapshot(payment: &PaymentIntent) -> Snapshot {
    let paid = payment.status == IntentStatus::Succeeded;
    let charge = payment.charge.as_ref();
    Snapshot {
        state: state(payment),
        outside_id: payment.id.to_string(),
        amount: if paid { payment.received } else { payment.amount },
        currency: payment.currency.clone(),
        refunded: charge.map_or(0, |charge| charge.refunded),
        refunds: vec![],
        ours: payment.attempt.clone(),
        account: None,
        live: payment.live,
        redirect: payment.redirect.clone().map(String::from),
        fee: charge.and_then(fee),
        detail: detail(payment),
        approved_at: charge
            .filter(|_| paid)
            .map(|charge| Instant::from_timestamp(charge.created_at)),
        changed_at: None,
        card: charge
            .and_then(|charge| charge.card.as_ref())
            .map(|face| SnapshotCard {
                brand: face.brand.clone(),
                last4: face.last_four.clone(),
                kept: None,
            }),
        dispute: None,
    }
}

/// A declined card leaves the payment open for another one in the same fields; a kept card that was declined ends it, since
/// nobody has fields for it.
fn state(payment: &PaymentIntent) -> SnapshotState {
    let kept = payment.metadata.get(CARD).is_some_and(|word| word == KEPT);
    let is_disputed = payment.charge.as_ref().is_some_and(|charge| charge.disputed);
    match &payment.status {
        IntentStatus::Succeeded if is_disputed => SnapshotState::Disputed,
        IntentStatus::Succeeded => SnapshotState::Approved,
        IntentStatus::Canceled => SnapshotState::Cancelled,
        IntentStatus::Processing | IntentStatus::RequiresCapture => SnapshotState::Pending,
        IntentStatus::RequiresPaymentMethod if kept && payment.decline.is_some() => SnapshotState::Rejected,
        IntentStatus::RequiresPaymentMethod
        | IntentStatus::RequiresConfirmation
        | IntentStatus::RequiresAction => SnapshotState::RequiresAction,
        IntentStatus::Other(_) => SnapshotState::Unread,
    }
}

/// The bank's reason where it gives one.
fn detail(payment: &PaymentIntent) -> String {
    let Some(decline) = &payment.decline else {
        return payment.status.as_str().to_owned();
    };
    decline
        .decline_code
        .clone()
        .unwrap_or_else(|| decline.code.clone())
}

/// What Stripe keeps, where it counts in the payment's own currency.
fn fee(charge: &Charge) -> Option<i64> {
    let settled = charge.settled.as_ref()?;
    (settled.currency == charge.currency).then_some(settled.fee)
}

/// Ours carry the name that we gave them.
pub(super) fn refund_of(refund: &Refund) -> SnapshotRefund {
    let ours = refund.ours.clone();
    SnapshotRefund {
        outside_id: refund.id.clone(),
        amount: refund.amount,
        origin: ours.map_or(RefundOrigin::Theirs, RefundOrigin::Ours),
        outcome: match refund.status {
            RefundStatus::Succeeded => RefundOutcome::Done,
            RefundStatus::Failed | RefundStatus::Canceled => {
                let why = refund.failure.clone();
                RefundOutcome::Failed(why.unwrap_or_else(|| "canceled".to_owned()))
            }
            RefundStatus::Pending | RefundStatus::RequiresAction | RefundStatus::Other(_) => {
                RefundOutcome::UnderWay
            }
        },
    }
}

/// What it takes to pay with the card again, where it is to be kept.
pub(super) async fn kept(
    client: &Stripe,
    payment: &PaymentIntent,
    said: &mut Snapshot,
) -> Result<(), Failure> {
    let wanted = payment.metadata.get(CARD).is_some_and(|word| word == TO_KEEP);
    let (true, Some(customer), Some(id)) = (wanted, &payment.customer, &payment.card) else {
        return Ok(());
    };
    let cards = client.cards(customer).await.map_err(failure)?;
    let found = cards.into_iter().find(|card| card.id == *id);
    said.card = found.map_or(said.card.take(), |card| {
        let (year, month) = card.expires;
        Some(SnapshotCard {
            brand: card.face.brand,
            last4: card.face.last_four,
            kept: Some(KeptAt {
                customer: customer.to_string(),
                card: id.to_string(),
                expires: (i16::try_from(year).unwrap_or(i16::MAX), i16::from(month)),
            }),
        })
    });
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::desk;

    #[test]
    fn a_page_admits_the_provider_or_what_stands_in_for_it_and_never_both() {
        let real = desk(None);
        assert_eq!(real.script, "https://js.stripe.com/v3/");
        assert_eq!(
            real.admits.frames,
            ["https://js.stripe.com", "https://hooks.stripe.com"]
        );
        let base = "http://127.0.0.1:4000/".parse().unwrap();
        let stand_in = desk(Some(&base));
        assert_eq!(stand_in.script, "http://127.0.0.1:4000/v3/");
        assert_eq!(stand_in.admits.frames, stand_in.admits.scripts);
    }
}
