//! What people and programs are shown.

use kernel::id::Uuid;
use kernel::{Instant, Role};
use ledger::{Entry, Posting, TxnKind};
use serde_json::{Value, json};
use testkit::{TestApp, TestShop};

use super::{BANK, book, clearing, fees, payment};

const API: &str = "/api/v1/admin/ledger";

fn at(moment: &str) -> Instant {
    Instant(moment.parse().unwrap())
}

/// Two payments and a transfer to the bank, on three days of Bogotá.
async fn fill(app: &TestApp, shop: &TestShop) {
    // Still the 20th in Bogotá.
    book(app, shop, &payment(1, 5_890_000, at("2026-11-21T04:59:00Z"))).await;
    book(app, shop, &payment(2, 1_250_050, at("2026-11-21T05:00:00Z"))).await;
    let settled = Posting {
        kind: TxnKind::Settlement,
        source_type: "payout",
        source_id: Uuid::from_u128(7),
        key: "payout:7".into(),
        memo: Some("=1+1".into()),
        entries: vec![
            Entry::debit(BANK, 5_800_000),
            Entry::debit(fees("stripe"), 90_000),
            Entry::credit(clearing("stripe"), 5_890_000),
        ],
        ..payment(1, 1, at("2026-11-22T15:00:00Z"))
    };
    book(app, shop, &settled).await;
}

async fn list(shop: &TestShop, query: &str) -> Value {
    let path = format!("{API}/transactions?{query}");
    shop.owner.get(&path).await.expect(200).json()
}

