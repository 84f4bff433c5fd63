//! Shops and how much they use.

use db::PlatformView;
use kernel::{Error, Instant, Result, TenantId};
use serde::Serialize;
use sqlx::FromRow;
use utoipa::ToSchema;

use crate::model::Owner;

/// A shop in the list.
#[derive(Debug, Clone, FromRow, Serialize, ToSchema)]
pub struct TenantLine {
    /// Which.
    #[sqlx(rename = "tenant_id")]
    pub id: TenantId,
    /// Short name.
    pub slug: String,
    /// Name.
    pub name: String,
    /// `active`, `suspended` or `closed`.
    pub status: String,
    /// Why it is suspended.
    pub status_reason: Option<String>,
    /// Minutes after which its visitors are told to come again, while it is closed for maintenance.
    pub maintenance_minutes: Option<i16>,
    /// Where it is served.
    pub hosts: Vec<String>,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Instant,
    /// How much it uses; left out until it was counted.
    #[sqlx(flatten)]
    pub usage: Usage,
}

/// How much of the platform a shop uses.
#[derive(Debug, Clone, FromRow, Serialize, ToSchema)]
pub struct Usage {
    /// Who owns it.
    #[sqlx(json)]
    pub owners: Vec<Owner>,
    /// People who work there.
    pub people: Option<i64>,
    /// Products that are not archived.
    pub products: Option<i64>,
    /// Orders this month.
    pub orders: Option<i64>,
    /// Appointments this month.
    pub bookings: Option<i64>,
    /// Bytes of its files.
    pub storage_bytes: Option<i64>,
    /// When it was counted.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub counted_at: Option<Instant>,
}

/// Which shops.
#[derive(Debug, Clone, Default)]
pub struct TenantFilter {
    /// Part of a name, short name, host or owner's address.
    pub search: Option<String>,
    /// Only of this standing.
    pub status: Option<String>,
    /// Those after this one in the list.
    pub after: Option<TenantId>,
}

/// A shop with its hosts and usage; every read of shops begins so.
macro_rules! lines {
    () => {
        "select t.tenant_id, t.slug, t.name, t.status, t.status_reason, t.maintenance_minutes, t.created_at,
                array(select h.host from tenant_host h where h.tenant_id = t.tenant_id order by h.is_primary desc, h.host)
                  as hosts,
                coalesce(u.owners, '[]') as owners, u.people, u.products, u.orders, u.bookings, u.storage_bytes,
                u.counted_at
           from tenant t
           left join tenant_usage u on u.tenant_id = t.tenant_id
          where t.tenant_id <> $1"
    };
}

/// So many shops, newest first. Without a search it walks along an index; with one it reads names, hosts and owners of all
/// shops, which are ten thousand short rows.
pub async fn list_tenants(
    view: &mut PlatformView,
    filter: &TenantFilter,
    limit: i64,
) -> Result<Vec<TenantLine>> {
    Ok(sqlx::query_as(concat!(
        lines!(),
        " and ($2::text is null or t.status = $2)
          and ($3::text is null
               or plain_text(t.name) like plain_text($3) or t.slug like lower($3)
               or exists (select from tenant_host h where h.tenant_id = t.tenant_id and h.host like lower($3))
               or exists (select from jsonb_array_elements(u.owners) o where o ->> 'email' like lower($3)))
          and ($4::uuid is null
               or (t.created_at, t.tenant_id) < ((select c.created_at from tenant c where c.tenant_id = $4), $4))
          order by t.created_at desc, t.tenant_id desc
          limit $5"
    ))
    .bind(TenantId::PLATFORM)
    .bind(&filter.status)
    .bind(filter.search.as_deref().map(contains))
    .bind(filter.after)
    .bind(limit)
    .fetch_all(&mut **view)
    .await?)
}

/// One shop; refuses with `not_found`.
pub async fn get_tenant(view: &mut PlatformView, id: TenantId) -> Result<TenantLine> {
    let found: Option<TenantLine> = sqlx::query_as(concat!(lines!(), " and t.tenant_id = $2"))
        .bind(TenantId::PLATFORM)
        .bind(id)
        .fetch_optional(&mut **view)
        .await?;
    found.ok_or_else(Error::not_found)
}

/// A pattern for `like` that finds the text as it is.
fn contains(text: &str) -> String {
    format!(
        "%{}%",
        text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
    )
}
