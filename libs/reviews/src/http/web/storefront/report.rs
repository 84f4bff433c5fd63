//! A reader says that a review should not stand there.

use actix_web::HttpRequest;
use askama::Template;
use http::page::refusal;
use http::{Answer, Form, FormState, Id, Page, Visitor, html, html_with, see_other};
use kernel::{Error, Result};

use crate::http::buyer::reporter;
use crate::model::ReviewId;
use crate::ops::report::{ReportRequest, report};

#[derive(Template)]
#[template(path = "reviews/storefront/report.html")]
struct ReportPage {
    page: Page,
    f: FormState,
    text: String,
    action: String,
    back: String,
}

struct Shown {
    text: String,
    slug: String,
}

async fn find(visitor: &Visitor, id: ReviewId) -> Result<Shown> {
    let mut tx = visitor.begin().await?;
    let found: Option<(String, String)> = sqlx::query_as(
        "select r.body, p.slug
           from review r
           join product p on p.tenant_id = $1 and p.product_id = r.product_id
          where r.tenant_id = $1 and r.review_id = $2 and r.status = 'published'",
    )
    .bind(tx.tenant())
    .bind(id)
    .fetch_optional(&mut *tx)
    .await?;
    tx.commit().await?;
    let (text, slug) = found.ok_or_else(Error::not_found)?;
    Ok(Shown { text, slug })
}

fn page_of(page: Page, id: ReviewId, shown: Shown, f: FormState) -> ReportPage {
    ReportPage {
        page,
        f,
        text: shown.text,
        action: format!("/reviews/{id}/report"),
        back: format!("/p/{}/reviews", shown.slug),
    }
}

/// `GET /reviews/{id}/report`.
pub async fn show(visitor: Visitor, req: HttpRequest, id: Id<ReviewId>) -> Answer {
    let shown = find(&visitor, id.0).await?;
    let page = Page::titled(&visitor, &req, "reviews-report-title");
    html(&page_of(page, id.0, shown, FormState::blank()))
}

/// `POST /reviews/{id}/report`.
pub async fn send(visitor: Visitor, req: HttpRequest, id: Id<ReviewId>, form: Form<ReportRequest>) -> Answer {
    let shown = find(&visitor, id.0).await?;
    let kept = match form.parsed {
        Ok(wanted) => keep(&visitor, &req, id.0, &wanted).await,
        Err(error) => Err(error),
    };
    let error = match kept {
        Ok(()) => {
            let to = format!("/p/{}/reviews?done=review-reported", shown.slug);
            return Ok(see_other(&to));
        }
        Err(error) => error,
    };
    let (status, error) = refusal(error)?;
    let page = Page::titled(&visitor, &req, "reviews-report-title");
    let f = FormState::refused(&page, form.typed, &error);
    html_with(status, &page_of(page, id.0, shown, f))
}

async fn keep(visitor: &Visitor, req: &HttpRequest, id: ReviewId, wanted: &ReportRequest) -> Result<()> {
    let who = reporter(visitor, req);
    let mut tx = visitor.begin().await?;
    report(&mut tx, &visitor.app, id, who, wanted).await?;
    tx.commit().await
}
