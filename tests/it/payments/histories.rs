//! Whatever payers, banks, the shop, the network and the clock do, in whatever order: once all is told, everybody agrees.

use std::collections::BTreeMap;
use std::time::Duration;

use kernel::Env;
use kernel::id::Uuid;
use payment_sandbox::mercado_pago::{Booked, Fault};
use payments::model::AttemptStatus;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::json;

use super::agreement::{Tried, agree, tried};
use super::{Debt, Stage, TOKEN, pay, refund};

/// Something that somebody does. Numbers choose among what there is.
#[derive(Debug, Clone)]
enum Step {
    Order,
    Pay(usize),
    Return(usize),
    CallOff(usize),
    Approve(usize),
    Reject(usize),
    Expire(usize),
    ChargeBack(usize),
    Decide(usize, bool),
    /// So many tenths of what is left.
    Refund(usize, i64),
    /// The provider tells what is due.
    Tell,
    Work,
    /// So many minutes pass.
    Wait(i64),
}

/// What goes wrong, and how often in a thousand times.
type Odds = Vec<(Fault, u32)>;

const WRONG: [(Fault, u32); 11] = [
    (Fault::ErrorBefore, 80),
    (Fault::ErrorAfter, 80),
    (Fault::BrokenAfter, 40),
    (Fault::TimeOutBefore, 40),
    (Fault::TimeOutAfter, 40),
    (Fault::Busy, 60),
    (Fault::NoMoney, 200),
    (Fault::HookTwice, 300),
    (Fault::HookOvertakes, 300),
    (Fault::HookLate, 300),
    (Fault::HookLost, 400),
];

fn step() -> impl Strategy<Value = Step> {
    let which = 0..64_usize;
    prop_oneof![
        1 => Just(Step::Order),
        6 => which.clone().prop_map(Step::Pay),
        2 => which.clone().prop_map(Step::Return),
        1 => which.clone().prop_map(Step::CallOff),
        7 => which.clone().prop_map(Step::Approve),
        3 => which.clone().prop_map(Step::Reject),
        1 => which.clone().prop_map(Step::Expire),
        2 => which.clone().prop_map(Step::ChargeBack),
        2 => (which.clone(), any::<bool>()).prop_map(|(n, won)| Step::Decide(n, won)),
        4 => (which, 1..=10_i64).prop_map(|(n, tenths)| Step::Refund(n, tenths)),
        5 => Just(Step::Tell),
        5 => Just(Step::Work),
        3 => (1..=20_i64).prop_map(Step::Wait),
    ]
}

fn odds() -> impl Strategy<Value = Odds> {
    let one = |(fault, most)| prop_oneof![2 => Just(0_u32), 1 => 0..most].prop_map(move |odds| (fault, odds));
    Vec::from(WRONG.map(one))
}

#[tokio::test]
async fn after_any_history_everybody_agrees() {
    histories(5, TestRunner::deterministic()).await;
}

#[tokio::test]
#[ignore = "long: two hundred histories of payments"]
async fn after_many_histories_everybody_agrees() {
    let given = option_env!("VITRINA_TEST_SEED").and_then(|text| text.parse().ok());
    let seed = given.unwrap_or_else(|| u64::from_le_bytes(Env::system().random()));
    println!("seed {seed}");
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let chance = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    histories(200, TestRunner::new_with_rng(Config::default(), chance)).await;
}

async fn histories(many: u64, mut runner: TestRunner) {
    let stage = Stage::set().await;
    stage.desk().hang(Duration::from_millis(5));
    let shelf = format!("/api/v1/admin/inventory/{}", stage.goods.variant);
    let plenty = json!({ "on_hand": 10_000 });
    stage.shop.owner.put(&shelf, &plenty).await.expect(200);
    for n in 0..many {
        let steps = proptest::collection::vec(step(), 10..25);
        let drawn = (odds(), steps).new_tree(&mut runner).unwrap();
        let (odds, steps) = drawn.current();
        println!("history {n}: {odds:?} {steps:?}");
        stage.desk().seed(n);
        let mut story = Story::begin(&stage, &odds).await;
        for step in &steps {
            story.perform(step).await;
            story.look().await;
        }
        story.end(&odds).await;
    }
}

