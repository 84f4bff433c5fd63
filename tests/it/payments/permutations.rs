//! A provider's words about one payment in every order that they can come in, each of them twice: the end is the same.

use kernel::Instant;
use payments::Treasury;
use payments::model::snapshot::{RefundOrigin, RefundOutcome, SnapshotRefund};
use payments::model::{AttemptId, ProviderCode, Snapshot, SnapshotState};
use payments::ops::apply::apply;
use payments::queries::accounts::find_account_at;
use serde_json::Value;

use super::{Stage, TOTAL, pay, text};

/// What a provider says of a payment, one after the other.
type Words = fn(&Snapshot) -> [Snapshot; 4];

/// A payment's whole life: on its way, approved, some of it given back, all of it.
fn life(base: &Snapshot) -> [Snapshot; 4] {
    let back = |name: &str, amount: i64| SnapshotRefund {
        outside_id: format!("{}-{name}", base.outside_id),
        amount,
        origin: RefundOrigin::Untold,
        outcome: RefundOutcome::Done,
    };
    let approved = Snapshot {
        state: SnapshotState::Approved,
        fee: Some(1_000),
        ..base.clone()
    };
    let part = Snapshot {
        refunded: 400_000,
        refunds: vec![back("a", 400_000)],
        ..approved.clone()
    };
    let all = Snapshot {
        refunded: TOTAL,
        refunds: vec![back("a", 400_000), back("b", TOTAL - 400_000)],
        ..approved.clone()
    };
    let pending = Snapshot {
        state: SnapshotState::Pending,
        ..base.clone()
    };
    [pending, approved, part, all]
}

/// What a rejection and its opposite say of one payment.
fn change_of_mind(base: &Snapshot) -> [Snapshot; 4] {
    let of = |state| Snapshot {
        state,
        ..base.clone()
    };
    [
        of(SnapshotState::Pending),
        of(SnapshotState::Rejected),
        of(SnapshotState::Expired),
        of(SnapshotState::Approved),
    ]
}

/// A quarrel that is open: what was said before it decides nothing.
fn open_quarrel(base: &Snapshot) -> [Snapshot; 4] {
    let of = |state| Snapshot {
        state,
        ..base.clone()
    };
    [
        of(SnapshotState::Pending),
        of(SnapshotState::Rejected),
        of(SnapshotState::Approved),
        of(SnapshotState::Disputed),
    ]
}

/// One that the shop won, by the provider's own word for that.
fn won_quarrel(base: &Snapshot) -> [Snapshot; 4] {
    let [pending, _, approved, disputed] = open_quarrel(base);
    let won = Snapshot {
        state: SnapshotState::DisputeWon,
        ..base.clone()
    };
    [pending, approved, disputed, won]
}

/// One that it lost.
fn lost_quarrel(base: &Snapshot) -> [Snapshot; 4] {
    let [pending, approved, disputed, won] = won_quarrel(base);
    let lost = Snapshot {
        state: SnapshotState::DisputeLost,
        ..won
    };
    [pending, approved, disputed, lost]
}

/// One that ended as if it had never been, each word with the moment at which the provider changed it.
fn settled_quarrel(base: &Snapshot) -> [Snapshot; 4] {
    let at = |minute: i64| Some(Instant("2026-11-22T15:00:00Z".parse().unwrap()).plus_seconds(60 * minute));
    let of = |state, minute| Snapshot {
        state,
        changed_at: at(minute),
        ..base.clone()
    };
    [
        of(SnapshotState::Pending, 1),
        of(SnapshotState::Approved, 2),
        of(SnapshotState::Disputed, 3),
        of(SnapshotState::Approved, 4),
    ]
}

fn orders() -> Vec<[usize; 4]> {
    let mut all = vec![];
    for a in 0..4 {
        for b in (0..4).filter(|b| *b != a) {
            for c in (0..4).filter(|c| *c != a && *c != b) {
                all.push([a, b, c, 6 - a - b - c]);
            }
        }
    }
    all
}

