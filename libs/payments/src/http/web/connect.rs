//! How the shop is known at its providers.

use actix_web::HttpRequest;
use askama::Template;
use http::page::refusal;
use http::{Answer, Can, Form, FormState, Page, html, html_with, permit, see_other};
use kernel::Result;

use super::keys;
use crate::model::{Account, Bank, ProviderCode};
use crate::ops::connect::{AccountRequest, check, save_account};
use crate::queries::accounts::{find_account_at, find_latest_at, list_banks};
use crate::treasury::{Treasury, hook_path};

type Owner = Can<permit::ManageSettings>;

#[derive(Template)]
#[template(path = "payments/connect.html")]
struct ConnectPage {
    page: Page,
    words: Words,
    f: FormState,
    known: Option<Known>,
    /// Of an account that was let go of: when, and what became of its key.
    gone: Option<String>,
    /// Where its owner thinks twice before letting go of it.
    leave: String,
}

/// What differs from one provider to the other.
struct Words {
    path: &'static str,
    title: &'static str,
    text: &'static str,
    /// Where each key is found at the provider, in order.
    steps: [&'static str; 4],
    /// Where the address for notifications goes.
    hook: &'static str,
    refused: &'static str,
    token: &'static str,
    token_hint: &'static str,
    public_key: &'static str,
    public_hint: &'static str,
    secret_hint: &'static str,
}

impl Words {
    const fn of(code: ProviderCode) -> Self {
        match code {
            ProviderCode::Mercadopago => Self {
                path: "/admin/payments/mercadopago",
                title: "payments-mercadopago",
                text: "payments-mercadopago-text",
                steps: [
                    "payments-mercadopago-step-open",
                    "payments-mercadopago-step-keys",
                    "payments-mercadopago-step-hook",
                    "payments-mercadopago-step-test",
                ],
                hook: "payments-account-hook-text",
                refused: "payments-account-refused",
                token: "payments-access-token",
                token_hint: "payments-access-token-hint",
                public_key: "payments-public-key",
                public_hint: "payments-public-key-hint",
                secret_hint: "payments-webhook-secret-hint",
            },
            ProviderCode::Stripe => Self {
                path: "/admin/payments/stripe",
                title: "payments-stripe",
                text: "payments-stripe-text",
                steps: [
                    "payments-stripe-step-open",
                    "payments-stripe-step-keys",
                    "payments-stripe-step-hook",
                    "payments-stripe-step-test",
                ],
                hook: "payments-stripe-hook-text",
                refused: "payments-stripe-refused",
                token: "payments-stripe-key",
                token_hint: "payments-stripe-key-hint",
                public_key: "payments-stripe-public-key",
                public_hint: "payments-stripe-public-key-hint",
                secret_hint: "payments-stripe-secret-hint",
            },
        }
    }
}

struct Known {
    name: String,
    outside_id: String,
    live: bool,
    refused: bool,
    signs: bool,
    banks: Vec<Bank>,
    hook_url: String,
}

/// `GET /admin/payments/mercadopago`.
pub async fn show(ctx: Owner, req: HttpRequest) -> Answer {
    showing(&ctx, &req, ProviderCode::Mercadopago).await
}

/// `POST /admin/payments/mercadopago`.
pub async fn save(ctx: Owner, req: HttpRequest, form: Form<AccountRequest>) -> Answer {
    saving(&ctx, &req, ProviderCode::Mercadopago, form).await
}

/// `GET /admin/payments/stripe`.
pub async fn show_stripe(ctx: Owner, req: HttpRequest) -> Answer {
    showing(&ctx, &req, ProviderCode::Stripe).await
}

/// `POST /admin/payments/stripe`.
pub async fn save_stripe(ctx: Owner, req: HttpRequest, form: Form<AccountRequest>) -> Answer {
    saving(&ctx, &req, ProviderCode::Stripe, form).await
}

async fn showing(ctx: &Owner, req: &HttpRequest, code: ProviderCode) -> Answer {
    let known = kept(ctx, code).await?;
    let connected = known.as_ref().filter(|(account, _)| account.is_connected());
    let public_key = connected.map(|(account, _)| account.public_key.clone());
    let f = FormState::prefilled([("public_key", public_key.unwrap_or_default())]);
    html(&shown(ctx, req, code, (known, f)))
}

async fn saving(ctx: &Owner, req: &HttpRequest, code: ProviderCode, form: Form<AccountRequest>) -> Answer {
    let words = Words::of(code);
    let saved = match form.parsed {
        Ok(wanted) => keep(ctx, code, &wanted).await,
        Err(error) => Err(error),
    };
    let Err(error) = saved else {
        return Ok(see_other(&format!("{}?done=saved", words.path)));
    };
    let (status, error) = refusal(error)?;
    let known = kept(ctx, code).await?;
    let page = Page::titled(ctx, req, words.title);
    let f = FormState::refused(&page, form.typed, &error);
    html_with(status, &shown(ctx, req, code, (known, f)))
}

pub(crate) async fn keep(ctx: &Owner, code: ProviderCode, wanted: &AccountRequest) -> Result<()> {
    let treasury = Treasury::of(&ctx.app);
    let mut tx = ctx.begin().await?;
    let known = find_account_at(&mut tx, code).await?;
    tx.commit().await?;
    keys::check(code, wanted, known.as_ref())?;
    let checked = match &wanted.access_token {
        Some(token) => Some(check(&treasury, code, token).await?),
        None => None,
    };
    let mut tx = ctx.begin().await?;
    save_account(&mut tx, &treasury, code, wanted, checked).await?;
    tx.commit().await
}

type Kept = Option<(Account, Vec<Bank>)>;

async fn kept(ctx: &Owner, code: ProviderCode) -> Result<Kept> {
    let mut tx = ctx.begin().await?;
    let account = find_latest_at(&mut tx, code).await?;
    let banks = match code {
        ProviderCode::Mercadopago => list_banks(&mut tx).await?,
        ProviderCode::Stripe => vec![],
    };
    tx.commit().await?;
    Ok(account.map(|account| (account, banks)))
}

fn shown(ctx: &Owner, req: &HttpRequest, code: ProviderCode, (known, f): (Kept, FormState)) -> ConnectPage {
    let words = Words::of(code);
    let page = Page::titled(ctx, req, words.title);
    let gone = known.as_ref().and_then(|(account, _)| gone(&page, account));
    let known = known
        .filter(|(account, _)| account.is_connected())
        .map(|(account, banks)| {
            let hook = hook_path(&ctx.app.secrets, ctx.shop.id, &account);
            Known {
                refused: account.refused_at.is_some(),
                signs: account.has_hook_secret,
                hook_url: ctx.app.link(&ctx.shop.host, &hook),
                name: account.name,
                outside_id: account.outside_id,
                live: account.live,
                banks,
            }
        });
    ConnectPage {
        leave: format!("{}/disconnect", words.path),
        page,
        words,
        f,
        known,
        gone,
    }
}

/// Since when the shop wants no more of it, and whether its key is still there.
fn gone(page: &Page, account: &Account) -> Option<String> {
    let when = page.moment(account.disconnected_at?);
    let key = if account.has_secret {
        "payments-gone-ending"
    } else {
        "payments-gone"
    };
    Some(page.ta(key, &[("account", account.name.clone()), ("when", when)]))
}
