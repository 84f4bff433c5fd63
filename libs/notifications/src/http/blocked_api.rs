//! Addresses that take nothing.

use actix_web::HttpResponse;
use http::{Answer, Can, Id, permit};
use serde::Serialize;
use utoipa::ToSchema;

use crate::ops::block::lift_block;
use crate::queries::contacts::{Block, BlockId, list_blocks};

/// The latest of them.
#[derive(Debug, Serialize, ToSchema)]
pub struct BlockedContacts {
    /// The latest first.
    pub data: Vec<Block>,
}

/// `GET /admin/blocked-contacts`.
pub async fn list(staff: Can<permit::ManageSettings>) -> Answer {
    let mut tx = staff.begin().await?;
    let data = list_blocks(&mut tx).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(BlockedContacts { data }))
}

/// `DELETE /admin/blocked-contacts/{id}`.
pub async fn lift(staff: Can<permit::ManageSettings>, Id(id): Id<BlockId>) -> Answer {
    let mut tx = staff.begin().await?;
    lift_block(&mut tx, id).await?;
    tx.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}
