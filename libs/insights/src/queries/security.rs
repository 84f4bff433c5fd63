//! Who tried to get in.

use db::TenantTx;
use kernel::id::Uuid;
use kernel::{Instant, PageQuery, Paged, PersonId, Result};
use sqlx::FromRow;

/// What the list is narrowed to.
#[derive(Debug, Clone, Default)]
pub struct SecurityFilter {
    /// Of these kinds only; all when there is none.
    pub kinds: Vec<String>,
    /// From then on.
    pub from: Option<Instant>,
    /// Before then.
    pub until: Option<Instant>,
}

/// What was seen within a minute of one kind, address and person.
#[derive(Debug, FromRow)]
pub struct SecurityRow {
    /// Names the row.
    pub event_id: Uuid,
    /// The first time.
    pub created_at: Instant,
    /// The last time.
    pub last_at: Instant,
    /// What.
    pub kind: String,
    /// From where; none when more came than are told apart.
    pub ip: Option<String>,
    /// By which program, as it said.
    pub user_agent: Option<String>,
    /// Whose account.
    pub person_id: Option<PersonId>,
    /// What they are called now.
    pub person_name: Option<String>,
    /// How often.
    pub times: i32,
    fitting: i64,
}

/// What fits, newest first.
pub async fn security_log(
    tx: &mut TenantTx,
    filter: &SecurityFilter,
    at: PageQuery,
) -> Result<Paged<SecurityRow>> {
    let rows: Vec<SecurityRow> = sqlx::query_as(
        "select e.event_id, e.created_at, e.last_at, e.kind, e.ip, e.user_agent, e.person_id, p.name as person_name,
                e.times, count(*) over () as fitting
           from security_event e
           left join person p on p.tenant_id = e.tenant_id and p.person_id = e.person_id
          where e.tenant_id = $1
            and (cardinality($2::text[]) = 0 or e.kind = any ($2))
            and ($3::timestamptz is null or e.created_at >= $3)
            and ($4::timestamptz is null or e.created_at < $4)
          order by e.created_at desc, e.event_id desc
          limit $5 offset $6",
    )
    .bind(tx.tenant())
    .bind(&filter.kinds)
    .bind(filter.from)
    .bind(filter.until)
    .bind(i64::from(at.limit))
    .bind(at.offset())
    .fetch_all(&mut **tx)
    .await?;
    let total = rows.first().map_or(0, |row| row.fitting);
    Ok(Paged::new(rows, at, total))
}
