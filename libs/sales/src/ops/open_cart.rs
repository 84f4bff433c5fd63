//! Finding, making and locking the caller's cart. Every change of a cart holds its row, as the checkout does.

use db::TenantTx;
use kernel::{Error, PersonId, Result};

use crate::error::SalesError;
use crate::model::{CartId, CartKey};

/// The caller's open cart, locked; made if there is none.
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
    // Between the insert that found one and the lock on it, another device may have ordered it: then once more.
    for _ in 0..3 {
        sqlx::query(
            "insert into cart (tenant_id, cart_id, person_id, created_at, updated_at)
             values ($1, $2, $3, $4, $4)
             on conflict (tenant_id, person_id) where status = 'open' and person_id is not null do nothing",
        )
        .bind(tx.tenant())
        .bind(tx.new_id::<CartId>())
        .bind(person)
        .bind(tx.now())
        .execute(&mut **tx)
        .await?;
        if let Some(cart) = lock_of_person(tx, person).await? {
            return Ok(cart);
        }
    }
    Err(Error::refused(kernel::error::BUSY))
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

/// The cart of the token, unless it is closed by now: then a new one.
async fn open_anonymous(tx: &mut TenantTx, wanted: Option<CartId>) -> Result<CartId> {
    let wanted = wanted.unwrap_or_else(|| tx.new_id());
    insert_anonymous(tx, wanted).await?;
    if let Some(cart) = lock_anonymous(tx, wanted).await? {
        return Ok(cart);
    }
    let fresh = tx.new_id();
    insert_anonymous(tx, fresh).await?;
    Ok(fresh)
}

async fn insert_anonymous(tx: &mut TenantTx, cart: CartId) -> Result<()> {
    sqlx::query(
        "insert into cart (tenant_id, cart_id, created_at, updated_at)
         values ($1, $2, $3, $3)
         on conflict (tenant_id, cart_id) do nothing",
    )
    .bind(tx.tenant())
    .bind(cart)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
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

/// Notes that a locked cart was used, so that it is not forgotten.
pub(super) async fn touch(tx: &mut TenantTx, cart: CartId) -> Result<()> {
    sqlx::query("update cart set updated_at = $3 where tenant_id = $1 and cart_id = $2")
        .bind(tx.tenant())
        .bind(cart)
        .bind(tx.now())
        .execute(&mut **tx)
        .await?;
    Ok(())
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
