//! What stands in for providers of payments on a developer's own machine, so that a newcomer pays by PSE and by card without an
//! account anywhere. In production, or at an address that others reach, there is none.

use anyhow::Context as _;
use boot::Settings;
use http::AppData;
use kernel::{Actor, Env, TenantId};
use payment_sandbox::{mercado_pago, stripe};
use payments::Treasury;
use payments::model::ProviderCode;
use payments::ops::connect::{AccountRequest, check, save_account};
use payments::queries::accounts::find_account_at;

/// Those that run. They live as long as this.
#[derive(Debug)]
pub struct Served {
    mercado_pago: mercado_pago::Served,
    stripe: stripe::Served,
}

impl Served {
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
    let made = mercado_pago::Sandbox::new(env.clone()).context("making the sandbox of Mercado Pago")?;
    let mercado_pago = made.serve(0).context("starting the sandbox of Mercado Pago")?;
    let made = stripe::Sandbox::new(env.clone()).context("making the sandbox of Stripe")?;
    let stripe = made.serve(0).context("starting the sandbox of Stripe")?;
    integrations.mercadopago.stand_in = Some(mercado_pago.url.clone());
    integrations.stripe.stand_in = Some(stripe.url.clone());
    Ok(Some(Served {
        mercado_pago: mercado_pago.deliver_by_itself(),
        stripe: stripe.deliver_by_itself(),
    }))
}

/// Connects a demo shop, unless it is connected already: both to Mercado Pago, and the workshop to Stripe as well, so that each
/// provider's cards can be seen. Their books are empty after each start.
pub async fn connect(app: &AppData, tenant: TenantId, slug: &str) -> anyhow::Result<()> {
    let token = format!("TEST-{slug}");
    let account = serde_json::json!({
        "access_token": token, "public_key": format!("{token}-public"),
        "webhook_secret": mercado_pago::webhook_secret(&token),
    });
    connect_at(app, tenant, ProviderCode::Mercadopago, account).await?;
    if slug != "bordados" {
        return Ok(());
    }
    let key = format!("sk_test_{slug}");
    let account = serde_json::json!({
        "access_token": key, "public_key": format!("pk_test_{slug}"), "webhook_secret": stripe::webhook_secret(&key),
    });
    connect_at(app, tenant, ProviderCode::Stripe, account).await
}

async fn connect_at(
    app: &AppData,
    tenant: TenantId,
    code: ProviderCode,
    account: serde_json::Value,
) -> anyhow::Result<()> {
    let treasury = Treasury::of(app);
    let mut tx = app.begin(tenant, Actor::System).await?;
    if find_account_at(&mut tx, code).await?.is_some() {
        return Ok(());
    }
    tx.rollback().await?;
    let request: AccountRequest = serde_json::from_value(account)?;
    let Some(token) = &request.access_token else {
        return Ok(());
    };
    let checked = check(&treasury, code, token).await?;
    let mut tx = app.begin(tenant, Actor::System).await?;
    save_account(&mut tx, &treasury, code, &request, Some(checked)).await?;
    Ok(tx.commit().await?)
}
