//! A file is applied: everything in one transaction, or nothing. Rows are locked as orders lock them: stock before products.

use std::collections::{BTreeMap, HashMap, HashSet};

use catalog::ops::change_brand::{BrandInput, create_brand};
use catalog::ops::create_category::{CategoryInput, create_category};
use catalog::ops::write_products::{WholeProduct, write_products};
use catalog::queries::brands::list_brands;
use catalog::{BrandId, CategoryId, ProductId, VariantId};
use db::TenantTx;
use inventory::ops::set_on_hand::count_all;
use jobs::{JobCtx, enqueue_all};
use kernel::{Currency, Error, Line, Result, Slug};
use sqlx::types::Json;

use crate::ExchangeError;
use crate::jobs::FetchPictures;
use crate::model::{ImportId, ItemBody, ItemPicture, Whole};
use crate::queries::whole::{category_paths, lower};

/// Products that are written together.
const AT_ONCE: i64 = 500;

/// What is applied, and how.
#[derive(Debug, Clone, Copy)]
pub struct Application<'a> {
    /// The file.
    pub import: ImportId,
    /// What prices are in.
    pub currency: Currency,
    /// What stands at the counts of stock.
    pub reason: &'a str,
}

/// Applies it, and says beside the transaction how far it is. Refuses (`import_stale`) when one of them was changed after
/// the file was looked at.
pub async fn apply_import(ctx: &JobCtx, tx: &mut TenantTx, application: Application<'_>) -> Result<()> {
    let import = application.import;
    let mut counts = BTreeMap::new();
    count_present(tx, application).await?;
    refuse_stale(tx, import).await?;
    let names = Named::make(tx, import).await?;
    let mut position = -1;
    loop {
        let rows = items(tx, import, position).await?;
        let Some(last) = rows.last() else { break };
        position = last.position;
        write(tx, application, &names, &rows, &mut counts).await?;
        tell(ctx, import, position + 1).await?;
    }
    if !counts.is_empty() {
        count_all(tx, &counts, Some(application.reason)).await?;
    }
    finish(tx, import, position + 1).await
}

#[derive(sqlx::FromRow)]
struct Row {
    position: i32,
    product_id: ProductId,
    body: Json<ItemBody>,
}

async fn items(tx: &mut TenantTx, import: ImportId, after: i32) -> Result<Vec<Row>> {
    Ok(sqlx::query_as(
        "select position, product_id, body from product_import_item
          where tenant_id = $1 and import_id = $2 and position > $3
          order by position
          limit $4",
    )
    .bind(tx.tenant())
    .bind(import)
    .bind(after)
    .bind(AT_ONCE)
    .fetch_all(&mut **tx)
    .await?)
}

/// Counts of variants that are there already: their levels are locked before any product is.
async fn count_present(tx: &mut TenantTx, application: Application<'_>) -> Result<()> {
    let counts: Vec<(VariantId, i32)> = sqlx::query_as(
        "select (v.variant ->> 'id')::uuid, (v.variant ->> 'stock')::integer
           from product_import_item i
          cross join lateral jsonb_array_elements(i.body -> 'whole' -> 'variants') as v (variant)
           left join stock s on s.tenant_id = $1 and s.variant_id = (v.variant ->> 'id')::uuid
          where i.tenant_id = $1 and i.import_id = $2 and v.variant ->> 'id' is not null
            and (v.variant ->> 'stock')::integer <> coalesce(s.on_hand, 0)",
    )
    .bind(tx.tenant())
    .bind(application.import)
    .fetch_all(&mut **tx)
    .await?;
    let counts: BTreeMap<VariantId, i32> = counts.into_iter().collect();
    if counts.is_empty() {
        return Ok(());
    }
    count_all(tx, &counts, Some(application.reason)).await
}

/// Locks the products, in the order of their ids.
async fn refuse_stale(tx: &mut TenantTx, import: ImportId) -> Result<()> {
    let fresh: Vec<bool> = sqlx::query_scalar(
        "select p.version = i.version
           from product_import_item i
           join product p on p.tenant_id = $1 and p.product_id = i.product_id
          where i.tenant_id = $1 and i.import_id = $2 and i.version is not null
          order by p.product_id
            for update of p",
    )
    .bind(tx.tenant())
    .bind(import)
    .fetch_all(&mut **tx)
    .await?;
    if fresh.contains(&false) {
        Err(ExchangeError::ImportStale.into())
    } else {
        Ok(())
    }
}

/// Categories and brands by their lower-case names.
struct Named {
    categories: HashMap<Vec<String>, CategoryId>,
    brands: HashMap<String, BrandId>,
}

impl Named {
    /// All that the file names; those that the shop does not have are made.
    async fn make(tx: &mut TenantTx, import: ImportId) -> Result<Self> {
        let mut named = Self {
            categories: category_paths(tx).await?.by_name(),
            brands: list_brands(tx)
                .await?
                .into_iter()
                .map(|b| (b.name.to_lowercase(), b.id))
                .collect(),
        };
        let rows: Vec<(Json<Vec<String>>, Option<String>)> = sqlx::query_as(
            "select body -> 'whole' -> 'category', body -> 'whole' ->> 'brand'
               from product_import_item where tenant_id = $1 and import_id = $2
              group by 1, 2 order by min(position)",
        )
        .bind(tx.tenant())
        .bind(import)
        .fetch_all(&mut **tx)
        .await?;
        for (category, brand) in rows {
            named.make_category(tx, &category).await?;
            named.make_brand(tx, brand).await?;
        }
        Ok(named)
    }

