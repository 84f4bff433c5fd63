//! A product's page.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use http::{Answer, Page, Visitor, html};
use kernel::Error;
use serde_json::{Value, json};

use super::details::{Row, details};
use super::seo::{self, Seo};
use super::variants::{OptionChoices, Stock, choices, preferred, variants_json};
use super::view::{Card, Choice, Link, category_url, paragraphs, product_url, stars};
use crate::queries::cards::{ProductCard, category_cards, newest_cards};
use crate::queries::categories::{Category, list_categories, path_to};
use crate::queries::product::{ProductDetail, VariantView, find_product};
use crate::{PartsOfProduct, ProductId, ProductPart, ProductStatus};

#[derive(Template)]
#[template(path = "catalog/storefront/product.html")]
struct ProductPage {
    page: Page,
    seo: Seo,
    crumbs: Vec<Link>,
    pictures: Vec<GalleryPicture>,
    brand: Option<Link>,
    rating: String,
    rating_count: u32,
    /// Of the variant that is chosen first, formatted.
    price: String,
    compare: String,
    /// The same as amounts, for the discount; none when there are options, whose discounts differ.
    price_minor: i64,
    compare_minor: Option<i64>,
    short_description: String,
    product_id: ProductId,
    /// What is bought when there is nothing to choose.
    variant_id: String,
    options: Vec<OptionChoices>,
    variants_json: String,
    stock_text: String,
    stock_level: &'static str,
    in_stock: bool,
    max_quantity: u32,
    chat: Option<String>,
    description: Vec<String>,
    details: Vec<Row>,
    related: Vec<Card>,
    related_href: String,
    /// Sold out ones of which one may be told when they are there again.
    sold_out: Vec<Choice>,
    /// What slices above add, escaped by them.
    part: ProductPart,
}

struct GalleryPicture {
    url: String,
    srcset: String,
    thumb_url: String,
    alt: String,
}

/// What the database told.
struct Shown {
    detail: ProductDetail,
    categories: Vec<Category>,
    related: Vec<ProductCard>,
    part: ProductPart,
}

/// Products under "you may also like".
const RELATED: u32 = 4;

/// `GET /p/{slug}`.
pub async fn show(visitor: Visitor, req: HttpRequest, slug: web::Path<String>) -> Answer {
    let mut tx = visitor.begin_generic().await?;
    let mut detail = find_product(&mut tx, &slug, &[ProductStatus::Active])
        .await?
        .ok_or_else(Error::not_found)?;
    if detail.card.slug != *slug {
        // Reached by its id: it has one address only.
        let to = product_url(&detail.card.slug);
        return Ok(HttpResponse::MovedPermanently()
            .insert_header((header::LOCATION, to))
            .finish());
    }
    detail.variants.retain(|variant| variant.active);
    let categories = list_categories(&mut tx, false).await?;
    let mut related = match &detail.card.category {
        Some(category) => category_cards(&mut tx, &category.slug, RELATED + 1).await?,
        None => newest_cards(&mut tx, RELATED + 1).await?,
    };
    let page = Page::new(&visitor, &req, detail.card.name.clone());
    let parts: PartsOfProduct = visitor.app.slices.get();
    let part = parts.gather(&mut tx, &visitor, &page, &detail).await?;
    tx.commit().await?;
    related.retain(|other| other.id != detail.card.id);
    related.truncate(RELATED as usize);
    html(&render(
        &visitor,
        page,
        Shown {
            detail,
            categories,
            related,
            part,
        },
    ))
}

fn render(visitor: &Visitor, mut page: Page, shown: Shown) -> ProductPage {
    let Shown {
        detail,
        categories,
        related,
        part,
    } = shown;
    let card = &detail.card;
    page.description = Some(detail.more.seo_description.clone());
    let crumbs = crumbs(&page, card, &categories);
    let first = preferred(&detail.variants);
    let stock = Stock::of(&page, first.map_or(0, |variant| variant.stock));
    let has_options = !detail.options.is_empty();
    let reduced = |v: &VariantView| v.compare_price.filter(|before| *before > v.price);
    ProductPage {
        seo: seo_of(visitor, &page, &detail, &crumbs),
        pictures: gallery(&page, &detail),
        brand: card
            .brand
            .as_ref()
            .map(|b| Link::new(format!("/products?brand={}", b.slug), b.name.clone())),
        rating: stars(card.rating, card.reviews_count, page.locale()),
        rating_count: u32::try_from(card.reviews_count).unwrap_or(0),
        price: page.money(first.map_or(card.price, |v| v.price)),
        compare: first
            .and_then(reduced)
            .map(|before| page.money(before))
            .unwrap_or_default(),
        price_minor: first.map_or(card.price, |v| v.price),
        compare_minor: first.and_then(reduced).filter(|_| !has_options),
        short_description: card.short_description.clone().unwrap_or_default(),
        product_id: card.id,
        variant_id: first
            .filter(|_| !has_options)
            .map(|v| v.id.to_string())
            .unwrap_or_default(),
        options: choices(&detail.options, &detail.variants, first),
        variants_json: variants_json(&page, &detail.variants),
        max_quantity: first.map_or(1, |v| u32::try_from(v.stock).unwrap_or(1).clamp(1, 99)),
        stock_text: stock.text,
        stock_level: stock.level,
        in_stock: first.is_some_and(|v| v.stock > 0),
        chat: page.chat(&page.tn("shop-chat-product", "name", &card.name)),
        description: card.description.as_deref().map(paragraphs).unwrap_or_default(),
        details: details(&page, &detail),
        related: Card::all(&page, related),
        related_href: card
            .category
            .as_ref()
            .map_or("/products".to_owned(), |c| category_url(&c.slug)),
        sold_out: sold_out(&detail),
        part,
        crumbs,
        page,
    }
}