struct Story<'a> {
    stage: &'a Stage,
    debts: Vec<Debt>,
    /// Payments that the provider knew before.
    before: usize,
    seen: BTreeMap<Uuid, AttemptStatus>,
}

impl<'a> Story<'a> {
    async fn begin(stage: &'a Stage, odds: &Odds) -> Self {
        let debts = vec![stage.debt().await, stage.debt().await];
        for (fault, per_thousand) in odds {
            stage.desk().fail(*fault, *per_thousand);
        }
        Self {
            stage,
            debts,
            before: stage.known_there(),
            seen: BTreeMap::new(),
        }
    }

    fn debt(&self, n: usize) -> &Debt {
        &self.debts[n % self.debts.len()]
    }

    /// One of this story's payments that stands so at the provider.
    fn there(&self, n: usize, fits: impl Fn(&Booked) -> bool) -> Option<String> {
        let books = self.stage.desk().books(TOKEN).unwrap();
        let own = books.payments.into_iter().skip(self.before);
        let own: Vec<Booked> = own.filter(fits).collect();
        own.get(n % own.len().max(1)).map(|payment| payment.id.clone())
    }

    async fn perform(&mut self, step: &Step) {
        let (stage, desk) = (self.stage, self.stage.desk());
        match *step {
            Step::Order if self.debts.len() < 4 => self.debts.push(stage.debt().await),
            Step::Order => {}
            Step::Pay(n) => {
                // What is made at one moment has no order.
                stage.app.advance(1);
                let status = pay(self.debt(n)).await.status.as_u16();
                assert!([303, 409, 422].contains(&status), "{status}");
            }
            Step::Return(n) => {
                let debt = self.debt(n);
                debt.guest.get(&format!("{}/back", debt.path)).await.expect(303);
            }
            Step::CallOff(n) => {
                let debt = self.debt(n);
                let path = format!("/api/v1/orders/{}/cancel?key={}", debt.order, debt.key);
                let answer = debt.guest.post(&path, &json!({})).await;
                assert!(!answer.status.is_server_error(), "{}", answer.text);
            }
            Step::Refund(n, tenths) => self.refund(n, tenths).await,
            Step::Tell => {
                desk.deliver_due().await;
            }
            Step::Work => {
                stage.app.run_jobs().await;
            }
            Step::Wait(minutes) => {
                stage.app.advance(60 * minutes);
                stage.app.run_jobs().await;
            }
            _ => self.decide(step),
        }
    }

    /// What banks do.
    fn decide(&self, step: &Step) {
        let desk = self.stage.desk();
        let (found, status, detail) = match *step {
            // A bank may change its mind, and money may come for what was called off.
            Step::Approve(n) => (
                self.there(n, |p| {
                    ["pending", "rejected", "cancelled"].contains(&p.status.as_str())
                }),
                "approved",
                "accredited",
            ),
            Step::Reject(n) => (self.there(n, |p| p.status == "pending"), "rejected", "by_bank"),
            Step::Expire(n) => (self.there(n, |p| p.status == "pending"), "rejected", "expired"),
            Step::ChargeBack(n) => (
                self.there(n, |p| p.status == "approved"),
                "charged_back",
                "in_process",
            ),
            Step::Decide(n, won) => (
                self.there(n, |p| p.detail == "in_process"),
                "charged_back",
                if won { "reimbursed" } else { "settled" },
            ),
            _ => return,
        };
        if let Some(payment) = found {
            assert!(desk.become_of(&payment, status, detail));
        }
    }

    async fn refund(&self, n: usize, tenths: i64) {
        let mut paid = self.tried().await;
        paid.retain(|one| one.status.is_paid());
        if let Some(one) = paid.get(n % paid.len().max(1)) {
            let part = (one.amount - one.refunding) * tenths / 10 / 100 * 100;
            let status = self.give_back(one, part.max(100)).await;
            assert!([202, 409].contains(&status), "{status}");
        }
    }

    async fn give_back(&self, one: &Tried, amount: i64) -> u16 {
        let owner = self.stage.owner().await;
        let payment = one.attempt_id.to_string();
        let answer = refund(&owner, &payment, &json!({ "amount": amount })).await;
        answer.status.as_u16()
    }

