//! The log as a file for spreadsheets.

use actix_web::HttpResponse;
use actix_web::http::header;
use http::{Answer, Can, Query, permit};
use kernel::PageQuery;

use super::Wanted;
use crate::queries::{AuditRow, audit_log};

/// Changes in one file; who needs more narrows the days.
const MOST: usize = 10_000;

const HEAD: &str =
    "created_at,actor,person,action,change,subject,subject_id,label,before,after,request_id\r\n";

/// `GET /admin/audit.csv`.
pub async fn file(ctx: Can<permit::ViewAudit>, wanted: Query<Wanted>) -> Answer {
    let filter = wanted.filter(&ctx.shop.zone())?;
    // The mark by which spreadsheets know UTF-8.
    let mut text = String::from("\u{feff}") + HEAD;
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
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::CONTENT_DISPOSITION, "attachment; filename=\"audit.csv\""))
        .body(text))
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
    cells.map(|text| cell(&text)).join(",") + "\r\n"
}

/// In quotes; what a spreadsheet would take for a formula gets an apostrophe before it.
fn cell(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        "'"
    } else {
        ""
    };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn a_spreadsheet_runs_nothing_of_it() {
        assert_eq!(cell("=1+1"), "\"'=1+1\"");
        assert_eq!(cell("@sum(a)"), "\"'@sum(a)\"");
        assert_eq!(cell("Jabón \"azul\", 50 g"), "\"Jabón \"\"azul\"\", 50 g\"");
    }
}
