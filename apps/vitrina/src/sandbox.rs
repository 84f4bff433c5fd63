//! What stands in for providers of payments on a developer's own machine, so that a newcomer pays by PSE and by card without an
//! account anywhere. In production, or at an address that others reach, there is none.

use std::net::SocketAddr;

use anyhow::Context as _;
use boot::Settings;
use http::AppData;
use kernel::{Actor, Env, TenantId};
use payment_sandbox::{mercado_pago, stripe};
use payments::model::ProviderCode;
use payments::ops::connect::{AccountRequest, check, save_account};
use payments::queries::accounts::find_latest_at;
use payments::queries::list_methods;
use payments::{MethodCode, StandIns, Treasury};
use secrecy::ExposeSecret;

/// The platform's account where none is set up.
const PLATFORM: &str = "sk_test_vitrina";

/// Those that run. They live as long as this.
#[derive(Debug)]
pub struct Served {
    mercado_pago: mercado_pago::Served,
    stripe: stripe::Served,
}

impl Served {
    /// Both, on ports of their own. They tell nobody anything yet.
    pub fn open(env: &Env) -> anyhow::Result<Self> {
        let made = mercado_pago::Sandbox::new(env.clone()).context("making the sandbox of Mercado Pago")?;
        let mercado_pago = made.serve(0).context("starting the sandbox of Mercado Pago")?;
        let made = stripe::Sandbox::new(env.clone()).context("making the sandbox of Stripe")?;
        let stripe = made.serve(0).context("starting the sandbox of Stripe")?;
        Ok(Self { mercado_pago, stripe })
    }

    /// Where they are.
    pub fn stand_ins(&self) -> StandIns {
        StandIns {
            mercadopago: Some(self.mercado_pago.url.clone()),
            stripe: Some(self.stripe.url.clone()),
        }
    }

    /// What people do at Stripe and in the browser themselves.
    pub fn stripe(&self) -> stripe::Desk {
        self.stripe.sandbox.desk()
    }

    /// Where the program listens that is told what happens. At Mercado Pago each payment says where it is told; Stripe wants to know
    /// it once for each account.
    pub async fn tell(&self, app: &AppData, domain: &str, address: SocketAddr) -> anyhow::Result<()> {
        self.mercado_pago.sandbox.desk().send_to(address);
        self.stripe().send_to(address);
        for slug in BY_STRIPE {
            let host = format!("{slug}.{domain}");
            let Some(shop) = app.shops.by_host(&host).await? else {
                continue;
            };
            let mut tx = app.begin(shop.id, Actor::System).await?;
            let url = Treasury::of(app)
                .hook_url(&mut tx, ProviderCode::Stripe, &host)
                .await?;
            tx.rollback().await?;
            if let Some(url) = url {
                let key = stripe_key(slug);
                self.stripe()
                    .endpoint(&key, &url, &[&stripe::webhook_secret(&key)]);
            }
        }
        Ok(())
    }

    /// Hangs up on everybody.
    pub async fn stop(&self) {
        self.mercado_pago.stop().await;
        self.stripe.stop().await;
    }
}

/// Starts them unless real providers are meant, and lets the settings lead to them.
pub fn start(settings: &mut Settings, env: &Env) -> anyhow::Result<Option<Served>> {
    let is_own = !settings.environment.is_production() && settings.server.is_local();
    let integrations = &mut settings.integrations;
    let is_led = integrations.mercadopago.stand_in.is_some() || integrations.stripe.stand_in.is_some();
    if !is_own || !settings.data.demo || is_led {
        return Ok(None);
    }
    let served = Served::open(env)?;
    let at = served.stand_ins();
    integrations.mercadopago.stand_in = at.mercadopago;
    integrations.stripe.stand_in = at.stripe;
    subscribe(settings, &served.stripe());
    Ok(Some(Served {
        mercado_pago: served.mercado_pago.deliver_by_itself(),
        stripe: served.stripe.deliver_by_itself(),
    }))
}

