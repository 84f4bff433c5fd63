//! Money that goes back.

use kernel::Instant;
use serde_json::{Value, json};

use super::answer::Answer;
use super::call::Call;
use super::money;
use super::world::World;

/// Money goes back for so many days after it came.
const WINDOW_DAYS: i64 = 180;
const SECONDS_OF_DAY: i64 = 24 * 60 * 60;

/// Money that went back.
#[derive(Debug, Clone)]
pub struct Refund {
    pub id: u64,
    pub payment: u64,
    pub amount: i64,
    pub created: Instant,
}

impl Refund {
    pub fn view(&self) -> Value {
        json!({
            "id": self.id, "payment_id": self.payment, "amount": money::write(self.amount), "status": "approved",
            "date_created": self.created, "refund_mode": "standard", "source": { "type": "collector" },
        })
    }
}

pub fn list(world: &World, call: &Call, id: u64) -> Answer {
    let Some(payment) = world.payment_of(call.account.id, id) else {
        return Answer::no_payment();
    };
    Answer::ok(payment.refunds.iter().map(Refund::view).collect())
}

/// All that is left, or as much as the body says.
pub fn make(world: &mut World, call: &Call, id: u64) -> Answer {
    let Some(payment) = world.payment_of(call.account.id, id) else {
        return Answer::no_payment();
    };
    if payment.status != "approved" {
        return Answer::refused(
            2063,
            "The action requested is not valid for the current payment state",
        );
    }
    let since = payment.approved.map_or(0, |at| call.now.seconds_since(at));
    if since > WINDOW_DAYS * SECONDS_OF_DAY {
        return Answer::refused(2024, "Payment too old to be refunded");
    }
    let left = payment.amount - payment.refunded();
    let wanted = match &call.body["amount"] {
        Value::Null => Some(left),
        amount => money::read(amount),
    };
    let Some(amount) = wanted.filter(|amount| (1..=left).contains(amount)) else {
        return Answer::refused(4040, "Invalid amount");
    };
    if world.faults.take_poverty() {
        return Answer::refused(2085, "You do not have enough money available to refund");
    }
    Answer::created(give_back(world, call.now, id, amount))
}

fn give_back(world: &mut World, now: Instant, id: u64, amount: i64) -> Value {
    let refund = Refund {
        id: world.next(),
        payment: id,
        amount,
        created: now,
    };
    let view = refund.view();
    if let Some(payment) = world.payments.get_mut(&id) {
        payment.refunds.push(refund);
        let (status, detail) = if payment.refunded() == payment.amount {
            ("refunded", "refunded")
        } else {
            ("approved", "partially_refunded")
        };
        payment.become_of(status, detail, now);
    }
    world.tell(id, "payment.updated", now);
    view
}
