//! A new person: the one insert that everybody uses (registering, inviting, sign-up of a shop, command line, demo).

use db::TenantTx;
use kernel::{Email, Line, Locale, PersonId, Phone, Result, Role};

/// Who is new.
#[derive(Debug, Clone)]
pub struct NewPerson {
    /// Address; refused with `taken` when somebody of this tenant has it.
    pub email: Email,
    /// Name.
    pub name: Line<120>,
    /// Telephone.
    pub phone: Option<Phone>,
    /// Role.
    pub role: Role,
    /// Language of mails and, without another choice, pages.
    pub locale: Locale,
    /// From [`crate::hash_password`]; none for somebody invited.
    pub password_hash: Option<String>,
    /// Whether the address is known to be theirs.
    pub verified: bool,
}

/// Adds the person; a known address is an error of the field `email`, code `taken`.
pub async fn create_person(tx: &mut TenantTx, new: NewPerson) -> Result<PersonId> {
    match create_unless_known(tx, &new).await? {
        Some(id) => Ok(id),
        None => Err(kernel::Error::invalid("email", "taken")),
    }
}

/// Adds the person unless the address is known. Two who race for one address wait for each other here.
pub(crate) async fn create_unless_known(tx: &mut TenantTx, new: &NewPerson) -> Result<Option<PersonId>> {
    let now = tx.now();
    Ok(sqlx::query_scalar(
        "insert into person (tenant_id, person_id, email, name, phone, role, locale, password_hash,
                             password_changed_at, email_verified_at, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)
         on conflict (tenant_id, email) do nothing
         returning person_id",
    )
    .bind(tx.tenant())
    .bind(tx.new_id::<PersonId>())
    .bind(&new.email)
    .bind(&new.name)
    .bind(&new.phone)
    .bind(new.role)
    .bind(new.locale)
    .bind(&new.password_hash)
    .bind(new.password_hash.as_ref().map(|_| now))
    .bind(new.verified.then_some(now))
    .bind(now)
    .fetch_optional(&mut **tx)
    .await?)
}
