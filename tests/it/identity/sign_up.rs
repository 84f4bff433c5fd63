//! A business signs up: tenant, host and owner, all of them or nothing.

use serde_json::{Value, json};
use testkit::{Answer, Client, TestApp, sign_in};

/// From here on no person can be written.
const NOBODY_MORE: &str = "
    create function refuse_person() returns trigger language plpgsql as $$
      begin raise exception 'planted'; end $$;
    create trigger refuse_person before insert on person for each row execute function refuse_person();";

#[tokio::test]
async fn a_new_shop_answers_at_its_own_host_and_its_owner_signs_in() {
    let app = TestApp::start().await;
    let answer = sign_up(&app, &wanted("aurora")).await.expect(201);
    let url = answer.json()["url"].as_str().unwrap().to_owned();
    assert!(
        url.contains("//aurora.localhost") && url.ends_with("/login?next=/admin"),
        "{url}"
    );
    let shop = Client::new(app.address, "aurora.localhost");
    let owner = sign_in(&shop, "duena@aurora.test").await;
    let me = owner.get("/api/v1/auth/me").await.expect(200).json();
    assert_eq!(me["role"], "owner");
    assert_eq!(
        counts(&app).await,
        (2, 2, 1),
        "the platform and the shop, with a host each"
    );
}

#[tokio::test]
async fn half_a_shop_is_no_shop() {
    let app = TestApp::start().await;
    let before = counts(&app).await;
    let mut conn = app.database.superuser().await;
    sqlx::raw_sql(NOBODY_MORE).execute(&mut conn).await.unwrap();
    let refused = sign_up(&app, &wanted("aurora")).await.expect(500);
    assert_eq!(refused.code(), "internal");
    assert!(!refused.text.contains("planted"), "{}", refused.text);
    assert_eq!(
        counts(&app).await,
        before,
        "a tenant or a host without an owner was left"
    );
    // And the name is free.
    sqlx::raw_sql("drop trigger refuse_person on person")
        .execute(&mut conn)
        .await
        .unwrap();
    sign_up(&app, &wanted("aurora")).await.expect(201);
}

#[tokio::test]
async fn a_name_that_is_taken_or_reserved_is_refused_by_its_field() {
    let app = TestApp::start().await;
    sign_up(&app, &wanted("aurora")).await.expect(201);
    let before = counts(&app).await;
    for (slug, code) in [
        ("aurora", "taken"),
        ("platform", "taken"),
        ("www", "taken"),
        ("Aurora y más", "invalid_slug"),
    ] {
        let refused = sign_up(&app, &wanted(slug)).await.expect(422);
        assert_eq!(refused.code(), "invalid");
        let named = &refused.json()["errors"][0];
        assert_eq!(
            (&named["field"], &named["code"]),
            (&json!("slug"), &json!(code)),
            "{slug}"
        );
    }
    assert_eq!(counts(&app).await, before);
}

/// Two who want the same name at the same moment: one gets it, the other hears that it is taken.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_who_want_one_name_one_gets_it() {
    let app = TestApp::start().await;
    let body = wanted("aurora");
    let (one, two) = tokio::join!(sign_up(&app, &body), sign_up(&app, &body));
    let mut statuses = [one.status.as_u16(), two.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 422], "{} {}", one.text, two.text);
    assert_eq!(counts(&app).await, (2, 2, 1));
}

#[tokio::test]
async fn shops_sign_up_at_the_platform_and_nowhere_else() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    shop.anonymous
        .post("/api/v1/signup", &wanted("otra"))
        .await
        .expect(404);
    assert_eq!(counts(&app).await.0, 2);
}

fn wanted(slug: &str) -> Value {
    json!({
        "shop_name": "Salón Aurora", "slug": slug, "name": "Aurora Dueña",
        "email": "duena@aurora.test", "password": testkit::PASSWORD,
    })
}

async fn sign_up(app: &TestApp, body: &Value) -> Answer {
    let platform = Client::new(app.address, "platform.localhost");
    platform.post("/api/v1/signup", body).await
}

/// Tenants, hosts and people, of everybody.
async fn counts(app: &TestApp) -> (i64, i64, i64) {
    sqlx::query_as(
        "select (select count(*) from tenant), (select count(*) from tenant_host), (select count(*) from person)",
    )
    .fetch_one(&mut app.database.superuser().await)
    .await
    .unwrap()
}
