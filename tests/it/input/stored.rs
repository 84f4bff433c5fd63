//! What is written through any field of the API, and what is not meant to be: markup, and fields that nobody offers.

use reqwest::Method;
use serde_json::{Value, json};

use super::bodies::{acceptable, post, with};
use super::forms::{is_page, signed_in};
use super::marked::write_agenda;
use super::schema::{Kind, Shape};
use super::stage::Stage;

/// Ends an attribute, a tag, a script and a template.
const MARKUP: &str = "\"'></script><img src=x onerror=alert(1)>{{7*7}}";
const RUNS: &str = "<img src=x";
/// What is left of it wherever it stands as text.
const SHOWN: &str = "onerror=alert";

/// Whoever can fill a field, a customer or the shop itself, puts text on pages and into mails, and nothing that runs.
#[tokio::test]
async fn markup_in_any_field_stands_on_no_page_and_in_no_mail() {
    let mut stage = Stage::set().await;
    let json = json!(MARKUP).to_string();
    let mut taken = vec![];
    for route in vitrina::compose::routes().iter() {
        let Some(shape) = Shape::of(route) else { continue };
        let base = acceptable(&mut stage, route).await;
        for place in shape
            .places(&base)
            .iter()
            .filter(|place| place.kind == Kind::Text)
        {
            for client in [stage.owner.clone(), stage.nobody.clone()] {
                let answer = post(&stage, &client, route, with(&base, place, &json)).await;
                if answer.status.is_success() {
                    taken.push(format!("{} {}", route.name, place.path()));
                }
                let media = answer.header("content-type");
                assert!(
                    !media.starts_with("text/html") || !answer.text.contains(RUNS),
                    "{}",
                    route.name
                );
            }
        }
        stage.keep_signed_in().await;
    }
    taken.sort();
    taken.dedup();
    assert!(
        taken.len() >= 30,
        "too few fields took it to prove anything: {taken:#?}"
    );
    for field in [
        "update_service name",
        "wait_in_line customer.name",
        "block_time reason",
    ] {
        assert!(taken.iter().any(|one| one == field), "{field}: {taken:#?}");
    }
    let pages = write_agenda(&stage, MARKUP).await;
    let browser = signed_in(&stage).await;
    for (client, paths) in [(&stage.nobody, &pages.customers), (&browser, &pages.desk)] {
        for path in paths {
            let page = client.get(path).await.expect(200).text;
            assert!(page.contains(SHOWN), "{path} does not show it: {page}");
            assert!(!page.contains(RUNS), "{path} as markup: {page}");
        }
    }
    let mut looked_at = 0;
    for route in vitrina::compose::routes()
        .iter()
        .filter(|r| r.method == Method::GET.as_str() && is_page(&r.path))
    {
        for client in [&browser, &stage.nobody] {
            let page = client.get(&stage.filled(&route.path)).await;
            if !page.header("content-type").starts_with("text/html") {
                continue;
            }
            assert!(
                !page.text.contains(RUNS),
                "{} as markup: {}",
                route.path,
                page.text
            );
            looked_at += usize::from(page.status == 200 && page.text.contains(SHOWN));
        }
    }
    assert!(looked_at >= 14, "only {looked_at} pages show it at all");
    stage.app.run_jobs().await;
    let mut conn = stage.app.database.superuser().await;
    let bad: Vec<String> =
        sqlx::query_scalar("select subject from message where html_body like '%<img src=x%'")
            .fetch_all(&mut conn)
            .await
            .unwrap();
    assert_eq!(bad, [""; 0], "mails with markup of a stranger's");
    let told: Vec<String> =
        sqlx::query_scalar("select distinct purpose from message where html_body like '%onerror=alert%'")
            .fetch_all(&mut conn)
            .await
            .unwrap();
    for purpose in ["booking.booked", "booking.cancelled"] {
        assert!(told.iter().any(|one| one == purpose), "{purpose}: {told:?}");
    }
}

/// Fields of the tables behind the forms, which nobody may set by naming them.
#[tokio::test]
async fn a_field_that_nobody_offers_is_refused() {
    let mut stage = Stage::set().await;
    let inner = [
        ("tenant_id", json!("01931f3e-dead-7000-8000-000000000000")),
        ("person_id", json!("01931f3e-dead-7000-8000-000000000000")),
        ("email_verified_at", json!("2026-11-22T15:00:00Z")),
        ("is_admin", json!(true)),
        ("payment_status", json!("paid")),
        ("total", json!(1)),
        ("reserved", json!(0)),
        ("__proto__", json!({ "role": "owner" })),
    ];
    let mut faults = vec![];
    for route in vitrina::compose::routes().iter() {
        if Shape::of(route).is_none() {
            continue;
        }
        let base = acceptable(&mut stage, route).await;
        let Value::Object(fields) = &base else { continue };
        for (name, value) in inner.iter().filter(|(name, _)| !fields.contains_key(*name)) {
            let mut body = fields.clone();
            body.insert((*name).to_owned(), value.clone());
            let answer = post(
                &stage,
                &stage.owner.clone(),
                route,
                Value::Object(body).to_string(),
            )
            .await;
            if answer.status.is_success() {
                faults.push(format!("{} took {name}", route.name));
            }
        }
        stage.keep_signed_in().await;
    }
    assert_eq!(faults, [""; 0]);
}
