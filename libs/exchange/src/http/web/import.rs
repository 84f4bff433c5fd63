//! One file: what it would do and what is wrong with it, then how far it is.

use actix_web::HttpRequest;
use actix_web::http::header::{HeaderName, HeaderValue};
use askama::Template;
use http::page::Crumb;
use http::{Answer, Can, Form, Id, Page, Visitor, html, permit, see_other};
use kernel::Result;
use serde::Deserialize;
use validator::Validate;

use super::words;
use crate::model::{Fault, ImportId};
use crate::ops::start_import::start_import;
use crate::queries::imports::{
    ImportProblem, ImportStatus, ImportView, LostPicture, find_import, list_faults, lost_pictures,
};

type Keeper = Can<permit::ManageCatalog>;

/// Faults that the page shows; the file of them has more.
const SHOWN: i64 = 100;

#[derive(Template)]
#[template(path = "exchange/admin/import.html", blocks = ["live"])]
struct ImportPage {
    page: Page,
    crumbs: Vec<Crumb>,
    import: ImportView,
    status: String,
    /// What is wrong and what is good to know, each under its title.
    faults: Vec<(String, Vec<FaultRow>)>,
    lost: Vec<(LostPicture, String)>,
    can_apply: bool,
    /// Something goes on behind it.
    is_moving: bool,
    total: i32,
    progress: String,
    pictures: String,
    problem: String,
}

struct FaultRow {
    line: i32,
    column: String,
    what: String,
    value: String,
}

/// `GET /admin/products/imports/{id}`.
pub async fn page(ctx: Keeper, req: HttpRequest, Id(id): Id<ImportId>) -> Answer {
    html(&import(&ctx, &req, id).await?)
}

/// `GET /admin/products/imports/{id}/live`. When everything is done the page is read anew, whole.
pub async fn live(ctx: Keeper, req: HttpRequest, Id(id): Id<ImportId>) -> Answer {
    let page = import(&ctx, &req, id).await?;
    let mut answer = html(&page.as_live())?;
    if !page.is_moving {
        answer.headers_mut().insert(
            HeaderName::from_static("hx-refresh"),
            HeaderValue::from_static("true"),
        );
    }
    Ok(answer)
}

async fn import(ctx: &Visitor, req: &HttpRequest, id: ImportId) -> Result<ImportPage> {
    let mut tx = ctx.begin().await?;
    let import = find_import(&mut tx, id).await?;
    let faults = list_faults(&mut tx, id, SHOWN).await?;
    let lost = lost_pictures(&mut tx, id).await?;
    tx.commit().await?;
    let page = Page::titled(ctx, req, "exchange-import-title");
    let total = import.products_new + import.products_changed;
    Ok(ImportPage {
        crumbs: vec![
            Crumb::new("/admin/products/import", page.t("exchange-title")),
            Crumb::new("", page.title.clone()),
        ],
        status: page.t(&words::status_key(import.status)),
        faults: fault_tables(&page, faults),
        lost: lost.into_iter().map(|lost| with_words(&page, lost)).collect(),
        can_apply: import.status == ImportStatus::Ready && import.fault_count == 0 && total > 0,
        is_moving: import.status == ImportStatus::Applying || import.pictures_waiting > 0,
        total,
        progress: progress(&page, &import, total),
        pictures: pictures(&page, &import),
        problem: problem(&page, import.problem),
        import,
        page,
    })
}

/// Faults before notes; without those of which there are none.
fn fault_tables(page: &Page, faults: Vec<Fault>) -> Vec<(String, Vec<FaultRow>)> {
    let (notes, faults) = faults
        .into_iter()
        .partition::<Vec<Fault>, _>(|fault| fault.code.is_note());
    let table = |key: &str, faults: Vec<Fault>| {
        let rows = faults.into_iter().map(|fault| row(page, fault)).collect();
        (page.t(key), rows)
    };
    let tables: [(String, Vec<FaultRow>); 2] =
        [table("exchange-faults", faults), table("exchange-notes", notes)];
    tables.into_iter().filter(|(_, rows)| !rows.is_empty()).collect()
}

fn progress(page: &Page, import: &ImportView, total: i32) -> String {
    let numbers = [("done", import.done.to_string()), ("total", total.to_string())];
    page.ta("exchange-progress", &numbers)
}

fn pictures(page: &Page, import: &ImportView) -> String {
    if import.pictures == 0 {
        return String::new();
    }
    let numbers = [
        ("total", import.pictures.to_string()),
        ("waiting", import.pictures_waiting.to_string()),
        ("failed", import.pictures_failed.to_string()),
    ];
    page.ta("exchange-pictures", &numbers)
}

fn row(page: &Page, fault: Fault) -> FaultRow {
    FaultRow {
        line: fault.line,
        what: page.t(&words::fault_key(fault.code)),
        column: fault.column,
        value: fault.value,
    }
}

fn with_words(page: &Page, lost: LostPicture) -> (LostPicture, String) {
    let words = page.t(&words::picture_key(&lost.problem));
    (lost, words)
}

fn problem(page: &Page, problem: Option<ImportProblem>) -> String {
    match problem {
        Some(ImportProblem::Stale) => page.t("exchange-problem-stale"),
        Some(ImportProblem::Fault) => page.t("exchange-problem-fault"),
        None => String::new(),
    }
}

/// A button alone.
#[derive(Debug, Deserialize, Validate)]
pub struct ApplyForm {}

/// `POST /admin/products/imports/{id}/apply`.
pub async fn apply(ctx: Keeper, Id(id): Id<ImportId>, form: Form<ApplyForm>) -> Answer {
    form.into_inner()?;
    let mut tx = ctx.begin().await?;
    start_import(&mut tx, id, ctx.t("exchange-stock-reason")).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/admin/products/imports/{id}")))
}
