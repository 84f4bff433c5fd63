//! All reviews of a product.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use http::page::{Crumb, Pager, address};
use http::{Answer, Page, Query, Visitor, html};
use kernel::PageQuery;
use serde::Deserialize;

use super::view::{Bar, ReviewFace, average, bars, faces};
use crate::http::api::reviews::checked_stars;
use crate::queries::shown::{list_shown, reviewed};

/// What stands in the address.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    page: Option<u32>,
    stars: Option<i16>,
}

#[derive(Template)]
#[template(path = "reviews/storefront/list.html")]
struct ListPage {
    page: Page,
    crumbs: Vec<Crumb>,
    canonical: String,
    average: String,
    count: i32,
    bars: Vec<Bar>,
    /// Whether only some of them are shown.
    chosen: bool,
    all_url: String,
    write_url: String,
    reviews: Vec<ReviewFace>,
    pager: Pager,
}

/// `GET /p/{slug}/reviews`.
pub async fn show(
    visitor: Visitor,
    req: HttpRequest,
    slug: web::Path<String>,
    wanted: Query<Wanted>,
) -> Answer {
    let part = PageQuery {
        page: wanted.page.unwrap_or(1),
        limit: 20,
    }
    .checked()?;
    let stars = checked_stars(wanted.stars)?;
    let mut tx = visitor.begin_generic().await?;
    let product = reviewed(&mut tx, &slug).await?;
    let base = format!("/p/{}/reviews", product.slug);
    if product.slug != *slug {
        // Reached by its id: it has one address only.
        return Ok(HttpResponse::MovedPermanently()
            .insert_header((header::LOCATION, base))
            .finish());
    }
    let found = list_shown(&mut tx, &product, stars, part).await?;
    tx.commit().await?;
    let page = Page::new(&visitor, &req, visitor.t("reviews-title"));
    let of_stars = stars.map(|stars| stars.to_string()).unwrap_or_default();
    let link = |at: u32| {
        let at = if at > 1 { at.to_string() } else { String::new() };
        address(&base, &[("stars", of_stars.as_str()), ("page", &at)])
    };
    html(&ListPage {
        crumbs: vec![
            Crumb::new("/", page.t("ui-home")),
            Crumb::new(format!("/p/{}", product.slug), product.name.clone()),
            Crumb::new("", page.title.clone()),
        ],
        canonical: visitor.app.link(&visitor.shop.host, &base),
        average: average(&page, product.rating),
        count: product.rating.count(),
        bars: bars(product.rating, stars, |stars| format!("{base}?stars={stars}")),
        chosen: stars.is_some(),
        write_url: format!("/p/{}/review", product.slug),
        pager: Pager::new(&page, found.pagination, link),
        reviews: faces(found.data),
        all_url: base.clone(),
        page,
    })
}
