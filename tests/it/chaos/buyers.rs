//! Buyers who do not give up: they repeat a request, with the same key, until it is answered.

use std::net::SocketAddr;
use std::time::Duration;

use reqwest::header::HeaderMap;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use testkit::{Basket, Client, Goods};
use tokio::sync::watch;
use tokio::time::interval;

use super::shop::HOST;

/// What somebody wants, and how many of each.
pub type Wanted = Vec<(Goods, i32)>;

/// How a checkout ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The shop said that it has the order of this id.
    Acknowledged(String),
    /// The shop said why not.
    Refused(String),
}

/// Somebody without an account.
pub struct Buyer {
    /// Where the server is at present; a restart moves it.
    pub server: watch::Receiver<SocketAddr>,
    /// The `Idempotency-Key`, which also names the buyer.
    pub key: String,
}

impl Buyer {
    /// The address that orders are placed under.
    pub fn email(&self) -> String {
        format!("{}@chaos.test", self.key)
    }

    /// Fills a cart and orders what is in it.
    pub async fn buy(&self, wanted: &Wanted) -> Outcome {
        let mut token = None;
        for (goods, quantity) in wanted {
            let item =
                json!({ "product_id": goods.product, "variant_id": goods.variant, "quantity": quantity });
            let (status, headers, body) = self.insist("/api/v1/cart/items", token.as_deref(), &item).await;
            token = headers
                .get("x-cart-token")
                .and_then(|v| v.to_str().ok())
                .map(str::to_owned)
                .or(token);
            // An answer that was lost may have put it in already; then there may be no more of it.
            if !status.is_success() && body["code"] != "out_of_stock" {
                return Outcome::Refused(format!("{} {body}", status.as_u16()));
            }
        }
        let (status, _, body) = self
            .insist(
                "/api/v1/orders",
                token.as_deref(),
                &Basket::order_body(&self.email()),
            )
            .await;
        match (status, body["id"].as_str()) {
            (StatusCode::CREATED, Some(id)) => Outcome::Acknowledged(id.to_owned()),
            _ => Outcome::Refused(format!("{} {body}", status.as_u16())),
        }
    }

    /// Posts until somebody answers with something else than an outage.
    async fn insist(&self, path: &str, token: Option<&str>, body: &Value) -> (StatusCode, HeaderMap, Value) {
        let mut tick = interval(Duration::from_millis(40));
        for _ in 0..3_000 {
            tick.tick().await;
            if let Some(answer) = self.post(path, token, body).await {
                return answer;
            }
        }
        panic!("{} was not answered in two minutes", self.key);
    }

    async fn post(
        &self,
        path: &str,
        token: Option<&str>,
        body: &Value,
    ) -> Option<(StatusCode, HeaderMap, Value)> {
        let address = *self.server.borrow();
        let client = Client::new(address, HOST);
        let mut request = client
            .request(Method::POST, path)
            .header("idempotency-key", &self.key)
            .json(body);
        if let Some(token) = token {
            request = request.header("x-cart-token", token);
        }
        let answer = request.send().await.ok()?;
        let (status, headers) = (answer.status(), answer.headers().clone());
        let text = answer.text().await.ok()?;
        let busy = status == StatusCode::CONFLICT && text.contains("busy_try_again");
        if status.is_server_error() || busy {
            return None;
        }
        let body = serde_json::from_str(&text);
        Some((
            status,
            headers,
            body.unwrap_or_else(|_| panic!("half an answer: {status} {text}")),
        ))
    }
}
