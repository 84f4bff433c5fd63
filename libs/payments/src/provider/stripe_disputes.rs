//! What Stripe says of disputes and of its balance, in the words of all providers.

use kernel::Instant;
use stripe::{Dispute, DisputeStatus, Movement, PaymentIntent, Settled};

use super::Payout;
use crate::model::{DisputeMovement, Snapshot, SnapshotDispute, SnapshotState};

/// The one that counts of all disputes of a payment: one that is open, else the newest. A bank that only asks comes last.
pub(super) fn standing(disputes: Vec<Dispute>) -> Option<Dispute> {
    disputes.into_iter().max_by_key(|dispute| {
        let is_open = !dispute.status.is_over();
        (!dispute.status.is_warning(), is_open, dispute.created_at)
    })
}

/// The payment as its dispute has it: while a bank only asks, no money is taken.
pub(super) fn disputed(said: Snapshot, payment: &PaymentIntent, dispute: &Dispute) -> Snapshot {
    let state = match dispute.status {
        DisputeStatus::Won => SnapshotState::DisputeWon,
        DisputeStatus::Lost => SnapshotState::DisputeLost,
        DisputeStatus::NeedsResponse | DisputeStatus::UnderReview => SnapshotState::Disputed,
        DisputeStatus::WarningNeedsResponse
        | DisputeStatus::WarningUnderReview
        | DisputeStatus::WarningClosed
        | DisputeStatus::Other(_) => SnapshotState::Approved,
    };
    let is_same = dispute.currency == said.currency;
    Snapshot {
        state,
        dispute: Some(SnapshotDispute {
            reason: Some(dispute.reason.clone()).filter(|reason| !reason.is_empty()),
            due_at: dispute.due_at.map(Instant::from_timestamp),
            amount: is_same.then_some(dispute.amount),
            moved: moved(&said.currency, payment, dispute),
        }),
        ..said
    }
}

/// Where the balance counts in the payment's own currency; nothing is in it before Stripe says so.
fn moved(currency: &str, payment: &PaymentIntent, dispute: &Dispute) -> Option<Vec<DisputeMovement>> {
    let settled = payment.charge.as_ref().and_then(|charge| charge.settled.as_ref());
    let mut all = dispute.movements.iter().chain(settled);
    if !all.all(|movement| movement.currency == currency) {
        return None;
    }
    Some(dispute.movements.iter().map(movement).collect())
}

fn movement(settled: &Settled) -> DisputeMovement {
    DisputeMovement {
        outside_id: settled.id.clone(),
        amount: settled.amount,
        fee: settled.fee,
    }
}

/// What left the balance for the bank.
pub(super) fn payout(movement: &Movement) -> Payout {
    Payout {
        outside_id: movement.settled.id.clone(),
        amount: -movement.settled.amount,
        currency: movement.settled.currency.clone(),
        at: Instant::from_timestamp(movement.created_at),
    }
}
