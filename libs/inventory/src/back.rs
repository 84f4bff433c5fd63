//! Telling who waited that something is there again: each once, whichever jobs come upon them at one time.

use std::collections::HashMap;

use catalog::{SellableVariant, VariantId, sellable_variants};
use db::TenantTx;
use http::AppData;
use http::shop::Shop;
use jobs::{Job, JobCtx, JobError};
use kernel::{Email, Error, Locale, Result};
use notifications::{ChoiceLinks, Class, Contact, ContactChannel, Mail, MailContent, Sort, send_mails};
use serde::{Deserialize, Serialize};

/// Mails of one transaction.
const AT_ONCE: i64 = 100;
const DAY: i64 = 24 * 3600;
/// Who has waited so long waits no more.
const LONGEST_WAIT: i64 = 365 * DAY;
/// What was sent is forgotten so much later.
const KEPT: i64 = 30 * DAY;

/// Tell who waits for these, or for anything. Enqueued with the change by which they came.
#[derive(Debug, Serialize, Deserialize)]
pub struct TellBack {
    /// Which; everything when there is none.
    pub variant_ids: Vec<VariantId>,
}

impl Job for TellBack {
    const KIND: &'static str = "inventory.tell_back";
}

/// Forget who was told long ago, and who waited in vain.
#[derive(Debug, Serialize, Deserialize)]
pub struct PurgeNotices {}

impl Job for PurgeNotices {
    const KIND: &'static str = "inventory.purge_notices";
}

/// Has those told who wait for what is there again by a change; its levels are held.
pub(crate) async fn wake(tx: &mut TenantTx, turned: &[VariantId]) -> Result<()> {
    let variant_ids: Vec<VariantId> = sqlx::query_scalar(
        "select s.variant_id from stock s
          where s.tenant_id = $1 and s.variant_id = any ($2) and s.on_hand > s.reserved
            and exists (select from stock_notice n
                         where n.tenant_id = $1 and n.variant_id = s.variant_id and n.sent_at is null)",
    )
    .bind(tx.tenant())
    .bind(turned)
    .fetch_all(&mut **tx)
    .await?;
    if variant_ids.is_empty() {
        return Ok(());
    }
    jobs::enqueue(tx, &TellBack { variant_ids }).await.map(drop)
}

/// What has gone again meanwhile, or is no longer sold, is not told; whoever waits for it waits on.
pub(crate) async fn tell_back(ctx: JobCtx, job: TellBack, app: AppData) -> Result<(), JobError> {
    loop {
        let mut tx = ctx.begin().await?;
        let waiting = take(&mut tx, &job.variant_ids).await?;
        let many = waiting.len();
        if many > 0 {
            tell(&mut tx, &app, &waiting).await?;
        }
        tx.commit().await?;
        if i64::try_from(many).unwrap_or(i64::MAX) < AT_ONCE {
            return Ok(());
        }
    }
}

#[derive(sqlx::FromRow)]
struct Waiting {
    variant_id: VariantId,
    email: Email,
    locale: Locale,
}

/// Marks the next ones as told. Another job passes over what this one holds.
async fn take(tx: &mut TenantTx, variants: &[VariantId]) -> Result<Vec<Waiting>> {
    Ok(sqlx::query_as(
        "with next as (
           select n.notice_id
             from stock_notice n
             join stock s on s.tenant_id = n.tenant_id and s.variant_id = n.variant_id and s.on_hand > s.reserved
             join variant v on v.tenant_id = n.tenant_id and v.variant_id = n.variant_id
                           and v.active and v.removed_at is null
             join product p on p.tenant_id = v.tenant_id and p.product_id = v.product_id and p.status = 'active'
            where n.tenant_id = $1 and n.sent_at is null and (n.variant_id = any ($2) or cardinality($2) = 0)
            order by n.created_at, n.notice_id
            limit $3
              for update of n skip locked)
         update stock_notice n set sent_at = $4
           from next
          where n.tenant_id = $1 and n.notice_id = next.notice_id
         returning n.variant_id, n.email, n.locale",
    )
    .bind(tx.tenant())
    .bind(variants)
    .bind(AT_ONCE)
    .bind(tx.now())
    .fetch_all(&mut **tx)
    .await?)
}

async fn tell(tx: &mut TenantTx, app: &AppData, waiting: &[Waiting]) -> Result<()> {
    let shop = http::shop::find(tx).await?.ok_or_else(Error::not_found)?;
    let ids: Vec<VariantId> = waiting.iter().map(|one| one.variant_id).collect();
    let sold = sellable_variants(tx, &ids).await?;
    let sold: HashMap<VariantId, &SellableVariant> = sold.iter().map(|one| (one.variant_id, one)).collect();
    let mut mails = vec![];
    for one in waiting {
        if let Some(variant) = sold.get(&one.variant_id) {
            mails.push(mail(app, &shop, one, variant)?);
        }
    }
    send_mails(tx, mails).await
}

fn mail<'a>(app: &AppData, shop: &Shop, to: &'a Waiting, variant: &SellableVariant) -> Result<Mail<'a>> {
    let product = match variant.option_text().as_str() {
        "" => variant.product_name.clone(),
        options => format!("{} ({options})", variant.product_name),
    };
    let values = vec![("product", product), ("shop", shop.name.clone())];
    let args: Vec<(&str, &str)> = values
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let word = |key: &str| app.i18n.text(to.locale, key, &args);
    let contact = Contact {
        channel: ContactChannel::Email,
        address: to.email.to_string(),
    };
    let link = app.link(&shop.host, &format!("/p/{}", variant.slug));
    Ok(Mail {
        to: &to.email,
        purpose: "inventory.back_in_stock",
        locale: to.locale,
        class: Class::Optional {
            sort: Sort::Reminder,
            choices: ChoiceLinks::of(app).link(shop, &contact)?,
        },
        subject: word("inventory-mail-back-subject"),
        content: MailContent {
            heading: word("inventory-mail-back-heading"),
            paragraphs: vec![word("inventory-mail-back-text")],
            button: Some((word("inventory-mail-back-button"), link)),
            ..MailContent::default()
        },
        values,
    })
}

/// Addresses stay no longer than they are needed for.
pub(crate) async fn purge(ctx: JobCtx, app: AppData) -> Result<(), JobError> {
    let mut tx = ctx.begin().await?;
    sqlx::query(
        "delete from stock_notice
          where tenant_id = $1 and (sent_at < $2 or created_at < $3)",
    )
    .bind(tx.tenant())
    .bind(ctx.now().plus_seconds(-KEPT))
    .bind(ctx.now().plus_seconds(-LONGEST_WAIT))
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    // What was put on sale again came back by no change of stock.
    tell_back(ctx, TellBack { variant_ids: vec![] }, app).await
}
