//! The shop's own words for search.

use db::TenantTx;
use kernel::Result;
use sqlx::types::Json;

use crate::model::Words;

/// All of them: a few hundred at most.
pub async fn words(tx: &mut TenantTx) -> Result<Words> {
    let (Json(synonyms), stop_words): (Json<Vec<Vec<String>>>, Vec<String>) = sqlx::query_as(
        "select (select coalesce(jsonb_agg(to_jsonb(words) order by words), '[]') from search_synonym where tenant_id = $1),
                array(select word from search_stop_word where tenant_id = $1 order by word)",
    )
    .bind(tx.tenant())
    .fetch_one(&mut **tx)
    .await?;
    Ok(Words { synonyms, stop_words })
}
