//! What concerns all shops.

use actix_web::{HttpRequest, HttpResponse};
use db::PlatformView;
use http::{Answer, Can, Json, permit};
use kernel::Error;
use serde::Serialize;
use utoipa::ToSchema;

use super::super::wide::{close_all, say, share_among, take_back};
use crate::model::AnnouncementId;
use crate::ops::{Closing, NewAnnouncement, Sharing};
use crate::queries::announcements::{AnnouncementView, list_announcements};
use crate::queries::flags::{FlagView, list_flags};

/// All switches.
#[derive(Debug, Serialize, ToSchema)]
pub struct FlagList {
    data: Vec<FlagView>,
}

/// The newest announcements.
#[derive(Debug, Serialize, ToSchema)]
pub struct AnnouncementList {
    data: Vec<AnnouncementView>,
}

/// An announcement that was made.
#[derive(Debug, Serialize, ToSchema)]
pub struct Announced {
    id: AnnouncementId,
}

/// `GET /platform/flags`.
pub async fn flags(ctx: Can<permit::RunPlatform>) -> Answer {
    let mut view = PlatformView::begin(&ctx.app.pools.platform).await?;
    let data = list_flags(&mut view).await?;
    Ok(HttpResponse::Ok().json(FlagList { data }))
}

/// `PUT /platform/flags/{flag}`.
pub async fn share(ctx: Can<permit::SteerPlatform>, req: HttpRequest, body: Json<Sharing>) -> Answer {
    let flag = req.match_info().get("flag").unwrap_or_default();
    share_among(&ctx, flag, *body).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// `PUT /platform/maintenance`.
pub async fn close(ctx: Can<permit::SteerPlatform>, body: Json<Closing>) -> Answer {
    close_all(&ctx, *body).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// `GET /platform/announcements`.
pub async fn announcements(ctx: Can<permit::RunPlatform>) -> Answer {
    let mut view = PlatformView::begin(&ctx.app.pools.platform).await?;
    let data = list_announcements(&mut view).await?;
    Ok(HttpResponse::Ok().json(AnnouncementList { data }))
}

/// `POST /platform/announcements`.
pub async fn announce(ctx: Can<permit::SteerPlatform>, body: Json<NewAnnouncement>) -> Answer {
    let id = say(&ctx, &body).await?;
    Ok(HttpResponse::Created().json(Announced { id }))
}

/// `DELETE /platform/announcements/{id}`.
pub async fn withdraw(ctx: Can<permit::SteerPlatform>, req: HttpRequest) -> Answer {
    let named = req.match_info().get("id").and_then(|id| id.parse().ok());
    take_back(&ctx, named.ok_or_else(Error::not_found)?).await?;
    Ok(HttpResponse::NoContent().finish())
}
