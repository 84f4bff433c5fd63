//! Money that goes back.

use std::collections::BTreeMap;

use kernel::Instant;
use serde_json::{Value, json};

use super::answer::Answer;
use super::call::Call;
use super::cards::Nature;
use super::charge::Charge;
use super::create::metadata;
use super::listing::{Listed, page};
use super::world::World;

/// A refund that is under way ends after so many seconds.
const LIFE: i64 = 60;

/// Money that went back, or is on its way.
#[derive(Debug, Clone)]
pub struct Refund {
    pub id: String,
    pub whose: String,
    pub intent: String,
    pub charge: String,
    pub amount: i64,
    pub currency: String,
    pub status: &'static str,
    pub metadata: BTreeMap<String, String>,
    pub movement: String,
    pub created: Instant,
    /// What becomes of it by itself.
    pub due: Option<Due>,
}

/// What becomes of a refund, and when.
#[derive(Debug, Clone, Copy)]
pub struct Due {
    pub at: Instant,
    pub status: &'static str,
}

impl Listed for Refund {
    fn id(&self) -> &str {
        &self.id
    }

    fn created(&self) -> Instant {
        self.created
    }
}

impl Refund {
    pub fn view(&self) -> Value {
        let failure = (self.status == "failed").then_some("lost_or_stolen_card");
        json!({
            "id": self.id, "object": "refund", "amount": self.amount, "balance_transaction": self.movement,
            "charge": self.charge, "created": self.created.unix_seconds(), "currency": self.currency,
            "failure_reason": failure, "metadata": self.metadata, "payment_intent": self.intent, "reason": null,
            "receipt_number": null, "status": self.status,
        })
    }
}

impl World {
    /// What is under way ends as it must.
    pub fn end_refund(&mut self, id: &str, now: Instant) {
        let Some(refund) = self.refunds.get_mut(id) else {
            return;
        };
        let Some(due) = refund.due.take() else {
            return;
        };
        refund.status = due.status;
        let refund = refund.clone();
        let kind = if due.status == "failed" {
            self.move_money(
                "refund_failure",
                id,
                &refund.whose,
                (refund.amount, &refund.currency),
                now,
            );
            "refund.failed"
        } else {
            "refund.updated"
        };
        self.tell(&refund.whose, kind, refund.view(), now);
    }
}

/// All that is left, or as much as is said.
pub fn make(world: &mut World, call: &Call) -> Result<Answer, Answer> {
    call.form
        .only(&["amount", "charge", "metadata", "payment_intent", "reason"])?;
    let charge = paid_charge(world, call)?;
    let left = charge.amount - world.refunded(&charge.id);
    if left == 0 {
        return Err(Answer::refused(
            "charge_already_refunded",
            "Charge has already been refunded.",
        ));
    }
    let amount = call.form.number("amount")?.unwrap_or(left);
    if amount <= 0 {
        return Err(Answer::wrong(
            "parameter_invalid_integer",
            "amount",
            "Invalid positive integer",
        ));
    }
    if amount > left {
        return Err(Answer::wrong(
            "amount_too_large",
            "amount",
            "Refund amount is greater than unrefunded amount on charge",
        ));
    }
    if world.faults.take_poverty() {
        return Err(Answer::refused(
            "balance_insufficient",
            "Insufficient funds in Stripe account.",
        ));
    }
    let metadata = metadata(call)?;
    Ok(Answer::ok(give_back(world, call.now, &charge, amount, metadata)))
}

/// The money that a payment or a charge came to.
fn paid_charge(world: &World, call: &Call) -> Result<Charge, Answer> {
    let by_intent = call.form.text("payment_intent");
    let named = match by_intent {
        Some(id) => world
            .intent_of(&call.whose, id)
            .map(|intent| intent.charge.clone()),
        None => call.form.needed("charge").map(|id| Some(id.to_owned())),
    };
    // What is named in a body and is not there is a wrong word, no wrong address.
    let named =
        named.map_err(|_| Answer::wrong("resource_missing", "payment_intent", "No such payment_intent"))?;
    let charge = named.and_then(|id| world.charges.get(&id));
    let charge = charge.filter(|charge| charge.whose == call.whose && charge.decline.is_none());
    let unpaid = || {
        Answer::refused(
            "charge_not_refundable",
            "This PaymentIntent does not have a successful charge to refund.",
        )
    };
    let charge = charge.ok_or_else(unpaid)?;
    if world
        .disputes
        .values()
        .any(|dispute| dispute.charge == charge.id && dispute.status != "won")
    {
        return Err(Answer::refused(
            "charge_disputed",
            "Charge has been charged back.",
        ));
    }
    Ok(charge.clone())
}

fn give_back(
    world: &mut World,
    now: Instant,
    charge: &Charge,
    amount: i64,
    metadata: BTreeMap<String, String>,
) -> Value {
    let id = world.name("re");
    let nature = world.cards.get(&charge.card).map(|card| card.nature);
    let due = |status| {
        Some(Due {
            at: now.plus_seconds(LIFE),
            status,
        })
    };
    let (status, due) = match nature {
        Some(Nature::SlowRefund) => ("pending", due("succeeded")),
        Some(Nature::FailedRefund) => ("succeeded", due("failed")),
        _ => ("succeeded", None),
    };
    let refund = Refund {
        movement: world.move_money("refund", &id, &charge.whose, (-amount, &charge.currency), now),
        id,
        whose: charge.whose.clone(),
        intent: charge.intent.clone(),
        charge: charge.id.clone(),
        amount,
        currency: charge.currency.clone(),
        status,
        metadata,
        created: now,
        due,
    };
    let view = refund.view();
    world.refunds.insert(refund.id.clone(), refund);
    let whole = world.charge_view(charge, false);
    world.tell(&charge.whose, "refund.created", view.clone(), now);
    world.tell(&charge.whose, "charge.refunded", whole, now);
    view
}

/// Those of a payment, or all, newest first.
pub fn list(world: &World, call: &Call) -> Result<Answer, Answer> {
    call.form
        .only(&["charge", "created", "limit", "payment_intent", "starting_after"])?;
    let own = world.refunds.values().filter(|refund| refund.whose == call.whose);
    let intent = call.form.text("payment_intent");
    let fits = own.filter(|refund| intent.is_none_or(|intent| refund.intent == intent));
    page(call, "/v1/refunds", fits, Refund::view)
}
