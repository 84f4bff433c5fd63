//! Of a question that no product answers whole: which of its words some product has together.

use std::collections::BTreeSet;

use db::TenantTx;
use kernel::Result;

use crate::ProductStatus;
use crate::model::{Part, Question};

/// Positions of the parts to ask for instead: those that some product has, most of them, then those that are sure rather than heard,
/// then those that most products have. Words that say nothing (`de`, `para`) are kept. Empty when no product has any.
pub async fn most_words(
    tx: &mut TenantTx,
    question: &Question,
    statuses: &[ProductStatus],
) -> Result<BTreeSet<usize>> {
    if question.parts.len() < 2 {
        return Ok(BTreeSet::new());
    }
    let written: Vec<String> = question.parts.iter().map(Part::written).collect();
    let spoken: Vec<&str> = question.parts.iter().map(Part::spoken).collect();
    let statuses: Vec<&str> = statuses.iter().map(|status| status.as_str()).collect();
    let kept: Option<Vec<i32>> = sqlx::query_scalar(MOST_WORDS)
        .bind(tx.tenant())
        .bind(written)
        .bind(spoken)
        .bind(statuses)
        .fetch_optional(&mut **tx)
        .await?;
    let from_one = kept.unwrap_or_default().into_iter();
    Ok(from_one.filter_map(|at| usize::try_from(at - 1).ok()).collect())
}

/// `telling` are the words that PostgreSQL's dictionary does not pass over; only for those that no product has in writing it is
/// listened, by the measure of `search_products`.
const MOST_WORDS: &str = "
with said as materialized (
  select w.n::integer as n, sound_words(w.spoken) as sound, to_tsquery('public.es_plain', w.written) as query
    from unnest($2::text[], $3::text[]) with ordinality as w (written, spoken, n)),
telling as materialized (
  select s.n, s.query, s.sound,
         exists (select from product p
                  where p.tenant_id = $1 and p.status = any ($4) and p.search_words @@ s.query) as is_written
    from said s
   where numnode(s.query) > 0),
heard as materialized (
  select t.n, h.word
    from telling t
    join heard_word h on h.tenant_id = $1 and word_similarity(t.sound, h.word) >= 0.45
   where not t.is_written and length(t.sound) >= 3),
had as (
  select p.product_id, array_agg(t.n order by t.n) as words, count(*) filter (where t.is_written) as sure
    from product p
    join telling t on case when t.is_written then p.search_words @@ t.query
                           else exists (select from heard h
                                         where h.n = t.n
                                           and position(' ' || h.word || ' ' in ' ' || p.search_sound || ' ') > 0) end
   where p.tenant_id = $1 and p.status = any ($4)
   group by p.product_id)
select words || array(select n from said where numnode(query) = 0)
  from had
 group by words, sure
 order by cardinality(words) desc, sure desc, count(*) desc, words
 limit 1";
