//! Telling the shop that something is running out, a moment after it did: whoever orders does not wait for that.

use catalog::{SellableVariant, VariantId, sellable_variants};
use db::TenantTx;
use http::AppData;
use http::shop::Shop;
use jobs::{Job, JobCtx, JobError};
use kernel::{Email, Error, Result};
use notifications::{MailContent, Notice, ShopMail, Topic, tell_shop};
use serde::{Deserialize, Serialize};

use crate::model::LOW;
use crate::queries::available;

/// Where the shop sees what is low.
const LOW_PAGE: &str = "/admin/inventory?low=true";

/// Tell the shop that of these few are left. Enqueued with the change that made them few.
#[derive(Debug, Serialize, Deserialize)]
pub struct TellLow {
    /// Which.
    pub variant_ids: Vec<VariantId>,
}

impl Job for TellLow {
    const KIND: &'static str = "inventory.tell_low";
}

/// What came back meanwhile, or is no longer sold, is not told.
pub(crate) async fn tell_low(ctx: JobCtx, job: TellLow, app: AppData) -> Result<(), JobError> {
    let mut tx = ctx.begin().await?;
    let left = still_low(&mut tx, &job.variant_ids).await?;
    if !left.is_empty() {
        let shop = http::shop::find(&mut tx).await?.ok_or_else(Error::not_found)?;
        let to = shop.email.as_deref().and_then(Email::parse);
        tell_shop(&mut tx, notice(&app, &shop, left, to.as_ref())).await?;
    }
    Ok(tx.commit().await?)
}

/// What they are called, and how many are left.
async fn still_low(tx: &mut TenantTx, variants: &[VariantId]) -> Result<Vec<(String, String)>> {
    let levels = available(tx, variants).await?;
    let sold = sellable_variants(tx, variants).await?;
    let left = sold.iter().filter_map(|variant| {
        let left = levels.get(&variant.variant_id).copied().unwrap_or_default();
        (left <= LOW).then(|| (name(variant), left.to_string()))
    });
    Ok(left.collect())
}

fn name(variant: &SellableVariant) -> String {
    match variant.option_text().as_str() {
        "" => variant.product_name.clone(),
        options => format!("{} ({options})", variant.product_name),
    }
}

fn notice<'a>(app: &AppData, shop: &Shop, left: Vec<(String, String)>, to: Option<&'a Email>) -> Notice<'a> {
    let names: Vec<&str> = left.iter().map(|(name, _)| name.as_str()).collect();
    let values = vec![("products", names.join(", ")), ("shop", shop.name.clone())];
    let args: Vec<(&str, &str)> = values
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let word = |key: &str| app.i18n.text(shop.locale, key, &args);
    let content = MailContent {
        heading: word("inventory-mail-low-heading"),
        paragraphs: vec![word("inventory-mail-low-text")],
        button: Some((word("inventory-mail-low-button"), app.link(&shop.host, LOW_PAGE))),
        rows: left,
        ..MailContent::default()
    };
    let mail = ShopMail {
        purpose: "inventory.low_stock",
        locale: shop.locale,
        subject: word("inventory-mail-low-subject"),
        content,
    };
    Notice::of(Topic::LowStock, LOW_PAGE.to_owned(), mail, to).with_values(shop.locale, values)
}
