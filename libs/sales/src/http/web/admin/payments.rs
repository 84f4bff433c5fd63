//! How the shop is paid.

use ::payments::connector::connector;
use ::payments::ops::save_methods::{MethodsRequest, save_methods};
use ::payments::{MethodCode, MethodSetting};
use actix_web::HttpRequest;
use askama::Template;
use http::page::refusal;
use http::{Answer, Can, Form, FormState, Page, Typed, Visitor, html, html_with, permit, see_other};
use kernel::Result;
use serde::Deserialize;
use serde_json::Value;
use validator::Validate;

use crate::ops::save_settings::{CheckoutSettingsRequest, save_checkout};
use crate::queries::shipping::{SalesSettings, sales_settings};
use crate::settings::SalesRules;

type Owner = Can<permit::ManageSettings>;

#[derive(Template)]
#[template(path = "sales/admin/payments.html")]
struct PaymentsPage {
    page: Page,
    f: FormState,
    methods: Vec<Method>,
    offers_none: bool,
}

/// A method and the names of its fields.
struct Method {
    code: &'static str,
    name: String,
    hint: String,
    code_field: String,
    enabled: String,
    /// Whether nobody answers there, so that it is not offered for a while.
    rests: bool,
    instructions: String,
    instructions_hint: String,
    instructions_en: String,
}

/// Everything about the methods is read as the API reads it.
#[derive(Debug, Deserialize, Validate)]
pub struct PaymentsForm {
    version: i64,
    settings_version: i64,
    #[validate(range(min = 1, max = 720))]
    unpaid_hours: i32,
}

/// `GET /admin/payments`.
pub async fn page(ctx: Owner, req: HttpRequest) -> Answer {
    let (methods, settings) = kept(&ctx).await?;
    let f = FormState::prefilled(written(&methods, &settings, &SalesRules::of(&ctx.app)));
    html(&shown(Page::titled(&ctx, &req, "payments-title"), f, &methods))
}

/// `POST /admin/payments`.
pub async fn save(ctx: Owner, req: HttpRequest, form: Form<PaymentsForm>) -> Answer {
    let saved = match form.parsed {
        Ok(wanted) => keep(&ctx, &wanted, &form.typed).await,
        Err(error) => Err(error),
    };
    let error = match saved {
        Ok(()) => return Ok(see_other("/admin/payments?done=saved")),
        Err(error) => error,
    };
    let (status, error) = refusal(error)?;
    let (methods, _) = kept(&ctx).await?;
    let page = Page::titled(&ctx, &req, "payments-title");
    let f = FormState::refused(&page, form.typed, &error);
    html_with(status, &shown(page, f, &methods))
}

async fn keep(ctx: &Visitor, wanted: &PaymentsForm, typed: &Typed) -> Result<()> {
    let methods: MethodsRequest = typed.nested(|name, text| {
        Ok(match name {
            _ if !name.starts_with("methods.") => None,
            _ if name.ends_with(".enabled") => Some(Value::Bool(text == "true")),
            _ => Some(text.into()),
        })
    })?;
    let mut tx = ctx.begin().await?;
    save_methods(&mut tx, &methods, Some(wanted.version)).await?;
    let settings = CheckoutSettingsRequest {
        unpaid_hours: wanted.unpaid_hours,
    };
    save_checkout(&mut tx, &settings, Some(wanted.settings_version)).await?;
    tx.commit().await
}

async fn kept(ctx: &Visitor) -> Result<(Vec<MethodSetting>, SalesSettings)> {
    let mut tx = ctx.begin().await?;
    let methods = ::payments::queries::list_methods(&mut tx).await?;
    let settings = sales_settings(&mut tx).await?;
    tx.commit().await?;
    Ok((methods, settings))
}

fn written(methods: &[MethodSetting], settings: &SalesSettings, rules: &SalesRules) -> Vec<(String, String)> {
    let mut pairs = vec![
        (
            "version".to_owned(),
            methods.iter().map(|m| m.version).sum::<i64>().to_string(),
        ),
        ("settings_version".to_owned(), settings.version.to_string()),
        ("unpaid_hours".to_owned(), settings.hours(rules).to_string()),
    ];
    for (i, method) in methods.iter().enumerate() {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        pairs.push((format!("methods.{i}.enabled"), method.enabled.to_string()));
        pairs.push((format!("methods.{i}.instructions"), text(&method.instructions)));
        pairs.push((
            format!("methods.{i}.instructions_en"),
            text(&method.instructions_en),
        ));
    }
    pairs
}

fn shown(page: Page, f: FormState, methods: &[MethodSetting]) -> PaymentsPage {
    let offers_none = methods.iter().all(|m| !m.enabled);
    let view = |(i, method): (usize, &MethodSetting)| Method {
        code: method.code.as_str(),
        name: page.t(&method.code.name_key()),
        hint: page.t(&format!("sales-pay-hint-{}", method.code.as_str())),
        code_field: format!("methods.{i}.code"),
        enabled: format!("methods.{i}.enabled"),
        rests: method.rests,
        instructions: format!("methods.{i}.instructions"),
        instructions_hint: if needs_instructions(method.code) {
            page.t("payments-instructions-hint")
        } else {
            String::new()
        },
        instructions_en: format!("methods.{i}.instructions_en"),
    };
    PaymentsPage {
        methods: methods.iter().enumerate().map(view).collect(),
        offers_none,
        page,
        f,
    }
}

fn needs_instructions(code: MethodCode) -> bool {
    connector(code).capabilities().needs_instructions
}
