//! What a product's page shows of reviews and wishes.

use askama::Template;
use catalog::ProductPart;
use catalog::queries::product::ProductDetail;
use db::TenantTx;
use futures_util::future::LocalBoxFuture;
use http::{Page, Visitor};
use kernel::{Error, Result};

use super::web::storefront::{Bar, ReviewFace, average, bars, faces};
use crate::queries::shown::on_page;

/// The heart.
#[derive(Template)]
#[template(path = "reviews/storefront/heart.html")]
struct Heart<'a> {
    page: &'a Page,
    product_id: String,
    back: String,
    is_wished: bool,
}

/// The newest reviews, and how all of them come out.
#[derive(Template)]
#[template(path = "reviews/storefront/section.html")]
struct Section<'a> {
    page: &'a Page,
    average: String,
    count: i32,
    bars: Vec<Bar>,
    reviews: Vec<ReviewFace>,
    all_url: String,
    write_url: String,
}

/// For the catalogue's list of parts. Whether a guest wishes for it is not shown: the page is the same for all of them.
pub fn part_of_product<'a>(
    tx: &'a mut TenantTx,
    visitor: &'a Visitor,
    page: &'a Page,
    product: &'a ProductDetail,
) -> LocalBoxFuture<'a, Result<ProductPart>> {
    Box::pin(async move {
        let person = visitor.person.as_ref().map(|p| p.person_id);
        let card = &product.card;
        let shown = on_page(tx, card.id, person).await?;
        let path = format!("/p/{}", card.slug);
        let heart = Heart {
            page,
            product_id: card.id.to_string(),
            back: path.clone(),
            is_wished: shown.is_wished,
        };
        let section = Section {
            page,
            average: average(page, shown.rating),
            count: shown.rating.count(),
            bars: bars(shown.rating, None, |stars| {
                format!("{path}/reviews?stars={stars}")
            }),
            reviews: faces(shown.latest),
            all_url: format!("{path}/reviews"),
            write_url: format!("{path}/review"),
        };
        Ok(ProductPart {
            beside: rendered(&heart)?,
            below: rendered(&section)?,
        })
    })
}

fn rendered(template: &impl Template) -> Result<String> {
    template.render().map_err(|e| Error::Fault(e.into()))
}
