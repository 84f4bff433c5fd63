//! The shop's own pages as a browser without scripts sees them.

mod appointments;
mod browsing;
mod buying;
mod hosts;
mod keeping;
mod links;
mod salon_wifi;
mod statements;

use reqwest::header::{ACCEPT, LOCATION};
use reqwest::{Method, StatusCode};
use testkit::{Answer, Client, Goods};

/// GET as a browser asks.
pub async fn open(client: &Client, path: &str) -> Answer {
    client
        .send(client.request(Method::GET, path).header(ACCEPT, "text/html"))
        .await
}

/// POST a form as a browser does.
pub async fn submit(client: &Client, path: &str, fields: &[(&str, &str)]) -> Answer {
    client
        .send(
            client
                .request(Method::POST, path)
                .header(ACCEPT, "text/html")
                .form(fields),
        )
        .await
}

/// Where a form led to.
#[track_caller]
pub fn destination(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    answer.header(LOCATION.as_str())
}

/// The value of an input, by its name.
pub fn value_of(page: &str, name: &str) -> String {
    let tag = page
        .split('<')
        .find(|tag| tag.contains(&format!("name=\"{name}\"")));
    let value = tag
        .and_then(|tag| tag.split_once("value=\""))
        .and_then(|(_, rest)| rest.split_once('"'));
    value.map(|(value, _)| value.to_owned()).unwrap_or_default()
}

/// Puts one of it into the caller's cart.
pub async fn add(client: &Client, goods: &Goods) -> Answer {
    submit(
        client,
        "/cart/items",
        &[("product_id", &goods.product), ("quantity", "1")],
    )
    .await
}
