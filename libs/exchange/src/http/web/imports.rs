//! Where a file is brought, and the last ones that were.

use actix_web::HttpRequest;
use askama::Template;
use http::page::{Crumb, refusal};
use http::{Answer, Can, FormState, Page, Typed, Upload, Visitor, html, html_with, permit, see_other};
use kernel::{Instant, Result};

use super::words;
use crate::http::look;
use crate::model::{FileForm, ImportId};
use crate::queries::imports::{ImportView, list_imports};

type Keeper = Can<permit::ManageCatalog>;

#[derive(Template)]
#[template(path = "exchange/admin/imports.html")]
struct ImportsPage {
    page: Page,
    crumbs: Vec<Crumb>,
    fault: String,
    rows: Vec<Row>,
    /// Form and what people call it.
    forms: Vec<(&'static str, String)>,
}

struct Row {
    id: ImportId,
    form: String,
    status: String,
    lines: i32,
    when: Instant,
}

/// `GET /admin/products/import`.
pub async fn page(ctx: Keeper, req: HttpRequest) -> Answer {
    html(&imports(&ctx, &req).await?)
}

async fn imports(ctx: &Visitor, req: &HttpRequest) -> Result<ImportsPage> {
    let mut tx = ctx.begin().await?;
    let imports = list_imports(&mut tx).await?;
    tx.commit().await?;
    let page = Page::titled(ctx, req, "exchange-title");
    let form = |form: FileForm| (form.as_str(), page.t(&words::form_key(form)));
    Ok(ImportsPage {
        crumbs: vec![
            Crumb::new("/admin/products", page.t("ui-nav-products")),
            Crumb::new("", page.title.clone()),
        ],
        fault: String::new(),
        rows: imports.into_iter().map(|import| row(&page, import)).collect(),
        forms: FileForm::ALL.map(form).to_vec(),
        page,
    })
}

fn row(page: &Page, import: ImportView) -> Row {
    Row {
        id: import.id,
        form: page.t(&words::form_key(import.form)),
        status: page.t(&words::status_key(import.status)),
        lines: import.lines,
        when: import.created_at,
    }
}

/// `POST /admin/products/import`.
pub async fn bring(ctx: Keeper, req: HttpRequest, upload: Upload) -> Answer {
    let error = match look::look_at(&ctx, &upload).await {
        Ok(id) => return Ok(see_other(&format!("/admin/products/imports/{id}"))),
        Err(error) => error,
    };
    let (status, error) = refusal(error)?;
    let mut page = imports(&ctx, &req).await?;
    let state = FormState::refused(&page.page, Typed::default(), &error);
    state.error("file").clone_into(&mut page.fault);
    html_with(status, &page)
}
