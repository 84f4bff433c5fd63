//! Every change by staff leaves a row that says who, what, before and after; nobody takes it away.

mod the_rest;

use std::collections::BTreeSet;

use http::Access;
use kernel::{Role, TenantId};
use serde_json::{Value, json};
use sqlx::FromRow;
use sqlx::types::Json;
use testkit::{TestApp, TestShop};

use self::the_rest::the_rest;
use crate::isolation::neighbour::Neighbour;
use crate::isolation::probes::{PROBES, Who};

#[derive(Debug, FromRow)]
struct Entry {
    actor: String,
    person_id: Option<uuid::Uuid>,
    session_id: Option<uuid::Uuid>,
    action: String,
    label: Option<String>,
    change: String,
    before: Json<Value>,
    after: Json<Value>,
    trace: String,
}

async fn entries(app: &TestApp, tenant: TenantId, subject: &str) -> Vec<Entry> {
    sqlx::query_as(
        "select actor, person_id, session_id, action, label, change, before, after, trace from audit_event
          where tenant_id = $1 and subject = $2 order by created_at, audit_id",
    )
    .bind(tenant)
    .bind(subject)
    .fetch_all(&mut app.database.superuser().await)
    .await
    .unwrap()
}

#[tokio::test]
async fn a_price_is_changed_and_the_log_says_by_whom_from_what_to_what() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let (manager, id) = shop.person(&app, Role::Manager, "maria@aurora.test").await;
    let goods = shop.goods("Jabón", 10).await;
    let path = format!("/api/v1/products/{}/variants", goods.product);
    let body = json!({ "variants": [{ "id": goods.variant, "price": 1_200_000 }] });
    let request = manager.request(reqwest::Method::PUT, &path).json(&body);
    manager
        .send(request.header("x-request-id", "price-of-soap"))
        .await
        .expect(200);
    let found = entries(&app, shop.tenant, "variant").await;
    let last = found.last().unwrap();
    assert_eq!((last.actor.as_str(), last.person_id), ("manager", Some(id.0)));
    assert!(last.session_id.is_some());
    assert_eq!(
        (last.action.as_str(), last.trace.as_str()),
        ("catalog.put_variants", "price-of-soap")
    );
    assert_eq!(last.before.0, json!({ "price": 1_000_000 }), "only what differs");
    assert_eq!(last.after.0, json!({ "price": 1_200_000 }));
    assert!(last.label.is_some() && last.change == "update");
    // What changes nothing, and what is refused, leaves nothing.
    manager.put(&path, &body).await.expect(200);
    let wrong = json!({ "variants": [{ "id": goods.variant, "price": -1 }] });
    manager.put(&path, &wrong).await.expect(422);
    assert_eq!(entries(&app, shop.tenant, "variant").await.len(), found.len());
}

#[tokio::test]
async fn no_password_and_no_key_gets_into_the_log() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let change = json!({ "current_password": testkit::PASSWORD, "password": "Otra-clave-2026-nueva" });
    let me = shop.anonymous.another();
    let signed_in = testkit::sign_in(&me, "owner@aurora.test").await;
    signed_in
        .post("/api/v1/auth/change-password", &change)
        .await
        .expect(204);
    let last = entries(&app, shop.tenant, "person").await.pop().unwrap();
    assert_eq!(
        last.before.0,
        json!({ "password_hash": "••• 1", "previous_passwords": "••• 1" })
    );
    assert_eq!(
        last.after.0,
        json!({ "password_hash": "••• 2", "previous_passwords": "••• 2" })
    );
    let secrets: i64 = sqlx::query_scalar(
        "select count(*) from audit_event where (before::text || after::text) ~ 'argon2|token_hash|access_|\\\\x'",
    )
    .fetch_one(&mut app.database.superuser().await)
    .await
    .unwrap();
    assert_eq!(secrets, 0);
}

