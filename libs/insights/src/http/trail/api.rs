//! JSON.

use actix_web::HttpResponse;
use http::{Answer, Can, Query, permit};
use kernel::id::Uuid;
use kernel::{Instant, PageQuery, PersonId};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::Wanted;
use crate::queries::{AuditRow, audit_log};

/// A change.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditView {
    /// Names it.
    pub id: Uuid,
    /// When.
    pub created_at: Instant,
    /// `system`, `anonymous` or the role in which it was done.
    pub actor: String,
    /// Who.
    pub person_id: Option<PersonId>,
    /// What they are called now.
    pub person_name: Option<String>,
    /// From which session.
    pub session_id: Option<Uuid>,
    /// `<slice>.<route>`, or the kind of a job.
    pub action: String,
    /// Kind of the thing.
    pub subject: String,
    /// Which one.
    pub subject_id: String,
    /// What it was called then.
    pub label: Option<String>,
    /// `insert`, `update` or `delete`.
    pub change: String,
    /// The fields that differ, as they were.
    #[schema(value_type = Object)]
    pub before: Value,
    /// And as they were afterwards.
    #[schema(value_type = Object)]
    pub after: Value,
    /// Names the request in the program's log.
    pub request_id: String,
}

/// `GET /admin/audit`.
pub async fn list(ctx: Can<permit::ViewAudit>, wanted: Query<Wanted>) -> Answer {
    let at = PageQuery::of(wanted.page, wanted.limit)?;
    let filter = wanted.filter(&ctx.shop.zone())?;
    let mut tx = ctx.begin().await?;
    let found = audit_log(&mut tx, &filter, at).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(found.map(view)))
}

fn view(row: AuditRow) -> AuditView {
    AuditView {
        id: row.audit_id,
        created_at: row.created_at,
        actor: row.actor,
        person_id: row.person_id,
        person_name: row.person_name,
        session_id: row.session_id,
        action: row.action,
        subject: row.subject,
        subject_id: row.subject_id,
        label: row.label,
        change: row.change,
        before: row.before,
        after: row.after,
        request_id: row.trace,
    }
}
