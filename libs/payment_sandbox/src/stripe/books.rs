//! What an account has, for tests to compare with what somebody else wrote down.

use kernel::Instant;

use super::balance;
use super::intent::Intent;
use super::world::World;

/// An account's money, in minor units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Books {
    /// Every payment, oldest first.
    pub payments: Vec<Booked>,
    /// Every movement of the balance, oldest first.
    pub movements: Vec<Movement>,
    /// What can be used.
    pub available: i64,
    /// What will be.
    pub pending: i64,
    /// Everything that Stripe took.
    pub fees: i64,
}

/// A payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Booked {
    /// Its name.
    pub id: String,
    /// The name that was given to it.
    pub attempt: Option<String>,
    /// How far it has come.
    pub status: String,
    /// Of how much.
    pub amount: i64,
    /// Of what, in small letters.
    pub currency: String,
    /// How much of it went back, or is on its way.
    pub refunded: i64,
    /// What Stripe took, once it was money.
    pub fee: Option<i64>,
    /// How often a card paid it: never more than once.
    pub paid: usize,
    /// What went back.
    pub refunds: Vec<BookedRefund>,
}

/// A refund.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookedRefund {
    /// Its name.
    pub id: String,
    /// Of how much.
    pub amount: i64,
    /// How far it has come.
    pub status: String,
}

/// A movement of the balance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Movement {
    /// `charge`, `refund`, `adjustment` for a dispute, `refund_failure`, `payout`.
    pub kind: String,
    /// What came; negative for what went.
    pub amount: i64,
    /// What Stripe took.
    pub fee: i64,
}

impl Books {
    pub(super) fn of(world: &World, whose: &str, now: Instant) -> Self {
        let own = || world.movements.values().filter(move |one| one.whose == whose);
        let sum = |usable: bool| {
            let fits = own().filter(|one| (one.available() <= now) == usable);
            fits.map(balance::Movement::net).sum()
        };
        let intents = world.intents.values().filter(|intent| intent.whose == whose);
        Self {
            payments: intents.map(|intent| Booked::of(world, intent)).collect(),
            movements: own().map(Movement::of).collect(),
            available: sum(true),
            pending: sum(false),
            fees: own().map(|one| one.fee).sum(),
        }
    }
}

impl Booked {
    fn of(world: &World, intent: &Intent) -> Self {
        let paid = world.charges.values();
        let paid: Vec<_> = paid
            .filter(|charge| charge.intent == intent.id && charge.decline.is_none())
            .collect();
        let movement = paid.first().and_then(|charge| charge.movement.as_ref());
        let refunds = world.refunds.values().filter(|refund| refund.intent == intent.id);
        let refunds = refunds.map(|refund| BookedRefund {
            id: refund.id.clone(),
            amount: refund.amount,
            status: refund.status.to_owned(),
        });
        Self {
            id: intent.id.clone(),
            attempt: intent.metadata.get("attempt").cloned(),
            status: intent.status.to_owned(),
            amount: intent.amount,
            currency: intent.currency.clone(),
            refunded: paid.iter().map(|charge| world.refunded(&charge.id)).sum(),
            fee: movement.and_then(|id| world.movements.get(id)).map(|one| one.fee),
            paid: paid.len(),
            refunds: refunds.collect(),
        }
    }
}

impl Movement {
    fn of(movement: &balance::Movement) -> Self {
        Self {
            kind: movement.kind.to_owned(),
            amount: movement.amount,
            fee: movement.fee,
        }
    }
}
