//! Where our books and the providers' do not agree.

use db::TenantTx;
use kernel::{PageQuery, Paged, Result};
use sqlx::FromRow;

use crate::model::difference::Difference;

#[derive(FromRow)]
struct Row {
    #[sqlx(flatten)]
    difference: Difference,
    fitting: i64,
}

/// Differences, those first that wait for somebody, then the newest.
pub async fn list_differences(tx: &mut TenantTx, at: PageQuery) -> Result<Paged<Difference>> {
    let rows: Vec<Row> = sqlx::query_as(
        "select difference_id, class, outside_id, attempt_id, ours, theirs, found_at, closed_at, note,
                (select p.name from person p where p.tenant_id = d.tenant_id and p.person_id = d.owner_id) as owner,
                count(*) over () as fitting
           from payment_difference d
          where tenant_id = $1
          order by closed_at is not null, found_at desc, difference_id desc
          limit $2 offset $3",
    )
    .bind(tx.tenant())
    .bind(i64::from(at.limit))
    .bind(at.offset())
    .fetch_all(&mut **tx)
    .await?;
    let total = rows.first().map_or(0, |row| row.fitting);
    Ok(Paged::new(
        rows.into_iter().map(|row| row.difference).collect(),
        at,
        total,
    ))
}
