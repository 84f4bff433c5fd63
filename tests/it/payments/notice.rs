//! A notification as Mercado Pago signs and sends it, made by hand: for many at one moment, and for what its stand-in never does.

use aws_lc_rs::hmac;
use kernel::Instant;
use payment_sandbox::mercado_pago::webhook_secret;
use reqwest::Method;
use serde_json::{Value, json};
use testkit::{Answer, Client};

use super::hooks::hook_path;
use super::{Stage, TOKEN};

/// What is told, and how it is signed.
#[derive(Debug, Clone)]
pub struct Notice {
    /// `/webhooks/mercadopago/…`
    pub path: String,
    /// Of which payment.
    pub object: String,
    /// What happened to it.
    pub action: &'static str,
    /// Two with one number are one event.
    pub number: u32,
    /// Whose it says that it is.
    pub account: String,
    /// Whether it says that it is real.
    pub live: bool,
    /// What it is signed with.
    pub secret: String,
    /// When it was signed.
    pub signed_at: Instant,
}

impl Notice {
    /// The truth about this payment of the shop's.
    pub async fn of(stage: &Stage, payment: &str) -> Self {
        Self {
            path: hook_path(stage).await,
            object: payment.to_owned(),
            action: "payment.updated",
            number: 1,
            account: stage.desk().books(TOKEN).unwrap().collector,
            live: true,
            secret: webhook_secret(TOKEN),
            signed_at: stage.app.env.now(),
        }
    }

    /// What it says.
    pub fn body(&self) -> Value {
        json!({
            "action": self.action, "api_version": "v1", "data": { "id": self.object }, "id": self.number,
            "date_created": "2026-11-22T15:00:00Z", "live_mode": self.live, "type": "payment", "user_id": self.account,
        })
    }

    /// Sends it.
    pub async fn tell(&self, client: &Client) -> Answer {
        self.tell_as(client, self.body().to_string().into_bytes()).await
    }

    /// Sends another body under the same signature, which is of the address and the headers only.
    pub async fn tell_as(&self, client: &Client, body: Vec<u8>) -> Answer {
        let path = format!("{}?data.id={}&type=payment", self.path, self.object);
        let request = client.request(Method::POST, &path);
        let request = request
            .header("content-type", "application/json")
            .header("x-signature", self.signature())
            .header("x-request-id", "by-hand");
        client.send(request.body(body)).await
    }

    fn signature(&self) -> String {
        let ts = self.signed_at.0.as_millisecond();
        let line = format!("id:{};request-id:by-hand;ts:{ts};", self.object);
        let key = hmac::Key::new(hmac::HMAC_SHA256, self.secret.as_bytes());
        let tag = hmac::sign(&key, line.as_bytes());
        let bytes: Vec<_> = tag.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
        format!("ts={ts},v1={}", bytes.concat())
    }
}
