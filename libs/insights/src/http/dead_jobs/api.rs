//! JSON.

use actix_web::HttpResponse;
use http::{Answer, Can, Id, Query, Visitor, permit};
use jobs::{DeadJob, JobId};
use kernel::{Instant, PageQuery};
use serde::Serialize;
use utoipa::ToSchema;

use super::words_of;

type Keeper = Can<permit::ManageJobs>;

/// Work that was given up.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeadJobView {
    /// Which.
    pub id: JobId,
    /// `<slice>.<verb_noun>`.
    pub kind: String,
    /// What it should have done, in the caller's language.
    pub name: String,
    /// Attempts made.
    pub attempts: i32,
    /// Why the last one failed.
    pub last_error: Option<String>,
    /// Names what caused it in the program's log.
    pub trace_id: Option<String>,
    /// When it became necessary.
    pub created_at: Instant,
    /// When it was given up.
    pub given_up_at: Option<Instant>,
}

/// `GET /admin/jobs/dead`.
pub async fn list(ctx: Keeper, query: Query<PageQuery>) -> Answer {
    let at = query.checked()?;
    let mut tx = ctx.begin().await?;
    let found = jobs::list_dead(&mut tx, at).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(found.map(|job| view(&ctx, job))))
}

/// `POST /admin/jobs/{id}/replay`.
pub async fn replay(ctx: Keeper, Id(id): Id<JobId>) -> Answer {
    super::replay(&ctx, id).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// `DELETE /admin/jobs/{id}`.
pub async fn discard(ctx: Keeper, Id(id): Id<JobId>) -> Answer {
    super::discard(&ctx, id).await?;
    Ok(HttpResponse::NoContent().finish())
}

fn view(visitor: &Visitor, job: DeadJob) -> DeadJobView {
    DeadJobView {
        id: job.job_id,
        name: words_of(visitor, &job.kind),
        kind: job.kind,
        attempts: job.attempts,
        last_error: job.last_error,
        trace_id: job.trace_id,
        created_at: job.created_at,
        given_up_at: job.finished_at,
    }
}
