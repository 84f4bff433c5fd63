//! Each case of `tests/data/cases.json`; its policies are the engine's.

use serde_json::Value;
use slots::cases::{Case, Cases};

const FILE: &str = include_str!("../data/cases.json");

/// How many there are, so that none gets lost.
const COUNT: usize = 58;

#[test]
fn every_case_is_answered_as_expected() {
    let file: Value = serde_json::from_str(FILE).unwrap();
    let cases: Cases = serde_json::from_str(FILE).unwrap();
    assert_eq!(cases.cases.len(), COUNT);
    let expected = file["cases"]
        .as_array()
        .unwrap()
        .iter()
        .map(|case| &case["expected"]);
    let failures: Vec<_> = cases
        .cases
        .iter()
        .zip(expected)
        .filter_map(|(case, expected)| failure(case, expected))
        .collect();
    assert!(
        failures.is_empty(),
        "{} fail:\n{}",
        failures.len(),
        failures.join("\n")
    );
}

fn failure(case: &Case, expected: &Value) -> Option<String> {
    match case.answer() {
        Ok(answer) => {
            let slots = serde_json::to_value(answer.slots).unwrap();
            (slots != *expected).then(|| format!("{}: {slots}\n  expected {expected}", case.id))
        }
        Err(error) => Some(format!("{}: {error}", case.id)),
    }
}

#[test]
fn nonsense_is_refused_by_name() {
    let ask = |changed: &str| {
        let case = format!(
            r#"{{"id": "x", "input": {{"tz": "UTC", "duration_min": 60, "now": "2026-01-01T00:00:00Z",
                "range": {{"from": "2026-01-01T00:00:00Z", "to": "2026-01-02T00:00:00Z"}}, {changed}}}}}"#
        );
        let case: Case = serde_json::from_str(&case).unwrap();
        case.answer()
            .map(|answer| answer.slots.len())
            .map_err(|error| error.to_string())
    };
    assert_eq!(
        ask(r#""step_min": 0"#),
        Err("a duration and a step are at least a minute".into())
    );
    let rule = |day: u8, end: &str| {
        ask(&format!(
            r#""rules": [{{"days": [{day}], "start": "08:00", "end": "{end}"}}]"#
        ))
    };
    assert_eq!(rule(8, "09:00"), Err("days of the week are 1 to 7, not 8".into()));
    assert!(rule(4, "25:00").unwrap_err().contains("25:00"));
    assert_eq!(rule(4, "09:00"), Ok(1));
    let host = ask(r#""hosts": [{"id": "a", "tz": "Mars/Olympus"}]"#);
    assert_eq!(host, Err("there is no zone Mars/Olympus".into()));
    assert_eq!(ask(r#""hosts": []"#), Ok(0));
}
