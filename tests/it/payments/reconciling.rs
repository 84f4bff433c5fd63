//! Every night our books are compared with the provider's: what does not agree waits for somebody.

use payment_sandbox::mercado_pago::Fault;
use reqwest::Method;
use serde_json::{Value, json};
use testkit::Client;

use super::{Stage, TOKEN, pay, text};

const PATH: &str = "/api/v1/admin/payments/differences";

/// Two nights later, since what is new has an hour to settle.
async fn night(stage: &Stage) -> Vec<Value> {
    stage.app.advance(30 * 3_600);
    stage.app.tick().await;
    stage.app.run_jobs().await;
    let owner = testkit::sign_in(&stage.shop.anonymous, "owner@aurora.test").await;
    let list = owner.get(PATH).await.expect(200).json();
    let open = list["data"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|d| d["closed_at"].is_null());
    open.cloned().collect()
}

async fn change(stage: &Stage, sql: &'static str) {
    sqlx::query(sql)
        .bind(stage.shop.tenant)
        .execute(&mut stage.app.database.superuser().await)
        .await
        .unwrap();
}

async fn paid(stage: &Stage) {
    let debt = stage.debt().await;
    pay(&debt).await.expect(303);
    assert!(stage.desk().approve(&stage.outside().await));
    stage.told().await;
}

#[tokio::test]
async fn books_that_agree_give_nothing() {
    let stage = Stage::set().await;
    paid(&stage).await;
    assert_eq!(night(&stage).await, [] as [Value; 0]);
}

/// Triggers are switched off: these things cannot happen by the program.
#[tokio::test]
async fn planted_differences_are_found_by_class_and_close_when_they_are_gone() {
    let stage = Stage::set().await;
    for _ in 0..5 {
        paid(&stage).await;
    }
    let ids: Vec<String> = stage
        .payments()
        .await
        .iter()
        .map(|p| text(&p["provider_payment"]))
        .collect();
    let mut conn = stage.app.database.superuser().await;
    for (sql, id) in [
        (
            "update payment_attempt set outside_id = null where outside_id = $1",
            &ids[0],
        ),
        (
            "update payment_attempt set outside_id = '99' || outside_id where outside_id = $1",
            &ids[1],
        ),
        (
            "update payment_attempt set amount = amount + 100 where outside_id = $1",
            &ids[2],
        ),
        (
            "update payment_attempt set fee = 1 where outside_id = $1",
            &ids[3],
        ),
        (
            "update payment_attempt set settled_at = settled_at + interval '5 hours' where outside_id = $1",
            &ids[4],
        ),
    ] {
        sqlx::raw_sql("alter table payment_attempt disable trigger user")
            .execute(&mut conn)
            .await
            .unwrap();
        sqlx::query(sql).bind(id).execute(&mut conn).await.unwrap();
        sqlx::raw_sql("alter table payment_attempt enable trigger user")
            .execute(&mut conn)
            .await
            .unwrap();
    }
    let mut found: Vec<(String, String)> = night(&stage)
        .await
        .iter()
        .map(|d| (text(&d["class"]), text(&d["provider_payment"])))
        .collect();
    found.sort();
    let other = format!("99{}", ids[1]);
    let mut wanted = vec![
        ("amount".to_owned(), ids[2].clone()),
        ("fee".to_owned(), ids[3].clone()),
        ("missing_here".to_owned(), ids[0].clone()),
        ("missing_here".to_owned(), ids[1].clone()),
        ("missing_there".to_owned(), other),
        ("settled_late".to_owned(), ids[4].clone()),
    ];
    wanted.sort();
    assert_eq!(found, wanted);
    assert_eq!(stage.desk().books(TOKEN).unwrap().payments.len(), 5);
    sqlx::raw_sql("alter table payment_attempt disable trigger user")
        .execute(&mut conn)
        .await
        .unwrap();
    change(
        &stage,
        "update payment_attempt set amount = 1000000 where tenant_id = $1",
    )
    .await;
    sqlx::raw_sql("alter table payment_attempt enable trigger user")
        .execute(&mut conn)
        .await
        .unwrap();
    let left = night(&stage).await;
    assert!(!left.iter().any(|d| d["class"] == "amount"), "{left:?}");
}

/// Gives some of it back where the shop is at the provider itself.
async fn give_back_there(stage: &Stage, payment: &str, pesos: u32) {
    let address = stage.served.url.socket_addrs(|| None).unwrap()[0];
    let panel = Client::new(address, "127.0.0.1").with_token(TOKEN);
    let path = format!("/v1/payments/{payment}/refunds");
    let request = panel
        .request(Method::POST, &path)
        .header("x-idempotency-key", "a");
    panel
        .send(request.json(&json!({ "amount": pesos })))
        .await
        .expect(201);
}

