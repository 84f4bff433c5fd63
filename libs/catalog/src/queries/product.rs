//! One product, whole.

use db::TenantTx;
use kernel::{Line, Prose, Result, Slug};
use serde::{Deserialize, Serialize};
use sqlx::types::Json;
use utoipa::ToSchema;

use super::cards::{ProductCard, cards};
use crate::model::{OptionInput, ProductInput, VariantInput, VariantSet, option_text};
use crate::{BrandId, CategoryId, PictureId, ProductId, ProductStatus, TaxClass, VariantId};

/// A product with everything that belongs to it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProductDetail {
    /// As lists show it.
    #[serde(flatten)]
    pub card: ProductCard,
    /// The rest.
    #[serde(flatten)]
    pub more: ProductMore,
    /// What customers choose by.
    pub options: Vec<OptionView>,
    /// What is sold.
    pub variants: Vec<VariantView>,
    /// Its pictures in all sizes.
    pub pictures: Vec<PictureView>,
}

/// What lists do not show.
#[derive(Debug, Clone, Serialize, ToSchema, sqlx::FromRow)]
pub struct ProductMore {
    /// How it is taxed.
    pub tax_class: TaxClass,
    /// Length of the parcel, in millimetres.
    pub length_mm: Option<i32>,
    /// Width of the parcel.
    pub width_mm: Option<i32>,
    /// Height of the parcel.
    pub height_mm: Option<i32>,
    /// Title for search engines, as typed.
    #[serde(skip)]
    pub own_seo_title: Option<String>,
    /// Description for search engines, as typed.
    #[serde(skip)]
    pub own_seo_description: Option<String>,
    /// Title for search engines.
    pub seo_title: String,
    /// Description for search engines.
    pub seo_description: String,
}

/// An option with its choices.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, sqlx::FromRow)]
pub struct OptionView {
    /// `Color`, `Talla`, …
    pub name: String,
    /// In their order.
    pub choices: Vec<String>,
}

/// What is sold.
#[derive(Debug, Clone, Serialize, ToSchema, sqlx::FromRow)]
pub struct VariantView {
    /// Which.
    #[sqlx(rename = "variant_id")]
    pub id: VariantId,
    /// One choice of each option.
    #[sqlx(rename = "option_values")]
    pub options: Vec<String>,
    /// Its code.
    pub sku: String,
    /// Its barcode.
    pub barcode: Option<String>,
    /// Price, in minor units.
    pub price: i64,
    /// Price before, if it is reduced.
    pub compare_price: Option<i64>,
    /// What it costs the shop; only for those who may see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost: Option<i64>,
    /// Weight, in grams.
    pub weight_g: Option<i32>,
    /// Whether it is sold at present.
    pub active: bool,
    /// Pieces that can be bought.
    pub stock: i32,
    /// Pieces on the shelf, those promised to orders among them.
    #[serde(skip)]
    pub on_hand: i32,
}

impl VariantView {
    /// "Rojo / M".
    pub fn option_text(&self) -> String {
        option_text(&self.options)
    }
}

/// A picture in all sizes.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PictureView {
    /// Which.
    pub id: PictureId,
    /// What it shows, in words.
    pub alt: Option<String>,
    /// Width of the largest size.
    pub width: i32,
    /// Height of the largest size.
    pub height: i32,
    /// Its address, 1280 pixels wide.
    pub url: String,
    /// 640 pixels wide.
    pub medium: String,
    /// 320 pixels wide.
    pub small: String,
}

/// The product of this id or slug, if it has one of these statuses. Three queries.
pub async fn find_product(
    tx: &mut TenantTx,
    id_or_slug: &str,
    statuses: &[ProductStatus],
) -> Result<Option<ProductDetail>> {
    let Some(found) = find_more(tx, id_or_slug, statuses).await? else {
        return Ok(None);
    };
    let id = found.product_id;
    let Some(card) = cards(tx, &[id]).await?.pop() else {
        return Ok(None);
    };
    Ok(Some(ProductDetail {
        card,
        more: found.more,
        options: found.options.0,
        variants: variants(tx, id).await?,
        pictures: found.pictures.0.into_iter().map(PictureView::from).collect(),
    }))
}

