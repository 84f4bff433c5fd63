//! A card's number never comes here, and no page admits more of other sites than it needs.

use reqwest::Method;
use serde_json::{Value, json};
use sqlx::AssertSqlSafe;

use super::pse::switched_on;
use super::{CARD, Debt, Stage, pay_by_card, pay_with, send_card, text, typed};

/// Columns in which texts can stand.
const COLUMNS: &str = "select table_name::text, column_name::text from information_schema.columns
   where table_schema = 'public' and data_type in ('text', 'character', 'character varying', 'json', 'jsonb', 'bytea')";

async fn places_of_the_number(stage: &Stage) -> Vec<String> {
    let mut conn = stage.app.database.superuser().await;
    let columns: Vec<(String, String)> = sqlx::query_as(COLUMNS).fetch_all(&mut conn).await.unwrap();
    assert!(columns.len() > 200, "the catalogue lists too few columns");
    let mut found = vec![];
    for (table, column) in columns {
        // Of bytes, how they are shown is looked at, too.
        let sql = format!(
            "select count(*) from \"{table}\" where \"{column}\"::text ~ $1 or \"{column}\"::text like $2"
        );
        let hex = CARD
            .bytes()
            .map(|byte| format!("{byte:02x}"))
            .collect::<Vec<_>>()
            .concat();
        let count: i64 = sqlx::query_scalar(AssertSqlSafe(sql))
            .bind("4013[ .-]?5406[ .-]?8274[ .-]?6260")
            .bind(format!("%{hex}%"))
            .fetch_one(&mut conn)
            .await
            .unwrap();
        if count > 0 {
            found.push(format!("{table}.{column}"));
        }
    }
    found
}

/// As the provider's field does it in the payer's browser.
async fn tokenise(stage: &Stage) -> String {
    let url = stage
        .served
        .url
        .join("v1/card_tokens?public_key=APP_USR-public")
        .unwrap();
    let card = json!({
        "card_number": CARD, "expiration_month": "11", "expiration_year": "30", "security_code": "123",
        "cardholder": { "name": "APRO", "identification": { "type": "CC", "number": "52123456" } },
    });
    let browser = reqwest::Client::builder().no_proxy().build().unwrap();
    let answer = browser.post(url).json(&card).send().await.unwrap();
    let made: Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap();
    text(&made["id"])
}

async fn pay_by_program(debt: &Debt, key: &str, card: &Value) -> testkit::Answer {
    let path = format!("/api/v1/orders/{}/payments?key={}", debt.order, debt.key);
    let body = json!({ "method": "card", "card": card });
    let request = debt.guest.request(Method::POST, &path).json(&body);
    debt.guest.send(request.header("idempotency-key", key)).await
}

