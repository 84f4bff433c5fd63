//! What somebody may be about to type.

use db::TenantTx;
use kernel::Result;

use super::words::words;
use crate::model::Question;

/// At most `count` names: categories whose name holds the words, then products that fit them.
pub async fn suggest(tx: &mut TenantTx, text: &str, count: u32) -> Result<Vec<String>> {
    let words = words(tx).await?;
    let Some(question) = Question::new(text, &words) else {
        return Ok(vec![]);
    };
    // The words are letters and digits only, so nothing in the pattern is a wildcard of theirs.
    let pattern = format!("% {}%", question.spoken.join(" "));
    Ok(sqlx::query_scalar(
        "select name
           from (select name, 2::real as rank from category
                  where tenant_id = $1 and active and ' ' || plain_words(name) like $5
                 union all
                 select p.name, least(s.rank, 1.9)
                   from search_products($2, $3, $4, '{active}') s
                   join product p on p.tenant_id = $1 and p.product_id = s.product_id and p.status = 'active') names
          group by name
          order by max(rank) desc, name
          limit $6",
    )
    .bind(tx.tenant())
    .bind(&question.exactly)
    .bind(&question.nearly)
    .bind(&question.spoken)
    .bind(pattern)
    .bind(i64::from(count))
    .fetch_all(&mut **tx)
    .await?)
}
