//! Lists as files for spreadsheets.

use actix_web::HttpResponse;
use actix_web::http::header;

/// A row. Every cell is in quotes; what a spreadsheet would take for a formula gets an apostrophe before it.
pub fn line(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|text| cell(text)).collect();
    cells.join(",") + "\r\n"
}

fn cell(text: &str) -> String {
    let guard = if is_guarded(text) { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

/// What a spreadsheet would run. Apostrophes before it count, so that [`bare`] takes away one that was put there.
fn is_guarded(text: &str) -> bool {
    text.trim_start_matches('\'')
        .starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// A cell of such a file as it was before.
pub fn bare(cell: &str) -> &str {
    cell.strip_prefix('\'')
        .filter(|text| is_guarded(text))
        .unwrap_or(cell)
}

/// The file of these rows, with the mark by which spreadsheets know UTF-8. `name` is one of ours.
pub fn answer(name: &str, rows: String) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ))
        .body(String::from("\u{feff}") + &rows)
}

#[cfg(test)]
mod tests {
    use super::{bare, cell, line};

    #[test]
    fn a_spreadsheet_runs_nothing_of_it() {
        assert_eq!(cell("=1+1"), "\"'=1+1\"");
        assert_eq!(cell("@sum(a)"), "\"'@sum(a)\"");
        assert_eq!(cell("Jabón \"azul\", 50 g"), "\"Jabón \"\"azul\"\", 50 g\"");
    }

    #[test]
    fn what_was_guarded_reads_as_before() {
        for text in ["=1+1", "'=1+1", "''-", "'tis", "-5", "Jabón"] {
            let written = cell(text);
            let cell = written.trim_matches('"');
            assert_eq!(bare(cell), text);
        }
        assert_eq!(bare("'tis"), "'tis");
    }

    #[test]
    fn cells_stand_in_a_row() {
        assert_eq!(line(&["a".into(), "-1".into()]), "\"a\",\"'-1\"\r\n");
    }
}
