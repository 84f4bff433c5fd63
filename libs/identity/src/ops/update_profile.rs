//! What people say of themselves.

use db::TenantTx;
use kernel::{Line, Locale, PersonId, Phone, Result};

/// Name, telephone, language: what is `None` stays.
#[derive(Debug, Clone, Default)]
pub struct Profile {
    /// Name.
    pub name: Option<Line<120>>,
    /// Telephone; `Some(None)` takes it away.
    pub phone: Option<Option<Phone>>,
    /// Language.
    pub locale: Option<Locale>,
}

/// Keeps it.
pub async fn update_profile(tx: &mut TenantTx, person: PersonId, profile: &Profile) -> Result<()> {
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
    .bind(profile.phone.is_some())
    .bind(profile.phone.as_ref().and_then(Option::as_ref))
    .bind(profile.locale)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}
