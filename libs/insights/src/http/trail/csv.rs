//! The log as a file for spreadsheets.

use http::{Answer, Can, Query, csv, permit};
use kernel::PageQuery;

use super::Wanted;
use crate::queries::{AuditRow, audit_log};

/// Changes in one file; who needs more narrows the days.
const MOST: usize = 10_000;

const HEAD: [&str; 11] = [
    "created_at",
    "actor",
    "person",
    "action",
    "change",
    "subject",
    "subject_id",
    "label",
    "before",
    "after",
    "request_id",
];

/// `GET /admin/audit.csv`.
pub async fn file(ctx: Can<permit::ViewAudit>, wanted: Query<Wanted>) -> Answer {
    let filter = wanted.filter(&ctx.shop.zone())?;
    let mut text = csv::line(&HEAD.map(str::to_owned));
    let mut at = PageQuery { page: 1, limit: 100 };
    let mut tx = ctx.begin().await?;
    loop {
        let found = audit_log(&mut tx, &filter, at).await?;
        found.data.iter().for_each(|row| text.push_str(&line(row)));
        let read = usize::try_from(at.page * at.limit).unwrap_or(MOST);
        if i64::from(at.page) >= found.pagination.pages || read >= MOST {
            break;
        }
        at.page += 1;
    }
    tx.commit().await?;
    Ok(csv::answer("audit.csv", text))
}

fn line(row: &AuditRow) -> String {
    let cells = [
        row.created_at.to_string(),
        row.actor.clone(),
        row.person_name.clone().unwrap_or_default(),
        row.action.clone(),
        row.change.clone(),
        row.subject.clone(),
        row.subject_id.clone(),
        row.label.clone().unwrap_or_default(),
        row.before.to_string(),
        row.after.to_string(),
        row.trace.clone(),
    ];
    csv::line(&cells)
}
