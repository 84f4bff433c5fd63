//! What a customer with an account need not type again.

use db::TenantTx;
use kernel::{PersonId, Result};

/// The number that they left last, else that of their account.
pub async fn find_phone(tx: &mut TenantTx, person: PersonId) -> Result<Option<String>> {
    Ok(sqlx::query_scalar(
        "select coalesce(
            (select b.phone from booking b
              where b.tenant_id = $1 and b.person_id = $2 and b.phone is not null
              order by b.created_at desc, b.booking_id
              limit 1),
            (select p.phone from person p where p.tenant_id = $1 and p.person_id = $2))",
    )
    .bind(tx.tenant())
    .bind(person)
    .fetch_one(&mut **tx)
    .await?)
}
