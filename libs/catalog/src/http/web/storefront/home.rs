//! The first page.

use actix_web::HttpRequest;
use askama::Template;
use http::access::SignedInPerson;
use http::{Answer, Page, Visitor, html, see_other};
use kernel::Permission;
use serde_json::json;

use super::seo::{self, Seo};
use super::view::{Card, Picture, category_url, paragraphs};
use crate::queries::cards::{ProductCard, featured_cards, newest_cards};
use crate::queries::storefront::{CategoryCard, list_category_cards};

#[derive(Template)]
#[template(path = "catalog/storefront/home.html")]
struct HomePage {
    page: Page,
    seo: Seo,
    /// Three pictures beside the name.
    showcase: Vec<Card>,
    categories: Vec<CategoryTile>,
    featured: Vec<Card>,
    newest: Vec<Card>,
    about: Vec<String>,
    /// Whether the shop says how to reach it.
    contact: bool,
    chat: Option<String>,
}

struct CategoryTile {
    url: String,
    name: String,
    picture: Option<Picture>,
    count: i64,
}

impl From<CategoryCard> for CategoryTile {
    fn from(row: CategoryCard) -> Self {
        Self {
            url: category_url(&row.slug),
            name: row.name,
            picture: row.picture_key.as_deref().map(Picture::of),
            count: row.products,
        }
    }
}

/// What the page is made of.
struct Shelves {
    featured: Vec<ProductCard>,
    newest: Vec<ProductCard>,
    categories: Vec<CategoryCard>,
}

/// `GET /`. The platform itself sells nothing: its window is the way to a shop of one's own, or to the panel.
pub async fn show(visitor: Visitor, req: HttpRequest) -> Answer {
    if visitor.shop.is_platform() {
        let runs_it = |p: &SignedInPerson| p.role.may(Permission::RunPlatform);
        let is_staff = visitor.person.as_ref().is_some_and(runs_it);
        return Ok(see_other(if is_staff { "/platform/tenants" } else { "/signup" }));
    }
    let mut tx = visitor.begin_generic().await?;
    let shelves = Shelves {
        featured: featured_cards(&mut tx, 8).await?,
        newest: newest_cards(&mut tx, 12).await?,
        categories: list_category_cards(&mut tx, 12).await?,
    };
    tx.commit().await?;
    html(&render(&visitor, &req, shelves))
}

fn render(visitor: &Visitor, req: &HttpRequest, shelves: Shelves) -> HomePage {
    let Shelves {
        featured,
        mut newest,
        categories,
    } = shelves;
    let shop = &visitor.shop;
    let mut page = Page::new(visitor, req, shop.name.clone());
    page.description = Some(page.tn("shop-home-description", "name", &shop.name));
    // What is featured is not shown twice.
    newest.retain(|product| featured.iter().all(|other| other.id != product.id));
    newest.truncate(8);
    let pictured: Vec<&ProductCard> = featured
        .iter()
        .chain(&newest)
        .filter(|p| p.cover_key.is_some())
        .take(3)
        .collect();
    let cover = pictured.first().and_then(|product| product.cover_key.as_deref());
    let mut seo = Seo::of(visitor, &page, "/").pictured(visitor, cover);
    seo.data = seo::block(&shop_data(visitor));
    HomePage {
        showcase: pictured
            .into_iter()
            .map(|product| Card::of(&page, product.clone()))
            .collect(),
        newest: Card::all(&page, newest),
        featured: Card::all(&page, featured),
        categories: categories.into_iter().map(CategoryTile::from).collect(),
        about: shop.about.as_deref().map(paragraphs).unwrap_or_default(),
        contact: page.shop.address.is_some() || shop.phone.is_some() || shop.email.is_some(),
        chat: page.chat(&page.tn("shop-chat-hello", "name", &shop.name)),
        seo,
        page,
    }
}

fn shop_data(visitor: &Visitor) -> serde_json::Value {
    let shop = &visitor.shop;
    let logo = shop
        .logo_key
        .as_ref()
        .map(|key| seo::absolute(visitor, &pictures::url(key, 640)));
    json!({
        "@context": "https://schema.org",
        "@type": "Store",
        "name": shop.name,
        "description": shop.tagline,
        "url": seo::absolute(visitor, "/"),
        "telephone": shop.phone,
        "email": shop.email,
        "image": logo,
        "currenciesAccepted": shop.currency.as_str(),
    })
}
