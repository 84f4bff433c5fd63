//! A page to browse the API: the route table, rendered; no script, no foreign code.

use actix_web::HttpRequest;
use askama::Template;
use kernel::TenantId;
use utoipa::openapi::path::ParameterIn;

use crate::app::AppData;
use crate::failure::Answer;
use crate::openapi::is_api;
use crate::page::{Page, html};
use crate::routes::{Access, RouteSpec};

#[derive(Template)]
#[template(path = "api/browse.html")]
struct BrowsePage {
    page: Page,
    groups: Vec<Group>,
    errors: Vec<ErrorRow>,
}

struct ErrorRow {
    code: &'static str,
    status: u16,
    text: String,
}

struct Group {
    name: &'static str,
    routes: Vec<Entry>,
}

struct Entry {
    method: String,
    path: String,
    summary: &'static str,
    who: String,
    query: Vec<String>,
    takes: String,
    gives: String,
    status: u16,
}

/// `GET /api/docs`.
pub async fn serve(app: AppData, req: HttpRequest) -> Answer {
    let shop = app.shops.by_id(TenantId::PLATFORM).await?;
    let locale = crate::access::locale_of(&req, None, &shop);
    let mut groups: Vec<Group> = vec![];
    for spec in app.routes.iter().filter(|s| is_api(s)) {
        match groups.iter_mut().find(|g| g.name == spec.slice) {
            Some(group) => group.routes.push(entry(spec)),
            None => groups.push(Group {
                name: spec.slice,
                routes: vec![entry(spec)],
            }),
        }
    }
    let title = app.i18n.text(locale, "api-title", &[]);
    let errors = errors(&app, locale);
    html(&BrowsePage {
        page: Page::bare(app.clone(), shop, locale, &req, title, "/api/docs".into()),
        groups,
        errors,
    })
}

fn errors(app: &AppData, locale: kernel::Locale) -> Vec<ErrorRow> {
    let row = |code: &kernel::ErrorCode| ErrorRow {
        code: code.code,
        status: code.kind.status(),
        text: app.i18n.shape(locale, &format!("error-{}", code.code)),
    };
    let mut rows: Vec<ErrorRow> = app.codes.iter().map(|(_, code)| row(code)).collect();
    rows.sort_by_key(|row| row.code);
    rows.dedup_by_key(|row| row.code);
    rows
}

fn entry(spec: &RouteSpec) -> Entry {
    let schema = |body: &crate::routes::Body| serde_json::to_string_pretty(&body.schema).unwrap_or_default();
    let (status, answer) = spec.response.clone().unwrap_or((200, None));
    Entry {
        method: spec.method.to_string(),
        path: spec.path.clone(),
        summary: spec.summary,
        who: match spec.access {
            Access::Public => "public".into(),
            Access::Own => "own".into(),
            Access::SignedIn => "signed in".into(),
            Access::Staff(permission) => format!("staff: {permission:?}"),
        },
        query: spec
            .parameters
            .iter()
            .filter(|p| p.parameter_in == ParameterIn::Query)
            .map(|p| p.name.clone())
            .collect(),
        takes: spec.request.as_ref().map(schema).unwrap_or_default(),
        gives: answer.as_ref().map(schema).unwrap_or_default(),
        status,
    }
}
