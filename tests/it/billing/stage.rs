//! A shop, the provider's account at what stands in for Stripe, and a clock that both go by.

use kernel::{Clock, Env};
use payment_sandbox::stripe::{Desk, Sandbox, Served, webhook_secret};
use reqwest::Method;
use serde_json::{Value, json};
use testkit::{Answer, Client, TestApp, TestShop, sign_in};

use super::{DAY, try_out};

/// The provider's secret key.
pub const KEY: &str = "sk_test_vitrina";
/// A card that pays.
pub const FINE: &str = "4242424242424242";
/// Where Stripe tells of subscriptions.
pub const HOOK: &str = "/billing/webhooks/stripe";
/// What the endpoint is told of.
const KINDS: [&str; 4] = [
    "customer.subscription.",
    "invoice.",
    "checkout.",
    "subscription_schedule.",
];

pub struct Stage {
    pub served: Served,
    pub app: TestApp,
    pub shop: TestShop,
}

impl Stage {
    /// The shop tries for ten days more.
    pub async fn set() -> Self {
        let env = Env::with_clock(Clock::manual("2026-11-22T15:00:00Z".parse().unwrap()));
        let served = Sandbox::new(env.clone()).unwrap().serve(0).unwrap();
        let app = start(&served, env).await;
        let desk = served.sandbox.desk();
        desk.send_to(app.address);
        let url = format!("http://platform.localhost:8080{HOOK}");
        desk.endpoint_for(KEY, &url, &[&webhook_secret(KEY)], &KINDS);
        let shop = app.shop("aurora").await;
        try_out(&app, &shop, 10 * DAY).await;
        Self { served, app, shop }
    }

    /// Another replica beside the first.
    pub async fn second(&self) -> TestApp {
        let settings = settings(&self.served);
        let borrowed: Vec<(&str, &str)> = settings
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        self.app.second(&borrowed).await
    }

    pub fn desk(&self) -> Desk {
        self.served.sandbox.desk()
    }

    /// The owner, signed in anew: time passes here.
    pub async fn owner(&self) -> Client {
        self.owner_of(&self.shop).await
    }

    pub async fn owner_of(&self, shop: &TestShop) -> Client {
        let slug = shop.host.split('.').next().unwrap();
        // Months pass here, and an owner's password lives for ninety days.
        sqlx::query("update person set password_changed_at = $2 where tenant_id = $1 and role = 'owner'")
            .bind(shop.tenant)
            .bind(self.app.env.now())
            .execute(&mut self.app.database.superuser().await)
            .await
            .unwrap();
        sign_in(&shop.anonymous, &format!("owner@{slug}.test")).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        let path = format!("/api/v1/billing/{path}");
        self.owner().await.post(&path, body).await
    }

    /// What the shop has by now.
    pub async fn has(&self) -> Value {
        let owner = self.owner().await;
        owner.get("/api/v1/billing/subscription").await.expect(200).json()
    }

    pub async fn level(&self) -> String {
        text(&self.has().await["level"])
    }

    /// Begins to subscribe; gives the name of the page at Stripe.
    pub async fn checkout(&self, plan: &str) -> String {
        let page = self
            .post("checkout", &json!({ "plan": plan }))
            .await
            .expect(201)
            .json();
        session_of(&text(&page["url"]))
    }

    /// Subscribes, paying with this card, and waits for Stripe's word.
    pub async fn subscribe(&self, plan: &str, card: &str) {
        let session = self.checkout(plan).await;
        let end = format!("{:?}", self.desk().check_out(&session, card));
        assert_eq!(end, "Done");
        self.told().await;
    }

    /// The same of another shop.
    pub async fn subscribe_shop(&self, shop: &TestShop, plan: &str) {
        let owner = self.owner_of(shop).await;
        let wanted = json!({ "plan": plan });
        let page = owner
            .post("/api/v1/billing/checkout", &wanted)
            .await
            .expect(201)
            .json();
        let end = self.desk().check_out(&session_of(&text(&page["url"])), FINE);
        assert_eq!(format!("{end:?}"), "Done");
        self.told().await;
    }

