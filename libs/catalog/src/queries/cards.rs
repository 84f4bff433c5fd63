//! Products as lists show them.

use db::TenantTx;
use kernel::{Instant, PageQuery, Result};
use serde::Serialize;
use utoipa::ToSchema;

use super::find::{Sort, Wanted, find};
use crate::{BrandId, CategoryId, ProductId, ProductStatus, VariantId};

/// A product in a list. Prices are in minor units, tax included.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProductCard {
    /// Which.
    pub id: ProductId,
    /// Part of its address.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Everything worth knowing.
    pub description: Option<String>,
    /// A sentence or two.
    pub short_description: Option<String>,
    /// Price of its cheapest variant.
    pub price: i64,
    /// Price of its dearest variant.
    pub price_max: i64,
    /// Price before, if it is reduced.
    pub compare_price: Option<i64>,
    /// Its category.
    pub category: Option<CategoryName>,
    /// Its brand.
    pub brand: Option<BrandName>,
    /// Addresses of its pictures, 640 pixels wide, the cover first.
    pub images: Vec<String>,
    /// Pieces that can be bought, of all variants.
    pub stock: i64,
    /// Whether any can be bought.
    pub in_stock: bool,
    /// Average of its reviews, 0 to 5.
    pub rating: f64,
    /// How many reviews.
    pub reviews_count: i32,
    /// Shown on the first page.
    pub featured: bool,
    /// Whether customers see it.
    pub status: ProductStatus,
    /// Words to group it by.
    pub tags: Vec<String>,
    /// Variants for sale.
    pub variants_count: i64,
    /// The variant to put into the cart, when there is no choice.
    pub variant_id: Option<VariantId>,
    /// Stem of the cover's files.
    #[serde(skip)]
    pub cover_key: Option<String>,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Instant,
    /// When it was changed last.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Instant,
    /// Changes with every change.
    #[serde(skip)]
    pub version: i64,
}

/// A category by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CategoryName {
    /// Which.
    pub id: CategoryId,
    /// Part of its address.
    pub slug: String,
    /// Its name.
    pub name: String,
}

/// A brand by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BrandName {
    /// Which.
    pub id: BrandId,
    /// Its slug.
    pub slug: String,
    /// Its name.
    pub name: String,
}

/// These products, in the order of their ids here, whatever their status.
pub async fn cards(tx: &mut TenantTx, ids: &[ProductId]) -> Result<Vec<ProductCard>> {
    if ids.is_empty() {
        return Ok(vec![]);
    }
    let rows: Vec<CardRow> = sqlx::query_as(
        "select p.product_id, p.slug, p.name, p.description, p.short_description, p.price_min, p.price_max,
                p.compare_price, p.in_stock, p.rating_average, p.rating_count, p.featured, p.status, p.tags, p.cover_key,
                p.created_at, p.updated_at, p.version, c.category_id, c.slug as category_slug, c.name as category_name,
                b.brand_id, b.slug as brand_slug, b.name as brand_name, sold.count, sold.first_id, sold.stock,
                array(select i.key from picture i
                       where i.tenant_id = $1 and i.product_id = p.product_id
                       order by i.position, i.picture_id) as picture_keys
           from product p
           left join category c on c.tenant_id = $1 and c.category_id = p.category_id
           left join brand b on b.tenant_id = $1 and b.brand_id = p.brand_id
          cross join lateral (
                select count(*) as count, (array_agg(v.variant_id order by v.position))[1] as first_id,
                       coalesce(sum(s.on_hand - s.reserved), 0)::bigint as stock
                  from variant v
                  left join stock s on s.tenant_id = $1 and s.variant_id = v.variant_id
                 where v.tenant_id = $1 and v.product_id = p.product_id and v.active and v.removed_at is null) sold
          where p.tenant_id = $1 and p.product_id = any ($2)
          order by array_position($2, p.product_id)",
    )
    .bind(tx.tenant())
    .bind(ids)
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(ProductCard::from).collect())
}

/// Products that the shop shows off, newest first.
pub async fn featured_cards(tx: &mut TenantTx, count: u32) -> Result<Vec<ProductCard>> {
    first(
        tx,
        count,
        Wanted {
            featured: Some(true),
            ..Wanted::default()
        },
    )
    .await
}

/// The newest products.
pub async fn newest_cards(tx: &mut TenantTx, count: u32) -> Result<Vec<ProductCard>> {
    first(tx, count, Wanted::default()).await
}

/// Products of a category and those below it, best rated first.
pub async fn category_cards(tx: &mut TenantTx, slug: &str, count: u32) -> Result<Vec<ProductCard>> {
    let wanted = Wanted {
        category: Some(slug.to_owned()),
        sort: Sort::Rating,
        ..Wanted::default()
    };
    first(tx, count, wanted).await
}

async fn first(tx: &mut TenantTx, count: u32, wanted: Wanted) -> Result<Vec<ProductCard>> {
    let found = find(
        tx,
        &Wanted {
            page: PageQuery {
                page: 1,
                limit: count,
            },
            ..wanted
        },
    )
    .await?;
    cards(tx, &found.ids).await
}

#[derive(sqlx::FromRow)]
struct CardRow {
    product_id: ProductId,
    slug: String,
    name: String,
    description: Option<String>,
    short_description: Option<String>,
    price_min: i64,
    price_max: i64,
    compare_price: Option<i64>,
    in_stock: bool,
    rating_average: i16,
    rating_count: i32,
    featured: bool,
    status: ProductStatus,
    tags: Vec<String>,
    cover_key: Option<String>,
    created_at: Instant,
    updated_at: Instant,
    version: i64,
    category_id: Option<CategoryId>,
    category_slug: Option<String>,
    category_name: Option<String>,
    brand_id: Option<BrandId>,
    brand_slug: Option<String>,
    brand_name: Option<String>,
    count: i64,
    first_id: Option<VariantId>,
    stock: i64,
    picture_keys: Vec<String>,
}

impl From<CardRow> for ProductCard {
    fn from(row: CardRow) -> Self {
        let category = row.category_id.zip(row.category_slug).zip(row.category_name);
        let brand = row.brand_id.zip(row.brand_slug).zip(row.brand_name);
        Self {
            id: row.product_id,
            slug: row.slug,
            name: row.name,
            description: row.description,
            short_description: row.short_description,
            price: row.price_min,
            price_max: row.price_max,
            compare_price: row.compare_price,
            category: category.map(|((id, slug), name)| CategoryName { id, slug, name }),
            brand: brand.map(|((id, slug), name)| BrandName { id, slug, name }),
            images: row
                .picture_keys
                .iter()
                .map(|key| pictures::url(key, 640))
                .collect(),
            stock: row.stock,
            in_stock: row.in_stock,
            rating: f64::from(row.rating_average) / 100.0,
            reviews_count: row.rating_count,
            featured: row.featured,
            status: row.status,
            tags: row.tags,
            variants_count: row.count,
            variant_id: row.first_id.filter(|_| row.count == 1),
            cover_key: row.cover_key,
            created_at: row.created_at,
            updated_at: row.updated_at,
            version: row.version,
        }
    }
}
