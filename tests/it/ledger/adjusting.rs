//! Correcting by hand, and taking it back.

use kernel::Role;
use reqwest::Method;
use serde_json::{Value, json};
use testkit::{Answer, Client, TestApp, TestShop};

use super::{BANK, SALES, balance, book, clearing, payment};

const API: &str = "/api/v1/admin/ledger";

async fn adjust(client: &Client, key: &str, body: &Value) -> Answer {
    let request = client.request(Method::POST, &format!("{API}/adjustments"));
    client
        .send(request.header("idempotency-key", key).json(body))
        .await
}

fn to_the_bank(amount: i64) -> Value {
    json!({ "from": "clearing:stripe", "to": "bank", "amount": amount, "reason": "Consignación del martes" })
}

async fn written(app: &TestApp, shop: &TestShop) -> i64 {
    sqlx::query_scalar("select count(*) from ledger_txn where tenant_id = $1")
        .bind(shop.tenant)
        .fetch_one(&mut app.database.superuser().await)
        .await
        .unwrap()
}

#[tokio::test]
async fn an_adjustment_is_written_once_a_key_and_says_who_and_why() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let (admin, id) = shop.person(&app, Role::Admin, "ana@aurora.test").await;
    let made = adjust(&admin, "a", &to_the_bank(500)).await.expect(201);
    let txn = made.json();
    assert_eq!(
        made.header("location"),
        format!("{API}/transactions/{}", txn["id"].as_str().unwrap())
    );
    assert_eq!(
        (txn["kind"].as_str(), txn["memo"].as_str()),
        (Some("adjustment"), Some("Consignación del martes"))
    );
    assert_eq!(
        (txn["actor"].as_str(), txn["actor_id"].as_str()),
        (Some("admin"), Some(id.to_string().as_str()))
    );
    assert_eq!(txn["actor_name"], "Persona de Prueba");
    let again = adjust(&admin, "a", &to_the_bank(500)).await.expect(201);
    assert_eq!(again.json(), txn);
    let reused = adjust(&admin, "a", &to_the_bank(501)).await.expect(422);
    assert_eq!(reused.code(), "idempotency_key_reused");
    assert_eq!(written(&app, &shop).await, 1);
    assert_eq!(balance(&app, &shop, &BANK).await, 500);
    assert_eq!(balance(&app, &shop, &clearing("stripe")).await, -500);
    // And the log of changes leads there.
    let log = shop
        .owner
        .get("/api/v1/admin/audit?subject=ledger_txn")
        .await
        .expect(200)
        .json();
    assert_eq!(log["pagination"]["total"], 1);
    assert_eq!(
        log["data"][0]["after"],
        json!({ "kind": "adjustment", "memo": "Consignación del martes" })
    );
    let page = shop
        .owner
        .get("/admin/audit?subject=ledger_txn")
        .await
        .expect(200)
        .text;
    assert!(
        page.contains(&format!("/admin/ledger/{}", txn["id"].as_str().unwrap())),
        "{page}"
    );
}

#[tokio::test]
async fn what_does_not_fit_is_refused_by_name() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let with = |name: &str, value: Value| {
        let mut body = to_the_bank(500);
        body[name] = value;
        body
    };
    let mut without_reason = to_the_bank(500);
    without_reason.as_object_mut().unwrap().remove("reason");
    for (body, field, code) in [
        (with("amount", json!(0)), "amount", "out_of_range"),
        (with("amount", json!(-5)), "amount", "out_of_range"),
        (
            with("amount", json!(1_000_000_000_001_i64)),
            "amount",
            "out_of_range",
        ),
        (with("from", json!("bank")), "to", "duplicate"),
        (with("from", json!("gold")), "from", "unknown"),
        (with("from", json!("bank:mine")), "from", "unknown"),
        (with("reason", json!(" ")), "reason", "required"),
        (without_reason, "reason", "required"),
        (with("date", json!("2126-11-27")), "date", "out_of_range"),
        (with("date", json!("1999-12-31")), "date", "out_of_range"),
        (
            with("occurred_at", json!("2026-11-27")),
            "occurred_at",
            "unknown_field",
        ),
    ] {
        let refused = adjust(&shop.owner, "wrong", &body).await.expect(422).json();
        assert_eq!(
            (
                refused["errors"][0]["field"].as_str(),
                refused["errors"][0]["code"].as_str()
            ),
            (Some(field), Some(code)),
            "{body}: {refused}"
        );
    }
    shop.owner
        .post(&format!("{API}/adjustments"), &to_the_bank(500))
        .await
        .expect(400);
    assert_eq!(written(&app, &shop).await, 0);
}

#[tokio::test]
async fn only_owners_and_admins_correct() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let made = adjust(&shop.owner, "a", &to_the_bank(500))
        .await
        .expect(201)
        .json();
    let reverse = format!("{API}/transactions/{}/reverse", made["id"].as_str().unwrap());
    let why = json!({ "reason": "Fue un error" });
    for role in [Role::Manager, Role::Cashier, Role::Customer] {
        let (somebody, _) = shop
            .person(&app, role, &format!("{}@aurora.test", role.as_str()))
            .await;
        adjust(&somebody, "b", &to_the_bank(500)).await.expect(403);
        somebody.post(&reverse, &why).await.expect(403);
    }
    assert_eq!(written(&app, &shop).await, 1);
}

