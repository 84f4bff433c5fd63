//! The banks that PSE reaches.

use actix_web::HttpResponse;
use http::{Answer, Can, Json, Visitor, permit};
use serde::Serialize;
use utoipa::ToSchema;

use crate::model::{Bank, MethodCode};
use crate::ops::switch_banks::{BanksRequest, switch_banks};
use crate::queries::accounts::list_banks;
use crate::queries::offered_methods;

/// The banks.
#[derive(Debug, Serialize, ToSchema)]
pub struct BankListView {
    /// A to Z; empty when PSE is not offered.
    pub data: Vec<BankView>,
}

/// A bank.
#[derive(Debug, Serialize, ToSchema)]
pub struct BankView {
    /// What `POST /orders/{id}/payments` takes.
    pub code: String,
    /// As people know it.
    pub name: String,
    /// Whether it can be chosen now: a bank that does not answer rests for a while.
    pub available: bool,
}

/// `PUT /admin/payments/pse/banks`.
pub async fn save(ctx: Can<permit::ManageSettings>, body: Json<BanksRequest>) -> Answer {
    let mut tx = ctx.begin().await?;
    switch_banks(&mut tx, &body).await?;
    let banks = list_banks(&mut tx).await?;
    tx.commit().await?;
    Ok(shown(banks))
}

fn shown(banks: Vec<Bank>) -> HttpResponse {
    let view = |bank: Bank| BankView {
        available: bank.is_offered(),
        code: bank.code,
        name: bank.name,
    };
    HttpResponse::Ok().json(BankListView {
        data: banks.into_iter().map(view).collect(),
    })
}

/// `GET /payments/pse/banks`.
pub async fn list(visitor: Visitor) -> Answer {
    let mut tx = visitor.begin_generic().await?;
    let offered = offered_methods(&mut tx).await?;
    let banks: Vec<Bank> = if offered.iter().any(|m| m.code == MethodCode::Pse) {
        list_banks(&mut tx).await?
    } else {
        vec![]
    };
    tx.commit().await?;
    Ok(shown(banks))
}
