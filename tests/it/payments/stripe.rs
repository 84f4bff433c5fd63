//! Cards by Stripe, with a stand-in for it: paid in its fields, kept, refused, given back, disputed.

use kernel::{Clock, Env, PersonId, Role};
use payment_sandbox::stripe::{Desk, Fault, Sandbox, Served, webhook_secret};
use reqwest::Method;
use serde_json::{Value, json};
use testkit::{Answer, Client, Goods, TestApp, TestShop};

use super::{TOTAL, refund, text};

pub const KEY: &str = "sk_test_aurora";
pub const FINE: &str = "4242424242424242";
/// What goes back to it comes to nothing later.
const NEVER_BACK: &str = "4000000000005126";
const WITHOUT_MONEY: &str = "4000000000009995";
const ACCOUNT: &str = "/api/v1/admin/payment-accounts/stripe";

/// A shop that is paid by Stripe, and the provider.
pub struct Stage {
    pub served: Served,
    pub app: TestApp,
    pub shop: TestShop,
    goods: Goods,
    customer: Client,
    person: PersonId,
}

/// An order that waits for its money.
pub struct Debt {
    pub order: String,
    key: String,
    pub path: String,
}

impl Stage {
    pub async fn set() -> Self {
        let env = Env::with_clock(Clock::manual("2026-11-22T15:00:00Z".parse().unwrap()));
        let served = Sandbox::new(env.clone()).unwrap().serve(0).unwrap();
        let variables = [
            ("VITRINA_INTEGRATIONS__STRIPE_STAND_IN", served.url.as_str()),
            ("VITRINA_LIMITS__ON", "false"),
        ];
        let app = TestApp::start_by(env, &variables).await;
        served.sandbox.desk().send_to(app.address);
        let shop = app.shop("aurora").await;
        let goods = shop.goods("Jabón", 100).await;
        let (customer, person) = shop.person(&app, Role::Customer, "clienta@aurora.test").await;
        let stage = Self {
            served,
            app,
            shop,
            goods,
            customer,
            person,
        };
        stage.connect().await;
        stage.offer().await;
        stage
    }

    pub fn desk(&self) -> Desk {
        self.served.sandbox.desk()
    }

    async fn connect(&self) {
        let account = json!({ "access_token": KEY, "public_key": "pk_test_aurora", "webhook_secret": webhook_secret(KEY) });
        let made = self.shop.owner.put(ACCOUNT, &account).await.expect(200).json();
        assert_eq!((&made["live"], &made["usable"]), (&json!(false), &json!(true)));
        let url = text(&made["webhook_url"]);
        assert!(url.contains("/webhooks/stripe/"), "{url}");
        self.desk().endpoint(KEY, &url, &[&webhook_secret(KEY)]);
    }

    async fn offer(&self) {
        let methods = json!({ "methods": [{ "code": "card", "enabled": true }] });
        let path = "/api/v1/admin/payments/methods";
        self.shop.owner.put(path, &methods).await.expect(200);
        let shipping = json!({ "pickup_enabled": true, "pickup_instructions": "De 9 a 6.", "zones": [] });
        let path = "/api/v1/admin/shipping";
        self.shop.owner.put(path, &shipping).await.expect(200);
    }

    /// An order of one by whoever this is.
    pub async fn debt(&self, who: &Client) -> Debt {
        self.app.advance(1);
        let item = json!({ "product_id": self.goods.product, "quantity": 1 });
        who.post("/api/v1/cart/items", &item).await.expect(201);
        let order = json!({
            "email": "clienta@aurora.test", "customer_name": "Ana María Ruiz", "customer_phone": "300 123 4567",
            "shipping_method": "pickup", "payment_method": "card",
        });
        let key = self.app.env.now().to_string();
        let request = who.request(Method::POST, "/api/v1/orders").json(&order);
        let placed = who
            .send(request.header("idempotency-key", key))
            .await
            .expect(201)
            .json();
        Debt {
            order: text(&placed["id"]),
            key: placed["access_token"].as_str().unwrap_or_default().to_owned(),
            path: text(&placed["payment"]["pay_path"])
                .trim_end_matches("/card")
                .to_owned(),
        }
    }

    pub async fn begin(&self, who: &Client, debt: &Debt, fields: &[(&str, &str)]) -> Answer {
        who.form(&format!("{}/card", debt.path), fields).await
    }

