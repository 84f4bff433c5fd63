//! Whether a product can be bought, after its stock has changed.

use db::TenantTx;
use kernel::Result;

use crate::{ProductId, VariantId};

/// Called by the inventory when what is left of these variants has come to nothing, or is something again.
///
/// The products are locked first, in the order of their ids: two changes to variants of one product then see each
/// other, instead of both believing that the other one's variant is still there.
pub async fn set_availability(tx: &mut TenantTx, variants: &[VariantId]) -> Result<()> {
    let products: Vec<ProductId> = sqlx::query_scalar(
        "select product_id from product
          where tenant_id = $1
            and product_id in (select product_id from variant where tenant_id = $1 and variant_id = any ($2))
          order by product_id
            for no key update",
    )
    .bind(tx.tenant())
    .bind(variants)
    .fetch_all(&mut **tx)
    .await?;
    sqlx::query(
        "with truth as (
           select v.product_id, coalesce(bool_or(v.active and s.on_hand > s.reserved), false) as in_stock
             from variant v
             left join stock s on s.tenant_id = v.tenant_id and s.variant_id = v.variant_id
            where v.tenant_id = $1 and v.product_id = any ($2) and v.removed_at is null
            group by v.product_id)
         update product p set in_stock = truth.in_stock
           from truth
          where p.tenant_id = $1 and p.product_id = truth.product_id and p.in_stock <> truth.in_stock",
    )
    .bind(tx.tenant())
    .bind(products)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