    /// Those of this story's orders.
    async fn tried(&self) -> Vec<Tried> {
        let mut conn = self.stage.app.database.superuser().await;
        let mut all = tried(self.stage, &mut conn).await;
        let own: Vec<Uuid> = self
            .debts
            .iter()
            .map(|debt| debt.order.parse().unwrap())
            .collect();
        all.retain(|one| own.contains(&one.payable_id));
        all
    }

    /// At any time the ledger is even, and no state has gone back.
    async fn look(&mut self) {
        self.stage.balances().await;
        for one in self.tried().await {
            if let Some(before) = self.seen.insert(one.attempt_id, one.status) {
                assert!(leads_to(before, one.status), "from {before:?}: {one:?}");
            }
        }
    }

    /// Nothing goes wrong any more: all is told, a night compares the books, what came goes back in two parts.
    async fn end(mut self, odds: &Odds) {
        for (fault, _) in odds {
            self.stage.desk().fail(*fault, 0);
        }
        self.settle().await;
        self.night().await;
        self.look().await;
        agree(self.stage).await;
        let left = self.tried().await;
        let back = |one: &&Tried| one.status.is_refundable() && one.status != AttemptStatus::DisputeWon;
        let back: Vec<Tried> = left.iter().filter(back).cloned().collect();
        for one in &back {
            let half = one.left() / 2 / 100 * 100;
            if half > 0 {
                self.give_back(one, half).await;
                self.settle().await;
            }
            self.give_back(one, one.left() - half).await;
            self.settle().await;
        }
        for one in agree(self.stage).await {
            let whole = back.iter().any(|known| known.attempt_id == one.attempt_id);
            // Decided for the shop before we heard of it, it stays as it is at the provider.
            assert!(!whole || one.left() == 0 || self.is_charged_back(&one), "{one:?}");
        }
        self.night().await;
        assert_eq!(self.differences().await, [""; 0]);
    }

    fn is_charged_back(&self, one: &Tried) -> bool {
        let books = self.stage.desk().books(TOKEN).unwrap();
        let mut there = books.payments.iter();
        there.any(|p| Some(&p.id) == one.outside_id.as_ref() && p.status == "charged_back")
    }

    /// Works until nothing of payments waits, the clock moved to whatever comes next.
    async fn settle(&self) {
        let app = &self.stage.app;
        for _ in 0..400 {
            self.stage.desk().deliver_now().await;
            app.run_jobs().await;
            let next: Option<i64> = sqlx::query_scalar(
                "select ceil(extract(epoch from min(run_at) - $1))::bigint from job
                  where status = 'waiting' and kind like 'payments.%'",
            )
            .bind(app.env.now())
            .fetch_one(&mut app.database.superuser().await)
            .await
            .unwrap();
            match next {
                Some(seconds) => app.advance(seconds.max(1)),
                None if self.stage.desk().waiting() == 0 => return,
                None => {}
            }
        }
        panic!("it does not settle");
    }

    /// The books are compared, and what that brings up is worked off.
    async fn night(&self) {
        self.stage.app.advance(25 * 3_600);
        for _ in 0..3 {
            self.stage.app.tick().await;
            self.stage.app.run_jobs().await;
        }
        self.settle().await;
    }

    async fn differences(&self) -> Vec<String> {
        sqlx::query_scalar(
            "select format('%s %s: %s, %s', class, outside_id, ours, theirs) from payment_difference
              where tenant_id = $1 and closed_at is null",
        )
        .bind(self.stage.shop.tenant)
        .fetch_all(&mut self.stage.app.database.superuser().await)
        .await
        .unwrap()
    }
}

/// Whether steps forward lead from one state to the other.
fn leads_to(from: AttemptStatus, to: AttemptStatus) -> bool {
    let mut reached = vec![from];
    let mut at = 0;
    while let Some(state) = reached.get(at).copied() {
        let next = AttemptStatus::ALL.into_iter().filter(|s| state.may_become(*s));
        let new: Vec<_> = next.filter(|s| !reached.contains(s)).collect();
        reached.extend(new);
        at += 1;
    }
    reached.contains(&to)
}
