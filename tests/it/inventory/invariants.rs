//! Whatever orders do, in whatever order: the ledger adds up to the shelf, and nothing is promised twice.

use catalog::VariantId;
use db::TenantTx;
use kernel::Error;
use kernel::id::Uuid;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use testkit::{TestApp, TestShop};

const VARIANTS: usize = 3;
const ORDERS: u128 = 4;

#[derive(Debug, Clone)]
enum Act {
    Reserve(u128, Vec<(usize, i32)>),
    Release(u128),
    Ship(u128),
    Receive(usize, i32),
    Count(usize, i32),
}

fn act() -> impl Strategy<Value = Act> {
    let lines = proptest::collection::vec((0..VARIANTS, 1..6), 1..4);
    prop_oneof![
        3 => (0..ORDERS, lines).prop_map(|(order, lines)| Act::Reserve(order, lines)),
        1 => (0..ORDERS).prop_map(Act::Release),
        1 => (0..ORDERS).prop_map(Act::Ship),
        1 => (0..VARIANTS, 1..10).prop_map(|(variant, n)| Act::Receive(variant, n)),
        1 => (0..VARIANTS, 0..15).prop_map(|(variant, n)| Act::Count(variant, n)),
    ]
}

fn variant(text: &str) -> VariantId {
    text.parse().unwrap()
}

#[tokio::test]
async fn the_ledger_always_adds_up() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let mut runner = TestRunner::deterministic();
    for round in 0..12_u128 {
        let acts = proptest::collection::vec(act(), 1..25)
            .new_tree(&mut runner)
            .unwrap()
            .current();
        let mut variants = vec![];
        for n in 0..VARIANTS {
            variants.push(variant(
                &shop.goods(&format!("Cosa {round} {n}"), 8).await.variant,
            ));
        }
        for act in &acts {
            perform(&app, &shop, &variants, round, act).await;
            assert_eq!(broken(&app, &shop).await, 0, "after {act:?} of {acts:?}");
        }
    }
}

/// A refusal is rolled back, and is one of those that are expected.
async fn perform(app: &TestApp, shop: &TestShop, variants: &[VariantId], round: u128, act: &Act) {
    let order = |n: &u128| Uuid::from_u128(0x7000_8000_0000_0000_0000 + round * ORDERS + n);
    let mut tx = app.begin(shop.tenant).await;
    let outcome = match act {
        Act::Reserve(n, lines) => {
            let items: Vec<_> = lines
                .iter()
                .map(|(v, quantity)| (variants[*v], *quantity))
                .collect();
            inventory::reserve(&mut tx, order(n), &items).await
        }
        Act::Release(n) => inventory::release(&mut tx, order(n)).await,
        Act::Ship(n) => inventory::ship(&mut tx, order(n)).await,
        Act::Receive(v, quantity) => inventory::receive(&mut tx, variants[*v], *quantity, None).await,
        Act::Count(v, on_hand) => inventory::set_on_hand(&mut tx, variants[*v], *on_hand, None, None).await,
    };
    match outcome {
        Ok(()) => tx.commit().await.unwrap(),
        Err(Error::Refused(refusal)) => {
            assert!(
                ["out_of_stock", "stock_already_released", "invalid"].contains(&refusal.code.code),
                "{refusal:?}"
            );
        }
        Err(fault) => panic!("{act:?}: {fault}"),
    }
}

/// Levels that differ from their ledger, that promise more than there is, or whose product says otherwise.
async fn broken(app: &TestApp, shop: &TestShop) -> i64 {
    let mut tx = app.begin(shop.tenant).await;
    sqlx::query_scalar(
        "select count(*)
           from stock s
           join variant v using (tenant_id, variant_id)
           join product p using (tenant_id, product_id)
          cross join lateral (
                select coalesce(sum(on_hand_change), 0) as on_hand, coalesce(sum(reserved_change), 0) as reserved
                  from stock_movement m where m.tenant_id = s.tenant_id and m.variant_id = s.variant_id) ledger
          where (s.on_hand, s.reserved) <> (ledger.on_hand, ledger.reserved)
             or s.reserved not between 0 and s.on_hand
             or p.in_stock <> (s.on_hand > s.reserved)",
    )
    .fetch_one(&mut *tx)
    .await
    .unwrap()
}

