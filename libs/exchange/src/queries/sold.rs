//! Orders for a workbook, some hundred at a time.

use db::TenantTx;
use kernel::{Instant, Result};
use sqlx::FromRow;

/// An order.
#[derive(Debug, Clone, FromRow)]
pub struct OrderRow {
    /// As people call it.
    pub number: i64,
    /// When it was placed.
    pub created_at: Instant,
    /// Who bought.
    pub customer_name: String,
    /// Their e-mail.
    pub email: String,
    /// Their phone.
    pub phone: Option<String>,
    /// How far it is.
    pub status: String,
    /// Whether it is paid.
    pub payment_status: String,
    /// What its goods come to before discounts, in minor units.
    pub subtotal: i64,
    /// Of it, taxes.
    pub tax: i64,
    /// What its way costs before discounts.
    pub shipping_price: i64,
    /// What promotions took off goods and way.
    pub discount: i64,
    /// All together.
    pub total: i64,
}

/// The next orders, newest first, below this number.
pub async fn orders_below(tx: &mut TenantTx, number: i64, count: i64) -> Result<Vec<OrderRow>> {
    Ok(sqlx::query_as(
        "select number, created_at, customer_name, email, phone, status, payment_status, subtotal, tax, shipping_price,
                discount + shipping_discount as discount, total
           from sales_order
          where tenant_id = $1 and number < $2
          order by number desc
          limit $3",
    )
    .bind(tx.tenant())
    .bind(number)
    .bind(count)
    .fetch_all(&mut **tx)
    .await?)
}
