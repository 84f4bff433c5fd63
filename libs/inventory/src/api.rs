//! JSON, for staff.

use actix_web::HttpResponse;
use catalog::VariantId;
use http::{Answer, Can, Id, Json, Query, Routes, permit};
use kernel::{Line, PageQuery, Paged, Permission};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use crate::model::{Movement, StockLine};
use crate::ops::set_on_hand::set_on_hand;
use crate::queries;

/// Declares the routes.
pub fn routes(r: &mut Routes) {
    r.get("/api/v1/admin/inventory", "list_inventory", list)
        .summary("Stock by variant; `low=true` leaves what runs out.")
        .query::<StockQuery>()
        .gives::<Paged<StockLine>>(200)
        .staff(Permission::ManageInventory);
    r.put("/api/v1/admin/inventory/{id}", "count_inventory", count)
        .summary("Sets a variant's shelf to what was counted.")
        .takes::<Count>()
        .gives_nothing(204)
        .refuses(&[409])
        .staff(Permission::ManageInventory);
    r.get("/api/v1/admin/inventory/{id}/movements", "list_movements", movements)
        .summary("Every change of a variant's stock.")
        .query::<PageQuery>()
        .gives::<Paged<Movement>>(200)
        .staff(Permission::ManageInventory);
}

/// Which part of the list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct StockQuery {
    /// From 1.
    #[serde(default = "one")]
    page: u32,
    /// Rows a page.
    #[serde(default = "twenty")]
    limit: u32,
    /// Only what runs out.
    #[serde(default)]
    low: bool,
}

fn one() -> u32 {
    1
}

fn twenty() -> u32 {
    20
}

/// A count of the shelf.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Count {
    /// Pieces counted.
    #[validate(range(min = 0, max = 10_000_000))]
    pub on_hand: i32,
    /// Why it differs.
    #[serde(default)]
    pub reason: Option<Line<300>>,
}

async fn list(ctx: Can<permit::ManageInventory>, query: Query<StockQuery>) -> Answer {
    let page = PageQuery { page: query.page, limit: query.limit }.checked()?;
    let mut tx = ctx.begin().await?;
    let lines = queries::list_stock(&mut tx, page, query.low.then_some(crate::jobs::LOW)).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(lines))
}

async fn count(ctx: Can<permit::ManageInventory>, Id(id): Id<VariantId>, body: Json<Count>) -> Answer {
    let mut tx = ctx.begin().await?;
    set_on_hand(&mut tx, id, body.on_hand, body.reason.as_deref()).await?;
    tx.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}

async fn movements(ctx: Can<permit::ManageInventory>, Id(id): Id<VariantId>, page: Query<PageQuery>) -> Answer {
    let mut tx = ctx.begin().await?;
    let rows = queries::list_movements(&mut tx, id, page.0.checked()?).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(rows))
}
