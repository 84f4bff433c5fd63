//! People: registering, signing in, tokens, links, the team.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a helper that cannot go on has failed its test"
)]

mod browser;
mod devices;
mod forgery;
mod google;
mod google_attempts;
mod keys;
mod limits;
mod links;
mod opening;
mod passkey_sign_in;
mod passkeys;
mod recovery;
mod registering;
mod second_factor;
mod sessions;
mod sign_up;
mod signing_in;
mod team;

use std::time::Duration;

use db::TenantTx;
use serde_json::{Value, json};
use testkit::{Answer, Client, TestApp, TestShop};
use tokio::task::JoinHandle;

/// A password that the policy accepts, and nobody else has.
const OTHER_PASSWORD: &str = "otra clave bien larga";

async fn log_in(client: &Client, email: &str, password: &str) -> Answer {
    client
        .another()
        .post(
            "/api/v1/auth/login",
            &json!({ "email": email, "password": password }),
        )
        .await
}

/// The token in the newest mail of this purpose.
async fn token_from_mail(app: &TestApp, shop: &TestShop, purpose: &str) -> String {
    let body: String = sqlx::query_scalar(
        "select text_body from message where tenant_id = $1 and purpose = $2 order by message_id desc limit 1",
    )
    .bind(shop.tenant)
    .bind(purpose)
    .fetch_one(&mut **tx(app, shop).await)
    .await
    .unwrap();
    let token = body.split("token=").nth(1).expect("a link with a token");
    token
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c))
        .collect()
}

async fn mails(app: &TestApp, shop: &TestShop, purpose: &str) -> i64 {
    let sql = "select count(*) from message where tenant_id = $1 and purpose = $2";
    let mut tx = tx(app, shop).await;
    sqlx::query_scalar(sql)
        .bind(shop.tenant)
        .bind(purpose)
        .fetch_one(&mut **tx)
        .await
        .unwrap()
}

const SESSIONS: &str = "select count(*) from session where tenant_id = $1 and revoked_at is null";

/// The number that a statement gives for the shop.
async fn count(app: &TestApp, shop: &TestShop, sql: &'static str) -> i64 {
    let mut tx = tx(app, shop).await;
    sqlx::query_scalar(sql)
        .bind(shop.tenant)
        .fetch_one(&mut **tx)
        .await
        .unwrap()
}

async fn tx(app: &TestApp, shop: &TestShop) -> Box<TenantTx> {
    Box::new(app.begin(shop.tenant).await)
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name]
        .as_str()
        .unwrap_or_else(|| panic!("no {name} in {value}"))
}

/// The token that a page's forms send back.
fn csrf(page: &Answer) -> String {
    let start = "name=\"csrf_token\" value=\"";
    page.text
        .split(start)
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("a form with a token")
        .to_owned()
}

/// What a request answers that comes in while `tx` holds rows which it needs, and goes on after `tx` is committed.
async fn meanwhile(
    app: &TestApp,
    tx: Box<TenantTx>,
    asking: impl Future<Output = Answer> + Send + 'static,
) -> Answer {
    let asked = tokio::spawn(asking);
    until_it_waits(app, &asked).await;
    tx.commit().await.unwrap();
    asked.await.unwrap()
}

/// One that never waits has been answered already.
async fn until_it_waits(app: &TestApp, asked: &JoinHandle<Answer>) {
    let mut superuser = app.database.superuser().await;
    while !asked.is_finished() {
        let waiting: i64 = sqlx::query_scalar(
            "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
        )
        .fetch_one(&mut superuser)
        .await
        .unwrap();
        if waiting > 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}
