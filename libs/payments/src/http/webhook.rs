//! A provider tells us something. It is kept and answered at once; a job asks what is true.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use db::TenantTx;
use http::extract::Raw;
use http::lookout::Forged;
use http::{Answer, AppData, EdgeError};
use kernel::{Actor, Error, Instant, Result};
use secrecy::SecretString;

use crate::model::{AccountId, ProviderCode};
use crate::ops::events::{MOST, keep};
use crate::ops::stray::{keep_stray, owners_of};
use crate::provider::{Delivery, Unheard};
use crate::queries::accounts::find_account;
use crate::treasury::{HOOK, HOOK_PREVIOUS, Treasury, place, read_hook_token};

/// `POST /webhooks/mercadopago/{key}`, at any host.
pub async fn mercadopago(app: AppData, req: HttpRequest, body: Raw) -> Answer {
    receive(&app, &req, &body, ProviderCode::Mercadopago).await
}

/// `POST /webhooks/stripe/{key}`, at any host.
pub async fn stripe(app: AppData, req: HttpRequest, body: Raw) -> Answer {
    receive(&app, &req, &body, ProviderCode::Stripe).await
}

/// `POST /webhooks/stripe`, at any host: of all accounts that are connected with the platform's.
pub async fn stripe_of_all(app: AppData, req: HttpRequest, body: Raw) -> Answer {
    receive_for_platform(&app, &req, &body, ProviderCode::Stripe).await
}

/// `POST /webhooks/mercadopago`, at any host: of all accounts that the platform's own application may see.
pub async fn mercadopago_of_all(app: AppData, req: HttpRequest, body: Raw) -> Answer {
    receive_for_platform(&app, &req, &body, ProviderCode::Mercadopago).await
}

/// Signed by the platform's secret; the account that it names says whose it is. What is nobody's is kept by name.
async fn receive_for_platform(app: &AppData, req: &HttpRequest, body: &Raw, code: ProviderCode) -> Answer {
    if body.0.len() > MOST {
        return Err(EdgeError::TooLarge.into());
    }
    let treasury = Treasury::of(app);
    let secret = treasury.platform_secret(code).ok_or_else(|| forged(req, code))?;
    let headers = headers_of(req);
    let delivery = Delivery {
        query: req.query_string(),
        headers: &headers,
        body: &body.0,
    };
    let provider = treasury.provider(code)?;
    let heard = provider
        .hear(&delivery, &[secret], app.env.now())
        .map_err(|unheard| refuse(req, code, unheard))?;
    let owners = owners_of(app, code, heard.account.as_deref()).await?;
    let mut is_new = false;
    for (tenant, id) in &owners {
        let mut tx = app.begin(*tenant, Actor::System).await?;
        let account = find_account(&mut tx, *id).await?.ok_or_else(Error::not_found)?;
        is_new |= keep(&mut tx, &treasury, &account, &heard, &delivery).await?;
        tx.commit().await?;
    }
    if owners.is_empty() {
        is_new = keep_stray(app, code, &heard).await?;
    }
    count(code, &heard.kind, if is_new { "stored" } else { "repeated" });
    Ok(HttpResponse::build(StatusCode::OK).finish())
}

async fn receive(app: &AppData, req: &HttpRequest, body: &Raw, code: ProviderCode) -> Answer {
    let key = req.match_info().get("key").unwrap_or_default();
    let (tenant, account) = read_hook_token(app, key).ok_or_else(|| forged(req, code))?;
    if body.0.len() > MOST {
        return Err(EdgeError::TooLarge.into());
    }
    let treasury = Treasury::of(app);
    let headers = headers_of(req);
    let delivery = Delivery {
        query: req.query_string(),
        headers: &headers,
        body: &body.0,
    };
    let mut tx = app.begin(tenant, Actor::System).await?;
    let account = find_account(&mut tx, account).await?;
    let account = account.filter(|account| account.provider == code);
    let account = account.ok_or_else(|| forged(req, code))?;
    let secrets = hook_secrets(&mut tx, &treasury, account.account_id).await?;
    let provider = treasury.provider(code)?;
    let heard = provider
        .hear(&delivery, &secrets, tx.now())
        .map_err(|unheard| refuse(req, code, unheard))?;
    let is_new = keep(&mut tx, &treasury, &account, &heard, &delivery).await?;
    tx.commit().await?;
    count(code, &heard.kind, if is_new { "stored" } else { "repeated" });
    Ok(HttpResponse::build(StatusCode::OK).finish())
}

fn headers_of(req: &HttpRequest) -> Vec<(String, String)> {
    let readable = req.headers().iter().filter_map(|(name, value)| {
        let value = value.to_str().ok()?;
        Some((name.as_str().to_owned(), value.to_owned()))
    });
    readable.collect()
}

/// What may have signed it: the secret of now, and the one before while it still may.
async fn hook_secrets(tx: &mut TenantTx, treasury: &Treasury, id: AccountId) -> Result<Vec<SecretString>> {
    let (now, before, until): (Option<Vec<u8>>, Option<Vec<u8>>, Option<Instant>) = sqlx::query_as(
        "select hook_secret_sealed, hook_previous_sealed, hook_previous_until
           from payment_account where tenant_id = $1 and account_id = $2",
    )
    .bind(tx.tenant())
    .bind(id)
    .fetch_one(&mut **tx)
    .await?;
    let before = before.filter(|_| until.is_some_and(|until| until > tx.now()));
    let mut secrets = vec![];
    for (purpose, sealed) in [(HOOK, now), (HOOK_PREVIOUS, before)] {
        let Some(sealed) = sealed else { continue };
        let plain = treasury.vault().open(tx, place(purpose, &id.0), &sealed).await?;
        secrets.push(SecretString::from(
            String::from_utf8(plain).map_err(|e| Error::Fault(e.into()))?,
        ));
    }
    Ok(secrets)
}

fn forged(req: &HttpRequest, code: ProviderCode) -> Error {
    Forged::mark(req);
    count(code, "unknown", "forged");
    EdgeError::Unauthenticated.into()
}

fn refuse(req: &HttpRequest, code: ProviderCode, unheard: Unheard) -> Error {
    match unheard {
        Unheard::Forged => forged(req, code),
        Unheard::Stale => {
            count(code, "unknown", "stale");
            EdgeError::Unauthenticated.into()
        }
        Unheard::Unreadable => {
            count(code, "unknown", "unreadable");
            EdgeError::Unreadable.into()
        }
    }
}

fn count(code: ProviderCode, kind: &str, status: &'static str) {
    metrics::counter!(
        "webhooks_received_total",
        "source" => code.as_str(),
        "type" => kind.to_owned(),
        "status" => status
    )
    .increment(1);
}
