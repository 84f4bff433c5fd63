//! "Tell me when it is back": the form of a product's page.

use actix_web::HttpRequest;
use askama::Template;
use http::page::refusal;
use http::{Answer, Form, FormState, Page, Visitor, html_with, see_other};
use kernel::Result;

use crate::ops::ask_notice::{NoticeRequest, ask_notice};

/// The form again, when something was wrong with it.
#[derive(Template)]
#[template(path = "inventory/storefront/notice.html")]
struct NoticePage {
    page: Page,
    f: FormState,
}

/// `POST /stock-notices`.
pub async fn ask(visitor: Visitor, req: HttpRequest, form: Form<NoticeRequest>) -> Answer {
    let kept = match &form.parsed {
        Ok(wanted) => keep(&visitor, wanted).await,
        Err(_) => Ok(String::new()),
    };
    let error = match (form.parsed, kept) {
        (Ok(_), Ok(slug)) => return Ok(see_other(&format!("/p/{slug}?done=stock-notice"))),
        (Err(error), _) | (_, Err(error)) => error,
    };
    let (status, error) = refusal(error)?;
    let page = Page::titled(&visitor, &req, "inventory-notice-title");
    let mut f = FormState::refused(&page, form.typed, &error);
    // The reader sees no field for what is missed.
    let missed = f.error("variant_id").to_owned();
    if !missed.is_empty() {
        f.problem = missed;
    }
    html_with(status, &NoticePage { page, f })
}

async fn keep(visitor: &Visitor, wanted: &NoticeRequest) -> Result<String> {
    let mut tx = visitor.begin().await?;
    let slug = ask_notice(&mut tx, wanted, visitor.locale).await?;
    tx.commit().await?;
    Ok(slug)
}
