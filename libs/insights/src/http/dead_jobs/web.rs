//! The page. A refusal shows the list as it stands now, with what is wrong above it.

use actix_web::HttpRequest;
use askama::Template;
use http::page::{Pager, refusal};
use http::{
    Answer, Can, Form, FormState, Id, Page, Query, Typed, Visitor, html, html_with, permit, see_other,
};
use jobs::{DeadJob, JobId};
use kernel::{Instant, PageQuery, Result};
use serde::Deserialize;
use validator::Validate;

use super::words_of;

type Keeper = Can<permit::ManageJobs>;

/// Which page of the list.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    page: Option<u32>,
}

/// A form of which only the token counts.
#[derive(Debug, Deserialize, Validate)]
pub struct Nothing {}

#[derive(Template)]
#[template(path = "insights/dead_jobs.html")]
struct DeadJobsPage {
    page: Page,
    f: FormState,
    rows: Vec<Row>,
    pager: Pager,
}

struct Row {
    replay_path: String,
    discard_path: String,
    name: String,
    given_up_at: Instant,
    attempts: i32,
    error: String,
    trace: String,
}

/// `GET /admin/jobs`.
pub async fn page(ctx: Keeper, req: HttpRequest, wanted: Query<Wanted>) -> Answer {
    html(&shown(&ctx, &req, &wanted).await?)
}

/// `POST /admin/jobs/{id}/replay`.
pub async fn replay(ctx: Keeper, req: HttpRequest, Id(id): Id<JobId>, form: Form<Nothing>) -> Answer {
    let outcome = match form.parsed {
        Ok(_) => super::replay(&ctx, id).await,
        Err(error) => Err(error),
    };
    answer(&ctx, &req, outcome, "job-replayed").await
}

/// `POST /admin/jobs/{id}/discard`.
pub async fn discard(ctx: Keeper, req: HttpRequest, Id(id): Id<JobId>, form: Form<Nothing>) -> Answer {
    let outcome = match form.parsed {
        Ok(_) => super::discard(&ctx, id).await,
        Err(error) => Err(error),
    };
    answer(&ctx, &req, outcome, "job-discarded").await
}

async fn answer(ctx: &Visitor, req: &HttpRequest, outcome: Result<()>, done: &str) -> Answer {
    let Err(error) = outcome else {
        return Ok(see_other(&format!("/admin/jobs?done=insights-{done}")));
    };
    let (status, error) = refusal(error)?;
    let mut page = shown(ctx, req, &Wanted::default()).await?;
    page.f = FormState::refused(&page.page, Typed::default(), &error);
    html_with(status, &page)
}

async fn shown(ctx: &Visitor, req: &HttpRequest, wanted: &Wanted) -> Result<DeadJobsPage> {
    let at = PageQuery {
        page: wanted.page.unwrap_or(1),
        ..PageQuery::default()
    }
    .checked()?;
    let mut tx = ctx.begin().await?;
    let found = jobs::list_dead(&mut tx, at).await?;
    tx.commit().await?;
    let page = Page::titled(ctx, req, "insights-jobs-title");
    Ok(DeadJobsPage {
        f: FormState::blank(),
        pager: Pager::new(&page, found.pagination, |at| format!("/admin/jobs?page={at}")),
        rows: found.data.into_iter().map(|job| row(ctx, job)).collect(),
        page,
    })
}

fn row(visitor: &Visitor, job: DeadJob) -> Row {
    let path = format!("/admin/jobs/{}", job.job_id);
    Row {
        replay_path: format!("{path}/replay"),
        discard_path: format!("{path}/discard"),
        name: words_of(visitor, &job.kind),
        given_up_at: job.finished_at.unwrap_or(job.created_at),
        attempts: job.attempts,
        error: job.last_error.unwrap_or_default(),
        trace: job.trace_id.unwrap_or_default(),
    }
}
