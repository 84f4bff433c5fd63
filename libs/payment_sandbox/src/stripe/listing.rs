//! Lists, page by page, newest first.

use kernel::Instant;
use serde_json::{Value, json};

use super::answer::Answer;
use super::call::Call;

/// Of a page, unless the call says otherwise.
const USUAL: i64 = 10;
/// Of a page at most.
const MOST: i64 = 100;

/// What is listed.
pub trait Listed {
    fn id(&self) -> &str;
    fn created(&self) -> Instant;
}

/// A page of those that the call asks for. They come oldest first.
pub fn page<'a, T: Listed + 'a>(
    call: &Call,
    url: &str,
    all: impl Iterator<Item = &'a T>,
    view: impl Fn(&T) -> Value,
) -> Result<Answer, Answer> {
    let limit = call.form.number("limit")?.unwrap_or(USUAL);
    if !(1..=MOST).contains(&limit) {
        return Err(Answer::wrong(
            "parameter_invalid_integer",
            "limit",
            "This value must be between 1 and 100",
        ));
    }
    let (from, until) = (
        call.form.number("created[gte]")?,
        call.form.number("created[lt]")?,
    );
    let fits = |one: &&T| {
        let at = one.created().unix_seconds();
        from.is_none_or(|from| from <= at) && until.is_none_or(|until| at < until)
    };
    let mut found: Vec<&T> = all.filter(fits).collect();
    found.reverse();
    if let Some(last) = call.form.text("starting_after") {
        let at = found.iter().position(|one| one.id() == last);
        let at = at.ok_or_else(|| Answer::wrong("resource_missing", "starting_after", "No such object"))?;
        found.drain(..=at);
    }
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = found.len() > limit;
    let data: Vec<Value> = found.into_iter().take(limit).map(view).collect();
    Ok(Answer::ok(
        json!({ "object": "list", "url": url, "has_more": more, "data": data }),
    ))
}
