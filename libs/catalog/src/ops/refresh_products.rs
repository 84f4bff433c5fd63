//! Everything that a product's row repeats of its variants, pictures, category and brand, so that lists and search read
//! one table.

use db::TenantTx;
use kernel::Result;

use crate::{BrandId, CategoryId, ProductId};

/// Computes it anew for these products.
pub(super) async fn refresh_products(tx: &mut TenantTx, ids: &[ProductId]) -> Result<()> {
    // Prices are those of what is for sale; a product of which nothing is keeps showing what it would cost. Everything
    // hangs on the products by lateral look-ups, so that there is one plan only, also while a new database knows nothing of
    // its tables: joins were once planned that took a quarter of a minute.
    sqlx::query(
        "update product p
            set price_min = sold.price_min, price_max = sold.price_max, in_stock = sold.in_stock,
                compare_price = case when sold.compare_price > sold.price_min then sold.compare_price end,
                cover_key = (select key from picture i
                              where i.tenant_id = $1 and i.product_id = p.product_id
                              order by i.position, i.picture_id limit 1),
                search_words = product_words(p.name, concat_ws(' ', l.labels, sold.skus), p.short_description, p.description),
                search_sound = sound_words(concat_ws(' ', p.name, l.labels, sold.skus))
           from unnest($2::uuid[]) as wanted (product_id)
           join product q on q.tenant_id = $1 and q.product_id = wanted.product_id
          cross join lateral (
                select coalesce(min(v.price) filter (where v.active), min(v.price)) as price_min,
                       coalesce(max(v.price) filter (where v.active), max(v.price)) as price_max,
                       (array_agg(v.compare_price order by v.active desc, v.price, v.position))[1] as compare_price,
                       bool_or(v.active and coalesce(
                         (select s.on_hand > s.reserved from stock s
                           where s.tenant_id = $1 and s.variant_id = v.variant_id), false)) as in_stock,
                       string_agg(v.sku, ' ') as skus
                  from variant v
                 where v.tenant_id = $1 and v.product_id = q.product_id and v.removed_at is null) sold
          cross join lateral (
                select concat_ws(' ',
                  (select name from brand b where b.tenant_id = $1 and b.brand_id = q.brand_id),
                  (select name from category c where c.tenant_id = $1 and c.category_id = q.category_id),
                  array_to_string(q.tags, ' ')) as labels) l
          where p.tenant_id = $1 and p.product_id = q.product_id and sold.price_min is not null",
    )
    .bind(tx.tenant())
    .bind(ids)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// For a category or brand that got another name.
pub(super) async fn refresh_products_of(
    tx: &mut TenantTx,
    category: Option<CategoryId>,
    brand: Option<BrandId>,
) -> Result<()> {
    let ids: Vec<ProductId> = sqlx::query_scalar(
        "select product_id from product where tenant_id = $1 and (category_id = $2 or brand_id = $3)
          order by product_id for update",
    )
    .bind(tx.tenant())
    .bind(category)
    .bind(brand)
    .fetch_all(&mut **tx)
    .await?;
    refresh_products(tx, &ids).await
}