    pub async fn payments(&self) -> Vec<Value> {
        let owner = self.owner().await;
        let list = owner.get("/api/v1/admin/payments").await.expect(200).json();
        list["data"].as_array().unwrap().clone()
    }

    /// The owner, signed in anew where time has passed.
    pub async fn owner(&self) -> Client {
        if self.shop.owner.get("/api/v1/admin/dashboard").await.status == 200 {
            return self.shop.owner.clone();
        }
        testkit::sign_in(&self.shop.anonymous, "owner@aurora.test").await
    }

    pub async fn state(&self) -> String {
        text(&self.payments().await[0]["status"])
    }

    pub async fn outside(&self) -> String {
        text(&self.payments().await[0]["provider_payment"])
    }

    pub async fn told(&self) {
        let told = self.desk().deliver_now().await;
        assert!(
            told.iter().all(|delivery| delivery.status == Some(200)),
            "{told:?}"
        );
        self.app.run_jobs().await;
    }

    pub async fn is_paid(&self, who: &Client, debt: &Debt) -> bool {
        let path = format!("/api/v1/orders/{}?key={}", debt.order, debt.key);
        who.get(&path).await.expect(200).json()["payment_status"] == "paid"
    }

    async fn cards(&self) -> Vec<Value> {
        let list = self
            .customer
            .get("/api/v1/payments/cards")
            .await
            .expect(200)
            .json();
        list["data"].as_array().unwrap().clone()
    }

    /// Pays one order with a card that is kept then; gives the card's id.
    async fn keep_a_card(&self) -> String {
        let debt = self.debt(&self.customer).await;
        self.begin(&self.customer, &debt, &[("save", "true")])
            .await
            .expect(303);
        assert!(self.desk().pay(&self.outside().await, FINE));
        self.told().await;
        text(&self.cards().await[0]["id"])
    }
}

#[tokio::test]
async fn the_page_has_the_fields_of_its_provider_and_the_webhook_tells_of_the_money() {
    let stage = Stage::set().await;
    let guest = stage.shop.anonymous.another();
    let debt = stage.debt(&guest).await;
    let card = format!("{}/card", debt.path);
    let begun = stage.begin(&guest, &debt, &[]).await.expect(303);
    assert_eq!(begun.header("location"), card);
    let page = guest.get(&card).await.expect(200);
    let origin = stage.served.url.origin().ascii_serialization();
    assert!(
        page.text.contains(&format!("src=\"{origin}/v3/\"")) && page.text.contains("pk_test_aurora"),
        "{}",
        page.text
    );
    let policy = page.header("content-security-policy");
    assert!(
        policy.contains(&format!("script-src 'self' {origin};"))
            && policy.ends_with(&format!("frame-src {origin}"))
            && !policy.contains("mercadopago"),
        "{policy}"
    );
    assert!(stage.desk().pay(&stage.outside().await, WITHOUT_MONEY));
    stage.told().await;
    assert_eq!(
        stage.state().await,
        "requires_action",
        "the same fields take another card"
    );
    assert!(stage.desk().pay(&stage.outside().await, FINE));
    stage.told().await;
    assert!(stage.is_paid(&guest, &debt).await);
    let payment = stage.payments().await.remove(0);
    assert_eq!(
        (text(&payment["status"]), text(&payment["card_last4"])),
        ("approved".into(), "4242".into())
    );
    assert!(stage.cards().await.is_empty(), "nobody agreed to keep it");
}

#[tokio::test]
async fn the_browsers_return_asks_at_once_and_nothing_is_paid_twice() {
    let stage = Stage::set().await;
    let guest = stage.shop.anonymous.another();
    let debt = stage.debt(&guest).await;
    stage.desk().fail_next(Fault::ErrorAfter);
    stage.begin(&guest, &debt, &[]).await.expect(303);
    assert_eq!(stage.state().await, "unknown");
    stage.begin(&guest, &debt, &[]).await.expect(409);
    stage.app.advance(121);
    stage.app.run_jobs().await;
    assert!(stage.desk().pay(&stage.outside().await, FINE));
    guest.get(&format!("{}/back", debt.path)).await.expect(303);
    stage.app.run_jobs().await;
    assert!(stage.is_paid(&guest, &debt).await);
    assert_eq!(stage.payments().await.len(), 1);
    stage.told().await;
    assert_eq!(stage.state().await, "approved");
}

