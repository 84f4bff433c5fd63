//! The screen of work that was given up.

use ::jobs::{Job, JobId, enqueue_once};
use kernel::{Email, Line, Locale, Role, TenantId};
use serde::{Deserialize, Serialize};
use testkit::{Client, PASSWORD, TestApp, TestShop, sign_in};

use super::{enqueue, row};

/// What the handler of expiring orders cannot read: such a job is given up at once.
#[derive(Debug, Serialize, Deserialize)]
struct Unreadable {}

impl Job for Unreadable {
    const KIND: &'static str = "sales.expire_order";
}

async fn given_up(app: &TestApp, tenant: TenantId) -> JobId {
    let id = enqueue(app, tenant, &Unreadable {}).await;
    app.run_jobs().await;
    assert_eq!(row(app, id).await.status, "dead");
    id
}

/// What `/health` says of tasks; the machine that the tests run on may be busy, which is another matter.
async fn health(shop: &TestShop) -> Option<String> {
    let report = shop.anonymous.get("/health").await.expect(200).json();
    let warnings = report["warnings"].as_array().unwrap();
    let about_jobs = warnings
        .iter()
        .filter_map(|w| w.as_str())
        .find(|w| w.contains("/admin/jobs"))?;
    assert_eq!(report["status"], "degraded");
    Some(about_jobs.to_owned())
}

#[tokio::test]
async fn the_owner_sees_it_in_plain_words_repeats_it_and_discards_it() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    app.run_jobs().await;
    assert_eq!(health(&shop).await, None);
    let page = shop.owner.get("/admin/jobs").await.expect(200).text;
    assert!(page.contains("Ninguna tarea ha fallado"), "{page}");

    let id = given_up(&app, shop.tenant).await;
    assert!(health(&shop).await.is_some());
    let page = shop.owner.get("/admin/jobs").await.expect(200).text;
    for words in ["Vencer un pedido sin pagar", "1 intento", "missing field"] {
        assert!(page.contains(words), "{words} is not on the page: {page}");
    }
    let home = shop.owner.get("/admin").await.expect(200).text;
    assert!(home.contains("1 tarea que falló"), "{home}");

    let replay = shop.owner.form(&format!("/admin/jobs/{id}/replay"), &[]).await;
    assert_eq!(
        replay.expect(303).header("location"),
        "/admin/jobs?done=insights-job-replayed"
    );
    let again = row(&app, id).await;
    assert_eq!((again.status.as_str(), again.attempts), ("waiting", 0));
    assert_eq!(app.run_jobs().await, 1, "it is done again, and fails again");

    let discard = format!("/admin/jobs/{id}/discard");
    shop.owner.form(&discard, &[]).await.expect(303);
    assert_eq!(super::count(&app, Unreadable::KIND).await, 0);
    assert_eq!(health(&shop).await, None);
    shop.owner.form(&discard, &[]).await.expect(404);
}

#[tokio::test]
async fn programs_list_repeat_and_discard_it_too() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let id = given_up(&app, shop.tenant).await;
    let list = shop.owner.get("/api/v1/admin/jobs/dead").await.expect(200).json();
    assert_eq!(list["pagination"]["total"], 1);
    let job = &list["data"][0];
    assert_eq!(job["id"], id.to_string());
    assert_eq!(job["kind"], Unreadable::KIND);
    assert_eq!(job["name"], "Vencer un pedido sin pagar");
    assert_eq!(job["attempts"], 1);

    let replay = format!("/api/v1/admin/jobs/{id}/replay");
    shop.owner.post(&replay, &()).await.expect(204);
    let twice = shop.owner.post(&replay, &()).await.expect(409);
    assert_eq!(twice.code(), "job_not_dead");
    let discard = format!("/api/v1/admin/jobs/{id}");
    let waiting = shop.owner.delete(&discard).await.expect(409);
    assert_eq!(waiting.code(), "job_not_dead");
    assert_eq!(row(&app, id).await.status, "waiting");
    app.run_jobs().await;
    shop.owner.delete(&discard).await.expect(204);
    shop.owner.delete(&discard).await.expect(404);
}

#[tokio::test]
async fn work_that_waits_already_is_not_put_into_the_queue_twice() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let once = async || {
        let mut tx = app.begin(shop.tenant).await;
        let id = enqueue_once(&mut tx, &Unreadable {}, "the same").await.unwrap();
        tx.commit().await.unwrap();
        id
    };
    let id = once().await;
    app.run_jobs().await;
    let twin = once().await;
    assert_ne!(id, twin);
    let replay = format!("/admin/jobs/{id}/replay");
    let refused = shop.owner.form(&replay, &[]).await.expect(409);
    assert!(
        refused.text.contains("Otra tarea igual ya está esperando"),
        "{}",
        refused.text
    );
    assert_eq!(row(&app, id).await.status, "dead");
}

#[tokio::test]
async fn it_is_for_who_runs_the_business_and_the_platforms_own_for_its_support() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let id = given_up(&app, shop.tenant).await;
    for (role, email, status) in [
        (Role::Admin, "admin@aurora.test", 200),
        (Role::Manager, "gerente@aurora.test", 403),
        (Role::Cashier, "caja@aurora.test", 403),
    ] {
        let (client, _) = shop.person(&app, role, email).await;
        client.get("/admin/jobs").await.expect(status);
        client.get("/api/v1/admin/jobs/dead").await.expect(status);
    }
    let platforms = given_up(&app, TenantId::PLATFORM).await;
    let support = support(&app, &shop).await;
    let page = support.get("/admin/jobs").await.expect(200).text;
    assert!(page.contains(&platforms.to_string()) && !page.contains(&id.to_string()));
    let discard = format!("/api/v1/admin/jobs/{platforms}");
    support.delete(&discard).await.expect(204);
    support
        .delete(&format!("/api/v1/admin/jobs/{id}"))
        .await
        .expect(404);
}

/// Somebody of the provider's, at the platform's own host.
pub async fn support(app: &TestApp, shop: &TestShop) -> Client {
    let email = "soporte@vitrina.test";
    let mut tx = app.begin(TenantId::PLATFORM).await;
    let new = identity::NewPerson {
        email: Email::parse(email).unwrap(),
        name: Line::parse("Soporte").unwrap(),
        phone: None,
        role: Role::Support,
        locale: Locale::Es,
        password_hash: Some(identity::hash_password(PASSWORD.to_owned()).await.unwrap()),
        verified: true,
    };
    identity::create_person(&mut tx, new).await.unwrap();
    tx.commit().await.unwrap();
    let platform = shop
        .anonymous
        .another()
        .towards(app.address, "platform.localhost");
    let client = sign_in(&platform, email).await;
    // Nobody of the provider's works without a second factor.
    sqlx::query("update session set proof = 'password_code' where tenant_id = $1")
        .bind(TenantId::PLATFORM)
        .execute(&mut app.database.superuser().await)
        .await
        .unwrap();
    client
}
