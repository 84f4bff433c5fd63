//! What providers told is seen, and acted on again when somebody says so: never twice.

use serde_json::{Value, json};

use super::{Stage, TOKEN, TOTAL, pay, text};

const LIST: &str = "/api/v1/admin/payment-events";

async fn events(stage: &Stage, state: &str) -> Vec<Value> {
    let list = stage
        .owner()
        .await
        .get(&format!("{LIST}?state={state}"))
        .await
        .expect(200)
        .json();
    list["data"].as_array().unwrap().clone()
}

fn replay_path(event: &Value) -> String {
    format!("{LIST}/{}/replay", text(&event["id"]))
}

/// Jobs that are to act on events.
async fn waiting(stage: &Stage) -> i64 {
    sqlx::query_scalar(
        "select count(*) from job where tenant_id = $1 and kind = 'payments.apply_event' and status = 'waiting'",
    )
    .bind(stage.shop.tenant)
    .fetch_one(&mut stage.app.database.superuser().await)
    .await
    .unwrap()
}

async fn set_live(stage: &Stage, live: bool) {
    sqlx::query("update payment_account set live = $2 where tenant_id = $1")
        .bind(stage.shop.tenant)
        .bind(live)
        .execute(&mut stage.app.database.superuser().await)
        .await
        .unwrap();
}

#[tokio::test]
async fn what_could_not_be_acted_on_is_told_in_words_and_done_once_when_replayed() {
    let stage = Stage::set().await;
    let debt = stage.debt().await;
    pay(&debt).await.expect(303);
    stage.told().await;
    stage.app.advance(1);
    set_live(&stage, false).await;
    assert!(stage.desk().approve(&stage.outside().await));
    stage.told().await;
    let dead = events(&stage, "dead").await;
    assert_eq!(dead.len(), 1, "{dead:?}");
    assert_eq!(
        (&dead[0]["status"], &dead[0]["note"]),
        (&json!("dead"), &json!("wrong_mode"))
    );
    let owner = stage.owner().await;
    let page = owner
        .get("/admin/payments/events?state=dead")
        .await
        .expect(200)
        .text;
    assert!(page.contains("dinero de prueba"), "{page}");
    let one = format!("/admin/payments/events/{}", text(&dead[0]["id"]));
    let page = owner.get(&one).await.expect(200).text;
    assert!(
        page.contains("no se pudo aplicar") && page.contains("x-signature"),
        "{page}"
    );

    set_live(&stage, true).await;
    for _ in 0..2 {
        owner.post(&replay_path(&dead[0]), &json!({})).await.expect(204);
    }
    owner.form(&format!("{one}/replay"), &[]).await.expect(303);
    assert_eq!(waiting(&stage).await, 1, "said three times, done once");
    stage.app.run_jobs().await;
    assert_eq!(stage.order(&debt).await["payment_status"], "paid");
    assert_eq!(events(&stage, "dead").await, [] as [Value; 0]);

    let before = stage.balances().await;
    assert!(before.contains(&("sales".to_owned(), -TOTAL)), "{before:?}");
    for event in events(&stage, "done").await {
        owner.post(&replay_path(&event), &json!({})).await.expect(204);
    }
    stage.app.run_jobs().await;
    assert_eq!(stage.balances().await, before, "what was done is not done again");
    assert_eq!(waiting(&stage).await, 0);
}

#[tokio::test]
async fn a_credential_that_is_taken_no_more_is_said() {
    let stage = Stage::set().await;
    let debt = stage.debt().await;
    pay(&debt).await.expect(303);
    stage.told().await;
    assert!(stage.desk().approve(&stage.outside().await));
    stage.desk().revoke(TOKEN);
    stage.told().await;
    let dead = events(&stage, "dead").await;
    assert_eq!(dead[0]["note"], "unauthorized", "{dead:?}");
    assert_eq!(stage.order(&debt).await["payment_status"], "pending");
}

#[tokio::test]
async fn what_is_about_no_payment_cannot_be_replayed() {
    let stage = Stage::set().await;
    let debt = stage.debt().await;
    pay(&debt).await.expect(303);
    stage.told().await;
    sqlx::query("update webhook_event set status = 'ignored', note = 'no_payment' where tenant_id = $1")
        .bind(stage.shop.tenant)
        .execute(&mut stage.app.database.superuser().await)
        .await
        .unwrap();
    let ignored = events(&stage, "ignored").await;
    let owner = stage.owner().await;
    let refused = owner
        .post(&replay_path(&ignored[0]), &json!({}))
        .await
        .expect(409);
    assert_eq!(refused.code(), "payment_event_ignored");
    let unknown = format!("{LIST}/{}/replay", text(&stage.payments().await[0]["id"]));
    owner.post(&unknown, &json!({})).await.expect(404);
}
