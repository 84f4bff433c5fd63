//! Finding, making and locking the caller's cart. Every change of a cart holds its row, as the checkout does.

use db::TenantTx;
use kernel::{Error, PersonId, Result};

use crate::error::SalesError;
use crate::model::{CartId, CartKey};

/// The caller's open cart, locked and noted as used, so that it is not forgotten; made if there is none.
pub async fn open_cart(tx: &mut TenantTx, key: CartKey) -> Result<CartId> {
    match key.person {
        Some(person) => open_of_person(tx, person).await,
        None => open_anonymous(tx, key.token_cart).await,
    }
}

/// The caller's open cart, locked. Refuses when it was ordered already or there is none.
pub async fn lock_cart(tx: &mut TenantTx, key: CartKey) -> Result<CartId> {
    if let Some(person) = key.person {
        return lock_of_person(tx, person)
            .await?
            .ok_or_else(|| SalesError::CartEmpty.into());
    }
    let Some(cart) = key.token_cart else {
        return Err(SalesError::CartEmpty.into());
    };
    let status: Option<String> = sqlx::query_scalar(
        "select status from cart where tenant_id = $1 and cart_id = $2 and person_id is null for update",
    )
    .bind(tx.tenant())
    .bind(cart)
    .fetch_optional(&mut **tx)
    .await?;
    match status.as_deref() {
        Some("open") => Ok(cart),
        Some("ordered") => Err(SalesError::CartOrdered.into()),
        _ => Err(SalesError::CartEmpty.into()),
    }
}

async fn open_of_person(tx: &mut TenantTx, person: PersonId) -> Result<CartId> {
    // Between the look for one and the insert, or the insert that found one and the look for it, another device may have
    // opened or ordered one: then once more.
    for _ in 0..3 {
        if let Some(cart) = touch_of_person(tx, person).await? {
            return Ok(cart);
        }
        let made: Option<CartId> = sqlx::query_scalar(
            "insert into cart (tenant_id, cart_id, person_id, created_at, updated_at)
             values ($1, $2, $3, $4, $4)
             on conflict (tenant_id, person_id) where status = 'open' and person_id is not null do nothing
             returning cart_id",
        )
        .bind(tx.tenant())
        .bind(tx.new_id::<CartId>())
        .bind(person)
        .bind(tx.now())
        .fetch_optional(&mut **tx)
        .await?;
        if let Some(cart) = made {
            return Ok(cart);
        }
    }
    Err(Error::refused(kernel::error::BUSY))
}

async fn touch_of_person(tx: &mut TenantTx, person: PersonId) -> Result<Option<CartId>> {
    Ok(sqlx::query_scalar(
        "update cart set updated_at = $3
          where tenant_id = $1 and person_id = $2 and status = 'open'
         returning cart_id",
    )
    .bind(tx.tenant())
    .bind(person)
    .bind(tx.now())
    .fetch_optional(&mut **tx)
    .await?)
}

async fn lock_of_person(tx: &mut TenantTx, person: PersonId) -> Result<Option<CartId>> {
    Ok(sqlx::query_scalar(
        "select cart_id from cart where tenant_id = $1 and person_id = $2 and status = 'open' for update",
    )
    .bind(tx.tenant())
    .bind(person)
    .fetch_optional(&mut **tx)
    .await?)
}

/// The cart of the token, unless it is closed by now or somebody's: then a new one.
async fn open_anonymous(tx: &mut TenantTx, wanted: Option<CartId>) -> Result<CartId> {
    let wanted = wanted.unwrap_or_else(|| tx.new_id());
    if let Some(cart) = touch_anonymous(tx, wanted).await? {
        return Ok(cart);
    }
    let fresh = tx.new_id();
    let made = touch_anonymous(tx, fresh).await?;
    made.ok_or_else(|| Error::refused(kernel::error::BUSY))
}

/// Makes it, or locks and touches it when it is open and nobody's.
async fn touch_anonymous(tx: &mut TenantTx, cart: CartId) -> Result<Option<CartId>> {
    Ok(sqlx::query_scalar(
        "insert into cart (tenant_id, cart_id, created_at, updated_at)
         values ($1, $2, $3, $3)
         on conflict (tenant_id, cart_id) do update
            set updated_at = excluded.updated_at
          where cart.person_id is null and cart.status = 'open'
         returning cart_id",
    )
    .bind(tx.tenant())
    .bind(cart)
    .bind(tx.now())
    .fetch_optional(&mut **tx)
    .await?)
}

/// An open cart that is nobody's, locked.
pub(super) async fn lock_anonymous(tx: &mut TenantTx, cart: CartId) -> Result<Option<CartId>> {
    Ok(sqlx::query_scalar(
        "select cart_id from cart
          where tenant_id = $1 and cart_id = $2 and person_id is null and status = 'open'
            for update",
    )
    .bind(tx.tenant())
    .bind(cart)
    .fetch_optional(&mut **tx)
    .await?)
}

/// Closes a locked cart.
pub(super) async fn close(tx: &mut TenantTx, cart: CartId, status: &'static str) -> Result<()> {
    sqlx::query("update cart set status = $3, updated_at = $4 where tenant_id = $1 and cart_id = $2")
        .bind(tx.tenant())
        .bind(cart)
        .bind(status)
        .bind(tx.now())
        .execute(&mut **tx)
        .await?;
    Ok(())
}
