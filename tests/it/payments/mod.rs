//! Payments over a provider, through the front door, with a stand-in for Mercado Pago that can do everything wrong.

mod agreement;
mod api;
mod bad_input;
mod breaker;
mod called_off;
mod cards;
mod cards_refused;
mod chargebacks;
mod connecting;
mod deposits;
mod deposits_told;
mod disconnecting;
mod given_back;
mod histories;
mod hooks;
mod kpis;
mod late;
mod leaving;
mod limits;
mod mismatched;
mod notice;
mod notices;
mod permutations;
mod platform_hooks;
mod pse;
mod races;
mod reconciling;
mod refunds;
mod replay;
mod stripe;
mod stripe_disputes;
mod stripe_sandbox;
mod threads;
mod unknown;

use std::sync::atomic::{AtomicU64, Ordering};

use kernel::{Clock, Env};
use payment_sandbox::mercado_pago::{Desk, Sandbox, Served, webhook_secret};
use reqwest::Method;
use reqwest::header::ACCEPT;
use serde_json::{Value, json};
use testkit::{Answer, Client, Goods, TestApp, TestShop};

/// The shop's credential at the stand-in.
pub const TOKEN: &str = "APP_USR-aurora";
/// A bank that the stand-in knows.
pub const BANK: &str = "1007";
/// A card of its documentation.
pub const CARD: &str = "4013540682746260";
/// What an order of one costs, minor units.
pub const TOTAL: i64 = 1_000_000;

/// A shop that is paid by PSE, and the provider.
pub struct Stage {
    pub served: Served,
    pub app: TestApp,
    pub shop: TestShop,
    pub goods: Goods,
}

/// An order that waits for its money, and whoever placed it.
pub struct Debt {
    pub guest: Client,
    pub order: String,
    pub key: String,
    /// `/pay/…`
    pub path: String,
}

impl Stage {
    pub async fn set() -> Self {
        Self::set_with(&[]).await
    }

    pub async fn set_with(more: &[(&str, &str)]) -> Self {
        let env = Env::with_clock(Clock::manual("2026-11-22T15:00:00Z".parse().unwrap()));
        let served = Sandbox::new(env.clone()).unwrap().serve(0).unwrap();
        let url = served.url.clone();
        let mut variables = vec![
            ("VITRINA_INTEGRATIONS__MERCADOPAGO_STAND_IN", url.as_str()),
            ("VITRINA_LIMITS__ON", "false"),
        ];
        variables.extend(more);
        let app = TestApp::start_by(env, &variables).await;
        served.sandbox.desk().send_to(app.address);
        let shop = app.shop("aurora").await;
        let goods = shop.goods("Jabón", 100).await;
        let stage = Self {
            served,
            app,
            shop,
            goods,
        };
        stage.connect().await.expect(200);
        stage.app.run_jobs().await;
        stage.offer().await;
        stage
    }

    /// Another replica beside the first.
    pub async fn second(&self, more: &[(&str, &str)]) -> TestApp {
        let mut variables = vec![
            (
                "VITRINA_INTEGRATIONS__MERCADOPAGO_STAND_IN",
                self.served.url.as_str(),
            ),
            ("VITRINA_LIMITS__ON", "false"),
        ];
        variables.extend(more);
        self.app.second(&variables).await
    }

    /// What the provider's fields give for the documentation's card, whose owner's name says how it ends.
    pub fn card(&self, holder: &str) -> String {
        self.desk().card(CARD, holder).unwrap()
    }

    pub fn desk(&self) -> Desk {
        self.served.sandbox.desk()
    }

    pub async fn connect(&self) -> Answer {
        let account = json!({
            "access_token": TOKEN, "public_key": "APP_USR-public", "webhook_secret": webhook_secret(TOKEN),
        });
        let path = "/api/v1/admin/payment-accounts/mercadopago";
        self.shop.owner.put(path, &account).await
    }

    async fn offer(&self) {
        let methods =
            json!({ "methods": [{ "code": "pse", "enabled": true }, { "code": "card", "enabled": true }] });
        let path = "/api/v1/admin/payments/methods";
        self.shop.owner.put(path, &methods).await.expect(200);
        let shipping = json!({ "pickup_enabled": true, "pickup_instructions": "De 9 a 6.", "zones": [] });
        let path = "/api/v1/admin/shipping";
        self.shop.owner.put(path, &shipping).await.expect(200);
    }

    /// A guest's order of one, to be paid by PSE.
    pub async fn debt(&self) -> Debt {
        self.debt_of(&self.goods).await
    }

    /// The same of something else.
    pub async fn debt_of(&self, goods: &Goods) -> Debt {
        self.debt_for(goods, "pse").await
    }

    /// The same of the first, to be paid this way.
    pub async fn debt_by(&self, method: &str) -> Debt {
        self.debt_for(&self.goods, method).await
    }

