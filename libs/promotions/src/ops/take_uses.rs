//! Uses of promotions: taken by an order in its own transaction, given back when it is called off.
//!
//! The tally's row of each promotion is held until the commit, lowest id first, so the last use is taken once. An order
//! comes here after the stock and before its number.

use db::TenantTx;
use kernel::id::Uuid;
use kernel::{Error, Result};

use crate::PromotionsError;
use crate::model::PromotionId;
use crate::queries::Buyer;

/// Takes one use of each for an order. Refused (`promotion_used_up`, `promotion_used_by_customer`, with the `name`) where
/// somebody was quicker; then nothing of the transaction may be kept.
pub async fn take_uses(
    tx: &mut TenantTx,
    order: Uuid,
    buyer: Buyer<'_>,
    promotions: &[(PromotionId, String)],
) -> Result<()> {
    let mut promotions = promotions.to_vec();
    promotions.sort_by_key(|(id, _)| *id);
    for (id, name) in &promotions {
        let Some(per_customer) = count_up(tx, *id).await? else {
            return Err(Error::from(PromotionsError::PromotionUsedUp).with("name", name));
        };
        if let Some(most) = per_customer
            && uses_of(tx, *id, buyer).await? >= i64::from(most)
        {
            return Err(Error::from(PromotionsError::PromotionUsedByCustomer).with("name", name));
        }
        note(tx, *id, order, buyer).await?;
    }
    Ok(())
}

/// Counts one up while there is one left, and gives how often each customer may.
async fn count_up(tx: &mut TenantTx, id: PromotionId) -> Result<Option<Option<i32>>> {
    Ok(sqlx::query_scalar(
        "update promotion_tally t
            set used = t.used + 1
           from promotion m
          where t.tenant_id = $1 and t.promotion_id = $2 and m.tenant_id = $1 and m.promotion_id = $2
            and (m.max_uses is null or t.used < m.max_uses)
         returning m.max_per_customer",
    )
    .bind(tx.tenant())
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?)
}

async fn uses_of(tx: &mut TenantTx, id: PromotionId, buyer: Buyer<'_>) -> Result<i64> {
    Ok(sqlx::query_scalar(
        "select count(*) from promotion_use
          where tenant_id = $1 and promotion_id = $2 and released_at is null and (email = $3 or person_id = $4)",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(buyer.email)
    .bind(buyer.person)
    .fetch_one(&mut **tx)
    .await?)
}

async fn note(tx: &mut TenantTx, id: PromotionId, order: Uuid, buyer: Buyer<'_>) -> Result<()> {
    sqlx::query(
        "insert into promotion_use (tenant_id, promotion_id, order_id, email, person_id, used_at)
         values ($1, $2, $3, $4, $5, $6)",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(order)
    .bind(buyer.email.unwrap_or_default())
    .bind(buyer.person)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Gives back what an order that was called off had taken. Doing it twice is doing it once.
pub async fn give_back_uses(tx: &mut TenantTx, order: Uuid) -> Result<()> {
    for id in taken_by(tx, order, true).await? {
        // The tally first, as everybody does.
        sqlx::query("update promotion_tally set used = used - 1 where tenant_id = $1 and promotion_id = $2")
            .bind(tx.tenant())
            .bind(id)
            .execute(&mut **tx)
            .await?;
        set_released(tx, id, order, true).await?;
    }
    Ok(())
}

/// Takes again what an order had given back, for the order that lives again. Gives whether it could: where one of them is
/// used up by now, none is taken.
pub async fn take_uses_again(tx: &mut TenantTx, order: Uuid) -> Result<bool> {
    let promotions = taken_by(tx, order, false).await?;
    for (at, id) in promotions.iter().enumerate() {
        if count_up(tx, *id).await?.is_none() {
            for taken in promotions.iter().take(at) {
                sqlx::query(
                    "update promotion_tally set used = used - 1 where tenant_id = $1 and promotion_id = $2",
                )
                .bind(tx.tenant())
                .bind(taken)
                .execute(&mut **tx)
                .await?;
                set_released(tx, *taken, order, true).await?;
            }
            return Ok(false);
        }
        set_released(tx, *id, order, false).await?;
    }
    Ok(true)
}

/// Promotions that the order holds, or held, lowest id first.
async fn taken_by(tx: &mut TenantTx, order: Uuid, held: bool) -> Result<Vec<PromotionId>> {
    Ok(sqlx::query_scalar(
        "select promotion_id from promotion_use
          where tenant_id = $1 and order_id = $2 and (released_at is null) = $3
          order by promotion_id",
    )
    .bind(tx.tenant())
    .bind(order)
    .bind(held)
    .fetch_all(&mut **tx)
    .await?)
}

async fn set_released(tx: &mut TenantTx, id: PromotionId, order: Uuid, released: bool) -> Result<()> {
    sqlx::query(
        "update promotion_use set released_at = case when $4 then $5::timestamptz end
          where tenant_id = $1 and promotion_id = $2 and order_id = $3",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(order)
    .bind(released)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}
