//! What customers are told in a shop's own words, what they said about being told, and addresses that take nothing.

mod blocked;
mod bounces;
mod choices;
mod quiet;
mod templates;

use reqwest::header::ACCEPT;
use reqwest::{Method, StatusCode};
use testkit::{Answer, Client, TestApp, TestShop};

/// A message as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
struct Kept {
    purpose: String,
    subject: String,
    text_body: String,
    html_body: String,
    status: String,
    error: Option<String>,
}

/// What was written to an address, the oldest first.
async fn written_to(app: &TestApp, shop: &TestShop, to: &str) -> Vec<Kept> {
    sqlx::query_as(
        "select purpose, subject, text_body, html_body, status, error from message
          where tenant_id = $1 and to_address = $2
          order by created_at, message_id",
    )
    .bind(shop.tenant)
    .bind(to)
    .fetch_all(&mut app.database.superuser().await)
    .await
    .unwrap()
}

/// POST a form as a browser does.
async fn submit(client: &Client, path: &str, fields: &[(&str, &str)]) -> Answer {
    let request = client.request(Method::POST, path).header(ACCEPT, "text/html");
    client.send(request.form(fields)).await
}

/// Where a form led to.
#[track_caller]
fn destination(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    answer.header("location")
}
