//! Which products fit: by words, filters and order; with counts for the filters not yet chosen.

use db::TenantTx;
use kernel::{PageQuery, Result};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::most_words::most_words;
use super::words::words;
use crate::ProductId;
use crate::ProductStatus;
use crate::model::Question;

/// In which order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Sort {
    /// Newest first.
    #[default]
    Newest,
    /// Cheapest first.
    PriceAsc,
    /// Dearest first.
    PriceDesc,
    /// By name.
    Name,
    /// Best rated first.
    Rating,
    /// What fits the words best first.
    Relevance,
}

impl Sort {
    /// As in the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Newest => "newest",
            Self::PriceAsc => "price_asc",
            Self::PriceDesc => "price_desc",
            Self::Name => "name",
            Self::Rating => "rating",
            Self::Relevance => "relevance",
        }
    }
}

/// What somebody looks for. What is none does not restrict.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Words, as typed.
    pub text: Option<String>,
    /// A category by slug or id, with those below it.
    pub category: Option<String>,
    /// A brand by slug or id.
    pub brand: Option<String>,
    /// Lowest price, in minor units.
    pub price_min: Option<i64>,
    /// Highest price.
    pub price_max: Option<i64>,
    /// Only what can be bought, or only what cannot.
    pub in_stock: Option<bool>,
    /// Only what the shop shows off, or only the rest.
    pub featured: Option<bool>,
    /// In which order.
    pub sort: Sort,
    /// Only with one of these; customers see active ones.
    pub statuses: Vec<ProductStatus>,
    /// Which part of the list.
    pub page: PageQuery,
    /// Whether the counts of the filters are wanted too.
    pub with_facets: bool,
    /// Whether words may be left out when no product has all of them.
    pub may_leave_out: bool,
}

impl Default for Wanted {
    fn default() -> Self {
        Self {
            text: None,
            category: None,
            brand: None,
            price_min: None,
            price_max: None,
            in_stock: None,
            featured: None,
            sort: Sort::default(),
            statuses: vec![ProductStatus::Active],
            page: PageQuery::default(),
            with_facets: false,
            may_leave_out: false,
        }
    }
}

impl Wanted {
    /// Whether this is the list that everybody asks for: the newest, without filters.
    fn is_plain(&self) -> bool {
        let filters = [
            self.text.is_some(),
            self.category.is_some(),
            self.brand.is_some(),
            self.in_stock.is_some(),
        ];
        let prices = [self.price_min, self.price_max];
        self.sort == Sort::Newest
            && !self.with_facets
            && !filters.contains(&true)
            && prices.iter().all(Option::is_none)
    }
}

/// What was found.
#[derive(Debug, Clone, Default, sqlx::FromRow)]
pub struct Found {
    /// One page of products.
    pub ids: Vec<ProductId>,
    /// How many there are in all.
    pub total: i64,
    /// Categories (each with what is below it) under all filters but that of the category.
    #[sqlx(json)]
    pub categories: Vec<Facet>,
    /// Brands under all filters but that of the brand.
    #[sqlx(json)]
    pub brands: Vec<Facet>,
    /// Prices under all filters but that of the price, for [`crate::model::price_ranges`].
    pub prices: Vec<i64>,
    /// Names of what fits the words best, whatever the filters.
    pub suggestions: Vec<String>,
    /// Whether something has all the words, as they are written or with letters swapped.
    has_all: bool,
    /// Words that were left out, as they were typed: what was found has the others.
    #[sqlx(skip)]
    pub left_out: Vec<String>,
    /// The others, when some were left out.
    #[sqlx(skip)]
    pub kept: Vec<String>,
}

/// A choice that a filter offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Facet {
    /// What the filter takes.
    pub slug: String,
    /// For people.
    pub name: String,
    /// Products that would remain.
    pub count: i64,
}

/// Finds them: one query, and one more for the shop's words when there is a text; two more when no product has all of them.
pub async fn find(tx: &mut TenantTx, wanted: &Wanted) -> Result<Found> {
    if let (true, [status]) = (wanted.is_plain(), &wanted.statuses[..]) {
        return newest(tx, *status, wanted).await;
    }
    let Some(text) = &wanted.text else {
        return ask(tx, wanted, None).await;
    };
    let words = words(tx).await?;
    let Some(question) = Question::new(text, &words) else {
        return Ok(Found::default());
    };
    let found = ask(tx, wanted, Some(&question)).await?;
    if found.has_all || !wanted.may_leave_out {
        return Ok(found);
    }
    match with_fewer_words(tx, wanted, &question).await? {
        Some(other) => Ok(other),
        None => Ok(found),
    }
}

/// What has most of the words; nothing when that is all of them or none.
async fn with_fewer_words(tx: &mut TenantTx, wanted: &Wanted, question: &Question) -> Result<Option<Found>> {
    let words = most_words(tx, question, &wanted.statuses).await?;
    let telling = (0..question.parts.len()).filter(|at| !words.silent.contains(at));
    let (kept, left_out): (Vec<usize>, Vec<usize>) = telling.partition(|at| words.kept.contains(at));
    let Some(less) = question
        .only(|at| kept.contains(&at))
        .filter(|_| !left_out.is_empty())
    else {
        return Ok(None);
    };
    let found = ask(tx, wanted, Some(&less)).await?;
    let typed = |parts: &[usize]| parts.iter().map(|at| question.parts[*at].typed.clone()).collect();
    Ok(Some(Found {
        left_out: typed(&left_out),
        kept: typed(&kept),
        ..found
    }))
}

