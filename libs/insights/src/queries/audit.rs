//! Who changed what.

use db::TenantTx;
use kernel::id::Uuid;
use kernel::{Instant, PageQuery, Paged, PersonId, Result};
use serde_json::Value;
use sqlx::FromRow;

/// What the log is narrowed to.
#[derive(Debug, Clone, Default)]
pub struct AuditFilter {
    /// By whom.
    pub person: Option<PersonId>,
    /// Of which kind of thing.
    pub subject: Option<String>,
    /// Of which one.
    pub subject_id: Option<String>,
    /// By which route or job.
    pub action: Option<String>,
    /// From then on.
    pub from: Option<Instant>,
    /// Before then.
    pub until: Option<Instant>,
}

/// A change.
#[derive(Debug, FromRow)]
pub struct AuditRow {
    /// Names the row.
    pub audit_id: Uuid,
    /// When.
    pub created_at: Instant,
    /// `system`, `anonymous`, `api_key` or a role.
    pub actor: String,
    /// Who, if they were signed in.
    pub person_id: Option<PersonId>,
    /// What they are called now; of a key, with the name of it.
    pub person_name: Option<String>,
    /// From which session; of `api_key`, by which key.
    pub session_id: Option<Uuid>,
    /// `<slice>.<route>` or the kind of a job.
    pub action: String,
    /// Kind of the thing.
    pub subject: String,
    /// Which one.
    pub subject_id: String,
    /// What it was called then.
    pub label: Option<String>,
    /// `insert`, `update` or `delete`.
    pub change: String,
    /// What differed, as it was.
    #[sqlx(json)]
    pub before: Value,
    /// And as it was afterwards.
    #[sqlx(json)]
    pub after: Value,
    /// Names the request in the log.
    pub trace: String,
    fitting: i64,
}

/// The changes that fit, newest first.
pub async fn audit_log(tx: &mut TenantTx, filter: &AuditFilter, at: PageQuery) -> Result<Paged<AuditRow>> {
    let rows: Vec<AuditRow> = sqlx::query_as(
        "select a.audit_id, a.created_at, a.actor, a.person_id,
                case when k.key_id is null then p.name else concat_ws(' · ', p.name, k.name) end as person_name, a.session_id, a.action, a.subject,
                a.subject_id, a.label, a.change, a.before, a.after, a.trace, count(*) over () as fitting
           from audit_event a
           left join person p on p.tenant_id = a.tenant_id and p.person_id = a.person_id
           left join api_key k on a.actor = 'api_key' and k.tenant_id = a.tenant_id and k.key_id = a.session_id
          where a.tenant_id = $1
            and ($2::uuid is null or a.person_id = $2)
            and ($3::text is null or a.subject = $3)
            and ($4::text is null or a.subject_id = $4)
            and ($5::text is null or a.action = $5)
            and ($6::timestamptz is null or a.created_at >= $6)
            and ($7::timestamptz is null or a.created_at < $7)
          order by a.created_at desc, a.audit_id desc
          limit $8 offset $9",
    )
    .bind(tx.tenant())
    .bind(filter.person)
    .bind(&filter.subject)
    .bind(&filter.subject_id)
    .bind(&filter.action)
    .bind(filter.from)
    .bind(filter.until)
    .bind(i64::from(at.limit))
    .bind(at.offset())
    .fetch_all(&mut **tx)
    .await?;
    let total = rows.first().map_or(0, |row| row.fitting);
    Ok(Paged::new(rows, at, total))
}

/// Everybody who may have changed something: id and name.
pub async fn team(tx: &mut TenantTx) -> Result<Vec<(PersonId, String)>> {
    Ok(sqlx::query_as(
        "select person_id, name from person
          where tenant_id = $1 and role <> 'customer'
          order by name, person_id
          limit 500",
    )
    .bind(tx.tenant())
    .fetch_all(&mut **tx)
    .await?)
}
