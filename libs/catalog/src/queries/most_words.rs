//! Of a question that no product answers whole: which of its words some product has together.

use std::collections::BTreeSet;

use db::TenantTx;
use kernel::Result;

use crate::ProductStatus;
use crate::model::{Part, Question};

/// Positions of a question's parts.
#[derive(Debug, Default)]
pub struct MostWords {
    /// To ask for instead: those that some product has, most of them, then those that are sure rather than heard, then those that
    /// most products have. Empty when no product has any.
    pub kept: BTreeSet<usize>,
    /// Those that say nothing (`de`, `para`): nothing is missing without them.
    pub silent: BTreeSet<usize>,
}

/// Which of its words some product has.
pub async fn most_words(
    tx: &mut TenantTx,
    question: &Question,
    statuses: &[ProductStatus],
) -> Result<MostWords> {
    if question.parts.len() < 2 {
        return Ok(MostWords::default());
    }
    let written: Vec<String> = question.parts.iter().map(Part::written).collect();
    let exactly: Vec<&str> = question.parts.iter().map(Part::exactly).collect();
    let spoken: Vec<&str> = question.parts.iter().map(Part::spoken).collect();
    let statuses: Vec<&str> = statuses.iter().map(|status| status.as_str()).collect();
    let found: Option<(Vec<i32>, Vec<i32>)> = sqlx::query_as(MOST_WORDS)
        .bind(tx.tenant())
        .bind(written)
        .bind(exactly)
        .bind(spoken)
        .bind(statuses)
        .fetch_optional(&mut **tx)
        .await?;
    let (kept, silent) = found.unwrap_or_default();
    let positions = |from_one: Vec<i32>| {
        let from_zero = from_one.into_iter().map(|at| usize::try_from(at - 1));
        from_zero.filter_map(std::result::Result::ok).collect()
    };
    Ok(MostWords {
        kept: positions(kept),
        silent: positions(silent),
    })
}

/// `telling` are the words that PostgreSQL's dictionary does not pass over; only for those that no product has in writing it is
/// listened, by the measure of `search_products`.
const MOST_WORDS: &str = "
with said as materialized (
  select w.n::integer as n, sound_words(w.spoken) as sound, to_tsquery('public.es_plain', w.written) as query,
         numnode(to_tsquery('public.es_plain', w.exactly)) = 0 as is_silent
    from unnest($2::text[], $3::text[], $4::text[]) with ordinality as w (written, exactly, spoken, n)),
telling as materialized (
  select s.n, s.query, s.sound,
         exists (select from product p
                  where p.tenant_id = $1 and p.status = any ($5) and p.search_words @@ s.query) as is_written
    from said s
   where not s.is_silent),
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
   where p.tenant_id = $1 and p.status = any ($5)
   group by p.product_id)
select words, array(select n from said where is_silent)
  from had
 group by words, sure
 order by cardinality(words) desc, sure desc, count(*) desc, words
 limit 1";
