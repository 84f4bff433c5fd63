//! The shop's account at the provider: who may connect it, and that nothing of it comes back.

use serde_json::json;

use super::{Stage, TOKEN};

const PATH: &str = "/api/v1/admin/payment-accounts/mercadopago";

#[tokio::test]
async fn a_credential_is_asked_about_before_it_is_kept_and_never_comes_back() {
    let stage = Stage::set().await;
    let seen = stage.owner().await.get(PATH).await.expect(200);
    assert!(
        !seen.text.contains(TOKEN) && seen.json()["signs_webhooks"] == true,
        "{}",
        seen.text
    );
    let page = stage
        .owner()
        .await
        .get("/admin/payments/mercadopago")
        .await
        .expect(200)
        .text;
    assert!(!page.contains(TOKEN), "{page}");
    let refused = |token: &str| json!({ "access_token": token, "public_key": "APP_USR-public" });
    let unknown = stage
        .owner()
        .await
        .put(PATH, &refused("nonsense"))
        .await
        .expect(422);
    assert_eq!(unknown.json()["errors"][0]["field"], "access_token");
    let other = stage
        .owner()
        .await
        .put(PATH, &refused("APP_USR-bordados"))
        .await
        .expect(409);
    assert_eq!(other.code(), "payment_other_account");
    let sealed: Vec<u8> =
        sqlx::query_scalar("select secret_sealed from payment_account where tenant_id = $1")
            .bind(stage.shop.tenant)
            .fetch_one(&mut stage.app.database.superuser().await)
            .await
            .unwrap();
    assert!(!sealed.windows(TOKEN.len()).any(|part| part == TOKEN.as_bytes()));
}
