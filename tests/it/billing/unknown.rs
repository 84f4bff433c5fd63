//! Nobody answers, or somebody answers late: nothing is done twice, nothing is forgotten.

use payment_sandbox::stripe::Fault;
use serde_json::json;

use super::stage::{FINE, KEY, Stage, text};

async fn operations(stage: &Stage) -> Vec<(String, String)> {
    sqlx::query_as(
        "select kind, status from billing_operation where tenant_id = $1 order by created_at, operation_id",
    )
    .bind(stage.shop.tenant)
    .fetch_all(&mut stage.app.database.superuser().await)
    .await
    .unwrap()
}

/// Until the job that sees to what nobody knows the end of.
async fn later(stage: &Stage) {
    stage.app.advance(181);
    stage.app.run_jobs().await;
}

#[tokio::test]
async fn a_customer_that_was_made_unheard_is_made_once() {
    let stage = Stage::set().await;
    stage.desk().fail_next(Fault::ErrorAfter);
    let asked = stage.post("checkout", &json!({ "plan": "pro" })).await;
    assert_eq!(asked.expect(503).code(), "stripe_away");
    let again = stage.post("checkout", &json!({ "plan": "pro" })).await;
    assert_eq!(again.expect(409).code(), "plan_change_under_way");
    later(&stage).await;
    assert_eq!(
        operations(&stage).await,
        [("customer".to_owned(), "done".to_owned())]
    );
    stage.subscribe("pro", FINE).await;
    assert_eq!(stage.has().await["plan"], "pro");
    assert_eq!(stage.desk().subscriptions(KEY).len(), 1);
}

#[tokio::test]
async fn an_upgrade_that_nobody_answered_is_charged_once_and_found() {
    let stage = Stage::set().await;
    stage.subscribe("basico", FINE).await;
    stage.until("2026-12-12T15:00:00Z").await;
    let before = stage.charged().await;
    let wanted = json!({ "plan": "pro" });
    for fault in [Fault::ErrorAfter, Fault::ErrorBefore] {
        let (plan, asked) = match fault {
            Fault::ErrorAfter => ("pro", wanted.clone()),
            _ => ("empresa", json!({ "plan": "empresa" })),
        };
        let seen = stage.post("change-previews", &asked).await.expect(201).json();
        stage.desk().fail_next(fault);
        let agreed = json!({ "plan": plan, "preview_id": seen["id"] });
        let lost = stage.post("change-plan", &agreed).await;
        assert_eq!(lost.expect(503).code(), "stripe_away");
        let again = stage.post("change-plan", &agreed).await;
        assert_eq!(again.expect(409).code(), "plan_change_under_way");
        later(&stage).await;
        assert_eq!(text(&stage.has().await["plan"]), plan);
        let (shown, charged): (i64, i64) = sqlx::query_as(
            "select shown, charged from billing_operation where operation_id = $1::uuid and status = 'done'",
        )
        .bind(text(&seen["id"]))
        .fetch_one(&mut stage.app.database.superuser().await)
        .await
        .unwrap();
        assert_eq!((shown, charged), (seen["amount_due"].as_i64().unwrap(), shown));
        stage.app.advance(60);
    }
    let sum: i64 = sqlx::query_scalar(
        "select sum(charged)::bigint from billing_operation where tenant_id = $1 and kind = 'upgrade'",
    )
    .bind(stage.shop.tenant)
    .fetch_one(&mut stage.app.database.superuser().await)
    .await
    .unwrap();
    assert_eq!(stage.charged().await - before, sum);
    stage.told().await;
    stage.assert_invoices_agree().await;
}

#[tokio::test]
async fn what_was_never_told_is_found_by_asking_each_day() {
    let stage = Stage::set().await;
    stage.desk().fail(Fault::HookLost, 1000);
    let session = stage.checkout("pro").await;
    assert_eq!(format!("{:?}", stage.desk().check_out(&session, FINE)), "Done");
    stage.until("2026-11-24T15:00:00Z").await;
    let has = stage.has().await;
    assert_eq!(
        (&has["status"], &has["plan"]),
        (&json!("trialing"), &json!("pro"))
    );
    stage.until("2026-12-04T15:00:00Z").await;
    assert_eq!(stage.has().await["status"], "active");
    assert_eq!(stage.charged().await, 11_990_000);
}

#[tokio::test]
async fn an_event_waits_for_a_stripe_that_is_away() {
    let stage = Stage::set().await;
    let session = stage.checkout("basico").await;
    assert_eq!(format!("{:?}", stage.desk().check_out(&session, FINE)), "Done");
    stage.desk().fail(Fault::ErrorBefore, 1000);
    stage.told().await;
    assert_eq!(stage.has().await["price"], json!(null));
    stage.desk().fail(Fault::ErrorBefore, 0);
    stage.app.advance(15 * 60);
    stage.app.run_jobs().await;
    assert_eq!(stage.has().await["plan"], "basico");
    let open: i64 =
        sqlx::query_scalar("select count(*) from billing_event where status not in ('done', 'ignored')")
            .fetch_one(&mut stage.app.database.superuser().await)
            .await
            .unwrap();
    assert_eq!(open, 0);
}
