//! Products with everything that a file can say of them.

use std::collections::HashMap;

use catalog::queries::categories::{Category, list_categories};
use catalog::{CategoryId, ProductId, ProductStatus, TaxClass};
use db::TenantTx;
use kernel::Result;
use sqlx::types::Json;

use crate::model::{Whole, WholeOption, WholeVariant};

/// A product of the shop.
#[derive(Debug, Clone)]
pub struct Stored {
    /// Which.
    pub id: ProductId,
    /// Counts its changes.
    pub version: i64,
    /// The product.
    pub whole: Whole,
    /// Stems of its pictures' files, the cover first.
    pub pictures: Vec<String>,
    /// Where pictures of it came from, or are to come from.
    pub sources: Vec<String>,
}

/// Each category's way from the top, by names.
#[derive(Debug, Default)]
pub struct Paths(HashMap<CategoryId, Vec<String>>);

impl Paths {
    /// Of a category; empty for none.
    pub fn of(&self, category: Option<CategoryId>) -> Vec<String> {
        category
            .and_then(|id| self.0.get(&id))
            .cloned()
            .unwrap_or_default()
    }

    /// Categories by the lower-case names on the way to them.
    pub fn by_name(&self) -> HashMap<Vec<String>, CategoryId> {
        self.0.iter().map(|(id, path)| (lower(path), *id)).collect()
    }
}

/// The same whatever the letters.
pub fn lower(path: &[String]) -> Vec<String> {
    path.iter().map(|name| name.to_lowercase()).collect()
}

/// Of all categories, hidden ones too.
pub async fn category_paths(tx: &mut TenantTx) -> Result<Paths> {
    let mut paths: HashMap<CategoryId, Vec<String>> = HashMap::new();
    // Parents come before their children.
    for Category {
        id, parent_id, name, ..
    } in list_categories(tx, true).await?
    {
        let above = parent_id
            .and_then(|parent| paths.get(&parent))
            .cloned()
            .unwrap_or_default();
        paths.insert(id, above.into_iter().chain([name]).collect());
    }
    Ok(Paths(paths))
}

#[derive(sqlx::FromRow)]
struct Row {
    product_id: ProductId,
    version: i64,
    slug: String,
    name: String,
    short_description: Option<String>,
    description: Option<String>,
    category_id: Option<CategoryId>,
    brand: Option<String>,
    status: ProductStatus,
    featured: bool,
    tax_class: TaxClass,
    tags: Vec<String>,
    length_mm: Option<i32>,
    width_mm: Option<i32>,
    height_mm: Option<i32>,
    seo_title: Option<String>,
    seo_description: Option<String>,
    options: Json<Vec<WholeOption>>,
    variants: Json<Vec<WholeVariant>>,
    pictures: Vec<String>,
    sources: Vec<String>,
}

macro_rules! stored {
    ($where:literal) => {
        concat!(
            "select p.product_id, p.version, p.slug, p.name, p.short_description, p.description, p.category_id, b.name as brand,
                    p.status, p.featured, p.tax_class, p.tags, p.length_mm, p.width_mm, p.height_mm, p.seo_title,
                    p.seo_description,
                    (select coalesce(jsonb_agg(jsonb_build_object('name', o.name, 'choices', o.choices) order by o.position), '[]')
                       from product_option o where o.tenant_id = $1 and o.product_id = p.product_id) as options,
                    (select coalesce(jsonb_agg(jsonb_build_object('id', v.variant_id, 'options', v.option_values,
                              'sku', v.sku, 'barcode', v.barcode, 'price', v.price, 'compare_price', v.compare_price,
                              'cost', v.cost, 'weight_g', v.weight_g, 'active', v.active,
                              'stock', coalesce(s.on_hand, 0), 'reserved', coalesce(s.reserved, 0))
                              order by v.position, v.variant_id), '[]')
                       from variant v left join stock s on s.tenant_id = $1 and s.variant_id = v.variant_id
                      where v.tenant_id = $1 and v.product_id = p.product_id and v.removed_at is null) as variants,
                    array(select i.key from picture i where i.tenant_id = $1 and i.product_id = p.product_id
                           order by i.position, i.picture_id) as pictures,
                    array(select u.url from product_picture_source u
                           where u.tenant_id = $1 and u.product_id = p.product_id) as sources
               from product p
               left join brand b on b.tenant_id = $1 and b.brand_id = p.brand_id
              where p.tenant_id = $1 and ",
            $where
        )
    };
}

/// These products.
pub async fn stored(
    tx: &mut TenantTx,
    ids: &[ProductId],
    paths: &Paths,
) -> Result<HashMap<ProductId, Stored>> {
    let rows: Vec<Row> = sqlx::query_as(stored!("p.product_id = any ($2)"))
        .bind(tx.tenant())
        .bind(ids)
        .fetch_all(&mut **tx)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.product_id, row.with(paths)))
        .collect())
}

/// The next products behind this one, in the order in which they were made.
pub async fn stored_after(
    tx: &mut TenantTx,
    after: Option<ProductId>,
    count: i64,
    paths: &Paths,
) -> Result<Vec<Stored>> {
    let rows: Vec<Row> = sqlx::query_as(stored!(
        "($2::uuid is null or p.product_id > $2) order by p.product_id limit $3"
    ))
    .bind(tx.tenant())
    .bind(after)
    .bind(count)
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(|row| row.with(paths)).collect())
}

impl Row {
    fn with(self, paths: &Paths) -> Stored {
        Stored {
            id: self.product_id,
            version: self.version,
            whole: Whole {
                slug: self.slug,
                name: self.name,
                short_description: self.short_description,
                description: self.description,
                category: paths.of(self.category_id),
                brand: self.brand,
                status: self.status,
                featured: self.featured,
                tax_class: self.tax_class,
                tags: self.tags,
                length_mm: self.length_mm,
                width_mm: self.width_mm,
                height_mm: self.height_mm,
                seo_title: self.seo_title,
                seo_description: self.seo_description,
                options: self.options.0,
                variants: self.variants.0,
            },
            pictures: self.pictures,
            sources: self.sources,
        }
    }
}
