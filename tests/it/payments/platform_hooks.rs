//! What a provider tells the platform itself: believed by the platform's secret, and brought to the shop that it is about.

use kernel::{Clock, Env};
use reqwest::Method;
use serde_json::json;
use testkit::{Answer, Client, TestApp};

/// One of the provider's own examples (`mp_signature_vectors.json`), and the moment that it was signed at.
const SECRET: &str = "mp-test-secret-0001";
const SIGNED: &str = "ts=1742505638683,v1=dd23dbaeff9f3ced539c397aacadb44f32cd9d9abfde8fe9649e6e1e0c60ce79";
const REQUEST: &str = "bb56a2f1-6aae-46ac-982e-9dcd3581d08e";
const MOMENT: &str = "2025-03-20T21:20:40Z";
const PATH: &str = "/webhooks/mercadopago?data.id=1312147735&type=payment";

async fn open(variables: &[(&str, &str)]) -> TestApp {
    let env = Env::with_clock(Clock::manual(MOMENT.parse().unwrap()));
    TestApp::start_by(env, variables).await
}

async fn tell(app: &TestApp, signature: &str) -> Answer {
    let body = json!({
        "action": "payment.updated", "data": { "id": "1312147735" }, "type": "payment", "live_mode": true, "id": 7,
        "user_id": 4242, "date_created": MOMENT,
    });
    let client = Client::new(app.address, "localhost");
    let request = client
        .request(Method::POST, PATH)
        .header("x-signature", signature)
        .header("x-request-id", REQUEST)
        .json(&body);
    client.send(request).await
}

async fn strays(app: &TestApp) -> Vec<(String, Option<String>, i32)> {
    sqlx::query_as("select object_id, account, deliveries from webhook_stray order by received_at")
        .fetch_all(&mut app.database.superuser().await)
        .await
        .unwrap()
}

#[tokio::test]
async fn what_is_nobodys_is_kept_by_name_once_and_what_nobody_signed_is_not() {
    let app = open(&[("MERCADOPAGO_WEBHOOK_SECRET", SECRET)]).await;
    for forged in ["", "ts=1742505638683,v1=00", "nonsense"] {
        tell(&app, forged).await.expect(401);
    }
    assert_eq!(strays(&app).await, []);
    tell(&app, SIGNED).await.expect(200);
    tell(&app, SIGNED).await.expect(200);
    assert_eq!(
        strays(&app).await,
        [("1312147735".to_owned(), Some("4242".to_owned()), 2)]
    );
    app.advance(301);
    tell(&app, SIGNED).await.expect(401);
}

#[tokio::test]
async fn it_is_brought_to_every_shop_of_that_account() {
    let app = open(&[("MERCADOPAGO_WEBHOOK_SECRET", SECRET)]).await;
    let (one, other) = (app.shop("aurora").await, app.shop("bordados").await);
    for (tenant, account) in [(one.tenant, "4242"), (other.tenant, "4243")] {
        sqlx::query(
            "insert into payment_account
               (tenant_id, account_id, provider, outside_id, name, live, public_key, secret_sealed, created_at, updated_at)
             values ($1, gen_random_uuid(), 'mercadopago', $2, 'x', true, 'x', '', now(), now())",
        )
        .bind(tenant)
        .bind(account)
        .execute(&mut app.database.superuser().await)
        .await
        .unwrap();
    }
    tell(&app, SIGNED).await.expect(200);
    tell(&app, SIGNED).await.expect(200);
    let kept: Vec<(kernel::TenantId, String, i32)> =
        sqlx::query_as("select tenant_id, object_id, deliveries from webhook_event")
            .fetch_all(&mut app.database.superuser().await)
            .await
            .unwrap();
    assert_eq!(kept, [(one.tenant, "1312147735".to_owned(), 2)]);
    assert_eq!(strays(&app).await, []);
}

#[tokio::test]
async fn without_the_platforms_secret_nobody_is_believed() {
    let app = open(&[]).await;
    tell(&app, SIGNED).await.expect(401);
    assert_eq!(strays(&app).await, []);
}
