//! Words that keys are put together of, as the sources write them down.

use std::collections::BTreeSet;

use sales::model::OrderStatus;
use vitrina::compose::error_codes;

use crate::platform::texts::{files_of, libs, literals_after, sources_of};

/// Words of ours.
pub(super) fn own(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// Codes of fields: those that the sources write down, and those that a constraint's name may end with.
pub(super) fn field_codes() -> BTreeSet<String> {
    let mut codes: BTreeSet<String> = own(&[
        "taken",
        "unknown",
        "invalid",
        "in_use",
        "out_of_range",
        "wrong_length",
    ])
    .into_iter()
    .collect();
    // What stands in for others speaks in their codes, and tests make some up.
    let ours = std::fs::read_dir(libs()).unwrap().flatten().map(|e| e.path());
    let ours = ours.filter(|dir| !dir.ends_with("payment_sandbox"));
    for text in ours.flat_map(|dir| files_of(&dir, "rs")) {
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        for call in ["Error::invalid(", "fault("] {
            codes.extend(text.split(call).skip(1).filter_map(second_literal));
        }
        codes.extend(literals_after(text, "code: \""));
    }
    let is_code =
        |code: &String| !code.is_empty() && code.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    // The codes of whole refusals are declared in the same form.
    let whole: BTreeSet<&str> = error_codes().iter().map(|(_, code)| code.code).collect();
    codes.retain(|code| is_code(code) && (!whole.contains(code.as_str()) || code == "invalid"));
    codes
}

/// `…("slug", "taken")`: the second argument, when it is a literal.
fn second_literal(rest: &str) -> Option<String> {
    let arguments = rest.split([';', '\n']).next()?;
    let (_, second) = arguments.split_once(", \"")?;
    let (code, after) = second.split_once('"')?;
    after.starts_with(')').then(|| code.to_owned())
}

/// What a page may be told after a redirect: `?done=saved`.
pub(super) fn done_words() -> BTreeSet<String> {
    let mut words: BTreeSet<String> = own(&[
        "cart-added",
        "cart-changed",
        "cart-removed",
        "catalog-picture-added",
        "catalog-pictures-saved",
        "review-saved",
        "review-photo-added",
        "review-photo-removed",
    ])
    .into_iter()
    .collect();
    for text in sources_of("rs").into_iter().chain(sources_of("html")) {
        for rest in text.split("done=").skip(1) {
            let word: String = rest
                .chars()
                .take_while(|c| c.is_ascii_lowercase() || *c == '-')
                .collect();
            let goes_on = rest[word.len()..].starts_with('{');
            if !word.is_empty() && !goes_on {
                words.insert(word);
            }
        }
    }
    // What an order's step leads to is what it is told as.
    let steps = OrderStatus::ALL
        .iter()
        .filter(|s| **s != OrderStatus::Pending)
        .map(|s| s.as_str());
    words.extend(
        steps
            .chain(["paid", "refunded", "refund-begun"])
            .map(|step| format!("sales-{step}")),
    );
    words
}