#[tokio::test]
async fn a_card_is_kept_by_who_agreed_pays_with_one_click_and_is_removed() {
    let stage = Stage::set().await;
    let card = stage.keep_a_card().await;
    let kept = stage.cards().await;
    assert_eq!((kept.len(), text(&kept[0]["last4"])), (1, "4242".into()));
    assert!(!json!(kept).to_string().contains("pm_"), "{kept:?}");
    let debt = stage.debt(&stage.customer).await;
    let page = stage
        .customer
        .get(&format!("{}/card", debt.path))
        .await
        .expect(200)
        .text;
    assert!(page.contains("Visa •••• 4242"), "{page}");
    let one_click = [("saved_card_id", card.as_str())];
    let guest = stage.shop.anonymous.another();
    stage.begin(&guest, &debt, &one_click).await.expect(422);
    let paid = stage.begin(&stage.customer, &debt, &one_click).await.expect(303);
    assert_eq!(paid.header("location"), debt.path);
    assert!(stage.is_paid(&stage.customer, &debt).await);
    let page = stage.customer.get("/account/cards").await.expect(200).text;
    assert!(page.contains("Visa •••• 4242"), "{page}");
    let path = format!("/api/v1/payments/cards/{card}");
    stage.customer.delete(&path).await.expect(204);
    assert!(stage.cards().await.is_empty());
    stage.customer.delete(&path).await.expect(404);
    let rows: i64 = sqlx::query_scalar("select count(*) from payment_saved_card where person_id = $1")
        .bind(stage.person)
        .fetch_one(&mut stage.app.database.superuser().await)
        .await
        .unwrap();
    assert_eq!(rows, 0);
}

#[tokio::test]
async fn a_kept_card_without_money_is_refused_and_another_way_is_open() {
    let stage = Stage::set().await;
    let card = stage.keep_a_card().await;
    let outside: String = sqlx::query_scalar("select outside_card from payment_saved_card")
        .fetch_one(&mut stage.app.database.superuser().await)
        .await
        .unwrap();
    assert!(stage.desk().empty_card(&outside));
    let debt = stage.debt(&stage.customer).await;
    let refused = stage
        .begin(&stage.customer, &debt, &[("saved_card_id", &card)])
        .await
        .expect(303);
    assert_eq!(refused.header("location"), format!("{}/card", debt.path));
    assert_eq!(stage.state().await, "rejected");
    let page = stage
        .customer
        .get(&format!("{}/card", debt.path))
        .await
        .expect(200)
        .text;
    assert!(page.contains("no tiene cupo o saldo suficiente"), "{page}");
    stage.app.advance(1);
    stage.begin(&stage.customer, &debt, &[]).await.expect(303);
    assert!(stage.desk().pay(&stage.outside().await, FINE));
    stage.told().await;
    assert!(stage.is_paid(&stage.customer, &debt).await);
}

#[tokio::test]
async fn money_goes_back_in_parts_and_a_dispute_has_its_term() {
    let stage = Stage::set().await;
    let guest = stage.shop.anonymous.another();
    let debt = stage.debt(&guest).await;
    stage.begin(&guest, &debt, &[]).await.expect(303);
    let outside = stage.outside().await;
    assert!(stage.desk().pay(&outside, FINE));
    stage.told().await;
    let id = text(&stage.payments().await[0]["id"]);
    let part = json!({ "amount": TOTAL / 4 });
    refund(&stage.shop.owner, &id, &part).await.expect(202);
    stage.app.run_jobs().await;
    stage.desk().settle_refunds();
    stage.told().await;
    let payment = stage.payments().await.remove(0);
    assert_eq!(
        (text(&payment["status"]), payment["refunded"].as_i64()),
        ("partially_refunded".into(), Some(TOTAL / 4))
    );
    let dispute = stage.desk().dispute(&outside).unwrap();
    stage.told().await;
    assert_eq!(stage.state().await, "disputed");
    let page = stage
        .shop
        .owner
        .get(&format!("/admin/money/{id}"))
        .await
        .expect(200)
        .text;
    assert!(page.contains("para responder en tu panel de Stripe"), "{page}");
    assert!(stage.desk().close_dispute(&dispute, true));
    stage.told().await;
    assert_eq!(stage.state().await, "dispute_won");
}

