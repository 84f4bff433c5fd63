//! The delivery log, and sending again.

use serde_json::json;

use super::Stage;
use crate::booking::text;

#[tokio::test]
async fn the_log_says_in_words_what_went_where_and_is_narrowed() {
    let stage = Stage::set().await;
    stage.with_hooks().await;
    stage.hook.refuse(1, 400);
    stage.booked().await;
    let page = stage.owner().get("/admin/messages").await.expect(200).text;
    for words in [
        "Reservan una cita",
        "Cita reservada",
        "ana@correo.test",
        "No se pudo enviar",
        "status 400",
    ] {
        assert!(page.contains(words), "{words} not in {page}");
    }
    let narrowed = stage
        .owner()
        .get("/admin/messages?address=ANA%40correo")
        .await
        .expect(200)
        .text;
    assert!(narrowed.contains("Cita reservada") && !narrowed.contains("Reservan una cita"));
    let failed = stage
        .owner()
        .get("/api/v1/admin/messages?status=failed")
        .await
        .expect(200)
        .json();
    assert_eq!(failed["pagination"]["total"], 1, "{failed}");
    let none = stage
        .owner()
        .get("/api/v1/admin/messages?address=nadie")
        .await
        .expect(200)
        .json();
    assert_eq!(none["pagination"]["total"], 0);
}

#[tokio::test]
async fn what_a_message_said_to_a_customer_is_not_shown() {
    let stage = Stage::set().await;
    let forgot = json!({ "email": "owner@aurora.test" });
    let path = "/api/v1/auth/forgot-password";
    stage.salon.shop.anonymous.post(path, &forgot).await;
    stage.app.run_jobs().await;
    let log = stage.log("email").await;
    let path = format!("/admin/messages/{}", text(&log[0]["id"]));
    let page = stage.owner().get(&path).await.expect(200).text;
    assert!(
        page.contains("Nueva contraseña") && !page.contains("token="),
        "{page}"
    );
    let json = stage
        .owner()
        .get(&format!("/api/v1{path}"))
        .await
        .expect(200)
        .text;
    assert!(!json.contains("token="), "{json}");
}

#[tokio::test]
async fn what_failed_is_sent_again_once() {
    let stage = Stage::set().await;
    stage.with_hooks().await;
    stage.hook.refuse(1, 400);
    stage.booked().await;
    let id = text(&stage.log("webhook").await[0]["id"]);
    let again = format!("/api/v1/admin/messages/{id}/retry");
    stage.owner().post(&again, &json!({})).await.expect(204);
    let twice = stage.owner().post(&again, &json!({})).await.expect(409);
    assert_eq!(twice.code(), "message_not_failed");
    stage.app.run_jobs().await;
    assert_eq!(stage.hook.heard().len(), 1);
    assert_eq!(stage.status("webhook").await, "sent");
    let form = stage
        .owner()
        .form(&format!("/admin/messages/{id}/retry"), &[])
        .await
        .expect(409);
    assert!(
        form.text.contains("no hace falta enviarlo de nuevo"),
        "{}",
        form.text
    );
}

/// Its job gave up, and could be replayed besides.
#[tokio::test]
async fn sending_again_takes_the_work_from_its_dead_letter() {
    let stage = Stage::set().await;
    stage.with_hooks().await;
    stage.slack.refuse(1_000, 500);
    stage.booked().await;
    for _ in 0..40 {
        stage.app.advance(4 * 3600);
        stage.app.run_jobs().await;
    }
    let owner = stage.owner_now().await;
    let dead = owner.get("/api/v1/admin/jobs/dead").await.expect(200).json();
    assert_eq!(dead["pagination"]["total"], 1, "{dead}");
    let log = stage.log("slack").await;
    assert_eq!(log[0]["status"], "failed");
    let again = format!("/api/v1/admin/messages/{}/retry", text(&log[0]["id"]));
    owner.post(&again, &json!({})).await.expect(204);
    let replay = format!("/api/v1/admin/jobs/{}/replay", text(&dead["data"][0]["id"]));
    owner.post(&replay, &json!({})).await.expect(404);
}

#[tokio::test]
async fn a_neighbours_messages_are_not_there() {
    let stage = Stage::set().await;
    stage.booked().await;
    let id = text(&stage.log("email").await[0]["id"]);
    let other = stage.app.shop("otra").await;
    other
        .owner
        .get(&format!("/api/v1/admin/messages/{id}"))
        .await
        .expect(404);
    other
        .owner
        .get(&format!("/admin/messages/{id}"))
        .await
        .expect(404);
    let retry = format!("/api/v1/admin/messages/{id}/retry");
    other.owner.post(&retry, &json!({})).await.expect(404);
}
