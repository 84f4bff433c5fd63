//! How the shop is known at its providers.

use actix_web::HttpResponse;
use http::{Answer, Can, Json, permit};
use kernel::Error;
use serde::Serialize;
use utoipa::ToSchema;

use crate::http::web::connect::keep;
use crate::model::{Account, ProviderCode};
use crate::ops::connect::AccountRequest;
use crate::ops::disconnect::disconnect;
use crate::queries::accounts::find_account_at;
use crate::treasury::hook_path;

type Owner = Can<permit::ManageSettings>;

/// An account at a provider; what is secret never comes back.
#[derive(Debug, Serialize, ToSchema)]
pub struct PaymentAccountView {
    /// At whom.
    pub provider: ProviderCode,
    /// The provider's name for it.
    pub account: String,
    /// As its owner called it there.
    pub name: String,
    /// Real money.
    pub live: bool,
    /// What browsers may know.
    pub public_key: String,
    /// Whether webhooks can be checked.
    pub signs_webhooks: bool,
    /// Where the provider sends webhooks.
    pub webhook_url: String,
    /// Whether the provider takes its credentials.
    pub usable: bool,
}

/// `GET /admin/payment-accounts/mercadopago`.
pub async fn show(ctx: Owner) -> Answer {
    shown(&ctx, ProviderCode::Mercadopago).await
}

/// `PUT /admin/payment-accounts/mercadopago`.
pub async fn save(ctx: Owner, body: Json<AccountRequest>) -> Answer {
    keep(&ctx, ProviderCode::Mercadopago, &body).await?;
    shown(&ctx, ProviderCode::Mercadopago).await
}

/// `GET /admin/payment-accounts/stripe`.
pub async fn show_stripe(ctx: Owner) -> Answer {
    shown(&ctx, ProviderCode::Stripe).await
}

/// `PUT /admin/payment-accounts/stripe`.
pub async fn save_stripe(ctx: Owner, body: Json<AccountRequest>) -> Answer {
    keep(&ctx, ProviderCode::Stripe, &body).await?;
    shown(&ctx, ProviderCode::Stripe).await
}

/// `DELETE /admin/payment-accounts/mercadopago`.
pub async fn let_go(ctx: Can<permit::DisconnectPayments>) -> Answer {
    gone(&ctx, ProviderCode::Mercadopago).await
}

/// `DELETE /admin/payment-accounts/stripe`.
pub async fn let_go_of_stripe(ctx: Can<permit::DisconnectPayments>) -> Answer {
    gone(&ctx, ProviderCode::Stripe).await
}

async fn gone(ctx: &Can<permit::DisconnectPayments>, code: ProviderCode) -> Answer {
    let mut tx = ctx.begin().await?;
    disconnect(&mut tx, code).await?;
    tx.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}

async fn shown(ctx: &Owner, code: ProviderCode) -> Answer {
    let mut tx = ctx.begin().await?;
    let account = find_account_at(&mut tx, code).await?;
    tx.commit().await?;
    let account = account.ok_or_else(Error::not_found)?;
    Ok(HttpResponse::Ok().json(view(ctx, account)))
}

fn view(ctx: &Owner, account: Account) -> PaymentAccountView {
    let hook = hook_path(&ctx.app.secrets, ctx.shop.id, &account);
    PaymentAccountView {
        provider: account.provider,
        account: account.outside_id,
        name: account.name,
        live: account.live,
        public_key: account.public_key,
        signs_webhooks: account.has_hook_secret,
        webhook_url: ctx.app.link(&ctx.shop.host, &hook),
        usable: account.refused_at.is_none(),
    }
}
