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

/// What was pasted into the wrong field is said at that field, before anybody is asked.
#[tokio::test]
async fn keys_in_the_wrong_fields_are_said_there() {
    const PRIVATE: &str = "APP_USR-1234567890123456-112217-0123456789abcdef0123456789abcdef-123456789";
    const PUBLIC: &str = "APP_USR-01234567-89ab-cdef-0123-456789abcdef";
    const STRIPE: &str = "/api/v1/admin/payment-accounts/stripe";
    let stage = Stage::set().await;
    let other = stage.app.shop("bordados").await;
    for (path, token, public, signing, field, code) in [
        (PATH, PUBLIC, PRIVATE, "", "access_token", "is_public_key"),
        (PATH, PRIVATE, PRIVATE, "", "public_key", "is_private_key"),
        (PATH, "TEST-aurora", PUBLIC, "", "public_key", "other_mode"),
        (
            PATH,
            "sk_live_aurora",
            PUBLIC,
            "",
            "access_token",
            "other_provider",
        ),
        (PATH, PRIVATE, PUBLIC, PRIVATE, "webhook_secret", "is_a_key"),
        (
            STRIPE,
            "pk_live_aurora",
            "pk_live_aurora",
            "",
            "access_token",
            "is_public_key",
        ),
        (
            STRIPE,
            "sk_live_aurora",
            "sk_live_aurora",
            "",
            "public_key",
            "is_private_key",
        ),
        (
            STRIPE,
            "sk_test_aurora",
            "pk_live_aurora",
            "",
            "public_key",
            "other_mode",
        ),
        (
            STRIPE,
            PRIVATE,
            "pk_live_aurora",
            "",
            "access_token",
            "other_provider",
        ),
    ] {
        let account = json!({ "access_token": token, "public_key": public, "webhook_secret": signing });
        let refused = other.owner.put(path, &account).await.expect(422).json();
        let found = refused["errors"].as_array().unwrap();
        assert!(
            found
                .iter()
                .any(|one| one["field"] == field && one["code"] == code),
            "{token} {public}: {refused}"
        );
    }
    let typed = [("access_token", PUBLIC), ("public_key", PUBLIC)];
    let page = other
        .owner
        .form("/admin/payments/mercadopago", &typed)
        .await
        .expect(422)
        .text;
    assert!(
        page.contains("f-access_token-error") && page.contains("Aquí va la privada"),
        "{page}"
    );
    let page = other.owner.get("/admin/payments/stripe").await.expect(200).text;
    assert!(
        page.contains("Dónde encuentro cada clave") && page.contains("pk_test_"),
        "{page}"
    );
}
