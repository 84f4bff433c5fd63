//! What a customer is asked before an appointment, and what they answered.

use std::collections::BTreeMap;

use kernel::{Error, FieldError, Line, Prose, Result};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Most questions of a service.
const MOST: usize = 20;

/// A question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// How answers name it: small letters, digits and `_`.
    pub key: String,
    /// What is asked.
    #[schema(value_type = String)]
    pub label: Line<200>,
    /// How it is answered.
    pub kind: QuestionKind,
    /// Whether it must be answered.
    #[serde(default)]
    pub required: bool,
    /// Of a choice, what there is to choose.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    pub options: Vec<Line<80>>,
}

/// How a question is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum QuestionKind {
    /// On a line.
    Text,
    /// In several lines.
    LongText,
    /// By one of the options.
    Choice,
    /// `yes`, or nothing.
    Check,
}

/// Answers by the key of their question.
pub type Answers = BTreeMap<String, Prose<2000>>;

/// Bytes of all answers together, as they are sealed: what the column takes, with room for the seal.
const MOST_BYTES: usize = 32_000;

/// Refuses questions that could not be asked.
pub(crate) fn check_questions(questions: &[Question]) -> Result<()> {
    if questions.len() > MOST {
        return Err(Error::invalid("questions", "too_many"));
    }
    for (at, question) in questions.iter().enumerate() {
        let path = |field: &str| format!("questions.{at}.{field}");
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        if question.key.is_empty() || question.key.len() > 40 || !question.key.bytes().all(plain) {
            return Err(Error::invalid(path("key"), "bad_characters"));
        }
        if questions.iter().take(at).any(|other| other.key == question.key) {
            return Err(Error::invalid(path("key"), "duplicate"));
        }
        let is_choice = question.kind == QuestionKind::Choice;
        if is_choice == question.options.is_empty() || question.options.len() > 30 {
            return Err(Error::invalid(path("options"), "out_of_range"));
        }
    }
    Ok(())
}

/// Answers that fit the questions; every wrong one is named. Where the shop insists, some may be missing; none may be more than
/// was asked, or longer than is kept.
pub(crate) fn check_answers(questions: &[Question], answers: &Answers, insists: bool) -> Result<()> {
    let mut wrong = Vec::new();
    for key in answers.keys() {
        if !questions.iter().any(|question| &question.key == key) {
            wrong.push(fault(key, "unknown_field"));
        }
    }
    for question in questions {
        match answers.get(&question.key) {
            None if question.required && !insists => wrong.push(fault(&question.key, "required")),
            Some(answer) if !question.accepts(answer.as_str()) => {
                wrong.push(fault(&question.key, "not_a_choice"));
            }
            _ => {}
        }
    }
    wrong.extend(too_much(answers)?);
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(Error::invalid_fields(wrong))
    }
}

/// Characters are up to four bytes, and quotes and line breaks take two: what fits one by one may not fit together. The longest
/// is named.
fn too_much(answers: &Answers) -> Result<Option<FieldError>> {
    let written = serde_json::to_vec(answers).map_err(|e| Error::Fault(e.into()))?;
    let longest = answers.iter().max_by_key(|(_, answer)| answer.as_str().len());
    Ok(longest
        .filter(|_| written.len() > MOST_BYTES)
        .map(|(key, _)| fault(key, "too_long")))
}

fn fault(key: &str, code: &'static str) -> FieldError {
    // A key comes from outside: as long as a question's may be, no longer.
    let key: String = key.chars().take(40).collect();
    FieldError {
        field: format!("answers.{key}"),
        code,
        args: vec![],
    }
}

impl Question {
    fn accepts(&self, answer: &str) -> bool {
        match self.kind {
            QuestionKind::Text => !answer.contains('\n'),
            QuestionKind::LongText => true,
            QuestionKind::Choice => self.options.iter().any(|option| option.as_str() == answer),
            QuestionKind::Check => answer == "yes",
        }
    }
}