/// Whatever staff may change by a route, its success is in the log: found by the route table, so a new one is, too.
#[tokio::test]
async fn every_route_of_staff_that_changes_something_leaves_a_row() {
    let app = TestApp::start_with(&[
        ("VITRINA_LIMITS__ON", "false"),
        ("VITRINA_INTEGRATIONS__LOCAL_CALENDARS", "true"),
    ])
    .await;
    let shop = Neighbour::furnish(&app, "mine", "ours", 2).await;
    for probe in PROBES.iter().filter(|p| p.who == Who::Owner && p.method != "GET") {
        let answer = probe.ask(&shop.client(probe.who), &shop.ids, &shop.ids).await;
        assert_eq!(answer.status, probe.succeeds, "{}: {}", probe.route, answer.text);
    }
    the_rest(&app, &shop).await;
    let logged: BTreeSet<String> =
        sqlx::query_scalar("select distinct action from audit_event where tenant_id = $1")
            .bind(shop.shop.tenant)
            .fetch_all(&mut app.database.superuser().await)
            .await
            .unwrap()
            .into_iter()
            .collect();
    let silent: BTreeSet<String> = app
        .app
        .routes
        .iter()
        .filter(|r| r.method != "GET")
        // What the provider's people do is in `platform_audit`.
        .filter(|r| matches!(r.access, Access::Staff(permission) if !permission.is_platforms()))
        .map(|r| format!("{}.{}", r.slice, r.name))
        .filter(|action| !logged.contains(action))
        .collect();
    let expected: BTreeSet<String> = SILENT.iter().map(|(action, _)| (*action).to_owned()).collect();
    assert_eq!(silent, expected, "left is what leaves nothing, right what may");
}

/// Routes of staff that leave no row, and why.
const SILENT: &[(&str, &str)] = &[
    (
        "billing.checkout_plan",
        "nothing is for sale here; billing::audit shows it",
    ),
    ("billing.open_plan_portal", "it changes nothing here"),
    (
        "billing.preview_plan_change",
        "nothing is for sale here; billing::audit shows it",
    ),
    (
        "billing.choose_plan_form",
        "nothing is for sale here; billing::audit shows it",
    ),
    (
        "billing.plan_change_form",
        "nothing is for sale here; billing::audit shows it",
    ),
    ("billing.plan_portal_form", "it changes nothing here"),
    (
        "insights.run_schedule_form",
        "what the API has started already still waits, and is not started twice",
    ),
    (
        "calendars.sync_calendars_form",
        "it only has a job read what is there",
    ),
    (
        "notifications.retry_message",
        "what was sent again stands in the log of messages",
    ),
    (
        "notifications.retry_message_form",
        "what was sent again stands in the log of messages",
    ),
    (
        "notifications.test_channel_form",
        "a test stands in the log of messages",
    ),
    ("notifications.test_slack", "a test stands in the log of messages"),
    (
        "notifications.test_webhook",
        "a test stands in the log of messages",
    ),
    (
        "notifications.test_device_form",
        "a test stands in the log of messages",
    ),
    (
        "notifications.open_notice_form",
        "what people have read is nobody's business",
    ),
    (
        "notifications.read_notices",
        "what people have read is nobody's business",
    ),
    (
        "notifications.read_notices_form",
        "what people have read is nobody's business",
    ),
    (
        "panel.read_announcement_form",
        "what people have read is nobody's business",
    ),
    (
        "integrators.test_event_webhook",
        "what is told stands in the log of deliveries",
    ),
    (
        "integrators.test_event_webhook_form",
        "what is told stands in the log of deliveries",
    ),
    (
        "integrators.replay_webhook_delivery",
        "what is told again stands in the log of deliveries",
    ),
    (
        "integrators.replay_delivery_form",
        "what is told again stands in the log of deliveries",
    ),
    (
        "integrators.replay_failed_webhook_deliveries",
        "what is told again stands in the log of deliveries",
    ),
    (
        "integrators.replay_failed_deliveries_form",
        "what is told again stands in the log of deliveries",
    ),
    ("notifications.get_push_key", "the program's own"),
    (
        "inventory.count_form",
        "stock_movement is its ledger, with actor and reason",
    ),
    ("inventory.receive_stock", "stock_movement is its ledger"),
    ("inventory.set_on_hand", "stock_movement is its ledger"),
    ("notifications.message_template_preview", "it shows what is typed"),
    ("notifications.message_template_test", "a mail to who asks for it"),
    ("notifications.preview_message_template", "it shows what is sent"),
    ("notifications.test_message_template", "a mail to who asks for it"),
];

#[tokio::test]
async fn the_log_is_added_to_and_nothing_else() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    shop.goods("Jabón", 10).await;
    let many = entries(&app, shop.tenant, "product").await.len();
    assert!(many > 0);
    for sql in [
        "update audit_event set label = 'nothing'",
        "delete from audit_event",
        "truncate audit_event",
        "alter table audit_event disable trigger all",
    ] {
        let mut tx = app.begin(shop.tenant).await;
        let refused = sqlx::query(sql).execute(&mut *tx).await.unwrap_err().to_string();
        assert!(
            refused.contains("permission denied") || refused.contains("must be owner"),
            "{sql}: {refused}"
        );
    }
    // The owner of the schema neither: what is young it does not even see, and a change is refused outright.
    let mut owner = <sqlx::PgConnection as sqlx::Connection>::connect(&app.database.urls.owner)
        .await
        .unwrap();
    let gone = sqlx::query("delete from audit_event")
        .execute(&mut owner)
        .await
        .unwrap();
    assert_eq!(gone.rows_affected(), 0);
    for sql in ["update audit_event set label = 'nothing'", "truncate audit_event"] {
        let refused = sqlx::query(sql)
            .execute(&mut owner)
            .await
            .unwrap_err()
            .to_string();
        assert!(refused.contains("added to only"), "{sql}: {refused}");
    }
    // And asking for the deletion of everything leaves the last year.
    let mut tx = app.begin(shop.tenant).await;
    sqlx::query("select forget_traces('infinity')")
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(entries(&app, shop.tenant, "product").await.len(), many);
}

