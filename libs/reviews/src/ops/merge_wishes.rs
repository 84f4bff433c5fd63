//! Somebody wished for things before signing in: they join those of their own list.

use db::TenantTx;
use kernel::{PersonId, Result};

use super::wish::{WishKey, open_list};
use crate::model::{MOST_WISHES, WishListId};

/// Moves what is on the token's list onto the person's, as far as it holds it, and forgets the token's. Of two at once one moves.
pub async fn merge_wishes(tx: &mut TenantTx, person: PersonId, token: WishListId) -> Result<()> {
    // Always the anonymous one first.
    let from: Option<WishListId> = sqlx::query_scalar(
        "select list_id from wish_list
          where tenant_id = $1 and list_id = $2 and person_id is null
            for update",
    )
    .bind(tx.tenant())
    .bind(token)
    .fetch_optional(&mut **tx)
    .await?;
    let Some(from) = from else {
        return Ok(());
    };
    let key = WishKey {
        person: Some(person),
        token: None,
    };
    let into = open_list(tx, key).await?;
    sqlx::query(
        "insert into wish_item (tenant_id, list_id, product_id, added_at)
         select $1, $3, i.product_id, i.added_at
           from wish_item i
          where i.tenant_id = $1 and i.list_id = $2
            and not exists (select from wish_item o
                             where o.tenant_id = $1 and o.list_id = $3 and o.product_id = i.product_id)
          order by i.added_at desc
          limit greatest($4 - (select count(*) from wish_item where tenant_id = $1 and list_id = $3), 0)",
    )
    .bind(tx.tenant())
    .bind(from)
    .bind(into)
    .bind(MOST_WISHES)
    .execute(&mut **tx)
    .await?;
    sqlx::query("delete from wish_list where tenant_id = $1 and list_id = $2")
        .bind(tx.tenant())
        .bind(from)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
