//! What customers are told, in whose words.

use actix_web::{HttpRequest, HttpResponse};
use http::extract::{IfMatch, etag};
use http::{Answer, App, Can, Json, permit};
use kernel::{Error, Locale, Result};
use serde::Serialize;
use utoipa::ToSchema;

use super::wording::{kind_of, present, with_samples};
use crate::model::kind::{Form, MessageKind, MessageKinds};
use crate::model::template::{MessageWords, TemplateRequest};
use crate::ops::reword::{restore_words, reword, send_test};
use crate::queries::templates::{OwnWords, find_own_words, list_own_words};

type Owner = Can<permit::ManageSettings>;

/// What a kind of message says in one language.
#[derive(Debug, Serialize, ToSchema)]
pub struct TemplateView {
    /// Which kind: `booking.booked`.
    pub purpose: &'static str,
    /// The language.
    pub locale: Locale,
    /// Whether these are the shop's own words.
    pub is_own: bool,
    /// What may stand between braces.
    pub placeholders: &'static [&'static str],
    /// What it says.
    #[serde(flatten)]
    pub words: MessageWords,
    /// Grows with each change; 0 while they are ours.
    pub version: i64,
}

/// All kinds in all languages.
#[derive(Debug, Serialize, ToSchema)]
pub struct TemplateList {
    /// In the order of the pages.
    pub data: Vec<TemplateView>,
}

/// The words with examples put in.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TemplatePreview)]
pub struct PreviewView {
    /// What it says.
    #[serde(flatten)]
    pub words: MessageWords,
    /// Of a text message: how long it is.
    pub size: Option<TextSize>,
}

/// How long a text message is, and so what it costs.
#[derive(Debug, Serialize, ToSchema)]
pub struct TextSize {
    /// Its length in letters of the network's own alphabet, or in others as soon as there is one.
    pub units: usize,
    /// As how many messages it goes: each is paid for.
    pub segments: usize,
}

impl TextSize {
    /// Of this text.
    pub fn of(text: &str) -> Self {
        let carried = sms::Segments::of(text);
        Self {
            units: carried.units,
            segments: carried.count,
        }
    }
}

/// `GET /admin/message-templates`.
pub async fn list(staff: Owner) -> Answer {
    let mut tx = staff.begin().await?;
    let own = list_own_words(&mut tx).await?;
    tx.commit().await?;
    let kinds = MessageKinds::of(&staff.app).0;
    let each = kinds
        .iter()
        .flat_map(|kind| Locale::ALL.map(|locale| (kind, locale)));
    let data = each.map(|(kind, locale)| {
        let own = own
            .iter()
            .find(|own| own.purpose == kind.purpose && own.locale == locale);
        view(&staff.app, kind, locale, own)
    });
    Ok(HttpResponse::Ok().json(TemplateList { data: data.collect() }))
}

/// `GET /admin/message-templates/{purpose}/{locale}`.
pub async fn get(staff: Owner, req: HttpRequest) -> Answer {
    let (kind, locale) = wanted(&staff.app, &req)?;
    let mut tx = staff.begin().await?;
    let own = find_own_words(&mut tx, kind.purpose, locale).await?;
    tx.commit().await?;
    Ok(answer(&view(&staff.app, &kind, locale, own.as_ref())))
}

/// `PUT /admin/message-templates/{purpose}/{locale}`.
pub async fn put(staff: Owner, req: HttpRequest, read: IfMatch, body: Json<TemplateRequest>) -> Answer {
    let (kind, locale) = wanted(&staff.app, &req)?;
    let mut tx = staff.begin().await?;
    reword(&mut tx, &kind, locale, &body, read.0).await?;
    let own = find_own_words(&mut tx, kind.purpose, locale).await?;
    tx.commit().await?;
    Ok(answer(&view(&staff.app, &kind, locale, own.as_ref())))
}

/// `DELETE /admin/message-templates/{purpose}/{locale}`.
pub async fn restore(staff: Owner, req: HttpRequest) -> Answer {
    let (kind, locale) = wanted(&staff.app, &req)?;
    let mut tx = staff.begin().await?;
    restore_words(&mut tx, &kind, locale).await?;
    tx.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}

/// `POST /admin/message-templates/{purpose}/{locale}/preview`.
pub async fn preview(staff: Owner, req: HttpRequest, body: Json<TemplateRequest>) -> Answer {
    let (kind, locale) = wanted(&staff.app, &req)?;
    let words = body.words_for(&kind)?;
    let words = with_samples(&staff.app, &staff.shop.name, (&kind, locale), &words);
    let size = (kind.form == Form::Text).then(|| TextSize::of(&words.body));
    Ok(HttpResponse::Ok().json(PreviewView { words, size }))
}

/// `POST /admin/message-templates/{purpose}/{locale}/test`.
pub async fn test(staff: Owner, req: HttpRequest, body: Json<TemplateRequest>) -> Answer {
    let (kind, locale) = wanted(&staff.app, &req)?;
    let writer = staff.person.as_ref().ok_or_else(Error::not_found)?;
    let mut tx = staff.begin().await?;
    send_test(&mut tx, &staff.app, &staff.shop, (&kind, locale), &body, writer).await?;
    tx.commit().await?;
    Ok(HttpResponse::Accepted().finish())
}

fn wanted(app: &App, req: &HttpRequest) -> Result<(MessageKind, Locale)> {
    let kind = kind_of(app, req)?;
    let locale = req.match_info().get("locale").and_then(Locale::from_tag);
    Ok((kind, locale.ok_or_else(Error::not_found)?))
}

fn view(app: &App, kind: &MessageKind, locale: Locale, own: Option<&OwnWords>) -> TemplateView {
    let (words, version) = present(app, kind, locale, own);
    TemplateView {
        purpose: kind.purpose,
        locale,
        is_own: own.is_some(),
        placeholders: kind.placeholders,
        words,
        version,
    }
}

fn answer(view: &TemplateView) -> HttpResponse {
    HttpResponse::Ok().insert_header(etag(view.version)).json(view)
}