/// What the provider says of a payment that waits.
pub fn words_of(payment: &Value) -> Snapshot {
    Snapshot {
        outside_id: text(&payment["provider_payment"]),
        state: SnapshotState::Pending,
        amount: TOTAL,
        currency: "COP".into(),
        refunded: 0,
        refunds: vec![],
        ours: Some(text(&payment["id"])),
        account: None,
        live: true,
        redirect: None,
        fee: None,
        detail: String::new(),
        approved_at: None,
        changed_at: None,
        card: None,
        dispute: None,
    }
}

/// Says it, as if the provider had been asked.
pub async fn say(stage: &Stage, said: &Snapshot) {
    let id: AttemptId = said.ours.as_ref().unwrap().parse().unwrap();
    let treasury = Treasury::of(&stage.app.app);
    let mut tx = stage.app.begin(stage.shop.tenant).await;
    let account = find_account_at(&mut tx, ProviderCode::Mercadopago)
        .await
        .unwrap()
        .unwrap();
    apply(&mut tx, &treasury, id, &account, said).await.unwrap();
    tx.commit().await.unwrap();
}

async fn end(stage: &Stage, words: Words, order: [usize; 4]) -> String {
    let debt = stage.debt().await;
    pay(&debt).await.expect(303);
    let payment = stage.payments().await.remove(0);
    let words = words(&words_of(&payment));
    for at in order.into_iter().chain(order) {
        say(stage, &words[at]).await;
    }
    format!(
        "{} {}",
        stage.state().await,
        stage.order(&debt).await["payment_status"]
    )
}

#[tokio::test]
async fn a_whole_life_in_any_order_ends_given_back() {
    let stage = Stage::set().await;
    for order in orders() {
        assert_eq!(
            end(&stage, life, order).await,
            "refunded \"refunded\"",
            "{order:?}"
        );
    }
    let count = i64::try_from(orders().len()).unwrap();
    assert_eq!(
        stage.balances().await,
        [
            ("clearing mercadopago".to_owned(), -1_000 * count),
            ("fees mercadopago".to_owned(), 1_000 * count),
        ]
    );
}

#[tokio::test]
async fn money_wins_over_every_no_in_any_order() {
    let stage = Stage::set().await;
    for order in orders() {
        assert_eq!(
            end(&stage, change_of_mind, order).await,
            "approved \"paid\"",
            "{order:?}"
        );
    }
    let count = i64::try_from(orders().len()).unwrap();
    assert!(
        stage
            .balances()
            .await
            .contains(&("sales".to_owned(), -TOTAL * count))
    );
}

/// A word that was said before the dispute and is heard after it is no victory.
#[tokio::test]
async fn quarrels_end_as_the_bank_decided_in_any_order() {
    let stage = Stage::set().await;
    let ends: [(Words, &str); 3] = [
        (open_quarrel, "disputed"),
        (won_quarrel, "dispute_won"),
        (lost_quarrel, "dispute_lost"),
    ];
    for order in orders() {
        for (words, wanted) in ends {
            let ended = end(&stage, words, order).await;
            assert_eq!(ended, format!("{wanted} \"paid\""), "{order:?}");
        }
    }
    let count = i64::try_from(orders().len()).unwrap();
    assert_eq!(
        stage.balances().await,
        [
            ("clearing mercadopago".to_owned(), TOTAL * count),
            ("dispute_losses".to_owned(), TOTAL * count),
            ("disputes mercadopago".to_owned(), TOTAL * count),
            ("sales".to_owned(), -3 * TOTAL * count),
        ]
    );
}

/// Where the provider has no word for it, a later one that knows of no dispute is one. Who has never heard of the dispute has missed
/// nothing.
#[tokio::test]
async fn a_quarrel_that_was_settled_leaves_the_money_with_the_shop_in_any_order() {
    let stage = Stage::set().await;
    for order in orders() {
        let ended = end(&stage, settled_quarrel, order).await;
        let fine = ["dispute_won \"paid\"", "approved \"paid\""];
        assert!(fine.contains(&ended.as_str()), "{order:?}: {ended}");
    }
    let count = i64::try_from(orders().len()).unwrap();
    assert_eq!(
        stage.balances().await,
        [
            ("clearing mercadopago".to_owned(), TOTAL * count),
            ("sales".to_owned(), -TOTAL * count),
        ]
    );
}