#[derive(sqlx::FromRow)]
struct MoreRow {
    product_id: ProductId,
    #[sqlx(flatten)]
    more: ProductMore,
    options: Json<Vec<OptionView>>,
    pictures: Json<Vec<PictureRow>>,
}

async fn find_more(
    tx: &mut TenantTx,
    id_or_slug: &str,
    statuses: &[ProductStatus],
) -> Result<Option<MoreRow>> {
    // A slug may look like an id; an id of that text wins.
    Ok(sqlx::query_as(
        "select product_id, tax_class, length_mm, width_mm, height_mm, seo_title as own_seo_title,
                seo_description as own_seo_description, coalesce(seo_title, left(name, 120)) as seo_title,
                coalesce(seo_description, short_description, left(description, 160), name) as seo_description,
                (select coalesce(jsonb_agg(jsonb_build_object('name', o.name, 'choices', o.choices) order by o.position), '[]')
                   from product_option o
                  where o.tenant_id = $1 and o.product_id = product.product_id) as options,
                (select coalesce(jsonb_agg(jsonb_build_object('picture_id', i.picture_id, 'key', i.key, 'alt', i.alt,
                                                              'width', i.width, 'height', i.height)
                                           order by i.position, i.picture_id), '[]')
                   from picture i
                  where i.tenant_id = $1 and i.product_id = product.product_id) as pictures
           from product
          where tenant_id = $1 and (product_id = $2 or slug = $3) and status = any ($4)
          order by product_id = $2 desc
          limit 1",
    )
    .bind(tx.tenant())
    .bind(id_or_slug.parse::<ProductId>().ok())
    .bind(id_or_slug)
    .bind(statuses.iter().map(|s| s.as_str()).collect::<Vec<_>>())
    .fetch_optional(&mut **tx)
    .await?)
}

async fn variants(tx: &mut TenantTx, id: ProductId) -> Result<Vec<VariantView>> {
    Ok(sqlx::query_as(
        "select v.variant_id, v.option_values, v.sku, v.barcode, v.price, v.compare_price, v.cost, v.weight_g, v.active,
                coalesce(s.on_hand - s.reserved, 0) as stock, coalesce(s.on_hand, 0) as on_hand
           from variant v
           left join stock s on s.tenant_id = $1 and s.variant_id = v.variant_id
          where v.tenant_id = $1 and v.product_id = $2 and v.removed_at is null
          order by v.position, v.variant_id",
    )
    .bind(tx.tenant())
    .bind(id)
    .fetch_all(&mut **tx)
    .await?)
}

#[derive(sqlx::FromRow, Deserialize)]
struct PictureRow {
    picture_id: PictureId,
    key: String,
    alt: Option<String>,
    width: i32,
    height: i32,
}

/// Its pictures, the cover first.
pub async fn pictures(tx: &mut TenantTx, id: ProductId) -> Result<Vec<PictureView>> {
    let rows: Vec<PictureRow> = sqlx::query_as(
        "select picture_id, key, alt, width, height from picture
          where tenant_id = $1 and product_id = $2
          order by position, picture_id",
    )
    .bind(tx.tenant())
    .bind(id)
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(PictureView::from).collect())
}

impl From<PictureRow> for PictureView {
    fn from(row: PictureRow) -> Self {
        Self {
            id: row.picture_id,
            alt: row.alt,
            width: row.width,
            height: row.height,
            url: ::pictures::url(&row.key, 1280),
            medium: ::pictures::url(&row.key, 640),
            small: ::pictures::url(&row.key, 320),
        }
    }
}

#[derive(sqlx::FromRow)]
struct InputRow {
    slug: String,
    name: String,
    short_description: Option<String>,
    description: Option<String>,
    category_id: Option<CategoryId>,
    brand_id: Option<BrandId>,
    status: ProductStatus,
    featured: bool,
    tax_class: TaxClass,
    tags: Vec<String>,
    length_mm: Option<i32>,
    width_mm: Option<i32>,
    height_mm: Option<i32>,
    seo_title: Option<String>,
    seo_description: Option<String>,
}

