//! What only the shop's own pages read.

use db::TenantTx;
use kernel::{Email, Instant, PersonId, Result};
use sqlx::types::Json;

use super::orders::order_columns;
use crate::model::{Address, Order};

/// The zone where sending is free from the lowest subtotal on, if any has such an offer.
pub async fn free_shipping(tx: &mut TenantTx) -> Result<Option<(String, i64)>> {
    Ok(sqlx::query_as(
        "select name, free_from from shipping_zone
          where tenant_id = $1 and free_from is not null
          order by free_from, position
          limit 1",
    )
    .bind(tx.tenant())
    .fetch_optional(&mut **tx)
    .await?)
}

/// Where the person had something sent last.
pub async fn last_address(tx: &mut TenantTx, person: PersonId) -> Result<Option<Address>> {
    let row: Option<Json<Address>> = sqlx::query_scalar(
        "select shipping_address from sales_order
          where tenant_id = $1 and person_id = $2 and shipping_address is not null
          order by created_at desc
          limit 1",
    )
    .bind(tx.tenant())
    .bind(person)
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(|Json(address)| address))
}

/// The order of this number, if it was placed with this address.
pub async fn find_by_number(tx: &mut TenantTx, number: i64, email: &Email) -> Result<Option<Order>> {
    Ok(sqlx::query_as(concat!(
        "select ",
        order_columns!(),
        "  from sales_order
          where tenant_id = $1 and number = $2 and email = $3
          order by created_at desc
          limit 1"
    ))
    .bind(tx.tenant())
    .bind(number)
    .bind(email)
    .fetch_optional(&mut **tx)
    .await?)
}

/// Whether a mail of this purpose was written to the address since then.
pub async fn was_written(
    tx: &mut TenantTx,
    to: &Email,
    purpose: &'static str,
    since: Instant,
) -> Result<bool> {
    Ok(sqlx::query_scalar(
        "select exists (select from message
          where tenant_id = $1 and to_address = $2 and purpose = $3 and created_at >= $4)",
    )
    .bind(tx.tenant())
    .bind(to)
    .bind(purpose)
    .bind(since)
    .fetch_one(&mut **tx)
    .await?)
}
