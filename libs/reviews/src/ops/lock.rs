//! Locks, in the one order that all changes of reviews take them.

use catalog::ProductId;
use db::TenantTx;
use kernel::{Error, PersonId, Result};

use crate::model::{ReviewId, ReviewStatus};

/// Holds the product until the transaction ends, so that one review of it is written or judged at a time. Gives its name.
pub(super) async fn lock_product(tx: &mut TenantTx, product: ProductId) -> Result<String> {
    sqlx::query_scalar("select name from product where tenant_id = $1 and product_id = $2 for no key update")
        .bind(tx.tenant())
        .bind(product)
        .fetch_optional(&mut **tx)
        .await?
        .ok_or_else(Error::not_found)
}

/// Who shows that a review is theirs.
#[derive(Debug, Clone, Copy, Default)]
pub struct Writer {
    /// By being signed in.
    pub person: Option<PersonId>,
    /// By the key of the link to the order that it hangs on: its SHA-256.
    pub key_hash: Option<[u8; 32]>,
}

/// The product and the status of a review of the writer's; somebody else's is not there.
pub(super) async fn find_theirs(
    tx: &mut TenantTx,
    review: ReviewId,
    writer: Writer,
) -> Result<(ProductId, ReviewStatus)> {
    sqlx::query_as(
        "select r.product_id, r.status
           from review r
           join sales_order o on o.tenant_id = $1 and o.order_id = r.order_id and o.created_at = r.order_created_at
          where r.tenant_id = $1 and r.review_id = $2 and (r.person_id = $3 or o.access_hash = $4)",
    )
    .bind(tx.tenant())
    .bind(review)
    .bind(writer.person)
    .bind(writer.key_hash.map(|hash| hash.to_vec()))
    .fetch_optional(&mut **tx)
    .await?
    .ok_or_else(Error::not_found)
}