/// Variants of which there is none left, as one chooses among them.
fn sold_out(detail: &ProductDetail) -> Vec<Choice> {
    let gone = detail.variants.iter().filter(|variant| variant.stock <= 0);
    gone.map(|variant| Choice {
        value: variant.id.to_string(),
        label: variant.option_text(),
    })
    .collect()
}

fn crumbs(page: &Page, card: &ProductCard, categories: &[Category]) -> Vec<Link> {
    let mut crumbs = vec![Link::home(page)];
    match &card.category {
        Some(category) => {
            let path = path_to(categories, &category.slug);
            crumbs.extend(
                path.iter()
                    .map(|c| Link::new(category_url(&c.slug), c.name.clone())),
            );
        }
        None => crumbs.push(Link::new("/products", page.t("shop-all-products"))),
    }
    crumbs.push(Link::new(product_url(&card.slug), card.name.clone()));
    crumbs
}

fn gallery(page: &Page, detail: &ProductDetail) -> Vec<GalleryPicture> {
    let pictures = detail.pictures.iter().enumerate();
    pictures
        .map(|(i, picture)| GalleryPicture {
            srcset: format!(
                "{} 320w, {} 640w, {} 1280w",
                picture.small, picture.medium, picture.url
            ),
            url: picture.url.clone(),
            thumb_url: picture.small.clone(),
            alt: picture.alt.clone().unwrap_or_else(|| {
                page.ta(
                    "shop-picture-of",
                    &[("name", detail.card.name.clone()), ("n", (i + 1).to_string())],
                )
            }),
        })
        .collect()
}

fn seo_of(visitor: &Visitor, page: &Page, detail: &ProductDetail, crumbs: &[Link]) -> Seo {
    let card = &detail.card;
    let mut seo =
        Seo::of(visitor, page, &product_url(&card.slug)).pictured(visitor, card.cover_key.as_deref());
    seo.title.clone_from(&detail.more.seo_title);
    seo.kind = "product";
    seo.data = seo::block(&json!([
        product_data(visitor, detail),
        seo::breadcrumb_data(visitor, crumbs)
    ]));
    seo
}

/// As schema.org describes what is for sale.
fn product_data(visitor: &Visitor, detail: &ProductDetail) -> Value {
    let card = &detail.card;
    let images: Vec<String> = detail
        .pictures
        .iter()
        .map(|p| seo::absolute(visitor, &p.url))
        .collect();
    let rating = (card.reviews_count > 0).then(|| {
        json!({ "@type": "AggregateRating", "ratingValue": card.rating, "reviewCount": card.reviews_count })
    });
    json!({
        "@context": "https://schema.org",
        "@type": "Product",
        "name": card.name,
        "description": detail.more.seo_description,
        "image": images,
        "sku": detail.variants.first().map(|v| &v.sku),
        "brand": card.brand.as_ref().map(|b| json!({ "@type": "Brand", "name": b.name })),
        "category": card.category.as_ref().map(|c| &c.name),
        "aggregateRating": rating,
        "offers": {
            "@type": "AggregateOffer",
            "lowPrice": decimal(visitor, card.price),
            "highPrice": decimal(visitor, card.price_max),
            "priceCurrency": visitor.shop.currency.as_str(),
            "offerCount": detail.variants.len(),
            "availability": if card.in_stock { "https://schema.org/InStock" } else { "https://schema.org/OutOfStock" },
            "url": seo::absolute(visitor, &product_url(&card.slug)),
        },
    })
}

/// `5890000` of a peso's hundredths → `58900.00`.
fn decimal(visitor: &Visitor, minor: i64) -> String {
    let unit = visitor.shop.currency.minor_per_unit();
    if unit == 1 {
        minor.to_string()
    } else {
        format!("{}.{:02}", minor / unit, minor % unit)
    }
}
