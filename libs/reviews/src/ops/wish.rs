//! Putting products on a wish list, and taking them off.

use catalog::ProductId;
use db::TenantTx;
use kernel::{Error, PersonId, Result};

use crate::error::ReviewsError;
use crate::model::{MOST_WISHES, WishListId};
use crate::queries::wishes::find_list;

/// What the caller reaches their list by.
#[derive(Debug, Clone, Copy, Default)]
pub struct WishKey {
    /// Who, if signed in.
    pub person: Option<PersonId>,
    /// The list of the caller's token, which opens it while it is nobody's.
    pub token: Option<WishListId>,
}

/// Puts it on the caller's list; twice is once. Gives the list.
pub async fn add_wish(tx: &mut TenantTx, key: WishKey, product: ProductId) -> Result<WishListId> {
    require_sold(tx, product).await?;
    let list = open_list(tx, key).await?;
    let written = sqlx::query(
        "insert into wish_item (tenant_id, list_id, product_id, added_at)
         select $1, $2, $3, $4
          where (select count(*) from wish_item where tenant_id = $1 and list_id = $2 and product_id <> $3) < $5
             on conflict do nothing",
    )
    .bind(tx.tenant())
    .bind(list)
    .bind(product)
    .bind(tx.now())
    .bind(MOST_WISHES)
    .execute(&mut **tx)
    .await?;
    if written.rows_affected() == 0 && !is_on(tx, list, product).await? {
        return Err(Error::from(ReviewsError::WishListFull).with("most", MOST_WISHES));
    }
    Ok(list)
}

/// Takes it off; what is not there is off already.
pub async fn remove_wish(tx: &mut TenantTx, key: WishKey, product: ProductId) -> Result<Option<WishListId>> {
    require_known(tx, product).await?;
    let Some(list) = find_list(tx, key).await? else {
        return Ok(None);
    };
    sqlx::query("delete from wish_item where tenant_id = $1 and list_id = $2 and product_id = $3")
        .bind(tx.tenant())
        .bind(list)
        .bind(product)
        .execute(&mut **tx)
        .await?;
    Ok(Some(list))
}

async fn require_sold(tx: &mut TenantTx, product: ProductId) -> Result<()> {
    require(tx, product, "active").await
}

async fn require_known(tx: &mut TenantTx, product: ProductId) -> Result<()> {
    require(tx, product, "").await
}

/// Refuses a product that is not there, or, if a status is named, not of that one.
async fn require(tx: &mut TenantTx, product: ProductId, status: &str) -> Result<()> {
    let known: bool = sqlx::query_scalar(
        "select exists (select from product
                         where tenant_id = $1 and product_id = $2 and ($3 = '' or status = $3))",
    )
    .bind(tx.tenant())
    .bind(product)
    .bind(status)
    .fetch_one(&mut **tx)
    .await?;
    if known { Ok(()) } else { Err(Error::not_found()) }
}

async fn is_on(tx: &mut TenantTx, list: WishListId, product: ProductId) -> Result<bool> {
    Ok(sqlx::query_scalar(
        "select exists (select from wish_item where tenant_id = $1 and list_id = $2 and product_id = $3)",
    )
    .bind(tx.tenant())
    .bind(list)
    .bind(product)
    .fetch_one(&mut **tx)
    .await?)
}

/// The caller's list, made if there is none, and held until the transaction ends.
pub(super) async fn open_list(tx: &mut TenantTx, key: WishKey) -> Result<WishListId> {
    let made = match key.person {
        Some(_) => tx.new_id(),
        // A token may be told before there is a list to write down.
        None => key.token.unwrap_or_else(|| tx.new_id()),
    };
    let list: Option<WishListId> = sqlx::query_scalar(
        "insert into wish_list (tenant_id, list_id, person_id, created_at, updated_at)
         values ($1, $2, $3, $4, $4)
             on conflict do nothing
         returning list_id",
    )
    .bind(tx.tenant())
    .bind(made)
    .bind(key.person)
    .bind(tx.now())
    .fetch_optional(&mut **tx)
    .await?;
    if let Some(list) = list {
        return Ok(list);
    }
    let held: Option<WishListId> = sqlx::query_scalar(
        "update wish_list set updated_at = $4
          where tenant_id = $1
            and case when $2::uuid is null then list_id = $3 and person_id is null else person_id = $2 end
         returning list_id",
    )
    .bind(tx.tenant())
    .bind(key.person)
    .bind(key.token)
    .bind(tx.now())
    .fetch_optional(&mut **tx)
    .await?;
    match held {
        Some(list) => Ok(list),
        // The token's list has become somebody's meanwhile: a guest begins anew.
        None => begin_anew(tx, key.person).await,
    }
}

async fn begin_anew(tx: &mut TenantTx, person: Option<PersonId>) -> Result<WishListId> {
    let list: WishListId = tx.new_id();
    sqlx::query(
        "insert into wish_list (tenant_id, list_id, person_id, created_at, updated_at)
         values ($1, $2, $3, $4, $4)",
    )
    .bind(tx.tenant())
    .bind(list)
    .bind(person)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(list)
}
