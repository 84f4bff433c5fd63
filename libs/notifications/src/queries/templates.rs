//! Shops' own words.

use db::TenantTx;
use kernel::{Locale, Result};
use sqlx::FromRow;
use sqlx::types::Json;

use super::quiet::QuietHours;
use crate::model::Shop;
use crate::model::template::{MessageWords, Template};
use crate::model::wording::Wording;

/// With what the shop tells messages of these kinds, and when; one statement.
pub(crate) async fn get_wording(tx: &mut TenantTx, kinds: &[&str]) -> Result<Wording> {
    #[derive(FromRow)]
    struct Row {
        #[sqlx(flatten)]
        shop: Shop,
        time_zone: String,
        #[sqlx(flatten)]
        quiet: QuietHours,
        templates: Json<Vec<Template>>,
    }
    let row: Row = sqlx::query_as(
        "select t.name, t.brand_color, t.time_zone, coalesce(s.quiet_from, 1260::smallint) as quiet_from,
                coalesce(s.quiet_to, 480::smallint) as quiet_to, coalesce(s.version, 0) as version,
                (select coalesce(jsonb_agg(to_jsonb(m)), '[]')
                   from message_template m
                  where m.tenant_id = $1 and m.purpose = any ($2)) as templates
           from tenant t
           left join message_setting s on s.tenant_id = t.tenant_id
          where t.tenant_id = $1",
    )
    .bind(tx.tenant())
    .bind(kinds)
    .fetch_one(&mut **tx)
    .await?;
    Ok(Wording {
        shop: row.shop,
        templates: row.templates.0,
        quiet: row.quiet.in_zone(&row.time_zone),
    })
}

/// What a shop says, and how often that was changed.
#[derive(Debug, Clone, FromRow)]
pub struct OwnWords {
    /// Of which kind.
    pub purpose: String,
    /// In which language.
    pub locale: Locale,
    /// Its words.
    #[sqlx(flatten)]
    pub words: MessageWords,
    /// Grows with each change.
    pub version: i64,
}

/// All of a shop's own words.
pub async fn list_own_words(tx: &mut TenantTx) -> Result<Vec<OwnWords>> {
    Ok(sqlx::query_as(
        "select purpose, locale, subject, heading, body, footer, version
           from message_template
          where tenant_id = $1
          order by purpose, locale",
    )
    .bind(tx.tenant())
    .fetch_all(&mut **tx)
    .await?)
}

/// A shop's own words for one kind in one language, if it has any.
pub async fn find_own_words(tx: &mut TenantTx, purpose: &str, locale: Locale) -> Result<Option<OwnWords>> {
    Ok(sqlx::query_as(
        "select purpose, locale, subject, heading, body, footer, version
           from message_template
          where tenant_id = $1 and purpose = $2 and locale = $3",
    )
    .bind(tx.tenant())
    .bind(purpose)
    .bind(locale)
    .fetch_optional(&mut **tx)
    .await?)
}