    async fn debt_for(&self, goods: &Goods, method: &str) -> Debt {
        // What is made at one moment has no order.
        self.app.advance(1);
        let guest = self.shop.anonymous.another();
        let item = json!({ "product_id": goods.product, "quantity": 1 });
        guest.post("/api/v1/cart/items", &item).await.expect(201);
        let order = json!({
            "email": "ana@correo.test", "customer_name": "Ana María Ruiz", "customer_phone": "300 123 4567",
            "shipping_method": "pickup", "payment_method": method,
        });
        let request = guest.request(Method::POST, "/api/v1/orders").json(&order);
        let placed = guest
            .send(request.header("idempotency-key", "one"))
            .await
            .expect(201)
            .json();
        Debt {
            order: text(&placed["id"]),
            key: text(&placed["access_token"]),
            path: text(&placed["payment"]["pay_path"])
                .trim_end_matches("/card")
                .to_owned(),
            guest,
        }
    }

    /// The order as its customer sees it.
    pub async fn order(&self, debt: &Debt) -> Value {
        let path = format!("/api/v1/orders/{}?key={}", debt.order, debt.key);
        debt.guest.get(&path).await.expect(200).json()
    }

    /// The owner, signed in anew where time has passed.
    pub async fn owner(&self) -> Client {
        if self.shop.owner.get("/api/v1/admin/dashboard").await.status == 200 {
            return self.shop.owner.clone();
        }
        testkit::sign_in(&self.shop.anonymous, "owner@aurora.test").await
    }

    /// The shop's payments, the newest first.
    pub async fn payments(&self) -> Vec<Value> {
        let list = self
            .owner()
            .await
            .get("/api/v1/admin/payments")
            .await
            .expect(200)
            .json();
        list["data"].as_array().unwrap().clone()
    }

    /// The newest one's state.
    pub async fn state(&self) -> String {
        text(&self.payments().await[0]["status"])
    }

    /// The provider's name for the newest.
    pub async fn outside(&self) -> String {
        text(&self.payments().await[0]["provider_payment"])
    }

    /// Tells everything that waits and works off what comes of it; gives what the program answered.
    pub async fn told(&self) -> Vec<Option<u16>> {
        let told = self.desk().deliver_now().await;
        self.app.run_jobs().await;
        told.into_iter().map(|delivery| delivery.status).collect()
    }

    /// What stands in the ledger's accounts: `kind owner` and minor units, empty ones left out. Their sum is zero.
    pub async fn balances(&self) -> Vec<(String, i64)> {
        let mut tx = self.app.begin(self.shop.tenant).await;
        let found: Vec<(String, i64)> = sqlx::query_as(
            "select trim(a.kind || ' ' || a.owner), sum(e.amount)::bigint
               from ledger_entry e join ledger_account a using (tenant_id, account_id)
              where tenant_id = $1
              group by 1 having sum(e.amount) <> 0 order by 1",
        )
        .bind(self.shop.tenant)
        .fetch_all(&mut *tx)
        .await
        .unwrap();
        assert_eq!(found.iter().map(|(_, sum)| sum).sum::<i64>(), 0, "{found:?}");
        found
    }

    /// How many payments the provider knows.
    pub fn known_there(&self) -> usize {
        self.desk().books(TOKEN).unwrap().payments.len()
    }
}

/// What a payer types.
pub fn typed() -> Vec<(&'static str, &'static str)> {
    vec![
        ("bank", BANK),
        ("document_type", "CC"),
        ("document", "52.123.456"),
        ("first_name", "Ana María"),
        ("last_name", "Ruiz"),
        ("email", "ana@correo.test"),
        ("phone", "300 123 4567"),
        ("street", "Calle 26 # 13-19"),
        ("city", "Bogotá"),
    ]
}

/// Sends the form of PSE as a browser does.
pub async fn pay(debt: &Debt) -> Answer {
    pay_with(debt, &typed()).await
}

pub async fn pay_with(debt: &Debt, fields: &[(&str, &str)]) -> Answer {
    let request = debt.guest.request(Method::POST, &format!("{}/pse", debt.path));
    debt.guest
        .send(request.header(ACCEPT, "text/html").form(fields))
        .await
}

/// Sends what the provider's fields gave for a card, as a browser does.
pub async fn pay_by_card(debt: &Debt, token: &str) -> Answer {
    let fields = [
        ("token", token),
        ("payment_method_id", "visa"),
        ("installments", "1"),
        ("document_type", "CC"),
        ("document", "52.123.456"),
    ];
    send_card(debt, &fields).await
}

/// The form of a card with these fields.
pub async fn send_card(debt: &Debt, fields: &[(&str, &str)]) -> Answer {
    let request = debt.guest.request(Method::POST, &format!("{}/card", debt.path));
    debt.guest
        .send(request.header(ACCEPT, "text/html").form(fields))
        .await
}

/// Asks the shop's program to give money back; each time anew.
pub async fn refund(owner: &Client, payment: &str, body: &Value) -> Answer {
    static ASKED: AtomicU64 = AtomicU64::new(0);
    let key = format!("refund-{}", ASKED.fetch_add(1, Ordering::Relaxed));
    refund_by(owner, payment, &key, body).await
}

/// The same by a key.
pub async fn refund_by(owner: &Client, payment: &str, key: &str, body: &Value) -> Answer {
    let path = format!("/api/v1/admin/payments/{payment}/refunds");
    let request = owner.request(Method::POST, &path).json(body);
    owner.send(request.header("idempotency-key", key)).await
}

pub fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("no text: {value}"))
        .to_owned()
}
