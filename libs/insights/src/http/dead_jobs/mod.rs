//! Work of the program's own that was given up: seen, done again or discarded.

mod api;
mod web;

use http::{Routes, Visitor};
use jobs::JobId;
use kernel::{PageQuery, Permission, Result};

pub(super) use web::Nothing;

const MANAGE: Permission = Permission::ManageJobs;

/// Declares pages and API.
pub(super) fn routes(r: &mut Routes) {
    r.get("/admin/jobs", "dead_jobs_page", web::page).staff(MANAGE);
    // What was given up may be a refund.
    r.post("/admin/jobs/{id}/replay", "replay_job_form", web::replay)
        .gives_money()
        .staff(MANAGE);
    r.post("/admin/jobs/{id}/discard", "discard_job_form", web::discard)
        .staff(MANAGE);
    r.get("/api/v1/admin/jobs/dead", "list_dead_jobs", api::list)
        .summary("Background work that was given up, newest first.")
        .staff(MANAGE)
        .query::<PageQuery>()
        .gives_page::<api::DeadJobView>();
    r.post("/api/v1/admin/jobs/{id}/replay", "replay_job", api::replay)
        .summary("Puts given-up work back into the queue.")
        .gives_money()
        .staff(MANAGE)
        .gives_nothing(204)
        .refuses(&[409]);
    r.delete("/api/v1/admin/jobs/{id}", "discard_job", api::discard)
        .summary("Forgets given-up work: it will not be done.")
        .staff(MANAGE)
        .gives_nothing(204)
        .refuses(&[409]);
}

/// What work of this kind does, in the caller's words; a kind that no slice knows any more keeps its name.
pub(super) fn words_of(visitor: &Visitor, kind: &str) -> String {
    let key = format!("job-{}", kind.replace('.', "-"));
    let words = visitor.app.i18n.find(visitor.locale, &key, &[]);
    words.unwrap_or_else(|| kind.to_owned())
}

async fn replay(visitor: &Visitor, id: JobId) -> Result<()> {
    let mut tx = visitor.begin().await?;
    jobs::replay(&mut tx, id).await?;
    tx.commit().await
}

async fn discard(visitor: &Visitor, id: JobId) -> Result<()> {
    let mut tx = visitor.begin().await?;
    jobs::discard(&mut tx, id).await?;
    tx.commit().await
}
