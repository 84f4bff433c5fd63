//! Pictures that a file named are fetched: from the public internet alone, one after another, each looked at like one that
//! somebody uploads.

use std::time::Duration;

use catalog::ProductId;
use catalog::ops::add_picture::add_picture;
use db::TenantTx;
use http::App;
use jobs::JobCtx;
use kernel::{Error, Line, Result};
use outbound::{Limits, Outbound, OutboundError, Request, Url};

/// Longest time for one of them.
const TIME: Duration = Duration::from_secs(20);

/// Fetches what still waits of a product. Fails when one may be had later, unless this is the last attempt.
pub async fn fetch_pictures(ctx: &JobCtx, app: &App, outbound: &Outbound, product: ProductId) -> Result<()> {
    let mut tx = ctx.begin().await?;
    let sources = waiting(&mut tx, product).await?;
    tx.commit().await?;
    let mut later = false;
    for source in &sources {
        let fetched = fetch(app, outbound, &source.url).await;
        match fetched {
            Err(Missed::Later) if !ctx.is_last => later = true,
            Err(missed) => give_up(ctx, product, source, missed.word()).await?,
            Ok(bytes) => add(ctx, app, product, source, bytes).await?,
        }
    }
    if later {
        Err(Error::fault("a picture may be had later"))
    } else {
        Ok(())
    }
}

#[derive(sqlx::FromRow)]
struct Source {
    url: String,
    alt: Option<String>,
}

async fn waiting(tx: &mut TenantTx, product: ProductId) -> Result<Vec<Source>> {
    Ok(sqlx::query_as(
        "select url, alt from product_picture_source
          where tenant_id = $1 and product_id = $2 and status = 'waiting'
          order by position, url",
    )
    .bind(tx.tenant())
    .bind(product)
    .fetch_all(&mut **tx)
    .await?)
}

/// Why there is no picture.
enum Missed {
    /// Nobody answers, or says that it is a bad moment.
    Later,
    /// The address is none that we call.
    Address,
    /// There is nothing.
    Nothing,
    /// It is larger than a picture may be.
    TooLarge,
}

impl Missed {
    /// As stored, and in the keys of its texts.
    const fn word(&self) -> &'static str {
        match self {
            Self::Later => "away",
            Self::Address => "address",
            Self::Nothing => "nothing",
            Self::TooLarge => "too_large",
        }
    }
}

async fn fetch(app: &App, outbound: &Outbound, url: &str) -> std::result::Result<Vec<u8>, Missed> {
    let url: Url = url.parse().map_err(|_| Missed::Address)?;
    let limits = Limits {
        time: TIME,
        bytes: app.settings.upload_limit,
    };
    let answer = outbound.send(Request::get(url).limits(limits)).await;
    match answer {
        Ok(answer) if answer.status.is_success() => Ok(answer.body),
        Ok(answer) if answer.status.is_server_error() || answer.status.as_u16() == 429 => Err(Missed::Later),
        Ok(_) => Err(Missed::Nothing),
        Err(OutboundError::TooLong(_)) => Err(Missed::TooLarge),
        Err(error) if error.may_pass() => Err(Missed::Later),
        Err(_) => Err(Missed::Address),
    }
}

async fn add(ctx: &JobCtx, app: &App, product: ProductId, source: &Source, bytes: Vec<u8>) -> Result<()> {
    let picture = match pictures::prepare(&ctx.env, bytes.into(), app.settings.upload_pixels).await {
        Ok(picture) => picture,
        Err(Error::Refused(_)) => return give_up(ctx, product, source, "no_picture").await,
        Err(fault) => return Err(fault),
    };
    picture.store(&app.storage, ctx.tenant).await?;
    let alt = source.alt.as_deref().and_then(|alt| Line::parse(alt).ok());
    let mut tx = ctx.begin().await?;
    if !settle(&mut tx, product, &source.url, "done", None).await? {
        // Another attempt was faster.
        return pictures::remove(&app.storage, ctx.tenant, &picture.key).await;
    }
    let Err(refused) = add_picture(&mut tx, product, &picture, alt.as_ref()).await else {
        return tx.commit().await;
    };
    tx.rollback().await?;
    pictures::remove(&app.storage, ctx.tenant, &picture.key).await?;
    match refused {
        Error::Refused(_) => give_up(ctx, product, source, "too_many").await,
        fault @ Error::Fault(_) => Err(fault),
    }
}

async fn give_up(ctx: &JobCtx, product: ProductId, source: &Source, problem: &'static str) -> Result<()> {
    let mut tx = ctx.begin().await?;
    settle(&mut tx, product, &source.url, "failed", Some(problem)).await?;
    tx.commit().await
}

/// Whether it still waited.
async fn settle(
    tx: &mut TenantTx,
    product: ProductId,
    url: &str,
    status: &'static str,
    problem: Option<&'static str>,
) -> Result<bool> {
    let settled = sqlx::query(
        "update product_picture_source set status = $4, problem = $5, updated_at = $6
          where tenant_id = $1 and product_id = $2 and url = $3 and status = 'waiting'",
    )
    .bind(tx.tenant())
    .bind(product)
    .bind(url)
    .bind(status)
    .bind(problem)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(settled.rows_affected() == 1)
}
