//! What people say of themselves.

use db::TenantTx;
use kernel::{Line, Locale, PersonId, Phone, Result};

/// What becomes of the telephone.
#[derive(Debug, Clone, Default)]
pub enum PhoneChange {
    /// It stays.
    #[default]
    Keep,
    /// It is this one from now on, or none.
    To(Option<Phone>),
}

/// Name, telephone, language: what is `None` stays.
#[derive(Debug, Clone, Default)]
pub struct Profile {
    /// Name.
    pub name: Option<Line<120>>,
    /// Telephone.
    pub phone: PhoneChange,
    /// Language.
    pub locale: Option<Locale>,
}

/// Keeps it.
pub async fn update_profile(tx: &mut TenantTx, person: PersonId, profile: &Profile) -> Result<()> {
    let (phone_changes, phone) = match &profile.phone {
        PhoneChange::Keep => (false, None),
        PhoneChange::To(phone) => (true, phone.as_ref()),
    };
    sqlx::query(
        "update person
            set name = coalesce($3, name),
                phone = case when $4 then $5 else phone end,
                locale = coalesce($6, locale),
                updated_at = $7
          where tenant_id = $1 and person_id = $2",
    )
    .bind(tx.tenant())
    .bind(person)
    .bind(&profile.name)
    .bind(phone_changes)
    .bind(phone)
    .bind(profile.locale)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}
