//! Lists of products: all of them, a category's, and what a search found.

use actix_web::{HttpRequest, web};
use askama::Template;
use http::{Answer, Page, Query, Visitor, html};
use kernel::{Error, Result};

use super::address::Address;
use super::filters::{Filters, Group, ListParams, PAGE_SIZE};
use super::seo::{self, Seo};
use super::spelling::meant;
use super::view::{Card, Choice, Link, category_url};
use crate::queries::cards::{ProductCard, cards, newest_cards};
use crate::queries::categories::{Category, list_categories, path_to};
use crate::queries::find::{Facet, Found, find};

#[derive(Template)]
#[template(path = "catalog/storefront/list.html")]
struct ListPage {
    page: Page,
    seo: Seo,
    crumbs: Vec<Link>,
    /// Under the title.
    intro: String,
    /// Where the panel sends its choices.
    action: String,
    /// Sent along with them: name and value.
    kept: Vec<Choice>,
    filters: Vec<Group>,
    chips: Vec<Link>,
    /// The list without filters.
    cleared: String,
    sorts: Vec<Choice>,
    sort: &'static str,
    in_stock: bool,
    children: Vec<Link>,
    did_you_mean: String,
    left_out: String,
    summary: String,
    products: Vec<Card>,
    pager: Pager,
}

#[derive(Template)]
#[template(path = "catalog/storefront/nothing_found.html")]
struct NothingFoundPage {
    page: Page,
    seo: Seo,
    query: String,
    suggestions: Vec<Link>,
    categories: Vec<Link>,
    products: Vec<Card>,
    chat: Option<String>,
}

/// Where the neighbours of this part of the list are.
struct Pager {
    previous: String,
    next: String,
    summary: String,
}

/// What the database told.
struct Shown {
    found: Found,
    products: Vec<ProductCard>,
    categories: Vec<Category>,
}

/// What one kind of list says of itself.
#[derive(Default)]
struct Heading {
    crumbs: Vec<Link>,
    intro: String,
    children: Vec<Link>,
    did_you_mean: String,
    /// Which words nothing has.
    left_out: String,
    /// Categories to choose from.
    categories: Vec<Facet>,
}

/// Parameters of the panel; without them the list is whole.
const FILTERS: [&str; 6] = ["category", "brand", "price", "price_min", "price_max", "in_stock"];

/// `GET /products`.
pub async fn all(visitor: Visitor, req: HttpRequest, params: Query<ListParams>) -> Answer {
    let params = ListParams { q: None, ..params.0 };
    let shown = look(&visitor, &params, None).await?;
    let mut page = Page::titled(&visitor, &req, "shop-all-products");
    page.description = Some(page.tn("shop-all-description", "name", &visitor.shop.name));
    let heading = Heading {
        crumbs: vec![Link::home(&page), Link::new("/products", page.title.clone())],
        categories: top_level(&shown, params.category.as_deref()),
        ..Heading::default()
    };
    html(&list_page(&visitor, &req, page, &params, shown, heading))
}

/// `GET /c/{slug}`.
pub async fn category(
    visitor: Visitor,
    req: HttpRequest,
    slug: web::Path<String>,
    params: Query<ListParams>,
) -> Answer {
    let params = ListParams {
        q: None,
        category: None,
        ..params.0
    };
    let shown = look(&visitor, &params, Some(&slug)).await?;
    let path = path_to(&shown.categories, &slug);
    let category = (*path.last().ok_or_else(Error::not_found)?).clone();
    let mut page = Page::new(&visitor, &req, category.name.clone());
    page.description = category.seo_description.clone().or_else(|| {
        let words = [
            ("category", category.name.clone()),
            ("name", visitor.shop.name.clone()),
        ];
        Some(page.ta("shop-category-description", &words))
    });
    let mut crumbs = vec![Link::home(&page)];
    crumbs.extend(
        path.iter()
            .map(|c| Link::new(category_url(&c.slug), c.name.clone())),
    );
    let below = shown
        .categories
        .iter()
        .filter(|c| c.parent_id == Some(category.id));
    let heading = Heading {
        crumbs,
        children: below
            .map(|c| Link::new(category_url(&c.slug), c.name.clone()))
            .collect(),
        intro: category.description.clone().unwrap_or_default(),
        ..Heading::default()
    };
    if let Some(title) = category.seo_title {
        page.title = title;
    }
    html(&list_page(&visitor, &req, page, &params, shown, heading))
}

/// `GET /search?q=`.
pub async fn search(visitor: Visitor, req: HttpRequest, params: Query<ListParams>) -> Answer {
    let params = params.0;
    let Some(text) = params.q.as_ref().map(ToString::to_string) else {
        return nothing_found(&visitor, &req, "", vec![]).await;
    };
    let shown = look(&visitor, &params, None).await?;
    if shown.found.total == 0 && shown.found.suggestions.is_empty() {
        return nothing_found(&visitor, &req, &text, shown.categories).await;
    }
    let title = visitor
        .app
        .i18n
        .text(visitor.locale, "shop-search-title", &[("query", &text)]);
    let page = Page::new(&visitor, &req, title);
    let kept = shown.found.kept.join(" ");
    let understood = if kept.is_empty() { &text } else { &kept };
    let heading = Heading {
        crumbs: vec![Link::home(&page), Link::new("/search", page.t("shop-search"))],
        did_you_mean: meant(understood, &shown.found.suggestions).unwrap_or_default(),
        left_out: left_out(&page, &shown.found),
        categories: top_level(&shown, params.category.as_deref()),
        ..Heading::default()
    };
    html(&list_page(&visitor, &req, page, &params, shown, heading))
}