async fn ask(tx: &mut TenantTx, wanted: &Wanted, question: Option<&Question>) -> Result<Found> {
    let statuses: Vec<&str> = wanted.statuses.iter().map(|s| s.as_str()).collect();
    Ok(sqlx::query_as(FIND)
        .bind(tx.tenant())
        .bind(question.map(|q| &q.exactly))
        .bind(question.map(|q| &q.nearly))
        .bind(question.map(|q| &q.spoken))
        .bind(statuses)
        .bind(&wanted.category)
        .bind(&wanted.brand)
        .bind(wanted.price_min)
        .bind(wanted.price_max)
        .bind(wanted.in_stock)
        .bind(wanted.featured)
        .bind(wanted.sort)
        .bind(i64::from(wanted.page.limit))
        .bind(wanted.page.offset())
        .bind(wanted.with_facets)
        .fetch_one(&mut **tx)
        .await?)
}

/// Straight from the index: a tenth of what [`FIND`] costs.
async fn newest(tx: &mut TenantTx, status: ProductStatus, wanted: &Wanted) -> Result<Found> {
    let (ids, total) = sqlx::query_as(
        "select array(select product_id from product
                       where tenant_id = $1 and status = $2 and ($3::boolean is null or featured = $3)
                       order by created_at desc, product_id
                       limit $4 offset $5),
                (select count(*) from product
                  where tenant_id = $1 and status = $2 and ($3::boolean is null or featured = $3))",
    )
    .bind(tx.tenant())
    .bind(status)
    .bind(wanted.featured)
    .bind(i64::from(wanted.page.limit))
    .bind(wanted.page.offset())
    .fetch_one(&mut **tx)
    .await?;
    Ok(Found {
        ids,
        total,
        ..Found::default()
    })
}

/// `candidates` fit the words; whether each passes each filter is kept beside it, so that a filter's counts can leave
/// out that filter; they are counted in one pass, by category and brand, which are few. A category counts for every one
/// above it (`lineage`).
const FIND: &str = "
with recursive lineage (category_id, ancestor_id) as (
  select category_id, category_id from category where tenant_id = $1
  union all
  select l.category_id, c.parent_id
    from lineage l
    join category c on c.tenant_id = $1 and c.category_id = l.ancestor_id
   where c.parent_id is not null),
branch as materialized (
  select l.category_id
    from category c
    join lineage l on l.ancestor_id = c.category_id
   where c.tenant_id = $1 and $6 in (c.slug, c.category_id::text)),
listed as (
  select product_id, 0::real as rank, name, category_id, brand_id, price_min, rating_average, created_at, in_stock, featured
    from product
   where $2::text is null and tenant_id = $1 and status = any ($5)
  union all
  select p.product_id, h.rank, p.name, p.category_id, p.brand_id, p.price_min, p.rating_average, p.created_at, p.in_stock,
         p.featured
    from search_products($2, $3, $4, $5) h
    join product p on p.tenant_id = $1 and p.product_id = h.product_id
   where $2 is not null and p.status = any ($5)),
candidates as materialized (
  select p.product_id, p.rank, p.name, p.category_id, p.brand_id, p.price_min, p.rating_average, p.created_at,
         $6::text is null or p.category_id in (select category_id from branch) as in_category,
         $7::text is null or exists (select from brand b where b.tenant_id = $1 and b.brand_id = p.brand_id
                                       and $7 in (b.slug, b.brand_id::text)) as in_brand,
         p.price_min >= coalesce($8, 0) and ($9::bigint is null or p.price_min <= $9) as in_price,
         $10::boolean is null or p.in_stock = $10 as in_stock
    from listed p
   where $11::boolean is null or p.featured = $11),
counts as materialized (
  select category_id, brand_id,
         count(*) filter (where in_category and in_brand and in_price and in_stock) as fitting,
         count(*) filter (where in_brand and in_price and in_stock) as for_category,
         count(*) filter (where in_category and in_price and in_stock) as for_brand
    from candidates
   group by category_id, brand_id)
select
  (select coalesce(sum(fitting), 0)::bigint from counts) as total,
  (select coalesce(max(rank) >= 0.95, false) from candidates) as has_all,
  array(select product_id from candidates
         where in_category and in_brand and in_price and in_stock
         order by case when $12 = 'name' then plain_text(name) end,
                  case $12 when 'price_asc' then price_min::float8
                           when 'price_desc' then -price_min::float8
                           when 'rating' then -rating_average::float8
                           when 'relevance' then -rank::float8 end,
                  created_at desc, product_id
         limit $13 offset $14) as ids,
  case when $15 then (
    select coalesce(jsonb_agg(jsonb_build_object('slug', f.slug, 'name', f.name, 'count', f.count)
                              order by f.count desc, f.name), '[]')
      from (select c.slug, c.name, sum(x.for_category)::bigint as count
              from counts x
              join lineage l on l.category_id = x.category_id
              join category c on c.tenant_id = $1 and c.category_id = l.ancestor_id and c.active
             where x.for_category > 0
             group by c.category_id, c.slug, c.name) f) else '[]' end as categories,
  case when $15 then (
    select coalesce(jsonb_agg(jsonb_build_object('slug', f.slug, 'name', f.name, 'count', f.count)
                              order by f.count desc, f.name), '[]')
      from (select b.slug, b.name, sum(x.for_brand)::bigint as count
              from counts x
              join brand b on b.tenant_id = $1 and b.brand_id = x.brand_id
             where x.for_brand > 0
             group by b.brand_id, b.slug, b.name) f) else '[]' end as brands,
  case when $15 then array(
    select price_min from candidates where in_category and in_brand and in_stock) else '{}' end as prices,
  case when $15 and $2 is not null then array(
    select name from candidates order by rank desc, name limit 5) else '{}' end as suggestions";
