//! Calendars that other programs read.

use actix_web::HttpResponse;
use actix_web::http::header;
use http::cache::KeptUntil;
use http::{Answer, Can, Id, Json, Visitor, permit};
use serde::Serialize;
use utoipa::ToSchema;

use crate::desk::Desk;
use crate::feed::{self, HOLDS};
use crate::http::caller::scope_of;
use crate::model::FeedId;
use crate::model::calendar::clock;
use crate::model::feed::{FeedRequest, FeedToken, FeedView};
use crate::ops::publish_calendar::{publish_calendar, withdraw_calendar};
use crate::queries::feeds::{list_feeds, list_shown, open_feed};

/// Addresses in use.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CalendarFeedList)]
pub struct FeedList {
    /// The newest first.
    pub data: Vec<FeedView>,
}

/// `GET /sync/calendar/ical/{token}.ics`.
pub async fn read(visitor: Visitor, token: Id<FeedToken>) -> Answer {
    let zone = clock(&visitor.shop.time_zone)?;
    let mut tx = visitor.begin().await?;
    let opened = open_feed(&mut tx, &token.0).await?;
    let shown = list_shown(&mut tx, opened.resource_id).await?;
    let until = tx.now().plus_seconds(i64::from(HOLDS) * 60);
    tx.commit().await?;
    let desk = Desk::of(&visitor.app);
    let text = feed::write(&desk, &visitor.shop, &zone, &opened, &shown);
    let mut answer = HttpResponse::Ok()
        .content_type("text/calendar; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, format!("private, max-age={}", HOLDS * 60)))
        .body(text);
    answer.extensions_mut().insert(KeptUntil(until));
    Ok(answer)
}

/// `GET /admin/calendar/feeds`.
pub async fn list(ctx: Can<permit::ServeBookings>) -> Answer {
    let mut tx = ctx.begin().await?;
    let scope = scope_of(&mut tx, &ctx).await?;
    let data = list_feeds(&mut tx, scope).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(FeedList { data }))
}

/// `POST /admin/calendar/feeds`.
pub async fn create(ctx: Can<permit::ServeBookings>, body: Json<FeedRequest>) -> Answer {
    let desk = Desk::of(&ctx.app);
    let by = ctx.person.as_ref().map(|person| person.person_id);
    let mut tx = ctx.begin().await?;
    let scope = scope_of(&mut tx, &ctx).await?;
    let new = publish_calendar(&mut tx, &desk, &ctx.shop, (by, scope), &body).await?;
    tx.commit().await?;
    Ok(HttpResponse::Created().json(new))
}

/// `DELETE /admin/calendar/feeds/{id}`.
pub async fn delete(ctx: Can<permit::ServeBookings>, id: Id<FeedId>) -> Answer {
    let mut tx = ctx.begin().await?;
    let scope = scope_of(&mut tx, &ctx).await?;
    withdraw_calendar(&mut tx, id.0, scope).await?;
    tx.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}
