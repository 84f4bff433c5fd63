//! The filters of a list: what was chosen, and what can be.

use http::Page;
use kernel::{Line, PageQuery, Result};
use serde::Deserialize;

use super::address::Address;
use super::view::{Choice, Link};
use crate::model::{PriceRange, price_ranges};
use crate::queries::find::{Facet, Found, Sort, Wanted};

/// Products on one page of a list.
pub const PAGE_SIZE: u32 = 24;

/// Choices of one filter that are shown.
const MOST_CHOICES: usize = 12;

/// What a list's address says. Other parameters (those of campaigns) are nobody's business here.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ListParams {
    /// What to search for.
    #[serde(deserialize_with = "kernel::text::blank_as_none")]
    pub q: Option<Line<100>>,
    /// A category's slug.
    #[serde(deserialize_with = "kernel::text::blank_as_none")]
    pub category: Option<Line<100>>,
    /// A brand's slug.
    #[serde(deserialize_with = "kernel::text::blank_as_none")]
    pub brand: Option<Line<100>>,
    /// Both prices in one: `1000000-2999900`, as the panel sends them.
    #[serde(deserialize_with = "kernel::text::blank_as_none")]
    pub price: Option<Line<40>>,
    /// Lowest price, in minor units.
    pub price_min: Option<i64>,
    /// Highest price.
    pub price_max: Option<i64>,
    /// Only what can be bought.
    pub in_stock: bool,
    /// In which order.
    pub sort: Option<Sort>,
    /// From 1.
    pub page: Option<u32>,
}

impl ListParams {
    /// Lowest and highest price.
    fn prices(&self) -> (Option<i64>, Option<i64>) {
        let both = self.price.as_ref().and_then(|text| text.split_once('-'));
        match both.and_then(|(from, to)| Some((from.parse().ok()?, to.parse().ok()?))) {
            Some((from, to)) => (Some(from), Some(to)),
            None => (self.price_min, self.price_max),
        }
    }

    /// In which order, if nothing else was said.
    pub fn sort(&self) -> Sort {
        self.sort.unwrap_or(if self.q.is_some() {
            Sort::Relevance
        } else {
            Sort::Newest
        })
    }

    /// As the query takes it; `category` of the address wins over the one of the list itself.
    pub fn wanted(&self, category: Option<&str>) -> Result<Wanted> {
        let (price_min, price_max) = self.prices();
        Ok(Wanted {
            text: self.q.as_ref().map(ToString::to_string),
            category: self
                .category
                .as_ref()
                .map(ToString::to_string)
                .or_else(|| category.map(str::to_owned)),
            brand: self.brand.as_ref().map(ToString::to_string),
            price_min,
            price_max,
            in_stock: self.in_stock.then_some(true),
            sort: self.sort(),
            page: PageQuery {
                page: self.page.unwrap_or(1),
                limit: PAGE_SIZE,
            }
            .checked()?,
            with_facets: true,
            may_leave_out: true,
            ..Wanted::default()
        })
    }
}

/// A filter with its choices.
pub struct Group {
    pub title: String,
    pub name: &'static str,
    pub options: Vec<FacetOption>,
}

/// One choice of a filter.
pub struct FacetOption {
    pub value: String,
    pub label: String,
    /// How many products it leaves; nothing for "all".
    pub count: String,
    pub checked: bool,
}

/// The panel beside a list.
pub struct Filters {
    pub groups: Vec<Group>,
    /// Filters that are on, each a link without it.
    pub chips: Vec<Link>,
    pub sorts: Vec<Choice>,
}

impl Filters {
    /// For what was found; `categories` are those to choose from here (none in a category's own list).
    pub fn of(
        page: &Page,
        address: &Address,
        params: &ListParams,
        found: &Found,
        categories: &[Facet],
    ) -> Self {
        let mut filters = Self {
            groups: vec![],
            chips: vec![],
            sorts: sorts(page, params.q.is_some()),
        };
        filters.add_facets(
            page,
            address,
            ("category", "shop-category", "shop-any-category"),
            categories,
            params.category.as_deref(),
        );
        filters.add_facets(
            page,
            address,
            ("brand", "shop-brand", "shop-any-brand"),
            &found.brands,
            params.brand.as_deref(),
        );
        filters.add_prices(page, address, params, found);
        if params.in_stock {
            filters.chips.push(Link::new(
                address.without(&["in_stock"]),
                page.t("shop-only-available"),
            ));
        }
        filters
    }

