//! The list of services.

use actix_web::HttpRequest;
use askama::Template;
use http::{Answer, Can, Page, html, permit};

use crate::http::web::storefront::words::duration;
use crate::queries::services::{ServiceView, list_services, view_services};

#[derive(Template)]
#[template(path = "booking/admin/services.html")]
struct ServicesPage {
    page: Page,
    rows: Vec<Row>,
}

struct Row {
    href: String,
    name: String,
    what: String,
    servers: String,
    active: bool,
    /// Nobody serves it, so nobody can book it.
    is_unstaffed: bool,
}

/// `GET /admin/services`.
pub async fn page(ctx: Can<permit::ManageCatalog>, req: HttpRequest) -> Answer {
    let mut tx = ctx.begin().await?;
    let services = list_services(&mut tx, false).await?;
    let services = view_services(&mut tx, services, ctx.shop.currency.as_str(), false).await?;
    tx.commit().await?;
    let page = Page::titled(&ctx, &req, "agenda-services-title");
    let rows = services.into_iter().map(|service| row(&page, service)).collect();
    html(&ServicesPage { page, rows })
}

fn row(page: &Page, service: ServiceView) -> Row {
    let names = service
        .needs
        .iter()
        .flat_map(|need| &need.resources)
        .map(|server| server.name.as_str());
    let minutes = duration(service.duration.into());
    Row {
        href: format!("/admin/services/{}", service.id),
        what: format!("{minutes} · {}", page.money(service.price)),
        servers: names.collect::<Vec<_>>().join(", "),
        is_unstaffed: service.needs.is_empty(),
        active: service.active,
        name: service.name,
    }
}
