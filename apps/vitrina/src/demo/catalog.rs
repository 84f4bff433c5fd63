//! The demo's products, with their pictures and stock.

use std::collections::HashMap;

use anyhow::Context as _;
use catalog::ops::add_picture::add_picture;
use catalog::ops::change_brand::create_brand;
use catalog::ops::create_category::create_category;
use catalog::ops::create_product::create_product;
use catalog::ops::put_words::put_words;
use catalog::ops::set_category_picture::set_category_picture;
use catalog::{BrandId, CategoryId, ProductId, VariantId};
use db::TenantTx;
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use http::AppData;
use kernel::{Actor, Currency, Line, TenantId};
use pictures::Prepared;
use serde_json::{Value, json};

use super::content::{Content, Pictures, Product};

/// Pictures that are made smaller at the same time.
const AT_ONCE: usize = 4;

/// What pictures became, by file.
type Ready = HashMap<String, Prepared>;

/// Fills the shop. Pictures are made smaller first, on all cores, while no connection is held.
pub async fn fill(app: &AppData, tenant: TenantId, content: &Content) -> anyhow::Result<()> {
    let ready = prepare_pictures(app, tenant, content).await?;
    let mut tx = app.begin(tenant, Actor::System).await?;
    let brands = make_brands(&mut tx, content).await?;
    let categories = make_categories(&mut tx, content, &ready).await?;
    for product in &content.products {
        let id = create_product(
            &mut tx,
            Currency::COP,
            &serde_json::from_value(input(product, &brands, &categories))?,
        )
        .await
        .with_context(|| format!("product {}", product.slug))?;
        for picture in &product.pictures {
            let prepared = ready
                .get(&picture.file)
                .context("a picture that was not prepared")?;
            add_picture(&mut tx, id, prepared, Some(&Line::parse(&picture.alt)?)).await?;
        }
        put_on_the_shelf(&mut tx, id, product).await?;
    }
    let words = json!({ "synonyms": content.synonyms, "stop_words": content.stop_words });
    put_words(&mut tx, &serde_json::from_value(words)?).await?;
    let logo = ready.get(&logo_of(content)).map(|p| p.key.clone());
    tenancy::ops::set_logo(&mut tx, logo.as_deref()).await?;
    Ok(tx.commit().await?)
}

fn logo_of(content: &Content) -> String {
    format!("logo-{}.webp", content.shop.slug)
}

async fn prepare_pictures(app: &AppData, tenant: TenantId, content: &Content) -> anyhow::Result<Ready> {
    let of_products = content
        .products
        .iter()
        .flat_map(|p| p.pictures.iter().map(|i| i.file.clone()));
    let of_categories = content.categories.iter().filter_map(|c| c.picture.clone());
    let mut files: Vec<String> = of_products
        .chain(of_categories)
        .chain([logo_of(content)])
        .collect();
    files.sort();
    files.dedup();
    stream::iter(files)
        .map(|file| async move {
            let prepared = prepare_picture(app, tenant, &file).await?;
            Ok::<_, anyhow::Error>((file, prepared))
        })
        .buffer_unordered(AT_ONCE)
        .try_collect()
        .await
}

async fn prepare_picture(app: &AppData, tenant: TenantId, file: &str) -> anyhow::Result<Prepared> {
    let bytes = Pictures::get(file)
        .with_context(|| format!("the picture {file} is missing"))?
        .data
        .into_owned();
    let prepared = pictures::prepare(&app.env, bytes.into(), app.settings.upload_pixels).await?;
    prepared.store(&app.storage, tenant).await?;
    Ok(prepared)
}

async fn make_brands(tx: &mut TenantTx, content: &Content) -> anyhow::Result<HashMap<String, BrandId>> {
    let mut made = HashMap::new();
    for brand in &content.brands {
        let input = serde_json::from_value(json!({ "name": brand.name, "slug": brand.slug }))?;
        made.insert(brand.slug.clone(), create_brand(tx, &input).await?);
    }
    Ok(made)
}

/// Parents stand before their children in the file.
async fn make_categories(
    tx: &mut TenantTx,
    content: &Content,
    ready: &Ready,
) -> anyhow::Result<HashMap<String, CategoryId>> {
    let mut made: HashMap<String, CategoryId> = HashMap::new();
    for category in &content.categories {
        let parent = category.parent.as_ref().and_then(|slug| made.get(slug));
        let input = json!({
            "name": category.name, "slug": category.slug, "parent_id": parent, "description": category.description,
        });
        let id = create_category(tx, &serde_json::from_value(input)?).await?;
        if let Some(prepared) = category.picture.as_ref().and_then(|file| ready.get(file)) {
            set_category_picture(tx, id, Some(&prepared.key)).await?;
        }
        made.insert(category.slug.clone(), id);
    }
    Ok(made)
}

fn input(
    product: &Product,
    brands: &HashMap<String, BrandId>,
    categories: &HashMap<String, CategoryId>,
) -> Value {
    let options: Vec<Value> = product
        .options
        .iter()
        .map(|o| json!({ "name": o.name, "choices": o.values }))
        .collect();
    let variants: Vec<Value> = product
        .variants
        .iter()
        .map(|v| {
            json!({
                "options": v.option_values, "sku": v.sku, "barcode": v.barcode, "price": v.price,
                "compare_price": v.compare_price, "cost": v.cost, "weight_g": v.weight_g,
            })
        })
        .collect();
    json!({
        "name": product.name, "slug": product.slug, "short_description": product.short_description,
        "description": product.description, "category_id": categories.get(&product.category),
        "brand_id": product.brand.as_ref().and_then(|slug| brands.get(slug)), "status": product.status,
        "featured": product.featured, "tax_class": product.tax, "tags": product.tags,
        "options": options, "variants": variants,
    })
}

async fn put_on_the_shelf(tx: &mut TenantTx, product: ProductId, content: &Product) -> anyhow::Result<()> {
    let variants: Vec<(VariantId, String)> =
        sqlx::query_as("select variant_id, sku from variant where tenant_id = $1 and product_id = $2")
            .bind(tx.tenant())
            .bind(product)
            .fetch_all(&mut **tx)
            .await?;
    for (id, sku) in variants {
        let stock = content
            .variants
            .iter()
            .find(|v| v.sku == sku)
            .map_or(0, |v| v.stock);
        inventory::set_on_hand(tx, id, stock, Some("Inventario inicial"), None).await?;
    }
    Ok(())
}
