//! Where the shop is told: set up, tried, taken away.

use kernel::Role;
use serde_json::json;

use super::{Stage, secret_in};

#[tokio::test]
async fn an_address_that_may_not_be_called_is_refused_in_words() {
    let stage = Stage::set().await;
    for address in [
        "https://hooks.slack.com.evil.test/services/T/B/x",
        "https://10.0.0.1/",
        "nada",
    ] {
        let page = stage.set_slack(address).await.expect(422);
        assert!(page.text.contains("field-error"), "{address}");
    }
    for address in [
        "http://ejemplo.com/",
        "https://10.0.0.1/",
        "https://ana:clave@ejemplo.com/",
        "nada",
    ] {
        let page = stage.set_webhook(address).await.expect(422);
        assert!(page.text.contains("field-error"), "{address}");
    }
    stage.booked().await;
    assert!(stage.log("webhook").await.is_empty());
}

#[tokio::test]
async fn a_secret_is_shown_once_and_the_one_before_signs_for_a_day() {
    let stage = Stage::set().await;
    let first = stage.with_hooks().await;
    let page = stage.owner().get("/admin/messages/channels").await.expect(200);
    assert!(!page.text.contains("whsec_"));
    let another = "/admin/messages/channels/webhook/secret";
    let second = secret_in(&stage.owner().form(another, &[]).await.expect(201));
    assert_ne!(first, second);
    let test = "/admin/messages/channels/test";
    stage.owner().form(test, &[("to", "webhook")]).await.expect(303);
    stage.app.run_jobs().await;
    stage.app.advance(86_401);
    let owner = stage.owner_now().await;
    owner.form(test, &[("to", "webhook")]).await.expect(303);
    stage.app.run_jobs().await;
    let heard = stage.hook.heard();
    let by = |secret: &str| {
        heard
            .iter()
            .map(|one| one.is_signed_by(secret))
            .collect::<Vec<_>>()
    };
    assert_eq!((by(&first), by(&second)), (vec![true, false], vec![true, true]));
}

#[tokio::test]
async fn what_is_taken_away_is_told_no_more() {
    let stage = Stage::set().await;
    stage.with_hooks().await;
    for what in ["slack", "webhook"] {
        let path = format!("/admin/messages/channels/{what}/remove");
        stage.owner().form(&path, &[]).await.expect(303);
        stage.owner().form(&path, &[]).await.expect(409);
    }
    stage.booked().await;
    assert!(stage.slack.heard().is_empty() && stage.hook.heard().is_empty());
    let test = "/admin/messages/channels/test";
    stage.owner().form(test, &[("to", "slack")]).await.expect(409);
}

#[tokio::test]
async fn only_who_manages_the_settings_sets_up_channels() {
    let stage = Stage::set().await;
    let (manager, _) = stage
        .salon
        .shop
        .person(&stage.app, Role::Manager, "encargada@aurora.test")
        .await;
    manager.get("/admin/messages/channels").await.expect(403);
    manager.get("/api/v1/admin/messages").await.expect(403);
    manager.get("/admin/notices").await.expect(200);
}

#[tokio::test]
async fn addresses_and_secrets_lie_sealed() {
    let stage = Stage::set().await;
    let secret = stage.with_hooks().await;
    stage.with_device().await;
    let rows: Vec<String> = sqlx::query_scalar(
        "select s::text from slack_channel s union all select w::text from webhook_endpoint w
         union all select p::text from push_subscription p union all select k::text from push_key k",
    )
    .fetch_all(&mut stage.app.database.superuser().await)
    .await
    .unwrap();
    let open = format!("{rows:?}");
    assert_eq!(rows.len(), 4);
    for word in [&secret, "/services/T/B", "/push/device"] {
        assert!(!open.contains(word), "{word}");
        assert!(!open.contains(&hex(word)), "{word}");
    }
}

#[tokio::test]
async fn programs_set_up_try_and_take_away_what_the_pages_do() {
    let stage = Stage::set().await;
    let at = "/api/v1/admin/notice-channels";
    let nothing = stage.owner().get(at).await.expect(200).json();
    assert_eq!(nothing, json!({ "slack": null, "webhook": null }));
    for what in ["slack", "webhook"] {
        let test = format!("{at}/{what}/test");
        let refused = stage.owner().post(&test, &json!({})).await.expect(409);
        assert_eq!(refused.code(), "channel_not_set_up");
        let wrong = json!({ what: "https://10.0.0.1/" });
        let refused = stage
            .owner()
            .put(&format!("{at}/{what}"), &wrong)
            .await
            .expect(422);
        assert_eq!(refused.json()["errors"][0]["field"], what);
    }
    let slack = json!({ "slack": format!("{}/services/T/B/x", stage.slack.url) });
    stage
        .owner()
        .put(&format!("{at}/slack"), &slack)
        .await
        .expect(200);
    let webhook = json!({ "webhook": format!("{}/avisos", stage.hook.url) });
    let there = format!("{at}/webhook");
    let made = stage.owner().put(&there, &webhook).await.expect(200).json();
    let again = stage.owner().put(&there, &webhook).await.expect(200).json();
    assert_eq!(again, json!({ "secret": null }), "told once");
    let another = format!("{there}/secret");
    let second = stage.owner().post(&another, &json!({})).await.expect(201).json();
    for what in ["slack", "webhook"] {
        let test = format!("{at}/{what}/test");
        stage.owner().post(&test, &json!({})).await.expect(202);
    }
    stage.app.run_jobs().await;
    assert_eq!(stage.slack.heard().len(), 1);
    let heard = stage.hook.heard();
    for secret in [&made["secret"], &second["secret"]] {
        assert!(heard[0].is_signed_by(secret.as_str().unwrap()));
    }
    let all = stage.owner().get(at).await.expect(200).json();
    assert_eq!(all["slack"], json!({ "stopped_at": null }));
    assert_eq!(all["webhook"]["host"], "127.0.0.1");
    for what in ["slack", "webhook"] {
        let path = format!("{at}/{what}");
        stage.owner().delete(&path).await.expect(204);
        stage.owner().delete(&path).await.expect(409);
    }
}

/// As PostgreSQL writes bytes.
fn hex(text: &str) -> String {
    let bytes: Vec<_> = text.bytes().map(|byte| format!("{byte:02x}")).collect();
    bytes.concat()
}

/// Of each channel the page says what it is, whether it works, and what to do next.
#[tokio::test]
async fn the_page_says_which_channels_work() {
    let stage = Stage::set().await;
    let page = "/admin/messages/channels";
    let before = stage.owner().get(page).await.expect(200).text;
    for part in [
        "Sin configurar",
        "Conectar tu canal de Slack",
        "Escribir la dirección de tu servidor",
        "Activarlos en este dispositivo",
    ] {
        assert!(before.contains(part), "{part} not in {before}");
    }
    stage.with_hooks().await;
    stage.with_device().await;
    stage.booked().await;
    let after = stage.owner().get(page).await.expect(200).text;
    assert!(
        !after.contains("Conectar tu canal de Slack") && !after.contains("El último aviso no llegó"),
        "{after}"
    );
}