fn kinds(list: &Value) -> Vec<&str> {
    let kinds = list["data"].as_array().unwrap().iter();
    kinds.map(|t| t["kind"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn programs_read_balances_and_transactions() {
    let app = TestApp::start().await;
    let (shop, other) = (app.shop("aurora").await, app.shop("bruma").await);
    fill(&app, &shop).await;
    let balances = shop
        .owner
        .get(&format!("{API}/balances"))
        .await
        .expect(200)
        .json();
    let found: Vec<(&str, &str, i64, &str)> = balances["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|b| {
            let text = |name: &str| b[name].as_str().unwrap();
            (
                text("account"),
                text("owner"),
                b["balance"].as_i64().unwrap(),
                text("side"),
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            ("bank", "", 5_800_000, "debit"),
            ("clearing", "stripe", 1_250_050, "debit"),
            ("sales", "", -7_140_050, "credit"),
            ("fees", "stripe", 90_000, "debit"),
        ]
    );
    let all = list(&shop, "").await;
    assert_eq!(
        kinds(&all),
        ["settlement", "payment_received", "payment_received"],
        "newest first"
    );
    assert_eq!(
        all["data"][0]["entries"][2],
        json!({ "account": "clearing", "owner": "stripe", "amount": -5_890_000, "currency": "COP" })
    );
    let id = all["data"][0]["id"].as_str().unwrap();
    let one = shop
        .owner
        .get(&format!("{API}/transactions/{id}"))
        .await
        .expect(200)
        .json();
    assert_eq!(one, all["data"][0]);
    // Another shop has none of it.
    assert_eq!(list(&other, "").await["pagination"]["total"], 0);
    other
        .owner
        .get(&format!("{API}/transactions/{id}"))
        .await
        .expect(404);
    other.owner.get(&format!("/admin/ledger/{id}")).await.expect(404);
}

#[tokio::test]
async fn the_list_is_narrowed_by_what_the_address_says() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    fill(&app, &shop).await;
    for (query, total) in [
        ("kind=payment_received", 2),
        ("kind=dispute_won", 0),
        ("account=clearing", 3),
        ("account=clearing:stripe", 3),
        ("account=clearing:mercadopago", 0),
        ("account=bank", 1),
        ("account=bank&kind=payment_received", 0),
        // Days are the shop's own, the last one included.
        ("to=2026-11-20", 1),
        ("from=2026-11-21", 2),
        ("from=2026-11-21&to=2026-11-21", 1),
        ("from=2026-11-23", 0),
    ] {
        assert_eq!(list(&shop, query).await["pagination"]["total"], total, "{query}");
    }
    let second = list(&shop, "limit=1&page=2").await;
    assert_eq!(
        second["pagination"],
        json!({ "page": 2, "limit": 1, "total": 3, "pages": 3 })
    );
    assert_eq!(second["data"][0]["occurred_at"], "2026-11-21T05:00:00Z");
    for (query, field) in [
        ("account=gold", "account"),
        ("account=bank:mine", "account"),
        ("kind=theft", "kind"),
        ("from=1066-10-14", "from"),
        ("page=0", "page"),
    ] {
        let refused = shop
            .owner
            .get(&format!("{API}/transactions?{query}"))
            .await
            .expect(422)
            .json();
        assert_eq!(refused["errors"][0]["field"], field, "{query}: {refused}");
        if field != "page" {
            shop.owner
                .get(&format!("/admin/ledger?{query}"))
                .await
                .expect(422);
            shop.owner
                .get(&format!("/admin/ledger.csv?{query}"))
                .await
                .expect(422);
        }
    }
}

#[tokio::test]
async fn the_page_speaks_to_a_shopkeeper() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let nothing = shop.owner.get("/admin/ledger").await.expect(200).text;
    assert!(nothing.contains("Todavía no hay movimientos"), "{nothing}");
    fill(&app, &shop).await;
    let page = shop.owner.get("/admin/ledger").await.expect(200).text;
    let page = page.replace('\u{a0}', " ");
    for said in [
        "Cobros en camino (Stripe)",
        "Tus clientes ya lo pagaron y todavía no llega a tu banco.",
        "$ 58.000",
        // What was sold is more than nothing, though it is a credit.
        ">$ 71.400,50<",
        "Llegó al banco",
        "Cobros en camino (Stripe) → Banco, Comisiones (Stripe)",
        "=1+1",
    ] {
        assert!(page.contains(said), "{said} not in {page}");
    }
    assert!(page.contains("href=\"/admin/ledger.csv\""));
    let narrowed = shop
        .owner
        .get("/admin/ledger?account=bank&to=2026-11-20")
        .await
        .expect(200)
        .text;
    assert!(narrowed.contains("Nada con esos filtros"));
    assert!(narrowed.contains("<option value=\"bank\" selected>"));
    // What it came from is a step away.
    let of_order = list(&shop, "to=2026-11-20").await;
    let id = of_order["data"][0]["id"].as_str().unwrap();
    let detail = shop
        .owner
        .get(&format!("/admin/ledger/{id}"))
        .await
        .expect(200)
        .text;
    let order = format!("href=\"/admin/orders/{}\"", Uuid::from_u128(1));
    for said in [&order, "Pago recibido", "20 nov 2026, 11:59", "El sistema", id] {
        assert!(detail.contains(said), "{said} not in {detail}");
    }
    assert!(
        !detail.contains("/reverse"),
        "what payments wrote is theirs to correct"
    );
    let english = shop.owner.request(reqwest::Method::GET, "/admin/ledger");
    let english = shop
        .owner
        .send(english.header("cookie", "lang=en"))
        .await
        .expect(200)
        .text;
    assert!(english.contains("On its way (Stripe)"));
}

#[tokio::test]
async fn the_accountant_gets_a_line_an_entry() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    fill(&app, &shop).await;
    let file = shop
        .owner
        .get("/admin/ledger.csv?from=2026-11-21&to=2026-11-22")
        .await
        .expect(200);
    assert!(file.header("content-type").starts_with("text/csv"));
    assert!(file.header("content-disposition").contains("ledger.csv"));
    let text = file.text.strip_prefix('\u{feff}').expect("the mark of UTF-8");
    let lines: Vec<Vec<&str>> = text
        .lines()
        .map(|line| line[1..line.len() - 1].split("\",\"").collect())
        .collect();
    assert_eq!(
        lines[0],
        [
            "Fecha",
            "Movimiento",
            "Tipo",
            "Cuenta",
            "Medio de pago",
            "Debe",
            "Haber",
            "Moneda",
            "Motivo"
        ]
    );
    let without_id: Vec<Vec<&str>> = lines[1..]
        .iter()
        .map(|line| [&line[..1], &line[2..]].concat())
        .collect();
    assert_eq!(
        without_id,
        [
            [
                "2026-11-21",
                "Pago recibido",
                "Cobros en camino",
                "stripe",
                "12500.50",
                "",
                "COP",
                ""
            ],
            [
                "2026-11-21",
                "Pago recibido",
                "Ventas",
                "",
                "",
                "12500.50",
                "COP",
                ""
            ],
            [
                "2026-11-22",
                "Llegó al banco",
                "Banco",
                "",
                "58000",
                "",
                "COP",
                "'=1+1"
            ],
            [
                "2026-11-22",
                "Llegó al banco",
                "Comisiones",
                "stripe",
                "900",
                "",
                "COP",
                "'=1+1"
            ],
            [
                "2026-11-22",
                "Llegó al banco",
                "Cobros en camino",
                "stripe",
                "",
                "58900",
                "COP",
                "'=1+1"
            ],
        ]
    );
    // Both sides of a whole file are the same.
    let whole = shop.owner.get("/admin/ledger.csv").await.expect(200).text;
    assert_eq!(whole.lines().count(), 8);
}

