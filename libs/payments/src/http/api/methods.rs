//! Ways to pay: what customers choose from, and what the shop sets up.

use actix_web::HttpResponse;
use http::extract::IfMatch;
use http::{Answer, Can, Json, Visitor, permit};
use serde::Serialize;
use utoipa::ToSchema;

use crate::connector::connector;
use crate::model::{MethodCode, MethodSetting};
use crate::ops::save_methods::{MethodsRequest, save_methods};
use crate::queries;

/// The ways to pay.
#[derive(Debug, Serialize, ToSchema)]
pub struct MethodList {
    /// In the order to show them.
    pub data: Vec<MethodView>,
}

/// A way to pay as customers see it.
#[derive(Debug, Serialize, ToSchema)]
pub struct MethodView {
    /// What `POST /orders` takes.
    pub code: MethodCode,
    /// Its name in the caller's language.
    pub name: String,
    /// Where and how to pay.
    pub instructions: Option<String>,
}

/// How the shop wants to be paid.
#[derive(Debug, Serialize, ToSchema)]
pub struct MethodSettingList {
    /// In the order they are shown.
    pub data: Vec<MethodSettingView>,
    /// Grows with each change.
    pub version: i64,
}

/// A way to pay as the shop sees it.
#[derive(Debug, Serialize, ToSchema)]
pub struct MethodSettingView {
    /// Which.
    pub code: MethodCode,
    /// Its name in the caller's language.
    pub name: String,
    /// Whether customers may choose it.
    pub enabled: bool,
    /// What the payer reads.
    pub instructions: Option<String>,
    /// The same in English.
    pub instructions_en: Option<String>,
    /// Whether it can only be switched on with instructions.
    pub needs_instructions: bool,
}

/// `GET /payments/methods`.
pub async fn list(visitor: Visitor) -> Answer {
    let mut tx = visitor.begin_generic().await?;
    let methods = queries::offered_methods(&mut tx).await?;
    tx.commit().await?;
    let view = |m: MethodSetting| MethodView {
        code: m.code,
        name: visitor.t(&m.code.name_key()),
        instructions: m.instructions_in(visitor.locale).map(str::to_owned),
    };
    Ok(HttpResponse::Ok().json(MethodList {
        data: methods.into_iter().map(view).collect(),
    }))
}

/// `GET /admin/payments/methods`.
pub async fn settings(staff: Can<permit::ManageSettings>) -> Answer {
    let mut tx = staff.begin().await?;
    let settings = queries::list_methods(&mut tx).await?;
    tx.commit().await?;
    Ok(present(&staff, settings))
}

/// `PUT /admin/payments/methods`.
pub async fn save(staff: Can<permit::ManageSettings>, read: IfMatch, body: Json<MethodsRequest>) -> Answer {
    let mut tx = staff.begin().await?;
    save_methods(&mut tx, &body, read.0).await?;
    let settings = queries::list_methods(&mut tx).await?;
    tx.commit().await?;
    Ok(present(&staff, settings))
}

fn present(visitor: &Visitor, settings: Vec<MethodSetting>) -> HttpResponse {
    let version = settings.iter().map(|s| s.version).sum();
    let view = |m: MethodSetting| MethodSettingView {
        name: visitor.t(&m.code.name_key()),
        enabled: m.enabled,
        needs_instructions: connector(m.code).capabilities().needs_instructions,
        instructions: m.instructions,
        instructions_en: m.instructions_en,
        code: m.code,
    };
    let list = MethodSettingList {
        data: settings.into_iter().map(view).collect(),
        version,
    };
    HttpResponse::Ok()
        .insert_header(http::extract::etag(version))
        .json(list)
}
