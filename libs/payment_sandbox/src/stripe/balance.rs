//! The account's balance: what came, what went, and what Stripe took.

use kernel::Instant;
use serde_json::{Value, json};

use super::answer::Answer;
use super::call::Call;
use super::listing::{Listed, page};
use super::refund::Refund;
use super::world::World;

/// Of the fee, in hundredths of a percent: 2.9 %.
const FEE_BP: i64 = 290;
/// Of the fee in pesos: 1,200, each time.
const FEE_FIXED: i64 = 120_000;
/// Of the fee in another currency.
const FEE_FIXED_ELSEWHERE: i64 = 30;
/// What a dispute costs, in pesos: 60,000.
const DISPUTE: i64 = 6_000_000;
/// Money can be used after so many seconds.
const REST: i64 = 7 * 24 * 60 * 60;

/// A movement.
#[derive(Debug, Clone)]
pub struct Movement {
    pub id: String,
    pub whose: String,
    pub kind: &'static str,
    /// Which charge, refund or dispute did it.
    pub source: String,
    pub amount: i64,
    pub fee: i64,
    pub currency: String,
    pub created: Instant,
}

impl Listed for Movement {
    fn id(&self) -> &str {
        &self.id
    }

    fn created(&self) -> Instant {
        self.created
    }
}

impl Movement {
    pub fn net(&self) -> i64 {
        self.amount - self.fee
    }

    /// When it can be used.
    pub fn available(&self) -> Instant {
        self.created.plus_seconds(REST)
    }

    pub fn view(&self) -> Value {
        json!({
            "id": self.id, "object": "balance_transaction", "amount": self.amount, "fee": self.fee, "net": self.net(),
            "currency": self.currency, "type": self.kind, "reporting_category": self.kind, "source": self.source,
            "created": self.created.unix_seconds(), "available_on": self.available().unix_seconds(), "status": "pending",
        })
    }
}

impl World {
    /// What did it, whole: a charge, a refund or a dispute; of anything else its name.
    fn source_view(&self, movement: &Movement) -> Value {
        let source = &movement.source;
        let charge = self.charges.get(source);
        let refund = self.refunds.get(source);
        let dispute = self.disputes.get(source);
        charge
            .map(|charge| self.charge_view(charge, false))
            .or_else(|| refund.map(Refund::view))
            .or_else(|| dispute.map(|dispute| self.dispute_view(dispute)))
            .unwrap_or_else(|| json!({ "id": source, "object": movement.kind }))
    }

    /// Everything that is in the balance goes to the account's bank; the payout's name. None where there is nothing.
    pub fn pay_out(&mut self, whose: &str, now: Instant) -> Option<String> {
        let own = self.movements.values().filter(|one| one.whose == whose);
        let (all, currency) = own.fold((0, None), |(sum, _), one| {
            (sum + one.net(), Some(one.currency.clone()))
        });
        let currency = currency.filter(|_| all > 0)?;
        let id = self.name("po");
        let movement = Movement {
            id: self.name("txn"),
            whose: whose.to_owned(),
            kind: "payout",
            source: id.clone(),
            amount: -all,
            fee: 0,
            currency,
            created: now,
        };
        self.movements.insert(movement.id.clone(), movement);
        Some(id)
    }

    /// Money comes or goes; the movement's name. Money that comes by a charge costs a fee, and money that a dispute takes.
    pub fn move_money(
        &mut self,
        kind: &'static str,
        source: &str,
        whose: &str,
        (amount, currency): (i64, &str),
        now: Instant,
    ) -> String {
        let rate = self.account(whose).rate.clone();
        let fee = match (kind, amount) {
            ("charge", amount) => fee(amount, currency),
            ("adjustment", ..0) => DISPUTE,
            _ => 0,
        };
        let per = rate.as_ref().map_or(1, |(_, per)| *per);
        let movement = Movement {
            id: self.name("txn"),
            whose: whose.to_owned(),
            kind,
            source: source.to_owned(),
            amount: rounded(amount, per),
            fee: rounded(fee, per),
            currency: rate.map_or_else(|| currency.to_owned(), |(currency, _)| currency),
            created: now,
        };
        let id = movement.id.clone();
        self.movements.insert(id.clone(), movement);
        id
    }
}

/// Of the account, newest first.
pub fn list(world: &World, call: &Call) -> Result<Answer, Answer> {
    call.form
        .only(&["created", "limit", "starting_after", "type", "source"])?;
    let own = world.movements.values().filter(|one| one.whose == call.whose);
    let (kind, source) = (call.form.text("type"), call.form.text("source"));
    let fits = own
        .filter(|one| kind.is_none_or(|kind| one.kind == kind))
        .filter(|one| source.is_none_or(|source| one.source == source));
    let whole = call.form.wants("data.source");
    page(call, "/v1/balance_transactions", fits, |movement| {
        let mut view = movement.view();
        if whole {
            view["source"] = world.source_view(movement);
        }
        view
    })
}

fn fee(amount: i64, currency: &str) -> i64 {
    let fixed = if currency == "cop" {
        FEE_FIXED
    } else {
        FEE_FIXED_ELSEWHERE
    };
    rounded(amount * FEE_BP, 10_000) + fixed
}

/// Half up, away from nothing.
fn rounded(amount: i64, unit: i64) -> i64 {
    let half = unit / 2 * amount.signum();
    (amount + half) / unit
}

#[cfg(test)]
mod tests {
    use super::{fee, rounded};

    #[test]
    fn the_fee_is_a_part_and_a_sum() {
        // 2.9 % of 58,900 are 1,708.10; with 1,200 they are 2,908.10.
        assert_eq!(fee(5_890_000, "cop"), 290_810);
        assert_eq!(fee(1_000, "usd"), 59);
    }

    #[test]
    fn halves_go_away_from_nothing() {
        assert_eq!(
            (rounded(5, 10), rounded(4, 10), rounded(-5, 10), rounded(7, 1)),
            (1, 0, -1, 7)
        );
    }
}
