//! The shop's own name, looks and contact.

use db::TenantTx;
use db::bus::Topic;
use http::EdgeError;
use kernel::{Email, Error, Line, Locale, Phone, Prose, Result, text::blank_as_none};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use crate::model::parse_color;

/// What a shop says about itself.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Name for people.
    #[schema(value_type = String)]
    pub name: Line<120>,
    /// A line under the name.
    #[serde(default, deserialize_with = "blank_as_none")]
    #[schema(value_type = Option<String>)]
    pub tagline: Option<Line<160>>,
    /// The bar at the top of the storefront.
    #[serde(default, deserialize_with = "blank_as_none")]
    #[schema(value_type = Option<String>)]
    pub announcement: Option<Line<160>>,
    /// Who they are.
    #[serde(default, deserialize_with = "blank_as_none")]
    #[schema(value_type = Option<String>)]
    pub about: Option<Prose<4000>>,
    /// `#0f5c4d`.
    pub brand_color: String,
    /// Telephone.
    #[serde(default, deserialize_with = "blank_as_none")]
    pub phone: Option<Phone>,
    /// Contact e-mail.
    #[serde(default, deserialize_with = "blank_as_none")]
    pub email: Option<Email>,
    /// Street and number.
    #[serde(default, deserialize_with = "blank_as_none")]
    #[schema(value_type = Option<String>)]
    pub street: Option<Line<160>>,
    /// Only helps the page to choose the municipality.
    #[serde(default)]
    #[schema(ignore)]
    #[validate(length(max = 5))]
    pub department: Option<String>,
    /// DANE code.
    #[serde(default, deserialize_with = "blank_as_none")]
    pub municipality_code: Option<String>,
    /// First language of its pages: `es-CO` or `en`.
    pub locale: Locale,
    /// IANA name of its zone.
    #[validate(length(max = 60))]
    pub time_zone: String,
    /// The version that was read; another one means that somebody else changed it.
    pub version: i64,
}

/// Changes the profile and tells every replica.
pub async fn change_profile(tx: &mut TenantTx, profile: &Profile) -> Result<()> {
    let color =
        parse_color(&profile.brand_color).ok_or_else(|| Error::invalid("brand_color", "invalid_color"))?;
    jiff::tz::TimeZone::get(&profile.time_zone).map_err(|_| Error::invalid("time_zone", "unknown"))?;
    if profile
        .municipality_code
        .as_deref()
        .is_some_and(|code| kernel::places::municipality(code).is_none())
    {
        return Err(Error::invalid("municipality_code", "unknown"));
    }
    update(tx, profile, &color).await?;
    tx.announce(Topic::Tenant, tx.tenant().0);
    Ok(())
}

async fn update(tx: &mut TenantTx, profile: &Profile, color: &str) -> Result<()> {
    let changed = sqlx::query(
        "update tenant set name = $2, tagline = $3, announcement = $4, about = $5, brand_color = $6, phone = $7,
                email = $8, street = $9, municipality_code = $10, locale = $11, time_zone = $12,
                updated_at = $13, version = version + 1
          where tenant_id = $1 and version = $14",
    )
    .bind(tx.tenant())
    .bind(&profile.name)
    .bind(&profile.tagline)
    .bind(&profile.announcement)
    .bind(&profile.about)
    .bind(color)
    .bind(&profile.phone)
    .bind(&profile.email)
    .bind(&profile.street)
    .bind(&profile.municipality_code)
    .bind(profile.locale.tag())
    .bind(&profile.time_zone)
    .bind(tx.now())
    .bind(profile.version)
    .execute(&mut **tx)
    .await?
    .rows_affected();
    if changed == 1 {
        Ok(())
    } else {
        Err(EdgeError::Stale.into())
    }
}

/// Points to another logo in storage; gives the one before, whose files nobody shows any more.
pub async fn set_logo(tx: &mut TenantTx, key: Option<&str>) -> Result<Option<String>> {
    let before: Option<String> = sqlx::query_scalar(
        "with before as (select logo_key from tenant where tenant_id = $1 for update)
         update tenant set logo_key = $2, updated_at = $3, version = version + 1
           from before
          where tenant_id = $1
         returning before.logo_key",
    )
    .bind(tx.tenant())
    .bind(key)
    .bind(tx.now())
    .fetch_one(&mut **tx)
    .await?;
    tx.announce(Topic::Tenant, tx.tenant().0);
    Ok(before)
}
