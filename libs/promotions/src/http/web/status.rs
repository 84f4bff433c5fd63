//! Stopping a promotion, letting it go on, putting it away, bringing it back.

use actix_web::HttpRequest;
use http::page::refusal;
use http::{Answer, Can, Form, Id, Page, permit, see_other};
use kernel::Result;
use serde::Deserialize;
use validator::Validate;

use super::list::{refused, status_name, words_of};
use crate::model::{PromotionId, PromotionStatus};
use crate::ops::change_status;

/// What it becomes.
#[derive(Debug, Deserialize, Validate)]
pub struct StatusForm {
    status: PromotionStatus,
}

/// `POST /admin/promotions/{id}/status`: back to the list, which offers to take it back.
pub async fn change(
    ctx: Can<permit::ManageCatalog>,
    req: HttpRequest,
    Id(id): Id<PromotionId>,
    form: Form<StatusForm>,
) -> Answer {
    let status = form.into_inner()?.status;
    match become_so(&ctx, id, status).await {
        Ok(before) => Ok(see_other(&format!(
            "/admin/promotions?changed={id}&was={}",
            status_name(before)
        ))),
        Err(error) => {
            let (code, error) = refusal(error)?;
            let page = Page::titled(&ctx, &req, "promotions-title");
            refused(&ctx, &req, code, words_of(&page, &error)).await
        }
    }
}

async fn become_so(
    ctx: &Can<permit::ManageCatalog>,
    id: PromotionId,
    status: PromotionStatus,
) -> Result<PromotionStatus> {
    let mut tx = ctx.begin().await?;
    let before = change_status(&mut tx, id, status, None).await?;
    tx.commit().await?;
    Ok(before)
}
