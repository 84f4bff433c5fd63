//! The words of one kind of message: writing, looking at them, trying them out, going back to ours.

use actix_web::HttpRequest;
use http::page::refusal;
use http::{Answer, Can, Form, FormState, Page, Query, Typed, Visitor, html, html_with, permit, see_other};
use kernel::{Error, Line, Locale, Prose, Result};
use serde::Deserialize;
use validator::Validate;

use super::template_preview::{TemplatePage, typed_words, written};
use super::templates_page::template_path;
use super::wording::{kind_of, present};
use crate::model::kind::MessageKind;
use crate::model::template::{BODY, FOOTER, LINE, TemplateRequest};
use crate::ops::reword::{restore_words, reword, send_test};
use crate::queries::templates::{OwnWords, find_own_words};

type Owner = Can<permit::ManageSettings>;

/// Which language.
#[derive(Debug, Deserialize)]
pub struct TemplateQuery {
    lang: Option<String>,
}

impl TemplateQuery {
    /// The one that is asked for, else the shop's.
    fn locale(&self, ctx: &Visitor) -> Locale {
        let asked = self.lang.as_deref().and_then(Locale::from_tag);
        asked.unwrap_or(ctx.shop.locale)
    }
}

/// As the fields have it.
#[derive(Debug, Deserialize, Validate)]
pub struct TemplateForm {
    subject: Option<Line<LINE>>,
    heading: Option<Line<LINE>>,
    body: Prose<BODY>,
    footer: Option<Prose<FOOTER>>,
    version: i64,
}

impl TemplateForm {
    fn request(self) -> (TemplateRequest, i64) {
        let request = TemplateRequest {
            subject: self.subject,
            heading: self.heading,
            body: self.body,
            footer: self.footer,
        };
        (request, self.version)
    }
}

/// A form of which only the buttons matter, or whose fields may say anything.
#[derive(Debug, Deserialize, Validate)]
pub struct Anything {}

/// `GET /admin/messages/templates/{purpose}?lang=`.
pub async fn page(ctx: Owner, req: HttpRequest, query: Query<TemplateQuery>) -> Answer {
    let (kind, locale) = (kind_of(&ctx.app, &req)?, query.locale(&ctx));
    let own = own_words(&ctx, &kind, locale).await?;
    let (words, version) = present(&ctx.app, &kind, locale, own.as_ref());
    let f = FormState::prefilled(written(&words, version));
    let page = Page::new(&ctx, &req, ctx.t(&kind.name_key()));
    html(&TemplatePage::new(&ctx, page, f, (&kind, locale), &words))
}

/// `POST /admin/messages/templates/{purpose}?lang=`.
pub async fn save(
    ctx: Owner,
    req: HttpRequest,
    query: Query<TemplateQuery>,
    form: Form<TemplateForm>,
) -> Answer {
    let (kind, locale) = (kind_of(&ctx.app, &req)?, query.locale(&ctx));
    let saved = match form.parsed {
        Ok(wanted) => keep(&ctx, &kind, locale, wanted).await,
        Err(error) => Err(error),
    };
    match saved {
        Ok(()) => Ok(done(&kind, locale, "message-template-saved")),
        Err(error) => again(&ctx, &req, (&kind, locale), form.typed, error),
    }
}

/// `POST /admin/messages/templates/{purpose}/preview?lang=`: what was typed with examples put in, whatever is wrong with it; what
/// stands in braces and nobody knows is said at its field, and beside how it looks.
pub async fn preview(
    ctx: Owner,
    req: HttpRequest,
    query: Query<TemplateQuery>,
    form: Form<Anything>,
) -> Answer {
    let (kind, locale) = (kind_of(&ctx.app, &req)?, query.locale(&ctx));
    let words = typed_words(&form.typed);
    let page = Page::new(&ctx, &req, ctx.t(&kind.name_key()));
    let strangers = words.strangers(&kind);
    let f = if strangers.is_empty() {
        FormState::typed(form.typed)
    } else {
        FormState::refused(&page, form.typed, &Error::invalid_fields(strangers))
    };
    html(&TemplatePage::new(&ctx, page, f, (&kind, locale), &words))
}

/// `POST /admin/messages/templates/{purpose}/test?lang=`: a mail or a text message to whoever is signed in. What they typed stays in the fields.
pub async fn test(
    ctx: Owner,
    req: HttpRequest,
    query: Query<TemplateQuery>,
    form: Form<TemplateForm>,
) -> Answer {
    let (kind, locale) = (kind_of(&ctx.app, &req)?, query.locale(&ctx));
    let sent = match form.parsed {
        Ok(wanted) => try_out(&ctx, (&kind, locale), wanted).await,
        Err(error) => Err(error),
    };
    let to = match sent {
        Ok(to) => to,
        Err(error) => return again(&ctx, &req, (&kind, locale), form.typed, error),
    };
    let words = typed_words(&form.typed);
    let page = Page::new(&ctx, &req, ctx.t(&kind.name_key()));
    let shown = TemplatePage::new(&ctx, page, FormState::typed(form.typed), (&kind, locale), &words);
    html(&shown.tested(&to))
}

/// `POST /admin/messages/templates/{purpose}/restore?lang=`.
pub async fn restore(
    ctx: Owner,
    req: HttpRequest,
    query: Query<TemplateQuery>,
    form: Form<Anything>,
) -> Answer {
    form.into_inner()?;
    let (kind, locale) = (kind_of(&ctx.app, &req)?, query.locale(&ctx));
    let mut tx = ctx.begin().await?;
    restore_words(&mut tx, &kind, locale).await?;
    tx.commit().await?;
    Ok(done(&kind, locale, "message-template-restored"))
}

async fn own_words(ctx: &Visitor, kind: &MessageKind, locale: Locale) -> Result<Option<OwnWords>> {
    let mut tx = ctx.begin().await?;
    let own = find_own_words(&mut tx, kind.purpose, locale).await?;
    tx.commit().await?;
    Ok(own)
}

async fn keep(ctx: &Visitor, kind: &MessageKind, locale: Locale, wanted: TemplateForm) -> Result<()> {
    let (request, version) = wanted.request();
    let mut tx = ctx.begin().await?;
    reword(&mut tx, kind, locale, &request, Some(version)).await?;
    tx.commit().await
}

async fn try_out(ctx: &Visitor, what: (&MessageKind, Locale), wanted: TemplateForm) -> Result<String> {
    let writer = ctx.person.as_ref().ok_or_else(Error::not_found)?;
    let (request, _) = wanted.request();
    let mut tx = ctx.begin().await?;
    let to = send_test(&mut tx, &ctx.app, &ctx.shop, what, &request, writer).await?;
    tx.commit().await?;
    Ok(to)
}

fn again(
    ctx: &Visitor,
    req: &HttpRequest,
    what: (&MessageKind, Locale),
    typed: Typed,
    error: Error,
) -> Answer {
    let (status, error) = refusal(error)?;
    let words = typed_words(&typed);
    let page = Page::new(ctx, req, ctx.t(&what.0.name_key()));
    let f = FormState::refused(&page, typed, &error);
    html_with(status, &TemplatePage::new(ctx, page, f, what, &words))
}

fn done(kind: &MessageKind, locale: Locale, key: &str) -> actix_web::HttpResponse {
    see_other(&format!("{}&done={key}", template_path(kind, locale)))
}
