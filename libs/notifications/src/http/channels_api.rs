//! Of what the shop is told over which channel, as JSON.

use actix_web::HttpResponse;
use http::{Answer, Can, Json, permit};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::ops::save_choices::{NoticeChoice, save_choices};
use crate::queries::channels::list_choices;

type Owner = Can<permit::ManageSettings>;

/// Of what the shop is told over which channel.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NoticeChoices {
    /// One for each topic and channel; in a request, those that change.
    #[validate(length(max = 100))]
    #[schema(max_items = 100)]
    pub choices: Vec<NoticeChoice>,
}

/// `GET /admin/notice-choices`.
pub async fn get(ctx: Owner) -> Answer {
    let mut tx = ctx.begin().await?;
    let choices = list_choices(&mut tx).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(NoticeChoices { choices }))
}

/// `PUT /admin/notice-choices`.
pub async fn put(ctx: Owner, body: Json<NoticeChoices>) -> Answer {
    let mut tx = ctx.begin().await?;
    save_choices(&mut tx, &body.choices).await?;
    let choices = list_choices(&mut tx).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(NoticeChoices { choices }))
}
