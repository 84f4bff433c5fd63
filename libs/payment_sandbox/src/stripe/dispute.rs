//! Money that a card's owner had taken back.

use kernel::Instant;
use serde_json::{Value, json};

use super::account::is_live;
use super::answer::Answer;
use super::balance::Movement;
use super::call::Call;
use super::listing::{Listed, page};
use super::world::World;

/// Proof is taken for so many seconds.
const TERM: i64 = 7 * 24 * 60 * 60;

/// A dispute.
#[derive(Debug, Clone)]
pub struct Dispute {
    pub id: String,
    pub whose: String,
    pub intent: String,
    pub charge: String,
    pub amount: i64,
    pub currency: String,
    pub status: &'static str,
    pub created: Instant,
    /// What it took, and what it gave back.
    pub movements: Vec<String>,
}

impl Listed for Dispute {
    fn id(&self) -> &str {
        &self.id
    }

    fn created(&self) -> Instant {
        self.created
    }
}

impl World {
    /// The card's owner disputes a payment; the dispute's name. None for what is no money, or is disputed already.
    pub fn dispute(&mut self, intent: &str, now: Instant) -> Option<String> {
        let charge = self.intents.get(intent)?.charge.clone()?;
        let charge = self
            .charges
            .get(&charge)
            .filter(|charge| charge.decline.is_none())?
            .clone();
        let amount = charge.amount - self.refunded(&charge.id);
        if amount == 0 || self.disputes.values().any(|dispute| dispute.charge == charge.id) {
            return None;
        }
        let id = self.name("dp");
        let taken = self.move_money("adjustment", &id, &charge.whose, (-amount, &charge.currency), now);
        let dispute = Dispute {
            id: id.clone(),
            whose: charge.whose.clone(),
            intent: intent.to_owned(),
            charge: charge.id,
            amount,
            currency: charge.currency,
            status: "needs_response",
            created: now,
            movements: vec![taken],
        };
        self.disputes.insert(id.clone(), dispute);
        self.tell_of_dispute(&id, "charge.dispute.created", now);
        self.tell_of_dispute(&id, "charge.dispute.funds_withdrawn", now);
        Some(id)
    }

    /// It is decided: the money comes back, or stays away. The fee stays away. False for what is decided already.
    pub fn close_dispute(&mut self, id: &str, won: bool, now: Instant) -> bool {
        let open = self
            .disputes
            .get(id)
            .filter(|dispute| dispute.status == "needs_response");
        let Some(Dispute {
            whose,
            amount,
            currency,
            ..
        }) = open.cloned()
        else {
            return false;
        };
        let back = won.then(|| self.move_money("adjustment", id, &whose, (amount, &currency), now));
        if let Some(dispute) = self.disputes.get_mut(id) {
            dispute.status = if won { "won" } else { "lost" };
            dispute.movements.extend(back);
        }
        self.tell_of_dispute(id, "charge.dispute.closed", now);
        if won {
            self.tell_of_dispute(id, "charge.dispute.funds_reinstated", now);
        }
        true
    }

    fn tell_of_dispute(&mut self, id: &str, kind: &'static str, now: Instant) {
        let told = self
            .disputes
            .get(id)
            .map(|dispute| (dispute.whose.clone(), self.dispute_view(dispute)));
        if let Some((whose, object)) = told {
            self.tell(&whose, kind, object, now);
        }
    }

    /// As the API shows it.
    pub fn dispute_view(&self, dispute: &Dispute) -> Value {
        let movements = dispute.movements.iter().filter_map(|id| self.movements.get(id));
        json!({
            "id": dispute.id, "object": "dispute", "amount": dispute.amount, "charge": dispute.charge,
            "balance_transactions": movements.map(Movement::view).collect::<Vec<_>>(),
            "created": dispute.created.unix_seconds(), "currency": dispute.currency, "evidence": {},
            "evidence_details": {
                "due_by": dispute.created.plus_seconds(TERM).unix_seconds(), "has_evidence": false, "past_due": false,
                "submission_count": 0,
            },
            "is_charge_refundable": false, "livemode": is_live(&dispute.whose), "metadata": {},
            "payment_intent": dispute.intent, "reason": "fraudulent", "status": dispute.status,
        })
    }
}

/// One of the account.
pub fn show(world: &World, call: &Call, id: &str) -> Result<Answer, Answer> {
    let found = world
        .disputes
        .get(id)
        .filter(|dispute| dispute.whose == call.whose);
    let found = found.ok_or_else(|| Answer::missing("dispute", id))?;
    Ok(Answer::ok(world.dispute_view(found)))
}

/// Those of a payment, or all, newest first.
pub fn list(world: &World, call: &Call) -> Result<Answer, Answer> {
    call.form
        .only(&["charge", "created", "limit", "payment_intent", "starting_after"])?;
    let own = world.disputes.values().filter(|one| one.whose == call.whose);
    let (intent, charge) = (call.form.text("payment_intent"), call.form.text("charge"));
    let fits = own
        .filter(|one| intent.is_none_or(|intent| one.intent == intent))
        .filter(|one| charge.is_none_or(|charge| one.charge == charge));
    page(call, "/v1/disputes", fits, |dispute| world.dispute_view(dispute))
}
