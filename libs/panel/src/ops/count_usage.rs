//! How much of the platform a shop uses, and who owns it: counted in the shop's own transaction, read by the panel.

use std::ops::Range;

use db::TenantTx;
use kernel::{Instant, Result};

/// Counts and keeps it; the month is by the shop's own calendar.
pub async fn count_usage(tx: &mut TenantTx, month: Range<Instant>, storage_bytes: i64) -> Result<()> {
    sqlx::query(
        "insert into tenant_usage (tenant_id, owners, people, products, orders, bookings, storage_bytes, counted_at)
         select $1,
                (select coalesce(jsonb_agg(jsonb_build_object('name', name, 'email', email) order by person_id), '[]')
                   from person where tenant_id = $1 and role = 'owner' and status = 'active'),
                (select count(*) from person
                  where tenant_id = $1 and role not in ('customer', 'helper') and status = 'active'),
                (select count(*) from product where tenant_id = $1 and status <> 'archived'),
                (select count(*) from sales_order where tenant_id = $1 and created_at >= $2 and created_at < $3),
                (select count(*) from booking
                  where tenant_id = $1 and starts_at >= $2 and starts_at < $3 and status <> 'held'),
                $4, $5
         on conflict (tenant_id) do update
            set owners = excluded.owners, people = excluded.people, products = excluded.products,
                orders = excluded.orders, bookings = excluded.bookings, storage_bytes = excluded.storage_bytes,
                counted_at = excluded.counted_at",
    )
    .bind(tx.tenant())
    .bind(month.start)
    .bind(month.end)
    .bind(storage_bytes)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}
