//! Which messages customers get, and which of them the shop says in its own words.

use actix_web::HttpRequest;
use askama::Template;
use http::{Answer, Can, Page, html, permit};
use kernel::Locale;

use crate::model::kind::{Form, MessageKind, MessageKinds};
use crate::queries::templates::{OwnWords, list_own_words};

#[derive(Template)]
#[template(path = "notifications/templates.html")]
struct TemplatesPage {
    page: Page,
    rows: Vec<Row>,
}

struct Row {
    name: String,
    /// To whom, and over which way.
    form: String,
    languages: Vec<Language>,
}

/// One message in one language.
struct Language {
    name: String,
    /// Says of which message too, for who hears the link alone.
    label: String,
    href: String,
    is_own: bool,
}

/// `GET /admin/messages/templates`.
pub async fn page(ctx: Can<permit::ManageSettings>, req: HttpRequest) -> Answer {
    let mut tx = ctx.begin().await?;
    let own = list_own_words(&mut tx).await?;
    tx.commit().await?;
    let page = Page::titled(&ctx, &req, "message-templates-title");
    let kinds = MessageKinds::of(&ctx.app);
    html(&TemplatesPage {
        rows: kinds.0.iter().map(|kind| row(&page, kind, &own)).collect(),
        page,
    })
}

fn row(page: &Page, kind: &MessageKind, own: &[OwnWords]) -> Row {
    let name = page.t(&kind.name_key());
    let form = page.t(form_key(kind.form));
    let languages = Locale::ALL.into_iter().map(|locale| {
        let language = page.t(language_key(locale));
        Language {
            label: format!("{name}, {language}"),
            name: language,
            href: template_path(kind, locale),
            is_own: own
                .iter()
                .any(|own| own.purpose == kind.purpose && own.locale == locale),
        }
    });
    Row {
        languages: languages.collect(),
        form,
        name,
    }
}

fn form_key(form: Form) -> &'static str {
    match form {
        Form::Mail => "message-form-mail",
        Form::Text => "message-form-text",
        Form::Notice => "message-form-notice",
    }
}

/// Key of a language's name.
pub fn language_key(locale: Locale) -> &'static str {
    match locale {
        Locale::Es => "message-language-es",
        Locale::En => "message-language-en",
    }
}

/// Where its words are written.
pub fn template_path(kind: &MessageKind, locale: Locale) -> String {
    format!("/admin/messages/templates/{}?lang={}", kind.purpose, locale.tag())
}
