//! The shop's own words for search.

use actix_web::HttpResponse;
use http::{Answer, Can, Json, permit};
use serde::Serialize;
use utoipa::ToSchema;

use crate::model::Words;
use crate::ops::put_words::{WordsInput, put_words};
use crate::queries::words::words;

/// All of them.
#[derive(Debug, Serialize, ToSchema)]
pub struct WordsView {
    /// Groups that mean the same.
    pub synonyms: Vec<Vec<String>>,
    /// Words that questions are stripped of.
    pub stop_words: Vec<String>,
}

impl From<Words> for WordsView {
    fn from(words: Words) -> Self {
        Self {
            synonyms: words.synonyms,
            stop_words: words.stop_words,
        }
    }
}

/// `GET /admin/search/words`.
pub async fn list(ctx: Can<permit::ManageCatalog>) -> Answer {
    let mut tx = ctx.begin().await?;
    let words = words(&mut tx).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(WordsView::from(words)))
}

/// `PUT /admin/search/words`.
pub async fn put(ctx: Can<permit::ManageCatalog>, body: Json<WordsInput>) -> Answer {
    let mut tx = ctx.begin().await?;
    put_words(&mut tx, &body.value).await?;
    let words = words(&mut tx).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(WordsView::from(words)))
}