/// All of this happens to a shop that no notice reaches.
#[tokio::test]
async fn what_nobody_told_is_found_at_night_and_mended_by_asking() {
    let stage = Stage::set().await;
    let mut names = vec![];
    for _ in 0..3 {
        paid(&stage).await;
        names.push(stage.outside().await);
    }
    let debt = stage.debt().await;
    pay(&debt).await.expect(303);
    names.push(stage.outside().await);
    assert!(stage.desk().reject(&names[3]));
    stage.told().await;
    let desk = stage.desk();
    desk.fail(Fault::HookLost, 1000);
    assert!(desk.become_of(&names[0], "charged_back", "in_process"));
    give_back_there(&stage, &names[1], 4_000).await;
    assert!(desk.become_of(&names[2], "rejected", "by_bank"));
    assert!(desk.approve(&names[3]), "a bank changes its mind");
    let of = |list: Vec<Value>| {
        let one = |d: &Value| (text(&d["provider_payment"]), text(&d["class"]));
        let mut all: Vec<_> = list.iter().map(one).collect();
        all.sort();
        all
    };
    let said = |n: usize, class: &str| (names[n].clone(), class.to_owned());
    let wanted = [
        said(0, "status"),
        said(1, "amount"),
        said(2, "status"),
        said(3, "status"),
    ];
    assert_eq!(of(night(&stage).await), wanted);
    let states: Vec<(String, i64)> = stage
        .payments()
        .await
        .iter()
        .rev()
        .map(|p| (text(&p["status"]), p["refunded"].as_i64().unwrap()))
        .collect();
    let state = |status: &str, back: i64| (status.to_owned(), back);
    let wanted = [
        state("disputed", 0),
        state("partially_refunded", 400_000),
        state("approved", 0),
        state("approved", 0),
    ];
    assert_eq!(states, wanted);
    // The third night looks no further back than the provider's own changes: what we heard of later is not missing there.
    for _ in 0..2 {
        let left = of(night(&stage).await);
        assert_eq!(left, [said(2, "status")], "money that is gone is a person's");
    }
}

/// A payment that we took for refused without ever having learned its name, and that was paid all the same.
#[tokio::test]
async fn what_has_no_name_here_is_known_by_the_one_that_we_gave_it() {
    let stage = Stage::set().await;
    let debt = stage.debt().await;
    pay(&debt).await.expect(303);
    let payment = stage.outside().await;
    change(
        &stage,
        "update payment_attempt set outside_id = null, status = 'rejected' where tenant_id = $1",
    )
    .await;
    assert!(stage.desk().approve(&payment));
    let found = night(&stage).await;
    let [lost] = &found[..] else { panic!("{found:?}") };
    assert_eq!(
        (&lost["class"], &lost["provider_payment"]),
        (&json!("status"), &json!(payment))
    );
    assert_eq!(stage.state().await, "approved");
}

#[tokio::test]
async fn somebody_says_once_what_became_of_a_difference() {
    let stage = Stage::set().await;
    paid(&stage).await;
    change(
        &stage,
        "update payment_attempt set outside_id = null where tenant_id = $1",
    )
    .await;
    let found = night(&stage).await;
    let owner = testkit::sign_in(&stage.shop.anonymous, "owner@aurora.test").await;
    let path = format!("{PATH}/{}/close", text(&found[0]["id"]));
    owner.post(&path, &json!({ "note": "" })).await.expect(422);
    let note = json!({ "note": "Era una venta del datáfono" });
    owner.post(&path, &note).await.expect(204);
    assert_eq!(
        owner.post(&path, &note).await.expect(409).code(),
        "payment_difference_closed"
    );
    let page = owner.get("/admin/money/differences").await.expect(200).text;
    assert!(page.contains("Era una venta del datáfono"), "{page}");
}

/// A payment that the clock found only after five hours, as when webhooks and looks were lost.
#[tokio::test]
async fn what_was_known_late_is_said_once_and_stays_said() {
    let stage = Stage::set().await;
    let debt = stage.debt().await;
    pay(&debt).await.expect(303);
    assert!(stage.desk().approve(&stage.outside().await));
    stage.app.advance(5 * 3_600);
    stage.told().await;
    let found = night(&stage).await;
    let [late] = &found[..] else { panic!("{found:?}") };
    assert_eq!(late["class"], "settled_late");
    let owner = testkit::sign_in(&stage.shop.anonymous, "owner@aurora.test").await;
    let page = owner.get("/admin/money/differences").await.expect(200).text;
    assert!(page.contains("Nos enteramos tarde de un pago"), "{page}");
    let path = format!("{PATH}/{}/close", text(&late["id"]));
    let note = json!({ "note": "Se cayó la red de la tienda" });
    owner.post(&path, &note).await.expect(204);
    assert_eq!(night(&stage).await, [] as [Value; 0], "it is no news any more");
}
