//! The page and the calls that show what is done by the clock, and start it.

use kernel::{Role, TenantId};
use serde_json::Value;
use testkit::{TestApp, TestShop};

use super::{count, dead};

const CARTS: &str = "sales.purge_carts";

async fn task(shop: &TestShop, name: &str) -> Value {
    let list = shop.owner.get("/api/v1/admin/schedules").await.expect(200).json();
    assert_eq!(list["time_zone"], "America/Bogota");
    let tasks = list["data"].as_array().unwrap();
    let task = tasks.iter().find(|task| task["name"] == name);
    task.unwrap_or_else(|| panic!("{name} is not among {tasks:#?}"))
        .clone()
}

#[tokio::test]
async fn the_owner_sees_when_it_is_done_and_how_it_went_and_has_it_done_now() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    app.run_jobs().await;
    let page = shop.owner.get("/admin/schedules").await.expect(200).text;
    for words in [
        "Limpiar carritos abandonados",
        "Cada día a las 04:00",
        "Cada hora, a los 35 minutos",
        "Horas de America/Bogota",
        "Todavía no",
        "No hay nada en espera",
    ] {
        assert!(page.contains(words), "{words} is not on the page: {page}");
    }
    // What is the platform's is none of the shop's business.
    assert!(!page.contains("Sellar de nuevo con la clave maestra"), "{page}");

    let run = format!("/admin/schedules/{CARTS}/run");
    for _ in 0..2 {
        let started = shop.owner.form(&run, &[]).await.expect(303);
        assert_eq!(
            started.header("location"),
            "/admin/schedules?done=insights-schedule-started"
        );
        app.advance(1);
    }
    assert_eq!(count(&app, CARTS).await, 1, "asked twice, done once");
    let page = shop.owner.get("/admin/schedules").await.expect(200).text;
    assert!(page.contains("1 en espera"), "{page}");
    app.run_jobs().await;
    let page = shop.owner.get("/admin/schedules").await.expect(200).text;
    assert!(
        page.contains("1 vez bien") && page.contains("Hoy, 10:00"),
        "{page}"
    );

    let audit = shop.owner.get("/admin/audit").await.expect(200).text;
    assert!(
        audit.contains("la ejecución a mano de «Limpiar carritos abandonados»"),
        "{audit}"
    );
    let unknown = shop.owner.form("/admin/schedules/http.wrap_keys/run", &[]).await;
    unknown.expect(404);
}

#[tokio::test]
async fn programs_read_and_start_it_too() {
    let app = TestApp::start().await;
    let (shop, other) = (app.shop("aurora").await, app.shop("bordados").await);
    app.run_jobs().await;
    let carts = task(&shop, CARTS).await;
    assert_eq!(carts["kind"], CARTS);
    assert_eq!(carts["title"], "Limpiar carritos abandonados");
    assert_eq!(carts["last_run"], Value::Null);
    // Four in the morning of the 23rd in Bogotá.
    assert_eq!(carts["next_at"], "2026-11-23T09:00:00Z");

    let run = format!("/api/v1/admin/schedules/{CARTS}/run");
    let started = shop.owner.post(&run, &()).await.expect(202).json();
    assert_eq!(started["last_run"]["outcome"], "waiting");
    app.run_jobs().await;
    let carts = task(&shop, CARTS).await;
    assert_eq!(carts["last_run"]["outcome"], "done");
    assert_eq!((&carts["done"], &carts["given_up"]), (&1.into(), &0.into()));
    assert_eq!(task(&other, CARTS).await["last_run"], Value::Null);
    for name in ["http.wrap_keys", "jobs.purge_platform", "nothing", "..", "%00"] {
        let run = format!("/api/v1/admin/schedules/{name}/run");
        let status = shop.owner.post(&run, &()).await.status;
        assert!(status == 404 || status == 400, "{name}: {status}");
    }
}

#[tokio::test]
async fn it_is_for_who_runs_the_business_and_the_platforms_own_for_its_support() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let run = format!("/api/v1/admin/schedules/{CARTS}/run");
    for (role, email, list, start) in [
        (Role::Admin, "admin@aurora.test", 200, 202),
        (Role::Manager, "gerente@aurora.test", 403, 403),
        (Role::Cashier, "caja@aurora.test", 403, 403),
    ] {
        let (client, _) = shop.person(&app, role, email).await;
        client.get("/admin/schedules").await.expect(list);
        client.get("/api/v1/admin/schedules").await.expect(list);
        client.post(&run, &()).await.expect(start);
    }
    let support = dead::support(&app, &shop).await;
    let page = support.get("/admin/schedules").await.expect(200).text;
    for words in [
        "Sellar de nuevo con la clave maestra actual",
        "Limpiar carritos abandonados, en cada tienda",
        "Cada día a las 04:00, hora de cada tienda",
        "Cada 15 minutos",
    ] {
        assert!(page.contains(words), "{words} is not on the page: {page}");
    }
    support
        .post("/api/v1/admin/schedules/http.wrap_keys/run", &())
        .await
        .expect(202);
    let platforms: i64 = sqlx::query_scalar(
        "select count(*) from job where tenant_id = $1 and kind = 'http.wrap_keys' and status = 'waiting'",
    )
    .bind(TenantId::PLATFORM)
    .fetch_one(&mut app.database.superuser().await)
    .await
    .unwrap();
    assert_eq!(platforms, 1);
}

/// Of the work that the plan of the product names, what is there is done at its time, and each shop's by its own clock.
#[tokio::test]
async fn the_shop_is_cleaned_by_night_and_its_tokens_by_the_hour() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let mut hours = std::collections::BTreeMap::new();
    for name in [
        "identity.purge_tenants",
        "http.purge_keys",
        "http.renew_keys",
        "http.forget_tenants",
        "jobs.purge_tenants",
        "notifications.purge",
        CARTS,
    ] {
        hours.insert(
            name,
            task(&shop, name).await["rhythm"].as_str().unwrap().to_owned(),
        );
    }
    for hourly in ["identity.purge_tenants", "http.purge_keys"] {
        assert!(hours.remove(hourly).unwrap().starts_with("Cada hora"), "{hourly}");
    }
    for (name, rhythm) in hours {
        let by_night = ["Cada día a las 03:", "Cada día a las 04:"];
        assert!(
            by_night.iter().any(|night| rhythm.starts_with(night)),
            "{name}: {rhythm}"
        );
    }
}
