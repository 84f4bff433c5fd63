//! People: one, or a page of them.

use db::TenantTx;
use kernel::{Email, Error, Instant, PageQuery, Paged, PersonId, Result, Role};
use serde::Serialize;
use utoipa::ToSchema;

use crate::model::{PersonRow, Status};

/// A person as lists and the API show them.
#[derive(Debug, Clone, Serialize, ToSchema, sqlx::FromRow)]
pub struct PersonView {
    /// Which.
    #[sqlx(rename = "person_id")]
    pub id: PersonId,
    /// Address.
    pub email: String,
    /// Name.
    pub name: String,
    /// Telephone.
    pub phone: Option<String>,
    /// Role.
    pub role: Role,
    /// Whether they may sign in.
    pub status: Status,
    /// Whether the address is proved.
    pub email_verified: bool,
    /// Invited, and the invitation not accepted yet.
    pub invited: bool,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Instant,
    /// Last sign-in.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub last_login_at: Option<Instant>,
}

/// Which people.
#[derive(Debug, Clone, Default)]
pub struct PeopleFilter {
    /// Only these roles; empty means all.
    pub roles: Vec<Role>,
    /// Only this standing.
    pub status: Option<Status>,
    /// Part of a name or an address; accents and case do not matter.
    pub search: Option<String>,
}

#[derive(sqlx::FromRow)]
struct Counted {
    #[sqlx(flatten)]
    person: PersonView,
    total: i64,
}

/// A page of people, newest first.
pub async fn list_people(
    tx: &mut TenantTx,
    filter: &PeopleFilter,
    page: PageQuery,
) -> Result<Paged<PersonView>> {
    let roles: Vec<&str> = filter.roles.iter().map(|role| role.as_str()).collect();
    let rows: Vec<Counted> = sqlx::query_as(
        "select person_id, email, name, phone, role, status, email_verified_at is not null as email_verified,
                password_hash is null and email_verified_at is null as invited, created_at, last_login_at,
                count(*) over () as total
           from person
          where tenant_id = $1
            and (cardinality($2::text[]) = 0 or role = any ($2))
            and ($3::text is null or status = $3)
            and ($4::text is null or plain_text(name) like plain_text($4) or email like lower($4))
          order by created_at desc, person_id desc
          limit $5 offset $6",
    )
    .bind(tx.tenant())
    .bind(roles)
    .bind(filter.status)
    .bind(filter.search.as_deref().map(contains))
    .bind(i64::from(page.limit))
    .bind(page.offset())
    .fetch_all(&mut **tx)
    .await?;
    let total = rows.first().map_or(0, |row| row.total);
    Ok(Paged::new(
        rows.into_iter().map(|row| row.person).collect(),
        page,
        total,
    ))
}

/// A pattern for `like` that finds the text as it is.
fn contains(text: &str) -> String {
    format!(
        "%{}%",
        text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
    )
}

/// One person as the API shows them; refuses with `not_found`.
pub async fn get_person(tx: &mut TenantTx, id: PersonId) -> Result<PersonView> {
    sqlx::query_as(
        "select person_id, email, name, phone, role, status, email_verified_at is not null as email_verified,
                password_hash is null and email_verified_at is null as invited, created_at, last_login_at
           from person
          where tenant_id = $1 and person_id = $2",
    )
    .bind(tx.tenant())
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?
    .ok_or_else(Error::not_found)
}

/// One person with what signing in needs, by address.
pub async fn find_by_email(tx: &mut TenantTx, email: &Email) -> Result<Option<PersonRow>> {
    Ok(sqlx::query_as(
        "select person_id, email, name, role, locale, status, password_hash, password_changed_at,
                previous_passwords, email_verified_at is not null as email_verified
           from person
          where tenant_id = $1 and email = $2",
    )
    .bind(tx.tenant())
    .bind(email)
    .fetch_optional(&mut **tx)
    .await?)
}

/// The same by id; refuses with `not_found`.
pub async fn get_row(tx: &mut TenantTx, id: PersonId) -> Result<PersonRow> {
    sqlx::query_as(
        "select person_id, email, name, role, locale, status, password_hash, password_changed_at,
                previous_passwords, email_verified_at is not null as email_verified
           from person
          where tenant_id = $1 and person_id = $2",
    )
    .bind(tx.tenant())
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?
    .ok_or_else(Error::not_found)
}
