//! A shop that sells one thing and is paid by PSE.

use anyhow::Context as _;
use payment_sandbox::mercado_pago::webhook_secret;
use serde_json::{Value, json};

use super::Args;
use super::caller::Caller;

/// A shop.
pub struct Shop {
    /// `bench-1.localhost`
    pub host: String,
    /// `bench-1`
    pub slug: String,
    /// Its credential at the provider.
    pub token: String,
    /// What it sells.
    pub product: String,
    /// Where the provider tells of changes: `/webhooks/mercadopago/…`.
    pub notices: String,
}

impl Shop {
    /// Has its owner set it up.
    pub async fn open(args: &Args, number: usize) -> anyhow::Result<Self> {
        let slug = format!("bench-{number}");
        let host = format!("{slug}.{}", args.domain);
        let mut owner = Caller::at(&args.address, &host);
        let login = json!({ "email": format!("owner@{slug}.test"), "password": args.password });
        let login = owner.want("POST", "/api/v1/auth/login", &login).await?;
        owner
            .headers
            .push(("Authorization", format!("Bearer {}", login.text("/access_token"))));
        let product = stock(&mut owner).await?;
        let token = format!("APP_USR-{slug}");
        let notices = take_money(&mut owner, &token).await?;
        Ok(Self {
            host,
            slug,
            token,
            product,
            notices,
        })
    }
}

/// One thing, more of it than anybody buys.
async fn stock(owner: &mut Caller) -> anyhow::Result<String> {
    let product = json!({ "name": "Jabón", "price": 5_000_000, "status": "active" });
    let made = owner.want("POST", "/api/v1/products", &product).await?;
    let shelf = format!("/api/v1/admin/inventory/{}", made.text("/variants/0/id"));
    owner
        .want("PUT", &shelf, &json!({ "on_hand": 1_000_000 }))
        .await?;
    let shipping = json!({ "pickup_enabled": true, "pickup_instructions": "De 9 a 6.", "zones": [] });
    owner.want("PUT", "/api/v1/admin/shipping", &shipping).await?;
    Ok(made.text("/id"))
}

async fn take_money(owner: &mut Caller, token: &str) -> anyhow::Result<String> {
    let account = json!({
        "access_token": token, "public_key": format!("{token}-public"), "webhook_secret": webhook_secret(token),
    });
    let path = "/api/v1/admin/payment-accounts/mercadopago";
    owner.want("PUT", path, &account).await?;
    let account = owner.want("GET", path, &Value::Null).await?;
    let methods = json!({ "methods": [{ "code": "pse", "enabled": true }] });
    owner
        .want("PUT", "/api/v1/admin/payments/methods", &methods)
        .await?;
    // A job reads which banks there are.
    let mut tick = tokio::time::interval(std::time::Duration::from_millis(200));
    loop {
        tick.tick().await;
        let banks = owner
            .want("GET", "/api/v1/payments/pse/banks", &Value::Null)
            .await?;
        if banks.body["data"]
            .as_array()
            .is_some_and(|banks| !banks.is_empty())
        {
            break;
        }
    }
    let url = account.text("/webhook_url");
    let at = url.find("/webhooks/").context("no address for notices")?;
    Ok(url[at..].to_owned())
}
