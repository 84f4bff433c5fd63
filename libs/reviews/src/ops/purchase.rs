//! Only who bought something says how it is.

use catalog::ProductId;
use db::TenantTx;
use kernel::{PersonId, Result};
use sales::model::{Order, OrderId, OrderStatus};
use sales::queries::orders::{OrderReader, get_order};

use crate::error::ReviewsError;

/// Who says that they bought it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Buyer {
    /// Who, if signed in.
    pub person: Option<PersonId>,
    /// The order that they mean; without it the last one of the person's that fits.
    pub order: Option<OrderId>,
    /// What opens that order without an account: SHA-256 of the key in its link.
    pub key_hash: Option<[u8; 32]>,
}

/// The order that shows it: theirs, arrived, with the product in it.
pub async fn find_purchase(tx: &mut TenantTx, product: ProductId, buyer: Buyer) -> Result<Order> {
    let id = match (buyer.order, buyer.person) {
        (Some(order), _) => order,
        (None, Some(person)) => last_of(tx, product, person)
            .await?
            .ok_or(ReviewsError::NotBought)?,
        (None, None) => return Err(ReviewsError::NotBought.into()),
    };
    let reader = OrderReader {
        person: buyer.person,
        key_hash: buyer.key_hash.filter(|_| buyer.order.is_some()),
        staff: false,
    };
    let order = get_order(tx, id, &reader).await?;
    if !holds(tx, id, product).await? {
        return Err(ReviewsError::NotBought.into());
    }
    if order.status != OrderStatus::Delivered {
        return Err(ReviewsError::NotArrived.into());
    }
    Ok(order)
}

/// Their last order with it: an arrived one, if there is any.
async fn last_of(tx: &mut TenantTx, product: ProductId, person: PersonId) -> Result<Option<OrderId>> {
    Ok(sqlx::query_scalar(
        "select o.order_id
           from sales_order o
           join order_line l on l.tenant_id = $1 and l.order_id = o.order_id and l.order_created_at = o.created_at
          where o.tenant_id = $1 and o.person_id = $2 and l.product_id = $3 and o.status <> 'cancelled'
          order by o.status = 'delivered' desc, o.created_at desc
          limit 1",
    )
    .bind(tx.tenant())
    .bind(person)
    .bind(product)
    .fetch_optional(&mut **tx)
    .await?)
}

async fn holds(tx: &mut TenantTx, order: OrderId, product: ProductId) -> Result<bool> {
    Ok(sqlx::query_scalar(
        "select exists (select from order_line where tenant_id = $1 and order_id = $2 and product_id = $3)",
    )
    .bind(tx.tenant())
    .bind(order)
    .bind(product)
    .fetch_one(&mut **tx)
    .await?)
}
