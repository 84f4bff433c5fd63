//! Whether customer, shop, ledger and provider say the same of the same money.

use std::collections::BTreeMap;

use kernel::id::Uuid;
use ledger::Proof;
use payment_sandbox::mercado_pago::{Booked, Books};
use payments::model::AttemptStatus;
use sqlx::PgConnection;

use super::{Stage, TOKEN};

/// An attempt, with what its order says.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Tried {
    pub attempt_id: Uuid,
    pub payable_id: Uuid,
    pub outside_id: Option<String>,
    pub status: AttemptStatus,
    pub amount: i64,
    pub refunding: i64,
    pub refunded: i64,
    pub fee: Option<i64>,
    pub surplus: bool,
    pub order_says: String,
}

impl Tried {
    /// What is left of it, once it came.
    pub fn left(&self) -> i64 {
        if self.status.is_paid() {
            self.amount - self.refunded
        } else {
            0
        }
    }
}

/// All of a shop's attempts, the oldest first.
pub async fn tried(stage: &Stage, conn: &mut PgConnection) -> Vec<Tried> {
    sqlx::query_as(
        "select attempt_id, payable_id, outside_id, a.status, amount, refunding, refunded, fee, surplus,
                o.payment_status as order_says
           from payment_attempt a
           join sales_order o on o.tenant_id = a.tenant_id and o.order_id = a.payable_id
          where a.tenant_id = $1
          order by a.created_at, attempt_id",
    )
    .bind(stage.shop.tenant)
    .fetch_all(conn)
    .await
    .unwrap()
}

/// Fails unless nothing is on its way any more and all agree. Gives what was tried.
pub async fn agree(stage: &Stage) -> Vec<Tried> {
    let mut conn = stage.app.database.superuser().await;
    let (all, books) = (tried(stage, &mut conn).await, stage.desk().books(TOKEN).unwrap());
    provider_agrees(&books, &all);
    customers_agree(&all);
    ledger_agrees(stage, &books, &all).await;
    all
}

/// Each payment there is one attempt here, and the other way round, for the same sums.
fn provider_agrees(books: &Books, all: &[Tried]) {
    let mut ours: BTreeMap<&str, &Tried> = BTreeMap::new();
    for one in all {
        match &one.outside_id {
            Some(name) => assert!(ours.insert(name, one).is_none(), "{one:?}"),
            None => assert!(one.status.is_given_up(), "nobody knows of {one:?}"),
        }
    }
    assert_eq!(ours.len(), books.payments.len(), "{ours:?} {books:?}");
    for there in &books.payments {
        let here = ours
            .get(there.id.as_str())
            .unwrap_or_else(|| panic!("lost {there:?}"));
        let named = there.external_reference.as_deref();
        assert_eq!(named, Some(here.attempt_id.to_string().as_str()));
        assert_eq!(here.amount, there.amount, "{here:?} {there:?}");
        assert!(is_same(there, here.status), "{here:?} {there:?}");
        if here.status.is_paid() {
            let sums = (here.refunded, here.refunding, here.fee);
            assert_eq!(
                sums,
                (there.refunded, there.refunded, there.fee),
                "{here:?} {there:?}"
            );
        }
    }
}

/// Whether a state here is what the provider's comes to once all is told.
fn is_same(there: &Booked, here: AttemptStatus) -> bool {
    use AttemptStatus as S;
    match (there.status.as_str(), there.detail.as_str()) {
        ("rejected" | "cancelled", _) => here.is_given_up(),
        ("refunded", _) => here == S::Refunded,
        ("charged_back", "in_process") => here == S::Disputed,
        ("charged_back", "settled") => here == S::DisputeLost,
        // Decided before anybody asked, it is as if it had not been.
        ("charged_back", _) => matches!(here, S::DisputeWon | S::Approved | S::PartiallyRefunded),
        ("approved", _) if there.refunded > 0 => here == S::PartiallyRefunded,
        ("approved", _) => here == S::Approved,
        _ => false,
    }
}

/// An order is paid by one payment at most, and says what became of that one.
fn customers_agree(all: &[Tried]) {
    let mut orders: BTreeMap<Uuid, Vec<&Tried>> = BTreeMap::new();
    for one in all {
        orders.entry(one.payable_id).or_default().push(one);
    }
    for tries in orders.values() {
        let wanted: Vec<_> = tries
            .iter()
            .filter(|one| one.status.is_paid() && !one.surplus)
            .collect();
        let says = tries[0].order_says.as_str();
        let fits = match wanted.as_slice() {
            [] => ["pending", "failed"].contains(&says),
            [one] if one.refunded == 0 => says == "paid",
            [one] if one.refunded < one.amount => says == "partially_refunded",
            [_] => says == "refunded",
            _ => false,
        };
        assert!(fits, "{tries:?}");
    }
}

async fn ledger_agrees(stage: &Stage, books: &Books, all: &[Tried]) {
    let mut tx = stage.app.begin(stage.shop.tenant).await;
    assert_eq!(ledger::prove(&mut tx).await.unwrap(), Proof::default());
    drop(tx);
    let sum = |wanted: &dyn Fn(&Tried) -> bool| -> i64 {
        all.iter().filter(|one| wanted(one)).map(Tried::left).sum()
    };
    let expected = [
        ("clearing mercadopago", books.available + books.pending),
        ("customer_credit", -sum(&|one| one.surplus)),
        (
            "dispute_losses",
            sum(&|one| one.status == AttemptStatus::DisputeLost),
        ),
        (
            "disputes mercadopago",
            sum(&|one| one.status == AttemptStatus::Disputed),
        ),
        ("fees mercadopago", books.fees),
        ("sales", -sum(&|one| !one.surplus)),
    ];
    let expected: Vec<(String, i64)> = expected
        .into_iter()
        .filter(|(_, sum)| *sum != 0)
        .map(|(account, sum)| (account.to_owned(), sum))
        .collect();
    assert_eq!(stage.balances().await, expected, "{all:?}");
}
