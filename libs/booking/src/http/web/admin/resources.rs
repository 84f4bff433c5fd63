//! The list of professionals, rooms, chairs and machines.

use actix_web::HttpRequest;
use askama::Template;
use http::{Answer, Can, Page, html, permit};

use crate::model::{Resource, ResourceKind};
use crate::queries::resources::list_resources;

#[derive(Template)]
#[template(path = "booking/admin/resources.html")]
struct ResourcesPage {
    page: Page,
    groups: Vec<Group>,
}

struct Group {
    title: String,
    symbol: &'static str,
    rows: Vec<Resource>,
}

/// `GET /admin/resources`.
pub async fn page(ctx: Can<permit::ManageCatalog>, req: HttpRequest) -> Answer {
    let mut tx = ctx.begin().await?;
    let all = list_resources(&mut tx).await?;
    tx.commit().await?;
    let page = Page::titled(&ctx, &req, "agenda-resources-title");
    let (people, things): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|one| one.kind == ResourceKind::Person);
    let groups = [
        ("users", page.t("agenda-people"), people),
        ("armchair", page.t("agenda-things"), things),
    ];
    let groups = groups.into_iter().filter(|(.., rows)| !rows.is_empty());
    let groups = groups.map(|(symbol, title, rows)| Group { title, symbol, rows });
    html(&ResourcesPage {
        groups: groups.collect(),
        page,
    })
}