/// What is said above products that have some of the words only.
fn left_out(page: &Page, found: &Found) -> String {
    if found.left_out.is_empty() {
        return String::new();
    }
    let quoted: Vec<String> = found.left_out.iter().map(|word| format!("“{word}”")).collect();
    let words = [("words", quoted.join(", ")), ("kept", found.kept.join(" "))];
    page.ta("shop-words-left-out", &words)
}

async fn look(visitor: &Visitor, params: &ListParams, category: Option<&str>) -> Result<Shown> {
    let wanted = params.wanted(category)?;
    let mut tx = visitor.begin_generic().await?;
    let categories = list_categories(&mut tx, false).await?;
    let found = find(&mut tx, &wanted).await?;
    let products = cards(&mut tx, &found.ids).await?;
    tx.commit().await?;
    if products.is_empty() && wanted.page.page > 1 {
        // The list ended before.
        return Err(Error::not_found());
    }
    Ok(Shown {
        found,
        products,
        categories,
    })
}

/// Categories to choose from: those at the top, and the chosen one.
fn top_level(shown: &Shown, chosen: Option<&str>) -> Vec<Facet> {
    let is_top = |slug: &str| {
        shown
            .categories
            .iter()
            .any(|c| c.slug == slug && c.parent_id.is_none())
    };
    let offered = shown
        .found
        .categories
        .iter()
        .filter(|f| is_top(&f.slug) || Some(f.slug.as_str()) == chosen);
    offered.cloned().collect()
}

fn list_page(
    visitor: &Visitor,
    req: &HttpRequest,
    page: Page,
    params: &ListParams,
    shown: Shown,
    heading: Heading,
) -> ListPage {
    let address = Address::of(req);
    let filters = Filters::of(&page, &address, params, &shown.found, &heading.categories);
    let mut seo = Seo::of(visitor, &page, &address.canonical());
    seo.hidden = params.q.is_some() || !filters.chips.is_empty();
    seo.data = seo::block(&seo::breadcrumb_data(visitor, &heading.crumbs));
    ListPage {
        seo,
        crumbs: heading.crumbs,
        intro: heading.intro,
        action: req.path().to_owned(),
        kept: params
            .q
            .iter()
            .map(|q| Choice {
                value: "q".to_owned(),
                label: q.to_string(),
            })
            .collect(),
        filters: filters.groups,
        chips: filters.chips,
        cleared: address.without(&FILTERS),
        sorts: filters.sorts,
        sort: params.sort().as_str(),
        in_stock: params.in_stock,
        children: heading.children,
        did_you_mean: heading.did_you_mean,
        left_out: heading.left_out,
        summary: page.tn("shop-count", "count", shown.found.total),
        pager: pager(&page, &address, params, shown.found.total),
        products: Card::all(&page, shown.products),
        page,
    }
}

fn pager(page: &Page, address: &Address, params: &ListParams, total: i64) -> Pager {
    let (number, size) = (i64::from(params.page.unwrap_or(1)), i64::from(PAGE_SIZE));
    let (from, to) = ((number - 1) * size + 1, (number * size).min(total));
    let range = [
        ("from", from.to_string()),
        ("to", to.to_string()),
        ("total", total.to_string()),
    ];
    Pager {
        previous: if number > 1 {
            address.at_page(number - 1)
        } else {
            String::new()
        },
        next: if to < total {
            address.at_page(number + 1)
        } else {
            String::new()
        },
        summary: page.ta("shop-range", &range),
    }
}

/// Nothing at all was found, or nothing was asked: other ways to go on.
async fn nothing_found(visitor: &Visitor, req: &HttpRequest, text: &str, known: Vec<Category>) -> Answer {
    let mut tx = visitor.begin_generic().await?;
    let categories = if known.is_empty() {
        list_categories(&mut tx, false).await?
    } else {
        known
    };
    let products = newest_cards(&mut tx, 4).await?;
    tx.commit().await?;
    let title = if text.is_empty() {
        visitor.t("shop-search-empty")
    } else {
        visitor
            .app
            .i18n
            .text(visitor.locale, "shop-none-found", &[("query", text)])
    };
    let page = Page::new(visitor, req, title);
    let names: Vec<String> = categories.iter().map(|c| c.name.clone()).collect();
    let tops = categories.iter().filter(|c| c.parent_id.is_none());
    html(&NothingFoundPage {
        seo: Seo {
            hidden: true,
            ..Seo::of(visitor, &page, "/search")
        },
        query: text.to_owned(),
        suggestions: meant(text, &names)
            .map(|word| Link::new(search_url(&word), word))
            .into_iter()
            .collect(),
        categories: tops
            .map(|c| Link::new(category_url(&c.slug), c.name.clone()))
            .collect(),
        products: Card::all(&page, products),
        chat: page.chat(&page.tn("shop-chat-hello", "name", &visitor.shop.name)),
        page,
    })
}

fn search_url(text: &str) -> String {
    format!(
        "/search?{}",
        serde_html_form::to_string([("q", text)]).unwrap_or_default()
    )
}
