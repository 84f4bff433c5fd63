//! What every answer must be like, whatever was asked.

use std::collections::BTreeSet;

use serde_json::Value;
use testkit::Answer;

/// Knows the codes that an answer may carry.
pub struct Judge {
    codes: BTreeSet<&'static str>,
}

impl Judge {
    /// Of the whole program.
    pub fn new() -> Self {
        Self {
            codes: vitrina::compose::error_codes()
                .into_iter()
                .map(|(_, code)| code.code)
                .collect(),
        }
    }

    /// What is wrong with an answer at `path`, if anything is.
    pub fn fault(&self, path: &str, answer: &Answer) -> Option<String> {
        let status = answer.status.as_u16();
        if status >= 500 {
            return Some(format!("a {status}: {}", short(&answer.text)));
        }
        let is_api = path.starts_with("/api/");
        if status < 400 || !is_api {
            return None;
        }
        if !answer
            .header("content-type")
            .starts_with("application/problem+json")
        {
            return Some(format!(
                "{status} is no problem+json but {}",
                answer.header("content-type")
            ));
        }
        let Ok(problem) = serde_json::from_str::<Value>(&answer.text) else {
            return Some(format!("{status} without JSON: {}", short(&answer.text)));
        };
        self.problem_fault(status, &problem)
            .map(|fault| format!("{fault}: {}", short(&answer.text)))
    }

    fn problem_fault(&self, status: u16, problem: &Value) -> Option<String> {
        let code = problem["code"].as_str().unwrap_or_default();
        if !self.codes.contains(code) {
            return Some(format!("the code {code:?} is declared nowhere"));
        }
        if problem["status"] != status {
            return Some(format!("says {} but is {status}", problem["status"]));
        }
        if !is_sentence(&problem["detail"]) {
            return Some("does not say what to do".into());
        }
        let fields = problem["errors"]
            .as_array()
            .map(Vec::as_slice)
            .unwrap_or_default();
        if code == "invalid" && fields.is_empty() {
            return Some("names no field".into());
        }
        let dumb = |f: &&Value| f["field"].as_str().is_none_or(str::is_empty) || !is_sentence(&f["detail"]);
        fields
            .iter()
            .find(dumb)
            .map(|field| format!("does not explain {field}"))
    }
}

/// Words for people: a missing text would show its key.
fn is_sentence(detail: &Value) -> bool {
    detail
        .as_str()
        .is_some_and(|text| text.contains(' ') && !text.contains("error-") && !text.contains("field-"))
}

/// The fields that a refusal names.
pub fn named_fields(answer: &Answer) -> Vec<String> {
    let problem: Value = serde_json::from_str(&answer.text).unwrap_or_default();
    let fields = problem["errors"].as_array().cloned().unwrap_or_default();
    fields
        .iter()
        .filter_map(|f| f["field"].as_str().map(str::to_owned))
        .collect()
}

/// Enough to recognise it by.
pub fn short(text: &str) -> String {
    text.chars().take(300).collect()
}