/// The product as it would be typed anew; the price stands at the top when there is one variant only, and otherwise
/// the variants are left out. For partial changes and copies.
pub async fn product_input(tx: &mut TenantTx, id: ProductId) -> Result<Option<ProductInput>> {
    let row: Option<InputRow> = sqlx::query_as(
        "select slug, name, short_description, description, category_id, brand_id, status, featured, tax_class, tags,
                length_mm, width_mm, height_mm, seo_title, seo_description
           from product where tenant_id = $1 and product_id = $2",
    )
    .bind(tx.tenant())
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let variants = variants(tx, id).await?;
    let fields = input_of(&row)?;
    Ok(Some(match &variants[..] {
        [only] if only.options.is_empty() => ProductInput {
            price: Some(only.price),
            compare_price: only.compare_price,
            cost: only.cost,
            sku: Some(stored(Line::parse(&only.sku))?),
            barcode: only
                .barcode
                .as_deref()
                .map(Line::parse)
                .transpose()
                .map_err(broken)?,
            weight_g: only.weight_g,
            ..fields
        },
        _ => fields,
    }))
}

fn input_of(row: &InputRow) -> Result<ProductInput> {
    let tags: std::result::Result<Vec<_>, _> = row.tags.iter().map(|tag| Line::parse(tag)).collect();
    Ok(ProductInput {
        slug: Slug::parse(&row.slug),
        short_description: row
            .short_description
            .as_deref()
            .map(Prose::parse)
            .transpose()
            .map_err(broken)?,
        description: row
            .description
            .as_deref()
            .map(Prose::parse)
            .transpose()
            .map_err(broken)?,
        category_id: row.category_id,
        brand_id: row.brand_id,
        status: Some(row.status),
        featured: row.featured,
        tax_class: row.tax_class,
        tags: stored(tags)?,
        length_mm: row.length_mm,
        width_mm: row.width_mm,
        height_mm: row.height_mm,
        seo_title: row
            .seo_title
            .as_deref()
            .map(Line::parse)
            .transpose()
            .map_err(broken)?,
        seo_description: row
            .seo_description
            .as_deref()
            .map(Line::parse)
            .transpose()
            .map_err(broken)?,
        ..ProductInput::named(stored(Line::parse(&row.name))?)
    })
}

/// The product's options and variants as they would be typed anew.
pub async fn variant_set(tx: &mut TenantTx, id: ProductId) -> Result<VariantSet> {
    let options = options(tx, id).await?.into_iter().map(|o| {
        let choices: std::result::Result<Vec<_>, _> = o.choices.iter().map(|c| Line::parse(c)).collect();
        Ok(OptionInput {
            name: stored(Line::parse(&o.name))?,
            choices: stored(choices)?,
        })
    });
    let options: Result<Vec<OptionInput>> = options.collect();
    let variants: Result<Vec<VariantInput>> = variants(tx, id).await?.iter().map(variant_input).collect();
    Ok(VariantSet {
        options: options?,
        variants: variants?,
    })
}

fn variant_input(v: &VariantView) -> Result<VariantInput> {
    let values: std::result::Result<Vec<_>, _> = v.options.iter().map(|value| Line::parse(value)).collect();
    Ok(VariantInput {
        id: Some(v.id),
        options: stored(values)?,
        sku: Some(stored(Line::parse(&v.sku))?),
        barcode: v
            .barcode
            .as_deref()
            .map(Line::parse)
            .transpose()
            .map_err(broken)?,
        price: v.price,
        compare_price: v.compare_price,
        cost: v.cost,
        weight_g: v.weight_g,
        active: v.active,
    })
}

/// What was stored through these types fits them.
fn stored<T>(text: std::result::Result<T, kernel::text::TextError>) -> Result<T> {
    text.map_err(broken)
}

fn broken(e: kernel::text::TextError) -> kernel::Error {
    kernel::Error::fault(format!("a stored text does not fit its type: {e}"))
}

async fn options(tx: &mut TenantTx, id: ProductId) -> Result<Vec<OptionView>> {
    Ok(sqlx::query_as(
        "select name, choices from product_option where tenant_id = $1 and product_id = $2 order by position",
    )
    .bind(tx.tenant())
    .bind(id)
    .fetch_all(&mut **tx)
    .await?)
}