/// An order that was paid with this card; gives the payment's id and its name at the provider.
pub async fn paid_with(stage: &Stage, guest: &Client, card: &str) -> (Debt, String, String) {
    let debt = stage.debt(guest).await;
    stage.begin(guest, &debt, &[]).await.expect(303);
    let outside = stage.outside().await;
    assert!(stage.desk().pay(&outside, card));
    stage.told().await;
    let id = text(&stage.payments().await[0]["id"]);
    (debt, id, outside)
}

#[tokio::test]
async fn a_refund_that_fails_later_is_taken_back_and_told() {
    let stage = Stage::set().await;
    let guest = stage.shop.anonymous.another();
    let (debt, id, _) = paid_with(&stage, &guest, NEVER_BACK).await;
    refund(&stage.shop.owner, &id, &json!({})).await.expect(202);
    stage.app.run_jobs().await;
    assert_eq!(stage.state().await, "refunded");
    assert!(!stage.is_paid(&guest, &debt).await);
    stage.desk().settle_refunds();
    for _ in 0..2 {
        stage.told().await;
        let path = format!("/api/v1/admin/payments/{id}");
        let payment = stage.shop.owner.get(&path).await.expect(200).json();
        assert_eq!(
            (
                &payment["status"],
                &payment["refunded"],
                &payment["refunds"][0]["status"]
            ),
            (&json!("approved"), &json!(0), &json!("failed"))
        );
    }
    assert!(stage.is_paid(&guest, &debt).await);
    let mut conn = stage.app.database.superuser().await;
    let told: i64 = sqlx::query_scalar(
        "select count(*) from message where purpose = 'payments.refund_failed' and channel = 'email'",
    )
    .fetch_one(&mut conn)
    .await
    .unwrap();
    assert_eq!(told, 1);
    let sales: i64 = sqlx::query_scalar(
        "select sum(e.amount)::bigint from ledger_entry e join ledger_account a using (tenant_id, account_id)
          where tenant_id = $1 and a.kind = 'sales'",
    )
    .bind(stage.shop.tenant)
    .fetch_one(&mut conn)
    .await
    .unwrap();
    assert_eq!(sales, -TOTAL);
    refund(&stage.shop.owner, &id, &json!({})).await.expect(202);
}

#[tokio::test]
async fn what_was_given_back_at_the_provider_is_no_refund_of_ours() {
    let stage = Stage::set().await;
    let guest = stage.shop.anonymous.another();
    let (_, id, outside) = paid_with(&stage, &guest, FINE).await;
    stage.desk().fail_next(Fault::Busy);
    let part = json!({ "amount": TOTAL / 4 });
    refund(&stage.shop.owner, &id, &part).await.expect(202);
    stage.app.run_jobs().await;
    let address = stage.served.url.socket_addrs(|| None).unwrap()[0];
    let panel = Client::new(address, "127.0.0.1").with_token(KEY);
    let amount = (TOTAL / 4).to_string();
    let there = [("payment_intent", outside.as_str()), ("amount", amount.as_str())];
    panel.form("/v1/refunds", &there).await.expect(200);
    stage.told().await;
    assert_eq!(stage.payments().await[0]["refunded"], TOTAL / 4);
    stage.app.advance(60);
    stage.app.run_jobs().await;
    stage.told().await;
    assert_eq!(stage.payments().await[0]["refunded"], TOTAL / 2);
}

#[tokio::test]
async fn what_nobody_signed_is_refused_also_where_the_platform_is_told() {
    let stage = Stage::set().await;
    let body = json!({
        "id": "evt_1", "object": "event", "type": "payment_intent.succeeded", "created": 1, "livemode": false,
        "data": { "object": { "id": "pi_1", "object": "payment_intent" } },
    });
    let account = stage.shop.owner.get(ACCOUNT).await.expect(200).json();
    let url = text(&account["webhook_url"]);
    let own = &url[url.find("/webhooks/").unwrap()..];
    for path in [own, "/webhooks/stripe", "/webhooks/stripe/nothing"] {
        for signature in ["", "t=1,v1=00", "nonsense"] {
            let request = stage.shop.anonymous.request(Method::POST, path).json(&body);
            let request = request.header("stripe-signature", signature);
            stage.shop.anonymous.send(request).await.expect(401);
        }
    }
    let kept: i64 = sqlx::query_scalar("select count(*) from webhook_event")
        .fetch_one(&mut stage.app.database.superuser().await)
        .await
        .unwrap();
    assert_eq!(kept, 0);
}