#[tokio::test]
async fn what_is_older_than_the_settings_say_is_forgotten() {
    let app = TestApp::start().await;
    let (shop, other) = (app.shop("aurora").await, app.shop("bruma").await);
    for shop in [&shop, &other] {
        backdate(&app, shop, "2019-01-01").await;
        backdate(&app, shop, "2023-01-01").await;
    }
    let mut tx = app.begin(shop.tenant).await;
    jobs::enqueue(&mut tx, &http::ForgetTraces {}).await.unwrap();
    tx.commit().await.unwrap();
    app.run_jobs().await;
    assert_eq!(
        entries(&app, shop.tenant, "test").await.len(),
        1,
        "five years are kept"
    );
    assert_eq!(
        entries(&app, other.tenant, "test").await.len(),
        2,
        "another's are another's"
    );
}

async fn backdate(app: &TestApp, shop: &TestShop, day: &str) {
    sqlx::query(
        "insert into audit_event values ($1, $2::text::timestamptz, gen_random_uuid(), 'owner', null, null, 'test.test',
                                         'test', 'x', null, 'update', '{}', '{}', '')",
    )
    .bind(shop.tenant)
    .bind(day)
    .execute(&mut app.database.superuser().await)
    .await
    .unwrap();
}

#[tokio::test]
async fn the_page_tells_the_owner_what_happened_and_nobody_else() {
    let app = TestApp::start().await;
    let (shop, other) = (app.shop("aurora").await, app.shop("bruma").await);
    let goods = shop.goods("Jabón azul", 10).await;
    let path = format!("/api/v1/products/{}/variants", goods.product);
    let body = json!({ "variants": [{ "id": goods.variant, "price": 1_200_000 }] });
    shop.owner.put(&path, &body).await.expect(200);

    let page = shop.owner.get("/admin/audit").await.expect(200).text;
    for said in [
        "Dueña cambió la presentación",
        "Precio",
        "10.000",
        "12.000",
        "Dueña creó el producto Jabón azul",
    ] {
        assert!(page.contains(said), "{said} not in {page}");
    }
    let narrowed = shop
        .owner
        .get("/admin/audit?subject=brand")
        .await
        .expect(200)
        .text;
    assert!(narrowed.contains("Nada con esos filtros"));
    let api = "/api/v1/admin/audit";
    let of_variant = format!("{api}?subject=variant&id={}&limit=1", goods.product);
    let rows = shop.owner.get(&of_variant).await.expect(200).json();
    assert_eq!(rows["data"][0]["after"], json!({ "price": 1_200_000 }));
    assert_eq!(rows["data"][0]["action"], "catalog.put_variants");
    assert_eq!(rows["pagination"]["total"], 2);
    for nothing in ["?to=2020-01-01", "?from=2030-01-01", "?action=catalog.none"] {
        let rows = shop
            .owner
            .get(&format!("{api}{nothing}"))
            .await
            .expect(200)
            .json();
        assert_eq!(rows["data"], json!([]), "{nothing}");
    }
    // Another shop's owner sees the own log only; a manager sees none.
    let theirs = other.owner.get(api).await.expect(200).text;
    assert!(!theirs.contains("Jabón") && !theirs.contains(&goods.product));
    let (manager, _) = shop.person(&app, Role::Manager, "maria@aurora.test").await;
    for path in [api, "/admin/audit", "/admin/audit.csv"] {
        manager.get(path).await.expect(403);
    }
}

#[tokio::test]
async fn the_file_runs_nothing_in_a_spreadsheet() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    shop.goods("=HYPERLINK(\"http://malo.test\")", 1).await;
    let file = shop.owner.get("/admin/audit.csv").await.expect(200);
    assert!(file.header("content-type").starts_with("text/csv"));
    assert!(file.text.contains("\"'=HYPERLINK("), "{}", file.text);
    assert!(!file.text.contains(",\"=HYPERLINK("));
}
