//! What can be booked.

use actix_web::HttpRequest;
use askama::Template;
use http::page::Frame;
use http::{Answer, Page, Query, Visitor, html};

use super::service_face::ServiceFace;
use super::way::Choices;
use crate::queries::professionals::list_professionals;
use crate::queries::services::list_services;

#[derive(Template)]
#[template(path = "booking/storefront/services.html")]
struct ServicesPage {
    page: Page,
    services: Vec<ServiceFace>,
}

/// `GET /reservar`.
pub async fn show(visitor: Visitor, req: HttpRequest, choices: Query<Choices>) -> Answer {
    let mut tx = visitor.begin_generic().await?;
    let services = list_services(&mut tx, true).await?;
    let ids: Vec<_> = services.iter().map(|service| service.service_id).collect();
    let professionals = list_professionals(&mut tx, &ids).await?;
    tx.commit().await?;
    let mut page = page_of(&visitor, &req, choices.frame(), visitor.t("book-title"));
    page.description = Some(page.tn("book-description", "shop", &page.shop.name));
    let services = services
        .iter()
        .map(|service| ServiceFace::new(&page, service, &professionals, None))
        .collect();
    html(&ServicesPage { page, services })
}

/// The frame of these pages, bare inside another site's page.
pub fn page_of(visitor: &Visitor, req: &HttpRequest, frame: Frame, title: String) -> Page {
    let page = Page::new(visitor, req, title);
    if frame.is_there() {
        page.framed_in(req)
    } else {
        page
    }
}