/// The platform's own account there, for its tenants' subscriptions, unless the settings name one. It is told here what becomes
/// of them.
fn subscribe(settings: &mut Settings, desk: &stripe::Desk) {
    let account = &mut settings.integrations.stripe;
    let usual = account.secret_key.get_or_insert_with(|| PLATFORM.into());
    let own = settings.billing.stripe_secret_key.as_ref();
    let key = own.unwrap_or(usual).expose_secret().to_owned();
    let usual = account
        .webhook_secret
        .get_or_insert_with(|| stripe::webhook_secret(&key).into());
    let secrets = match settings.billing.stripe_webhook_secrets.as_slice() {
        [] => vec![usual.expose_secret()],
        own => own.iter().map(ExposeSecret::expose_secret).collect(),
    };
    let url = format!(
        "http://localhost:{}/billing/webhooks/stripe",
        settings.server.port
    );
    desk.endpoint_for(&key, &url, &secrets, &stripe::BILLING_KINDS);
}

/// The demo shops that take cards by Stripe, so that each provider's can be seen.
const BY_STRIPE: [&str; 1] = ["bordados"];

/// What such a shop calls Stripe with.
fn stripe_key(slug: &str) -> String {
    format!("sk_test_{slug}")
}

/// Connects a demo shop, unless it is connected already: both to Mercado Pago, and the workshop to Stripe as well, so that each
/// provider's cards can be seen. Their books are empty after each start. What is connected anew is offered.
pub async fn connect(app: &AppData, tenant: TenantId, slug: &str) -> anyhow::Result<()> {
    let token = format!("TEST-{slug}");
    let account = serde_json::json!({
        "access_token": token, "public_key": format!("{token}-public"),
        "webhook_secret": mercado_pago::webhook_secret(&token),
    });
    if connect_at(app, tenant, ProviderCode::Mercadopago, account).await? {
        offer(app, tenant).await?;
    }
    if !BY_STRIPE.contains(&slug) {
        return Ok(());
    }
    let key = stripe_key(slug);
    let account = serde_json::json!({
        "access_token": key, "public_key": format!("pk_test_{slug}"), "webhook_secret": stripe::webhook_secret(&key),
    });
    connect_at(app, tenant, ProviderCode::Stripe, account).await?;
    Ok(())
}

/// What it moves is offered besides what the shop offers already.
async fn offer(app: &AppData, tenant: TenantId) -> anyhow::Result<()> {
    let mut tx = app.begin(tenant, Actor::System).await?;
    let settings = list_methods(&mut tx).await?;
    let methods: Vec<serde_json::Value> = settings
        .into_iter()
        .map(|method| {
            let is_new = matches!(method.code, MethodCode::Pse | MethodCode::Card);
            serde_json::json!({
                "code": method.code, "enabled": method.enabled || is_new,
                "instructions": method.instructions, "instructions_en": method.instructions_en,
            })
        })
        .collect();
    let wanted = serde_json::from_value(serde_json::json!({ "methods": methods }))?;
    payments::save_methods(&mut tx, &wanted, None).await?;
    Ok(tx.commit().await?)
}

/// Gives whether it was connected now.
async fn connect_at(
    app: &AppData,
    tenant: TenantId,
    code: ProviderCode,
    account: serde_json::Value,
) -> anyhow::Result<bool> {
    let treasury = Treasury::of(app);
    let mut tx = app.begin(tenant, Actor::System).await?;
    if find_latest_at(&mut tx, code).await?.is_some() {
        return Ok(false);
    }
    tx.rollback().await?;
    let request: AccountRequest = serde_json::from_value(account)?;
    let Some(token) = &request.access_token else {
        return Ok(false);
    };
    let checked = check(&treasury, code, token).await?;
    let mut tx = app.begin(tenant, Actor::System).await?;
    save_account(&mut tx, &treasury, code, &request, Some(checked)).await?;
    tx.commit().await?;
    Ok(true)
}
