//! Addresses that take nothing, and giving one another try.

use actix_web::HttpRequest;
use askama::Template;
use http::{Answer, Can, Form, Id, Page, html, permit, see_other};

use super::template_page::Anything;
use crate::ops::block::lift_block;
use crate::queries::contacts::{Block, BlockId, list_blocks};

#[derive(Template)]
#[template(path = "notifications/blocked.html")]
struct BlockedPage {
    page: Page,
    rows: Vec<Row>,
}

struct Row {
    id: BlockId,
    address: String,
    why: String,
    detail: String,
    since: String,
}

/// `GET /admin/messages/blocked`.
pub async fn page(ctx: Can<permit::ManageSettings>, req: HttpRequest) -> Answer {
    let mut tx = ctx.begin().await?;
    let blocks = list_blocks(&mut tx).await?;
    tx.commit().await?;
    let page = Page::titled(&ctx, &req, "message-blocked-title");
    html(&BlockedPage {
        rows: blocks.into_iter().map(|block| row(&page, block)).collect(),
        page,
    })
}

/// `POST /admin/messages/blocked/{id}/lift`.
pub async fn lift(ctx: Can<permit::ManageSettings>, Id(id): Id<BlockId>, form: Form<Anything>) -> Answer {
    form.into_inner()?;
    let mut tx = ctx.begin().await?;
    lift_block(&mut tx, id).await?;
    tx.commit().await?;
    Ok(see_other("/admin/messages/blocked?done=message-block-lifted"))
}

fn row(page: &Page, block: Block) -> Row {
    Row {
        id: block.block_id,
        why: page.t(&format!("message-block-{}", block.reason)),
        since: page.moment(block.blocked_at),
        address: block.address,
        detail: block.detail,
    }
}