#[tokio::test]
async fn a_file_that_would_end_too_early_is_refused() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    book(&app, &shop, &payment(1, 500, app.env.now())).await;
    let many = format!(
        "insert into ledger_txn (tenant_id, txn_id, kind, source_type, source_id, idempotency_key, lines, occurred_at, recorded_at, actor)
         select '{0}', ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'adjustment', 'test', gen_random_uuid(),
                'many:' || n, 2, now(), now(), 'system' from generate_series(1, 25000) n;
         insert into ledger_entry (tenant_id, txn_id, line, account_id, amount, currency)
         select '{0}', t.txn_id, l.line, (select account_id from ledger_account where tenant_id = '{0}' and kind = 'sales'),
                l.amount, 'COP'
           from ledger_txn t cross join (values (1, 5), (2, -5)) l (line, amount)
          where t.tenant_id = '{0}' and t.kind = 'adjustment';",
        shop.tenant
    );
    let planted = format!("set session_replication_role = replica; {many}");
    sqlx::raw_sql(sqlx::AssertSqlSafe(planted))
        .execute(&mut app.database.superuser().await)
        .await
        .unwrap();
    let refused = shop.owner.get("/admin/ledger.csv").await.expect(409);
    assert!(refused.text.contains("Elige menos días"), "{}", refused.text);
    shop.owner
        .get("/admin/ledger.csv?kind=payment_received")
        .await
        .expect(200);
}

#[tokio::test]
async fn who_may_not_see_reports_sees_no_money() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let (manager, _) = shop.person(&app, Role::Manager, "maria@aurora.test").await;
    let (cashier, _) = shop.person(&app, Role::Cashier, "caja@aurora.test").await;
    for path in [
        "/admin/ledger",
        "/admin/ledger.csv",
        "/api/v1/admin/ledger/balances",
        "/api/v1/admin/ledger/transactions",
    ] {
        manager.get(path).await.expect(200);
        cashier.get(path).await.expect(403);
    }
    // A manager sees, and does not correct.
    manager.get("/admin/ledger/adjustments/new").await.expect(403);
    let page = manager.get("/admin/ledger").await.expect(200).text;
    assert!(!page.contains("/admin/ledger/adjustments/new"));
}