    async fn make_category(&mut self, tx: &mut TenantTx, path: &[String]) -> Result<()> {
        let mut parent_id = None;
        for depth in 1..=path.len() {
            let above = path.get(..depth).unwrap_or_default();
            let id = match self.categories.get(&lower(above)) {
                Some(id) => *id,
                None => create_category(tx, &category(above, parent_id)?).await?,
            };
            self.categories.insert(lower(above), id);
            parent_id = Some(id);
        }
        Ok(())
    }

    async fn make_brand(&mut self, tx: &mut TenantTx, brand: Option<String>) -> Result<()> {
        let Some(name) = brand.filter(|name| !self.brands.contains_key(&name.to_lowercase())) else {
            return Ok(());
        };
        let id = create_brand(
            tx,
            &BrandInput {
                name: line(&name)?,
                slug: None,
            },
        )
        .await?;
        self.brands.insert(name.to_lowercase(), id);
        Ok(())
    }

    fn whole(&self, tx: &TenantTx, id: ProductId, whole: &Whole) -> Result<WholeProduct> {
        let category = self.categories.get(&lower(&whole.category)).copied();
        let brand = whole
            .brand
            .as_ref()
            .and_then(|name| self.brands.get(&name.to_lowercase()))
            .copied();
        Ok(WholeProduct {
            id,
            slug: Slug::parse(&whole.slug).ok_or_else(|| Error::fault("an address that is none"))?,
            input: whole.input(category, brand)?,
            set: whole.set(|| tx.new_id())?,
        })
    }
}

fn category(path: &[String], parent_id: Option<CategoryId>) -> Result<CategoryInput> {
    Ok(CategoryInput {
        name: line(path.last().map_or("", String::as_str))?,
        slug: None,
        parent_id,
        description: None,
        active: true,
        seo_title: None,
        seo_description: None,
    })
}

fn line(text: &str) -> Result<Line<120>> {
    Line::parse(text).map_err(|e| Error::fault(format!("a name that is none: {e}")))
}

/// Adds the pieces of variants that are new to `counts`.
async fn write(
    tx: &mut TenantTx,
    application: Application<'_>,
    names: &Named,
    rows: &[Row],
    counts: &mut BTreeMap<VariantId, i32>,
) -> Result<()> {
    let mut products = vec![];
    for row in rows.iter().filter(|row| row.body.changes_product) {
        let product = names.whole(tx, row.product_id, &row.body.whole)?;
        for (input, variant) in product.set.variants.iter().zip(&row.body.whole.variants) {
            // What was there already is counted by now.
            let new = input.id.filter(|_| variant.id.is_none());
            counts.extend(new.zip(variant.stock));
        }
        products.push(product);
    }
    write_products(tx, application.currency, &products).await?;
    for row in rows.iter().filter(|row| !row.body.pictures.is_empty()) {
        remember(tx, application.import, row.product_id, &row.body.pictures).await?;
    }
    let pictured = rows.iter().filter(|row| !row.body.pictures.is_empty());
    let ids: HashSet<ProductId> = pictured.map(|row| row.product_id).collect();
    let jobs: Vec<FetchPictures> = ids.into_iter().map(|product| FetchPictures { product }).collect();
    enqueue_all(tx, &jobs).await
}

/// Where pictures of a product are to be had.
async fn remember(
    tx: &mut TenantTx,
    import: ImportId,
    product: ProductId,
    pictures: &[ItemPicture],
) -> Result<()> {
    sqlx::query(
        "insert into product_picture_source (tenant_id, product_id, url, position, alt, import_id, created_at, updated_at)
         select $1, $2, p.url, p.n - 1, p.alt, $3, $6, $6
           from unnest($4::text[], $5::text[]) with ordinality as p (url, alt, n)
             on conflict do nothing",
    )
    .bind(tx.tenant())
    .bind(product)
    .bind(import)
    .bind(pictures.iter().map(|p| p.url.as_str()).collect::<Vec<_>>())
    .bind(pictures.iter().map(|p| p.alt.as_deref()).collect::<Vec<_>>())
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// In a transaction of its own: what the other one writes is seen by nobody yet.
async fn tell(ctx: &JobCtx, import: ImportId, done: i32) -> Result<()> {
    let mut tx = ctx.begin().await?;
    sqlx::query(
        "update product_import set done = $3, updated_at = $4 where tenant_id = $1 and import_id = $2",
    )
    .bind(tx.tenant())
    .bind(import)
    .bind(done)
    .bind(tx.now())
    .execute(&mut *tx)
    .await?;
    tx.commit().await
}

async fn finish(tx: &mut TenantTx, import: ImportId, done: i32) -> Result<()> {
    sqlx::query("delete from product_import_item where tenant_id = $1 and import_id = $2")
        .bind(tx.tenant())
        .bind(import)
        .execute(&mut **tx)
        .await?;
    sqlx::query(
        "update product_import set status = 'done', done = $3, updated_at = $4 where tenant_id = $1 and import_id = $2",
    )
    .bind(tx.tenant())
    .bind(import)
    .bind(done)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}