async fn level(tx: &mut TenantTx, variant: VariantId) -> (i32, i32) {
    sqlx::query_as("select on_hand, reserved from stock where variant_id = $1")
        .bind(variant)
        .fetch_one(&mut **tx)
        .await
        .unwrap()
}

#[tokio::test]
async fn an_order_reserves_releases_and_ships_once() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let goods = variant(&shop.goods("Champú", 5).await.variant);
    let (shipped, cancelled) = (Uuid::from_u128(1), Uuid::from_u128(2));
    let mut tx = app.begin(shop.tenant).await;
    for _ in 0..2 {
        inventory::reserve(&mut tx, shipped, &[(goods, 1), (goods, 1)])
            .await
            .unwrap();
        inventory::reserve(&mut tx, cancelled, &[(goods, 3)])
            .await
            .unwrap();
    }
    assert_eq!(level(&mut tx, goods).await, (5, 5));
    for _ in 0..2 {
        inventory::ship(&mut tx, shipped).await.unwrap();
        inventory::release(&mut tx, shipped).await.unwrap();
        inventory::release(&mut tx, cancelled).await.unwrap();
        inventory::ship(&mut tx, cancelled).await.unwrap();
    }
    assert_eq!(level(&mut tx, goods).await, (3, 0));
    let again = inventory::reserve(&mut tx, cancelled, &[(goods, 1)])
        .await
        .unwrap_err();
    assert_eq!(again.code(), Some("stock_already_released"));
}

#[tokio::test]
async fn a_refusal_names_what_is_missing_and_keeps_nothing() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let (plenty, scarce) = (shop.goods("Champú", 5).await, shop.goods("Cepillo", 1).await);
    let mut tx = app.begin(shop.tenant).await;
    let items = [(variant(&plenty.variant), 2), (variant(&scarce.variant), 2)];
    let Err(Error::Refused(refusal)) = inventory::reserve(&mut tx, Uuid::from_u128(1), &items).await else {
        panic!("two of one were promised");
    };
    assert_eq!(refusal.code.code, "out_of_stock");
    assert_eq!(
        refusal.args,
        [("name", "Cepillo".to_owned()), ("left", "1".to_owned())]
    );
    assert_eq!(
        refusal
            .fields
            .iter()
            .map(|f| f.field.as_str())
            .collect::<Vec<_>>(),
        [scarce.variant.as_str()]
    );
    assert_eq!(level(&mut tx, variant(&plenty.variant)).await, (5, 0));
}

/// Two variants of one product run out in two transactions at once: the product must not go on being for sale.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_product_whose_variants_run_out_at_once_is_sold_out() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let body = serde_json::json!({
        "name": "Camiseta", "status": "active", "options": [{ "name": "Talla", "choices": ["S", "M"] }],
        "variants": [{ "options": ["S"], "price": 100 }, { "options": ["M"], "price": 100 }],
    });
    let product = shop
        .owner
        .post("/api/v1/products", &body)
        .await
        .expect(201)
        .json();
    let ids = [0, 1].map(|i| variant(product["variants"][i]["id"].as_str().unwrap()));
    for round in 0..10_u128 {
        for id in ids {
            let path = format!("/api/v1/admin/inventory/{id}");
            let reserved = i64::try_from(round).unwrap();
            shop.owner
                .put(&path, &serde_json::json!({ "on_hand": reserved + 1 }))
                .await
                .expect(200);
        }
        let take = async |n: u128, id: VariantId| {
            let mut tx = app.begin(shop.tenant).await;
            inventory::reserve(&mut tx, Uuid::from_u128(1_000 + round * 2 + n), &[(id, 1)])
                .await
                .unwrap();
            tx.commit().await.unwrap();
        };
        futures_util::future::join(take(0, ids[0]), take(1, ids[1])).await;
        let seen = shop.anonymous.get("/api/v1/products?in_stock=true").await.json();
        assert_eq!(seen["pagination"]["total"], serde_json::json!(0), "round {round}");
    }
}
