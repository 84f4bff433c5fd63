//! Keys of texts that are put together at run time: every one that may come out exists.

mod list;
mod words;

use std::collections::BTreeSet;

use super::texts::{all_keys, files_of, libs};
use list::composed;

#[test]
fn every_key_that_is_put_together_exists() {
    let known = all_keys(0);
    let mut missing = vec![];
    for (pattern, words) in composed() {
        for word in words {
            let key = match pattern.split_once("{}") {
                Some((before, after)) => {
                    format!("{before}{word}{}", after.replace("-{}", "").replace("{}", ""))
                }
                None => pattern.to_owned(),
            };
            if !known.contains(&key) {
                missing.push(key);
            }
        }
    }
    assert!(
        missing.is_empty(),
        "texts that are put together but no Fluent file has: {missing:#?}"
    );
}

/// A new way of putting a key together comes onto the list above, so that its words are looked at too.
#[test]
fn every_way_of_putting_a_key_together_is_known() {
    let listed: BTreeSet<&str> = composed().iter().map(|(pattern, _)| *pattern).collect();
    let mut found = BTreeSet::new();
    for slice in SLICES {
        for text in files_of(&libs().join(slice).join("src"), "rs") {
            // A long one stands on a line of its own.
            let literals = text
                .split("format!(")
                .skip(1)
                .filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next());
            found.extend(literals.map(nameless).filter(|l| is_pattern(l)));
        }
    }
    let unlisted: Vec<&String> = found.iter().filter(|p| !listed.contains(p.as_str())).collect();
    assert!(unlisted.is_empty(), "{unlisted:#?}");
    let gone: Vec<&&str> = listed.iter().filter(|p| !found.contains(**p)).collect();
    assert!(gone.is_empty(), "nobody puts these together any more: {gone:?}");
}

/// Who shows texts.
const SLICES: [&str; 18] = [
    "http",
    "tenancy",
    "notifications",
    "billing",
    "identity",
    "ledger",
    "payments",
    "catalog",
    "inventory",
    "promotions",
    "sales",
    "reviews",
    "exchange",
    "booking",
    "calendars",
    "insights",
    "integrators",
    "panel",
];

/// `sales-tab-{}`: words and hyphens before the first brace, nothing of an address or a file.
fn is_pattern(literal: &str) -> bool {
    let Some((before, rest)) = literal.split_once('{') else {
        return false;
    };
    let word = |c: char| c.is_ascii_lowercase() || c == '-';
    before.ends_with('-') && before.chars().all(word) && rest.chars().all(|c| word(c) || "{}".contains(c))
}

/// With the names of what is put in taken out.
fn nameless(literal: &str) -> String {
    let mut parts = literal.split('{');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        format!(
            "{text}{{}}{}",
            part.split_once('}').map_or("", |(_, after)| after)
        )
    })
}
