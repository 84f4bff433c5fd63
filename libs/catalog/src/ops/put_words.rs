//! The shop's own words for search: what means the same, and what says nothing.

use std::collections::BTreeSet;

use db::TenantTx;
use db::audit::{self, Change};
use kernel::{Error, Line, Result};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::types::Json;
use utoipa::ToSchema;
use validator::Validate;

use super::free_names::wait_turn;
use crate::model::{SynonymId, word_of};

/// All of them.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WordsInput {
    /// Groups of two to twenty words or short phrases.
    #[serde(default)]
    #[validate(length(max = 500))]
    pub synonyms: Vec<Vec<Line<60>>>,
    /// Single words that questions are stripped of.
    #[serde(default)]
    #[validate(length(max = 500))]
    pub stop_words: Vec<Line<40>>,
}

#[derive(Serialize)]
struct Group<'a> {
    id: SynonymId,
    words: &'a [Line<60>],
}

/// Replaces them all.
pub async fn put_words(tx: &mut TenantTx, input: &WordsInput) -> Result<()> {
    check(input)?;
    wait_turn(tx, "search words").await?;
    let before = all_words(tx).await?;
    put_synonyms(tx, input).await?;
    put_stop_words(tx, input).await?;
    let change = Change {
        subject: "search_words",
        id: tx.tenant().to_string(),
        label: None,
        before,
        after: all_words(tx).await?,
    };
    audit::record(tx, change).await
}

fn check(input: &WordsInput) -> Result<()> {
    if let Some(i) = input
        .synonyms
        .iter()
        .position(|group| !(2..=20).contains(&group.len()))
    {
        return Err(Error::invalid(format!("synonyms.{i}"), "wrong_length"));
    }
    let phrase = |word: &Line<60>| word.split_whitespace().count() <= 4;
    if let Some(i) = input.synonyms.iter().position(|group| !group.iter().all(phrase)) {
        return Err(Error::invalid(format!("synonyms.{i}"), "too_long"));
    }
    match input.stop_words.iter().position(|word| word_of(word).is_none()) {
        Some(i) => Err(Error::invalid(format!("stop_words.{i}"), "one_word")),
        None => Ok(()),
    }
}

async fn put_synonyms(tx: &mut TenantTx, input: &WordsInput) -> Result<()> {
    sqlx::query("delete from search_synonym where tenant_id = $1")
        .bind(tx.tenant())
        .execute(&mut **tx)
        .await?;
    let groups: Vec<Group<'_>> = input
        .synonyms
        .iter()
        .map(|words| Group {
            id: tx.new_id(),
            words,
        })
        .collect();
    sqlx::query(
        "insert into search_synonym (tenant_id, synonym_id, words)
         select $1, g.id, g.words from jsonb_to_recordset($2) as g (id uuid, words text[])",
    )
    .bind(tx.tenant())
    .bind(Json(groups))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

async fn put_stop_words(tx: &mut TenantTx, input: &WordsInput) -> Result<()> {
    sqlx::query("delete from search_stop_word where tenant_id = $1")
        .bind(tx.tenant())
        .execute(&mut **tx)
        .await?;
    let words: BTreeSet<String> = input.stop_words.iter().filter_map(|word| word_of(word)).collect();
    sqlx::query("insert into search_stop_word (tenant_id, word) select $1, unnest($2::text[])")
        .bind(tx.tenant())
        .bind(words.into_iter().collect::<Vec<_>>())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// For the audit log: the rows are replaced, whether or not they differ.
async fn all_words(tx: &mut TenantTx) -> Result<Value> {
    Ok(sqlx::query_scalar(
        "select jsonb_build_object(
            'synonyms', (select jsonb_agg(words order by words) from search_synonym where tenant_id = $1),
            'stop_words', (select jsonb_agg(word order by word) from search_stop_word where tenant_id = $1))",
    )
    .bind(tx.tenant())
    .fetch_one(&mut **tx)
    .await?)
}
