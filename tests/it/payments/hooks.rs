//! Webhooks: kept when the provider signed them, once each, and believed only as far as they say where to look.

use http::Place;
use kernel::id::Uuid;
use payment_sandbox::mercado_pago::Fault;
use reqwest::Method;
use serde_json::{Value, json};
use testkit::Answer;

use super::{Stage, TOTAL, pay, text};

/// Where the provider tells this shop of changes.
pub async fn hook_path(stage: &Stage) -> String {
    let path = "/api/v1/admin/payment-accounts/mercadopago";
    let seen = stage.owner().await.get(path).await.expect(200).json();
    let url = text(&seen["webhook_url"]);
    url[url.find("/webhooks/").unwrap()..].to_owned()
}

async fn call(stage: &Stage, path: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Answer {
    let mut request = stage.shop.anonymous.request(Method::POST, path).body(body);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    stage.shop.anonymous.send(request).await
}

/// What was kept of it: state, and how often it came.
pub async fn kept(stage: &Stage) -> Vec<(String, i32)> {
    sqlx::query_as(
        "select status, deliveries from webhook_event where tenant_id = $1 order by received_at, event_id",
    )
    .bind(stage.shop.tenant)
    .fetch_all(&mut stage.app.database.superuser().await)
    .await
    .unwrap()
}

#[tokio::test]
async fn what_nobody_signed_is_refused_and_not_kept() {
    let stage = Stage::set().await;
    let path = hook_path(&stage).await;
    let body = json!({ "action": "payment.updated", "data": { "id": "1" }, "type": "payment", "live_mode": true, "id": 1 });
    let bytes = || body.to_string().into_bytes();
    let with = |headers: &'static [(&'static str, &'static str)]| headers;
    for headers in [
        with(&[]),
        with(&[("x-signature", "")]),
        with(&[("x-signature", "ts=1,v1=00")]),
        with(&[(
            "x-signature",
            "ts=1763823600000,v1=dd23dbaeff9f3ced539c397aacadb44f32cd9d9abfde8fe9649e6e1e0c60ce79",
        )]),
        with(&[("x-signature", "nonsense"), ("x-request-id", "a")]),
    ] {
        call(
            &stage,
            &format!("{path}?data.id=1&type=payment"),
            headers,
            bytes(),
        )
        .await
        .expect(401);
    }
    let other = format!("{}A", &path[..path.len() - 1]);
    for wrong in ["/webhooks/mercadopago/x", "/webhooks/mercadopago/AAAA", &other] {
        call(&stage, wrong, &[], bytes()).await.expect(401);
    }
    call(&stage, &path, &[], vec![b'x'; 10 * 1024 * 1024])
        .await
        .expect(413);
    assert_eq!(kept(&stage).await, []);
}

#[tokio::test]
async fn what_comes_twice_late_or_out_of_order_is_done_once() {
    let stage = Stage::set().await;
    let debt = stage.debt().await;
    stage.desk().fail(Fault::HookTwice, 1000);
    pay(&debt).await.expect(303);
    assert!(stage.desk().approve(&stage.outside().await));
    let answers = stage.told().await;
    assert!(
        answers.len() >= 2 && answers.iter().all(|status| *status == Some(200)),
        "{answers:?}"
    );
    assert!(
        kept(&stage)
            .await
            .iter()
            .all(|(status, times)| status == "done" && *times == 2)
    );
    assert_eq!(stage.order(&debt).await["payment_status"], "paid");
    assert!(stage.balances().await.contains(&("sales".to_owned(), -TOTAL)));
}

#[tokio::test]
async fn a_forged_copy_of_the_truth_is_found_out_and_the_clock_finds_the_money() {
    let stage = Stage::set().await;
    let debt = stage.debt().await;
    stage.desk().fail(Fault::HookForged, 1000);
    pay(&debt).await.expect(303);
    assert!(stage.desk().approve(&stage.outside().await));
    assert!(stage.told().await.iter().all(|status| *status == Some(401)));
    assert_eq!(kept(&stage).await, []);
    assert_eq!(stage.order(&debt).await["payment_status"], "pending");
    stage.app.advance(121);
    stage.app.run_jobs().await;
    assert_eq!(stage.order(&debt).await["payment_status"], "paid");
}

#[tokio::test]
async fn an_event_about_a_payment_of_nobody_waits() {
    let stage = Stage::set().await;
    let debt = stage.debt().await;
    pay(&debt).await.expect(303);
    sqlx::query("delete from payment_attempt where tenant_id = $1")
        .bind(stage.shop.tenant)
        .execute(&mut stage.app.database.superuser().await)
        .await
        .unwrap();
    stage.told().await;
    let states: Vec<String> = kept(&stage).await.into_iter().map(|(status, _)| status).collect();
    assert!(
        !states.is_empty() && states.iter().all(|status| status == "waiting"),
        "{states:?}"
    );
}

#[tokio::test]
async fn another_accounts_and_another_modes_events_are_kept_for_a_person() {
    let stage = Stage::set().await;
    let debt = stage.debt().await;
    pay(&debt).await.expect(303);
    sqlx::query("update payment_account set live = false, outside_id = 'another' where tenant_id = $1")
        .bind(stage.shop.tenant)
        .execute(&mut stage.app.database.superuser().await)
        .await
        .unwrap();
    assert!(stage.desk().approve(&stage.outside().await));
    assert!(stage.told().await.iter().all(|status| *status == Some(200)));
    assert!(kept(&stage).await.iter().all(|(status, _)| status == "dead"));
    stage.app.advance(121);
    stage.app.run_jobs().await;
    assert_eq!(stage.order(&debt).await["payment_status"], "pending");
    assert_eq!(stage.balances().await, []);
}

#[tokio::test]
async fn the_secret_before_is_taken_for_two_days() {
    let stage = Stage::set().await;
    let account = json!({ "public_key": "APP_USR-public", "webhook_secret": "another secret of the panel" });
    let path = "/api/v1/admin/payment-accounts/mercadopago";
    let saved: Value = stage.owner().await.put(path, &account).await.expect(200).json();
    assert!(!saved.to_string().contains("another secret"), "{saved}");
    let debt = stage.debt().await;
    pay(&debt).await.expect(303);
    assert!(stage.told().await.iter().all(|status| *status == Some(200)));
    stage.app.advance(2 * 86_400 + 1);
    assert!(stage.desk().approve(&stage.outside().await));
    assert!(stage.told().await.iter().all(|status| *status == Some(401)));
}

#[tokio::test]
async fn what_was_sent_lies_sealed_for_ninety_days() {
    let stage = Stage::set().await;
    let debt = stage.debt().await;
    pay(&debt).await.expect(303);
    stage.told().await;
    let mut conn = stage.app.database.superuser().await;
    let (id, sealed): (Uuid, Vec<u8>) =
        sqlx::query_as("select event_id, sent_sealed from webhook_event where tenant_id = $1 limit 1")
            .bind(stage.shop.tenant)
            .fetch_one(&mut conn)
            .await
            .unwrap();
    let lies = String::from_utf8_lossy(&sealed).into_owned();
    let mut tx = stage.app.begin(stage.shop.tenant).await;
    let place = Place {
        purpose: "payment-event",
        row: id.as_bytes(),
    };
    let plain = stage.app.app.vault.open(&mut tx, place, &sealed).await.unwrap();
    tx.commit().await.unwrap();
    let plain = String::from_utf8(plain).unwrap();
    for inside in ["x-signature", "\"data\""] {
        assert!(plain.contains(inside), "{plain}");
        assert!(!lies.contains(inside), "it lies in the clear");
    }
    stage.app.advance(91 * 86_400);
    stage.app.tick().await;
    stage.app.run_jobs().await;
    let left: i64 = sqlx::query_scalar(
        "select count(*) from webhook_event where tenant_id = $1 and sent_sealed is not null",
    )
    .bind(stage.shop.tenant)
    .fetch_one(&mut conn)
    .await
    .unwrap();
    assert_eq!(left, 0);
    assert!(!kept(&stage).await.is_empty(), "that it came stays known");
}
