//! Everything that a product's row repeats of its variants, pictures, category and brand, so that lists and search read
//! one table.

use db::TenantTx;
use kernel::Result;

use crate::{BrandId, CategoryId, ProductId};

/// Computes it anew for these products.
pub(super) async fn refresh_products(tx: &mut TenantTx, ids: &[ProductId]) -> Result<()> {
    // Prices are those of what is for sale; a product of which nothing is keeps showing what it would cost.
    sqlx::query(
        "with sold as (
           select v.product_id,
                  coalesce(min(v.price) filter (where v.active), min(v.price)) as price_min,
                  coalesce(max(v.price) filter (where v.active), max(v.price)) as price_max,
                  (array_agg(v.compare_price order by v.active desc, v.price, v.position))[1] as compare_price,
                  coalesce(bool_or(v.active and s.on_hand > s.reserved), false) as in_stock,
                  string_agg(v.sku, ' ') as skus
             from variant v
             left join stock s on s.tenant_id = v.tenant_id and s.variant_id = v.variant_id
            where v.tenant_id = $1 and v.product_id = any ($2) and v.removed_at is null
            group by v.product_id)
         update product p
            set price_min = sold.price_min, price_max = sold.price_max, in_stock = sold.in_stock,
                compare_price = case when sold.compare_price > sold.price_min then sold.compare_price end,
                cover_key = (select key from picture i
                              where i.tenant_id = $1 and i.product_id = p.product_id
                              order by i.position, i.picture_id limit 1),
                search_words = product_words(p.name, concat_ws(' ', l.labels, sold.skus), p.short_description, p.description),
                search_sound = sound_words(concat_ws(' ', p.name, l.labels, sold.skus))
           from sold
           join product q on q.tenant_id = $1 and q.product_id = sold.product_id
           left join category c on c.tenant_id = $1 and c.category_id = q.category_id
           left join brand b on b.tenant_id = $1 and b.brand_id = q.brand_id
          cross join lateral (select concat_ws(' ', b.name, c.name, array_to_string(q.tags, ' ')) as labels) l
          where p.tenant_id = $1 and p.product_id = q.product_id",
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
