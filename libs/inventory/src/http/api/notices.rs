//! Wishes to be told when something is there again.

use actix_web::HttpResponse;
use http::{Answer, Json, Visitor};

use crate::ops::ask_notice::{NoticeRequest, ask_notice};

/// `POST /stock-notices`: the same answer whether the address waits already or not.
pub async fn ask(visitor: Visitor, body: Json<NoticeRequest>) -> Answer {
    let mut tx = visitor.begin().await?;
    ask_notice(&mut tx, &body, visitor.locale).await?;
    tx.commit().await?;
    Ok(HttpResponse::Accepted().finish())
}
