//! The two demo shops (`--demo`): made once, through the same operations that people's clicks run.

mod appointments;
mod catalog;
mod content;
mod orders;
mod people;
mod reviews;
mod selling;

use std::fmt::Write as _;

use boot::Settings;
use http::AppData;
use identity::model::demo::{LOGINS, PASSWORD};
use kernel::{Actor, TenantId};

use crate::sandbox;
use content::{Content, SHOPS};

/// The shop that is visited by appointment.
const SALON: &str = "demo";

/// Loads what is missing; a shop that exists already is left as it is. `pays` tells whether something stands in for providers of
/// payments, to which the shops are connected.
pub async fn load(app: &AppData, domain: &str, pays: bool) -> anyhow::Result<()> {
    people::ensure_support(app).await?;
    for source in SHOPS {
        let content = Content::read(source)?;
        let host = format!("{}.{domain}", content.shop.slug);
        if app.shops.by_host(&host).await?.is_none() {
            tracing::info!(shop = content.shop.slug, "making a demo shop");
            load_shop(app, &content, domain).await?;
        }
        if let (true, Some(shop)) = (pays, app.shops.by_host(&host).await?) {
            sandbox::connect(app, shop.id, &content.shop.slug).await?;
        }
    }
    Ok(())
}

/// The shop becomes visible at the end only, so that one half made by a kill is not taken for whole.
async fn load_shop(app: &AppData, content: &Content, domain: &str) -> anyhow::Result<()> {
    let tenant = people::open_shop(app, content, domain).await?;
    let made = async {
        catalog::fill(app, tenant, content).await?;
        selling::set_up(app, tenant).await?;
        if content.shop.slug == SALON {
            appointments::fill(app, tenant).await?;
        }
        orders::place_some(app, tenant).await?;
        reviews::write_some(app, tenant).await?;
        orders::forget_letters(app, tenant).await
    };
    if let Err(error) = made.await {
        forget(app, tenant).await?;
        return Err(error);
    }
    app.shops.forget(tenant);
    Ok(())
}

/// Takes the host away again, so that the next start makes the shop anew under a fresh tenant.
async fn forget(app: &AppData, tenant: TenantId) -> anyhow::Result<()> {
    let mut tx = app.begin_platform(Actor::System, "forget_demo_shop").await?;
    tx.concerns(tenant, serde_json::json!({}));
    sqlx::query("delete from tenant_host where tenant_id = $1")
        .bind(tenant)
        .execute(&mut *tx)
        .await?;
    Ok(tx.commit().await?)
}

/// What the terminal shows: addresses and logins.
pub fn welcome(settings: &Settings, port: u16) -> String {
    let mut text = String::from("\n  Demo shops (password of everybody: ");
    let _ = writeln!(text, "{PASSWORD})\n");
    for login in LOGINS {
        let origin = settings
            .server
            .origin_of(login.tenant)
            .replace(":0", &format!(":{port}"));
        let _ = writeln!(text, "  {origin:36} {:24} {}", login.email, login.role.as_str());
    }
    text.push_str("\n  Mails that would have been sent: /dev/mailbox on each shop. The API: /api/docs\n\n");
    text
}