#[tokio::test]
async fn an_adjustment_is_taken_back_and_what_payments_wrote_is_not() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let why = json!({ "reason": "Fue un error" });
    let made = adjust(&shop.owner, "a", &to_the_bank(500))
        .await
        .expect(201)
        .json();
    let path = format!("{API}/transactions/{}", made["id"].as_str().unwrap());
    let back = shop
        .owner
        .post(&format!("{path}/reverse"), &why)
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&back["reverses"], back["memo"].as_str()),
        (&made["id"], Some("Fue un error"))
    );
    let again = shop
        .owner
        .post(&format!("{path}/reverse"), &why)
        .await
        .expect(200)
        .json();
    assert_eq!(again, back, "twice is once");
    assert_eq!(
        shop.owner.get(&path).await.expect(200).json()["reversed_by"],
        back["id"]
    );
    assert_eq!(balance(&app, &shop, &BANK).await, 0);

    let paid = book(&app, &shop, &payment(1, 700, app.env.now())).await;
    for txn in [paid.to_string(), back["id"].as_str().unwrap().to_owned()] {
        let refused = shop
            .owner
            .post(&format!("{API}/transactions/{txn}/reverse"), &why)
            .await
            .expect(409);
        assert_eq!(refused.code(), "ledger_not_by_hand");
    }
    let nothing = format!("{API}/transactions/01931f3e-dead-7000-8000-000000000000/reverse");
    shop.owner.post(&nothing, &why).await.expect(404);
    shop.owner
        .post(&format!("{path}/reverse"), &json!({}))
        .await
        .expect(422);
    assert_eq!(balance(&app, &shop, &SALES).await, -700);
    assert_eq!(written(&app, &shop).await, 3);
}

#[tokio::test]
async fn an_earlier_day_is_its_noon_in_the_shops_zone() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let mut body = to_the_bank(500);
    body["date"] = json!("2026-10-05");
    let made = adjust(&shop.owner, "a", &body).await.expect(201).json();
    assert_eq!(made["occurred_at"], "2026-10-05T17:00:00Z");
    assert_ne!(made["recorded_at"], made["occurred_at"]);
}

fn value_of(page: &str, field: &str) -> String {
    let (_, rest) = page.split_once(&format!("name=\"{field}\" value=\"")).unwrap();
    rest.split_once('"').unwrap().0.to_owned()
}

#[tokio::test]
async fn a_form_sent_twice_is_one_adjustment() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let owner = &shop.owner;
    book(&app, &shop, &payment(1, 5_000_000, app.env.now())).await;
    let path = "/admin/ledger/adjustments/new";
    let page = owner.get(path).await.expect(200).text;
    assert!(page.contains("<option value=\"clearing:stripe\">"), "{page}");
    let key = value_of(&page, "key");
    let typed = |amount: &'static str| {
        [
            ("key", key.clone()),
            ("from", "clearing:stripe".into()),
            ("to", "bank".into()),
            ("amount", amount.into()),
            ("reason", "Giro del martes".into()),
            ("date", String::new()),
        ]
    };
    let send = async |fields: &[(&str, String)]| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
        owner.form(path, &fields).await
    };
    let wrong = send(&typed("mucho")).await.expect(422).text;
    assert!(wrong.contains("Escribe un valor como 58.900."), "{wrong}");
    assert_eq!(value_of(&wrong, "key"), key, "the form goes on");
    assert!(wrong.contains("<option value=\"bank\" selected>"));
    let first = send(&typed("45.000")).await.expect(303).header("location");
    let second = send(&typed("45.000")).await.expect(303).header("location");
    assert_eq!(first, second);
    assert_eq!(balance(&app, &shop, &BANK).await, 4_500_000);
    let other = send(&typed("46.000")).await.expect(409).text;
    assert!(other.contains("Abre un ajuste nuevo"), "{other}");
    // Without a key that could be read, the page gives another.
    let mut broken = typed("45.000");
    broken[0].1 = "x".into();
    let page = send(&broken).await.expect(422).text;
    assert!(value_of(&page, "key").parse::<uuid::Uuid>().is_ok());

    let txn = first.split(['?']).next().unwrap();
    let page = owner.get(&first).await.expect(200).text;
    assert!(
        page.contains("Ajuste guardado.") && page.contains("Giro del martes"),
        "{page}"
    );
    owner.form(&format!("{txn}/reverse"), &[]).await.expect(422);
    let back = owner
        .form(&format!("{txn}/reverse"), &[("reason", "Fue un error")])
        .await
        .expect(303);
    let page = owner.get(&back.header("location")).await.expect(200).text;
    assert!(page.contains("Este movimiento deshace otro."), "{page}");
    let page = owner.get(txn).await.expect(200).text;
    assert!(
        page.contains("Este movimiento se deshizo.") && !page.contains("/reverse\""),
        "{page}"
    );
    assert_eq!(balance(&app, &shop, &BANK).await, 0);
}
