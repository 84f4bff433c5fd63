//! Products to look around with, added and taken away by one click each.

use billing::ops::samples::{forget_samples, lock_samples, remember_samples};
use catalog::ProductId;
use catalog::model::ProductInput;
use catalog::ops::archive_product::archive_product;
use catalog::ops::create_product::create_product;
use db::TenantTx;
use http::{Answer, Can, Form, Routes, Visitor, permit, see_other};
use kernel::id::Uuid;
use kernel::{Currency, Error, Permission, Result};
use serde_json::json;

use super::guide::Nothing;

/// Their words are `insights-sample-<name>` and `insights-sample-<name>-text`; prices are pesos.
const SAMPLES: [(&str, i64); 3] = [("soap", 18_000), ("candle", 32_000), ("mug", 45_000)];

/// Declares them.
pub(super) fn routes(r: &mut Routes) {
    let settings = Permission::ManageSettings;
    r.post("/admin/guide/samples", "add_samples_form", add)
        .staff(settings);
    r.post("/admin/guide/samples/remove", "remove_samples_form", remove)
        .staff(settings);
}

async fn add(ctx: Can<permit::ManageSettings>, form: Form<Nothing>) -> Answer {
    form.parsed?;
    let mut tx = ctx.begin().await?;
    // Asked for twice, they are there once.
    if lock_samples(&mut tx).await?.is_empty() {
        let made = create(&mut tx, &ctx).await?;
        remember_samples(&mut tx, &made).await?;
    }
    tx.commit().await?;
    Ok(see_other("/admin/guide?done=insights-samples-added"))
}

async fn create(tx: &mut TenantTx, ctx: &Visitor) -> Result<Vec<Uuid>> {
    let mut made = vec![];
    for (name, pesos) in SAMPLES {
        let input = sample(ctx, name, pesos)?;
        made.push(create_product(tx, ctx.shop.currency, &input).await?.0);
    }
    Ok(made)
}

/// In the shop's language, since its customers read it; a handful of another money than pesos.
fn sample(ctx: &Visitor, name: &str, pesos: i64) -> Result<ProductInput> {
    let word = |key: &str| ctx.app.i18n.text(ctx.shop.locale, key, &[]);
    let currency = ctx.shop.currency;
    let units = if currency == Currency::COP {
        pesos
    } else {
        pesos / 1_000
    };
    let input = json!({
        "name": word(&format!("insights-sample-{name}")),
        "short_description": word(&format!("insights-sample-{name}-text")),
        "status": "active",
        "price": units * currency.minor_per_unit(),
    });
    serde_json::from_value(input).map_err(|e| Error::Fault(e.into()))
}

async fn remove(ctx: Can<permit::ManageSettings>, form: Form<Nothing>) -> Answer {
    form.parsed?;
    let mut tx = ctx.begin().await?;
    for product in lock_samples(&mut tx).await? {
        archive_product(&mut tx, ProductId(product), None).await?;
    }
    forget_samples(&mut tx).await?;
    tx.commit().await?;
    Ok(see_other("/admin/guide?done=insights-samples-removed"))
}