    fn add_facets(
        &mut self,
        page: &Page,
        address: &Address,
        (name, title, any): (&'static str, &str, &str),
        facets: &[Facet],
        chosen: Option<&str>,
    ) {
        if let Some(slug) = chosen {
            let label = facets.iter().find(|f| f.slug == slug).map_or(slug, |f| &f.name);
            self.chips.push(Link::new(address.without(&[name]), label));
        }
        // One choice only is none.
        if facets.len() < 2 && chosen.is_none() {
            return;
        }
        let shown = facets
            .iter()
            .enumerate()
            .filter(|(i, f)| *i < MOST_CHOICES || Some(f.slug.as_str()) == chosen);
        let mut options = vec![any_option(page.t(any), chosen.is_none())];
        options.extend(shown.map(|(_, f)| FacetOption {
            value: f.slug.clone(),
            label: f.name.clone(),
            count: f.count.to_string(),
            checked: Some(f.slug.as_str()) == chosen,
        }));
        self.groups.push(Group {
            title: page.t(title),
            name,
            options,
        });
    }

    fn add_prices(&mut self, page: &Page, address: &Address, params: &ListParams, found: &Found) {
        let ranges = price_ranges(found.prices.clone(), page.tenant().currency);
        let (from, to) = params.prices();
        let is_on = from.is_some() || to.is_some();
        let mut options = vec![any_option(page.t("shop-any-price"), !is_on)];
        let last = ranges.len().saturating_sub(1);
        options.extend(ranges.iter().enumerate().map(|(i, range)| FacetOption {
            value: format!("{}-{}", range.from, range.to),
            label: range_label(page, range, i == 0, i == last),
            count: range.count.to_string(),
            checked: (from, to) == (Some(range.from), Some(range.to)),
        }));
        if is_on {
            let known = options.iter().find(|o| o.checked).map(|o| o.label.clone());
            let label = known.unwrap_or_else(|| free_range_label(page, from, to));
            if options.iter().all(|o| !o.checked) {
                let value = format!("{}-{}", from.unwrap_or(0), to.unwrap_or(i64::MAX));
                options.insert(
                    1,
                    FacetOption {
                        value,
                        label: label.clone(),
                        count: String::new(),
                        checked: true,
                    },
                );
            }
            self.chips.push(Link::new(
                address.without(&["price", "price_min", "price_max"]),
                label,
            ));
        }
        if options.len() > 1 {
            self.groups.push(Group {
                title: page.t("shop-price"),
                name: "price",
                options,
            });
        }
    }
}

fn any_option(label: String, checked: bool) -> FacetOption {
    FacetOption {
        value: String::new(),
        label,
        count: String::new(),
        checked,
    }
}

fn range_label(page: &Page, range: &PriceRange, first: bool, last: bool) -> String {
    match (first, last) {
        (true, _) => page.tn("shop-price-up-to", "to", page.money(range.to)),
        (_, true) => page.tn("shop-price-from", "from", page.money(range.from)),
        _ => between(page, range.from, range.to),
    }
}

fn free_range_label(page: &Page, from: Option<i64>, to: Option<i64>) -> String {
    match (from, to) {
        (None, Some(to)) => page.tn("shop-price-up-to", "to", page.money(to)),
        (Some(from), None) => page.tn("shop-price-from", "from", page.money(from)),
        (from, to) => between(page, from.unwrap_or(0), to.unwrap_or(0)),
    }
}

fn between(page: &Page, from: i64, to: i64) -> String {
    page.ta(
        "shop-price-between",
        &[("from", page.money(from)), ("to", page.money(to))],
    )
}

fn sorts(page: &Page, with_relevance: bool) -> Vec<Choice> {
    let all = [
        Sort::Relevance,
        Sort::Newest,
        Sort::PriceAsc,
        Sort::PriceDesc,
        Sort::Rating,
        Sort::Name,
    ];
    all.into_iter()
        .filter(|sort| with_relevance || *sort != Sort::Relevance)
        .map(|sort| Choice {
            value: sort.as_str().to_owned(),
            label: page.t(&format!("shop-sort-{}", sort.as_str())),
        })
        .collect()
}
