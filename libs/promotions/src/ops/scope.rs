//! What a promotion names: replaced as a whole.

use catalog::{CategoryId, ProductId};
use db::TenantTx;
use kernel::{Error, Result};
use serde_json::Value;

use crate::model::{PromotionId, PromotionKind, PromotionRequest};

/// Writes what the request names in place of what was named. What the shop does not have is `unknown`.
pub(super) async fn replace_scope(
    tx: &mut TenantTx,
    id: PromotionId,
    request: &PromotionRequest,
) -> Result<()> {
    forget(tx, id).await?;
    insert_products(tx, id, ("pays", "product_ids"), &request.product_ids).await?;
    insert_categories(tx, id, ("pays", "category_ids"), &request.category_ids).await?;
    if request.kind == PromotionKind::BuyGet {
        insert_products(tx, id, ("gets", "gives_product_ids"), &request.gives_product_ids).await?;
        insert_categories(
            tx,
            id,
            ("gets", "gives_category_ids"),
            &request.gives_category_ids,
        )
        .await?;
    }
    insert_groups(tx, id, request).await
}

async fn forget(tx: &mut TenantTx, id: PromotionId) -> Result<()> {
    sqlx::query(
        "with products as (delete from promotion_product where tenant_id = $1 and promotion_id = $2),
              categories as (delete from promotion_category where tenant_id = $1 and promotion_id = $2)
         delete from promotion_group where tenant_id = $1 and promotion_id = $2",
    )
    .bind(tx.tenant())
    .bind(id)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

async fn insert_products(
    tx: &mut TenantTx,
    id: PromotionId,
    (part, field): (&'static str, &'static str),
    products: &[ProductId],
) -> Result<()> {
    if products.is_empty() {
        return Ok(());
    }
    let known: i64 =
        sqlx::query_scalar("select count(*) from product where tenant_id = $1 and product_id = any ($2)")
            .bind(tx.tenant())
            .bind(products)
            .fetch_one(&mut **tx)
            .await?;
    require_all(known, products, field)?;
    sqlx::query(
        "insert into promotion_product (tenant_id, promotion_id, part, product_id)
         select $1, $2, $3, unnest($4::uuid[])
             on conflict do nothing",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(part)
    .bind(products)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

async fn insert_categories(
    tx: &mut TenantTx,
    id: PromotionId,
    (part, field): (&'static str, &'static str),
    categories: &[CategoryId],
) -> Result<()> {
    if categories.is_empty() {
        return Ok(());
    }
    let known: i64 =
        sqlx::query_scalar("select count(*) from category where tenant_id = $1 and category_id = any ($2)")
            .bind(tx.tenant())
            .bind(categories)
            .fetch_one(&mut **tx)
            .await?;
    require_all(known, categories, field)?;
    sqlx::query(
        "insert into promotion_category (tenant_id, promotion_id, part, category_id)
         select $1, $2, $3, unnest($4::uuid[])
             on conflict do nothing",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(part)
    .bind(categories)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

async fn insert_groups(tx: &mut TenantTx, id: PromotionId, request: &PromotionRequest) -> Result<()> {
    let groups = &request.group_ids;
    if groups.is_empty() {
        return Ok(());
    }
    let known: i64 = sqlx::query_scalar(
        "select count(*) from customer_group where tenant_id = $1 and group_id = any ($2)",
    )
    .bind(tx.tenant())
    .bind(groups)
    .fetch_one(&mut **tx)
    .await?;
    require_all(known, groups, "group_ids")?;
    sqlx::query(
        "insert into promotion_group (tenant_id, promotion_id, group_id)
         select $1, $2, unnest($3::uuid[])
             on conflict do nothing",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(groups)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

fn require_all<T: Ord + Copy>(known: i64, named: &[T], field: &'static str) -> Result<()> {
    let mut different = named.to_vec();
    different.sort_unstable();
    different.dedup();
    if usize::try_from(known).ok() == Some(different.len()) {
        return Ok(());
    }
    Err(Error::invalid(field, "unknown"))
}

/// For the audit log: the rows are replaced as a whole, so they tell nothing of what is another than before.
pub(super) async fn told(tx: &mut TenantTx, id: PromotionId) -> Result<Value> {
    Ok(sqlx::query_scalar(
        "select jsonb_build_object(
           'products', (select coalesce(jsonb_agg(p.name order by p.name, p.product_id), '[]')
              from promotion_product x join product p on p.tenant_id = $1 and p.product_id = x.product_id
             where x.tenant_id = $1 and x.promotion_id = $2 and x.part = 'pays'),
           'categories', (select coalesce(jsonb_agg(c.name order by c.name, c.category_id), '[]')
              from promotion_category x join category c on c.tenant_id = $1 and c.category_id = x.category_id
             where x.tenant_id = $1 and x.promotion_id = $2 and x.part = 'pays'),
           'gifts', (select coalesce(jsonb_agg(n.name order by n.name), '[]')
              from (select p.name from promotion_product x
                      join product p on p.tenant_id = $1 and p.product_id = x.product_id
                     where x.tenant_id = $1 and x.promotion_id = $2 and x.part = 'gets'
                     union all
                    select c.name from promotion_category x
                      join category c on c.tenant_id = $1 and c.category_id = x.category_id
                     where x.tenant_id = $1 and x.promotion_id = $2 and x.part = 'gets') n),
           'groups', (select coalesce(jsonb_agg(g.name order by g.name, g.group_id), '[]')
              from promotion_group x join customer_group g on g.tenant_id = $1 and g.group_id = x.group_id
             where x.tenant_id = $1 and x.promotion_id = $2))",
    )
    .bind(tx.tenant())
    .bind(id)
    .fetch_one(&mut **tx)
    .await?)
}