#[tokio::test]
async fn a_number_is_refused_in_every_field_and_stands_nowhere() {
    let stage = Stage::set().await;
    let debt = stage.debt_by("card").await;
    for field in [
        "token",
        "payment_method_id",
        "document",
        "installments",
        "anything",
    ] {
        for number in [CARD, "4013 5406 8274 6260", "4013-5406-8274-6260"] {
            let answer = send_card(&debt, &[(field, number)]).await.expect(400);
            assert!(!answer.text.contains(number), "{}", answer.text);
        }
    }
    for field in ["token", "document", "issuer_id"] {
        let answer = pay_by_program(&debt, field, &json!({ field: CARD }))
            .await
            .expect(400);
        assert!(!answer.text.contains(CARD), "{}", answer.text);
    }
    let by_bank = stage.debt().await;
    let mut fields = typed();
    for number in [CARD, "4013/5406/8274/6260", "４０１３５４０６８２７４６２６０"] {
        fields.retain(|(name, _)| *name != "document");
        fields.push(("document", number));
        pay_with(&by_bank, &fields).await.expect(400);
    }
    assert_eq!(stage.known_there(), 0);
    let token = tokenise(&stage).await;
    pay_by_card(&debt, &token).await.expect(303);
    stage.told().await;
    assert_eq!(stage.order(&debt).await["payment_status"], "paid");
    assert_eq!(places_of_the_number(&stage).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_page_has_its_own_providers_sites_and_the_others_have_none() {
    let stage = Stage::set().await;
    let debt = stage.debt_by("card").await;
    let origin = stage.served.url.origin().ascii_serialization();
    let page = debt.guest.get(&format!("{}/card", debt.path)).await.expect(200);
    let policy = page.header("content-security-policy");
    for part in ["script-src", "connect-src"] {
        assert!(policy.contains(&format!("{part} 'self' {origin};")), "{policy}");
    }
    assert!(policy.ends_with(&format!("frame-src {origin}")), "{policy}");
    assert!(policy.contains("form-action 'self';"), "{policy}");
    for other in ["mercadopago.com", "mlstatic.com", "stripe.com", "*"] {
        assert!(!policy.contains(other), "{policy}");
    }
    for path in ["/", "/cart", "/products", "/login", &debt.path] {
        let answer = debt.guest.get(path).await.expect(200);
        let policy = answer.header("content-security-policy");
        assert!(
            !policy.contains(&origin) && !policy.contains("frame-src"),
            "{path}: {policy}"
        );
    }
}

#[tokio::test]
async fn a_program_pays_by_card_with_what_the_fields_gave() {
    let stage = Stage::set().await;
    let debt = stage.debt_by("card").await;
    let card = |token: &str| json!({ "token": token, "payment_method_id": "visa", "installments": 3 });
    let missing = pay_by_program(&debt, "none", &json!({})).await.expect(422).json();
    let fields: Vec<String> = missing["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| text(&error["field"]))
        .collect();
    assert_eq!(fields, ["token", "payment_method_id"]);
    let others = json!({ "saved_card_id": "01931f3e-dead-7000-8000-000000000000" });
    let unknown = pay_by_program(&debt, "kept", &others).await.expect(422).json();
    assert_eq!(unknown["errors"][0]["field"], "saved_card_id");
    let asked = pay_by_program(&debt, "one", &card(&stage.card("CHAL")))
        .await
        .expect(201)
        .json();
    assert_eq!(asked["status"], "requires_action");
    assert_eq!(asked["pay_path"], format!("{}/card", debt.path));
    debt.guest
        .form(&format!("{}/leave", debt.path), &[])
        .await
        .expect(303);
    stage.app.advance(1);
    let paid = pay_by_program(&debt, "two", &card(&stage.card("APRO")))
        .await
        .expect(201)
        .json();
    assert_eq!(
        (text(&paid["status"]), text(&paid["pay_path"])),
        ("approved".into(), debt.path.clone())
    );
}

#[tokio::test]
async fn cards_are_offered_only_with_an_account() {
    let stage = Stage::set().await;
    let other = stage.app.shop("bordados").await;
    let path = "/api/v1/admin/payments/methods";
    switched_on(&stage, &other, "card").await;
    let offered = async |shop: &testkit::TestShop| {
        let list = shop
            .anonymous
            .get("/api/v1/payments/methods")
            .await
            .expect(200)
            .json();
        let codes = list["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(|method| text(&method["code"]));
        codes.collect::<Vec<_>>()
    };
    assert_eq!(offered(&other).await, Vec::<String>::new());
    assert_eq!(offered(&stage.shop).await, ["pse", "card"]);
    let debt = stage.debt_by("card").await;
    other
        .anonymous
        .get(&format!("{}/card", debt.path))
        .await
        .expect(404);
    stage
        .shop
        .owner
        .put(path, &json!({ "methods": [{ "code": "pse", "enabled": true }] }))
        .await
        .expect(200);
    pay_by_card(&debt, &stage.card("APRO")).await.expect(303);
    assert_eq!(stage.known_there(), 0);
}