    /// Tells everything that waits and works off what comes of it.
    pub async fn told(&self) {
        let told = self.desk().deliver_now().await;
        assert!(told.iter().all(|one| one.status == Some(200)), "{told:?}");
        self.app.run_jobs().await;
    }

    /// Time passes until then, here and at Stripe, in steps of half a day, with all that is done by the clock.
    pub async fn until(&self, moment: &str) {
        let end: kernel::Instant = kernel::Instant(moment.parse().unwrap());
        loop {
            let left = end.seconds_since(self.app.env.now());
            if left <= 0 {
                return;
            }
            self.app.advance(left.min(DAY / 2));
            self.desk().pass();
            self.app.tick().await;
            self.told().await;
        }
    }

    /// What the shop is called at Stripe.
    pub async fn customer(&self) -> String {
        sqlx::query_scalar("select customer_id from subscription where tenant_id = $1")
            .bind(self.shop.tenant)
            .fetch_one(&mut self.app.database.superuser().await)
            .await
            .unwrap()
    }

    /// All that its cards have paid.
    pub async fn charged(&self) -> i64 {
        self.desk().charged(KEY, &self.customer().await)
    }

    /// Why its owner was written to.
    pub async fn letters(&self) -> Vec<String> {
        sqlx::query_scalar(
            "select purpose from message where tenant_id = $1 and purpose like 'billing.%' order by message_id",
        )
        .bind(self.shop.tenant)
        .fetch_all(&mut self.app.database.superuser().await)
        .await
        .unwrap()
    }

    /// Each invoice has come once, and stands here as it stands there.
    pub async fn assert_invoices_agree(&self) {
        let customer = self.customer().await;
        let theirs = self.desk().invoices(KEY);
        let theirs = theirs.iter().filter(|invoice| invoice.customer == customer);
        let mut theirs: Vec<(String, String, i64, i64)> = theirs
            .map(|invoice| {
                assert!(invoice.charges <= 1, "{invoice:?}");
                (
                    invoice.id.clone(),
                    invoice.status.clone(),
                    invoice.total,
                    invoice.paid,
                )
            })
            .collect();
        theirs.sort();
        let ours: Vec<(String, String, i64, i64)> = sqlx::query_as(
            "select outside_id, status, total, paid from billing_invoice where tenant_id = $1 order by outside_id",
        )
        .bind(self.shop.tenant)
        .fetch_all(&mut self.app.database.superuser().await)
        .await
        .unwrap();
        assert_eq!(ours, theirs, "left is ours, right is theirs");
    }

    /// Posts what Stripe would, signed by this secret.
    pub async fn tell(&self, body: &str, secret: &str) -> Answer {
        let signature = self.desk().signature(body, secret);
        self.tell_with(body.as_bytes().to_vec(), &signature).await
    }

    pub async fn tell_with(&self, body: Vec<u8>, signature: &str) -> Answer {
        let platform = Client::new(self.app.address, "platform.localhost");
        let request = platform.request(Method::POST, HOOK).body(body);
        platform.send(request.header("stripe-signature", signature)).await
    }
}

fn settings(served: &Served) -> Vec<(&'static str, String)> {
    vec![
        ("VITRINA_INTEGRATIONS__STRIPE_STAND_IN", served.url.to_string()),
        ("VITRINA_BILLING__STRIPE_SECRET_KEY", KEY.to_owned()),
        (
            "VITRINA_BILLING__STRIPE_WEBHOOK_SECRETS",
            format!("whsec_old,{}", webhook_secret(KEY)),
        ),
        ("VITRINA_LIMITS__ON", "false".to_owned()),
    ]
}

async fn start(served: &Served, env: Env) -> TestApp {
    let settings = settings(served);
    let borrowed: Vec<(&str, &str)> = settings
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    TestApp::start_by(env, &borrowed).await
}

/// `…/c/pay/cs_test_1`
fn session_of(url: &str) -> String {
    let path = url.split(['?', '#']).next().unwrap();
    path.rsplit('/').next().unwrap().to_owned()
}

pub fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("no text: {value}"))
        .to_owned()
}
