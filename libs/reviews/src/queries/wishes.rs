//! What somebody would like to have.

use catalog::ProductId;
use catalog::queries::cards::{ProductCard, cards};
use db::TenantTx;
use kernel::Result;

use crate::model::{MOST_WISHES, WishListId};
use crate::ops::wish::WishKey;

/// The list that the caller reaches: the person's own, or the one of the token while it is nobody's.
pub async fn find_list(tx: &mut TenantTx, key: WishKey) -> Result<Option<WishListId>> {
    Ok(sqlx::query_scalar(
        "select list_id from wish_list
          where tenant_id = $1
            and case when $2::uuid is null then list_id = $3 and person_id is null else person_id = $2 end",
    )
    .bind(tx.tenant())
    .bind(key.person)
    .bind(key.token)
    .fetch_optional(&mut **tx)
    .await?)
}

/// Its products that customers still see, what came last first.
pub async fn list_wishes(tx: &mut TenantTx, key: WishKey) -> Result<Vec<ProductCard>> {
    let ids: Vec<ProductId> = sqlx::query_scalar(
        "select i.product_id
           from wish_list w
           join wish_item i on i.tenant_id = $1 and i.list_id = w.list_id
           join product p on p.tenant_id = $1 and p.product_id = i.product_id and p.status = 'active'
          where w.tenant_id = $1
            and case when $2::uuid is null then w.list_id = $3 and w.person_id is null else w.person_id = $2 end
          order by i.added_at desc, i.product_id
          limit $4",
    )
    .bind(tx.tenant())
    .bind(key.person)
    .bind(key.token)
    .bind(MOST_WISHES)
    .fetch_all(&mut **tx)
    .await?;
    cards(tx, &ids).await
}
