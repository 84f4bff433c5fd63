//! What Stripe tells: signed, kept once, believed only as far as it says whom to ask about.

use std::time::{Duration, Instant};

use payment_sandbox::stripe::webhook_secret;
use serde_json::json;

use super::stage::{FINE, KEY, Stage};

fn body(event: &str, customer: &str) -> String {
    json!({
        "id": event, "object": "event", "type": "customer.subscription.updated", "api_version": "2026-09-30.endive",
        "created": 1_795_359_605, "livemode": false,
        "data": { "object": { "id": "sub_none", "object": "subscription", "customer": customer, "status": "active" } },
    })
    .to_string()
}

async fn kept(stage: &Stage) -> Vec<(String, Option<String>, i32)> {
    sqlx::query_as("select status, note, deliveries from billing_event order by received_at, event_id")
        .fetch_all(&mut stage.app.database.superuser().await)
        .await
        .unwrap()
}

#[tokio::test]
async fn what_nobody_signed_is_refused_and_not_kept() {
    let stage = Stage::set().await;
    let (body, secret) = (body("evt_1", "cus_1"), webhook_secret(KEY));
    let signed = stage.desk().signature(&body, &secret);
    for signature in ["", "t=1,v1=00", "nonsense", &signed.replace("v1=", "v0=")] {
        let answer = stage.tell_with(body.clone().into_bytes(), signature).await;
        answer.expect(401);
    }
    stage.tell(&body, "whsec_another").await.expect(401);
    let changed = body.replace("cus_1", "cus_2").into_bytes();
    stage.tell_with(changed, &signed).await.expect(401);
    stage.app.advance(301);
    stage
        .tell_with(body.clone().into_bytes(), &signed)
        .await
        .expect(401);
    stage.tell("{\"id\":\"evt_1\"}", &secret).await.expect(400);
    stage.tell(&" ".repeat(300 * 1024), &secret).await.expect(413);
    assert!(kept(&stage).await.is_empty());
    // The secret before is taken, too, and a shop's own host is as good as any.
    stage.tell(&body, "whsec_old").await.expect(200);
    assert_eq!(kept(&stage).await.len(), 1);
}

#[tokio::test]
async fn an_unknown_customer_waits_and_gives_nothing_and_is_heard_once_a_shop_has_it() {
    let stage = Stage::set().await;
    let before = stage.has().await;
    let (told, secret) = (body("evt_1", "cus_unknown"), webhook_secret(KEY));
    for _ in 0..2 {
        stage.tell(&told, &secret).await.expect(200);
        stage.app.run_jobs().await;
    }
    let unknown = Some("unknown_customer".to_owned());
    assert_eq!(kept(&stage).await, [("waiting".to_owned(), unknown, 2)]);
    assert_eq!(stage.has().await, before, "nothing given, nothing taken");
    sqlx::query("update subscription set customer_id = 'cus_unknown' where tenant_id = $1")
        .bind(stage.shop.tenant)
        .execute(&mut stage.app.database.superuser().await)
        .await
        .unwrap();
    stage.app.advance(2 * 60 * 60);
    stage.app.tick().await;
    stage.app.run_jobs().await;
    let kept = kept(&stage).await;
    assert_eq!(kept[0].2, 2);
    // Stripe knows no such customer, so that there is nothing to take: it stays a person's.
    assert!(["waiting", "done"].contains(&kept[0].0.as_str()), "{kept:?}");
    assert_eq!(stage.has().await["plan"], before["plan"]);
}

#[tokio::test]
async fn real_money_is_not_taken_for_rehearsed_and_a_body_is_not_believed() {
    let stage = Stage::set().await;
    stage.subscribe("basico", FINE).await;
    let secret = webhook_secret(KEY);
    let customer = stage.customer().await;
    let live = body("evt_live", &customer).replace("\"livemode\":false", "\"livemode\":true");
    stage.tell(&live, &secret).await.expect(200);
    // It says that the shop has the largest plan; Stripe says otherwise.
    let lie = json!({
        "id": "evt_lie", "object": "event", "type": "customer.subscription.updated", "created": 1_795_359_605,
        "livemode": false,
        "data": { "object": {
            "id": "sub_lie", "object": "subscription", "customer": customer, "status": "active",
            "items": { "data": [{ "id": "si_1", "price": { "id": "price_1", "lookup_key": "vitrina_empresa_v1_cop_month" } }] },
        } },
    });
    stage.tell(&lie.to_string(), &secret).await.expect(200);
    stage.app.run_jobs().await;
    assert_eq!(stage.has().await["plan"], "basico");
    let dead: Vec<String> = sqlx::query_scalar("select note from billing_event where status = 'dead'")
        .fetch_all(&mut stage.app.database.superuser().await)
        .await
        .unwrap();
    assert_eq!(dead, ["wrong_mode"]);
}

#[tokio::test]
async fn another_replica_knows_of_a_change_within_two_seconds() {
    let stage = Stage::set().await;
    let other = stage.second().await;
    let owner = stage.owner().await;
    let there = owner.towards(other.address, &stage.shop.host);
    super::try_out(&stage.app, &stage.shop, 60).await;
    stage.app.advance(61);
    other.app.shops.forget(stage.shop.tenant);
    let shelf = json!({ "plan": "basico" });
    let level = async || {
        let has = there.get("/api/v1/billing/subscription").await.expect(200).json();
        has["level"].as_str().unwrap().to_owned()
    };
    assert_eq!(level().await, "free");
    let page = owner
        .post("/api/v1/billing/checkout", &shelf)
        .await
        .expect(201)
        .json();
    let session = page["url"]
        .as_str()
        .unwrap()
        .rsplit('/')
        .next()
        .unwrap()
        .to_owned();
    stage.desk().check_out(&session, FINE);
    stage.told().await;
    let (began, patience) = (Instant::now(), Duration::from_secs(2));
    while level().await != "full" {
        assert!(
            began.elapsed() < patience,
            "the other replica has not heard of it"
        );
        tokio::task::yield_now().await;
    }
}
