//! Search.

use std::collections::BTreeMap;
use std::time::Instant;

use actix_web::HttpResponse;
use http::{Answer, Query, Visitor};
use kernel::{Currency, Error, PageQuery};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::products::{LONGEST, ProductRow, checked, rows};
use crate::model::{PriceRange, price_ranges};
use crate::queries::cards::cards;
use crate::queries::find::{Facet, Found, Sort, Wanted, find};
use crate::queries::suggest::suggest;

/// What to look for. `filters[category]=x` and `filters_category=x` are the same.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SearchQuery {
    /// Words; all products when left out.
    q: Option<String>,
    /// A category by slug or id, with those below it.
    #[param(rename = "filters[category]")]
    filters_category: Option<String>,
    /// A brand by slug or id.
    #[param(rename = "filters[brand]")]
    filters_brand: Option<String>,
    /// Lowest price, in minor units.
    #[param(rename = "filters[price_min]")]
    filters_price_min: Option<i64>,
    /// Highest price.
    #[param(rename = "filters[price_max]")]
    filters_price_max: Option<i64>,
    /// Only what can be bought (`true`), or only what cannot (`false`).
    #[param(rename = "filters[in_stock]")]
    filters_in_stock: Option<bool>,
    /// What fits best comes first, unless said otherwise.
    #[param(inline)]
    sort: Option<Sort>,
    /// From 1.
    page: Option<u32>,
    /// Rows a page, at most 100.
    limit: Option<u32>,
}

/// What was found.
#[derive(Debug, Serialize, ToSchema)]
pub struct SearchView {
    /// One page of products.
    pub results: Vec<ProductRow>,
    /// Products by slug or range, each counted under the other filters.
    pub aggregations: Aggregations,
    /// The same with names, for showing.
    pub facets: Facets,
    /// Names of what fits the words best.
    pub suggestions: Vec<String>,
    /// Words of `q` that were left out, since no product has all of them: what was found has the others.
    pub ignored_words: Vec<String>,
    /// Products in all.
    pub total: i64,
    /// Milliseconds.
    pub took: u64,
}

/// Counts by slug or range.
#[derive(Debug, Serialize, ToSchema)]
pub struct Aggregations {
    /// By slug; a category counts what is below it.
    pub categories: BTreeMap<String, i64>,
    /// By slug.
    pub brands: BTreeMap<String, i64>,
    /// By `from-to` in minor units, both included.
    pub price_ranges: BTreeMap<String, i64>,
}

/// Choices that the filters offer.
#[derive(Debug, Serialize, ToSchema)]
pub struct Facets {
    /// Categories.
    pub categories: Vec<Facet>,
    /// Brands.
    pub brands: Vec<Facet>,
    /// Prices, cheapest first.
    pub price_ranges: Vec<PriceRange>,
}

/// `GET /search/products`.
pub async fn search(visitor: Visitor, query: Query<SearchQuery>) -> Answer {
    let started = Instant::now();
    let wanted = checked(wanted(query.0))?;
    let mut tx = visitor.begin_generic().await?;
    let mut found = find(&mut tx, &wanted).await?;
    let cards = cards(&mut tx, &found.ids).await?;
    tx.commit().await?;
    let currency = visitor.shop.currency;
    let suggestions = std::mem::take(&mut found.suggestions);
    let ignored_words = std::mem::take(&mut found.left_out);
    let total = found.total;
    let facets = facets(found, currency);
    let took = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    let aggregations = aggregations(&facets);
    Ok(HttpResponse::Ok().json(SearchView {
        results: rows(cards, currency),
        aggregations,
        facets,
        suggestions,
        ignored_words,
        total,
        took,
    }))
}

fn wanted(query: SearchQuery) -> Wanted {
    let default_sort = if query.q.is_some() {
        Sort::Relevance
    } else {
        Sort::Newest
    };
    Wanted {
        text: query.q,
        category: query.filters_category,
        brand: query.filters_brand,
        price_min: query.filters_price_min,
        price_max: query.filters_price_max,
        in_stock: query.filters_in_stock,
        sort: query.sort.unwrap_or(default_sort),
        page: PageQuery {
            page: query.page.unwrap_or(1),
            limit: query.limit.unwrap_or(20),
        },
        with_facets: true,
        may_leave_out: true,
        ..Wanted::default()
    }
}

fn facets(found: Found, currency: Currency) -> Facets {
    Facets {
        categories: found.categories,
        brands: found.brands,
        price_ranges: price_ranges(found.prices, currency),
    }
}

fn aggregations(facets: &Facets) -> Aggregations {
    let by_slug = |all: &[Facet]| all.iter().map(|f| (f.slug.clone(), f.count)).collect();
    Aggregations {
        categories: by_slug(&facets.categories),
        brands: by_slug(&facets.brands),
        price_ranges: facets
            .price_ranges
            .iter()
            .map(|r| (format!("{}-{}", r.from, r.to), r.count))
            .collect(),
    }
}

/// The beginning of a question.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SuggestQuery {
    /// As typed so far.
    #[serde(default)]
    q: String,
}

/// Names to choose from.
#[derive(Debug, Serialize, ToSchema)]
pub struct Suggestions {
    /// At most eight.
    pub suggestions: Vec<String>,
}

/// `GET /search/suggestions`.
pub async fn suggestions(visitor: Visitor, query: Query<SuggestQuery>) -> Answer {
    if query.q.chars().count() > LONGEST {
        return Err(Error::invalid("q", "too_long").into());
    }
    let mut tx = visitor.begin_generic().await?;
    let suggestions = suggest(&mut tx, &query.q, 8).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(Suggestions { suggestions }))
}
