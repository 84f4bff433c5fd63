//! A second thought before the shop lets go of its account at a provider: what ends, what goes on, and what is lost.

use actix_web::HttpRequest;
use askama::Template;
use http::{Answer, Can, Form, Page, html, permit, see_other};
use serde::Deserialize;
use validator::Validate;

use crate::model::{Account, ProviderCode};
use crate::ops::disconnect::disconnect;
use crate::queries::accounts::{OnTheWay, count_on_the_way, find_account_at};

type Owner = Can<permit::DisconnectPayments>;

#[derive(Template)]
#[template(path = "payments/disconnect.html")]
struct DisconnectPage {
    page: Page,
    /// Of the page of the account; `/disconnect` below it takes the form.
    path: String,
    account: Account,
    on_the_way: OnTheWay,
}

/// A form of a button alone.
#[derive(Debug, Deserialize, Validate)]
pub struct Sure {}

/// `GET /admin/payments/mercadopago/disconnect`.
pub async fn ask_mercadopago(ctx: Owner, req: HttpRequest) -> Answer {
    ask(&ctx, &req, ProviderCode::Mercadopago).await
}

/// `POST /admin/payments/mercadopago/disconnect`.
pub async fn let_go_of_mercadopago(ctx: Owner, form: Form<Sure>) -> Answer {
    let_go(&ctx, form, ProviderCode::Mercadopago).await
}

/// `GET /admin/payments/stripe/disconnect`.
pub async fn ask_stripe(ctx: Owner, req: HttpRequest) -> Answer {
    ask(&ctx, &req, ProviderCode::Stripe).await
}

/// `POST /admin/payments/stripe/disconnect`.
pub async fn let_go_of_stripe(ctx: Owner, form: Form<Sure>) -> Answer {
    let_go(&ctx, form, ProviderCode::Stripe).await
}

/// Where none is connected, there is nothing to think about.
async fn ask(ctx: &Owner, req: &HttpRequest, code: ProviderCode) -> Answer {
    let mut tx = ctx.begin().await?;
    let Some(account) = find_account_at(&mut tx, code).await? else {
        return Ok(see_other(&path_of(code)));
    };
    let on_the_way = count_on_the_way(&mut tx, account.account_id).await?;
    tx.commit().await?;
    let title = ctx.app.i18n.text(
        ctx.locale,
        "payments-disconnect-title",
        &[("provider", code.brand())],
    );
    html(&DisconnectPage {
        page: Page::new(ctx, req, title),
        path: path_of(code),
        account,
        on_the_way,
    })
}

async fn let_go(ctx: &Owner, form: Form<Sure>, code: ProviderCode) -> Answer {
    form.into_inner()?;
    let mut tx = ctx.begin().await?;
    disconnect(&mut tx, code).await?;
    tx.commit().await?;
    Ok(see_other(&format!(
        "{}?done=payments-disconnected",
        path_of(code)
    )))
}

fn path_of(code: ProviderCode) -> String {
    format!("/admin/payments/{}", code.as_str())
}

impl DisconnectPage {
    fn brand(&self) -> &'static str {
        self.account.provider.brand()
    }

    /// Whether something has to come to its end first.
    const fn is_busy(&self) -> bool {
        self.on_the_way.payments + self.on_the_way.refunds + self.on_the_way.disputes > 0
    }
}
