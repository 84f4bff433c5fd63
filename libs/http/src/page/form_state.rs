//! A form as a page shows it: what was typed, and what is wrong with it.

use kernel::{Error, FieldError};

use super::Page;
use crate::extract::Typed;

/// What templates ask: `f.value("email")`, `f.error("email")`, `f.problem`.
#[derive(Debug, Clone, Default)]
pub struct FormState {
    typed: Typed,
    errors: Vec<(String, String)>,
    /// What is wrong with the whole, or nothing.
    pub problem: String,
}

impl FormState {
    /// Nothing typed yet.
    pub fn blank() -> Self {
        Self::default()
    }

    /// Filled with what is stored.
    pub fn prefilled<N: Into<String>>(pairs: impl IntoIterator<Item = (N, String)>) -> Self {
        Self {
            typed: Typed::prefilled(pairs),
            ..Self::default()
        }
    }

    /// Typed, and nothing wrong with it so far.
    pub fn typed(typed: Typed) -> Self {
        Self {
            typed,
            ..Self::default()
        }
    }

    /// Typed and refused: each field's sentence, or one for the whole.
    pub fn refused(page: &Page, typed: Typed, error: &Error) -> Self {
        let fields: &[FieldError] = match error {
            Error::Refused(refusal) => &refusal.fields,
            Error::Fault(_) => &[],
        };
        let errors = fields
            .iter()
            .map(|f| (f.field.clone(), page.field_error(f)))
            .collect();
        Self {
            typed,
            errors,
            problem: page.error_text(error),
        }
    }

    /// Everything that was typed.
    pub fn all(&self) -> &Typed {
        &self.typed
    }

    /// What was typed into a field.
    pub fn value(&self, name: &str) -> &str {
        self.typed.get(name)
    }

    /// Whether a box was ticked or a choice made.
    pub fn is(&self, name: &str, value: &str) -> bool {
        self.typed.all(name).contains(&value)
    }

    /// What is wrong with a field or with a part of it (`choices.2` of `choices`), or nothing.
    pub fn error_below(&self, name: &str) -> &str {
        let is_part = |field: &str| {
            field
                .strip_prefix(name)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        self.errors
            .iter()
            .find(|(field, _)| is_part(field))
            .map_or("", |(_, text)| text)
    }

    /// What is wrong with a field, or nothing.
    pub fn error(&self, name: &str) -> &str {
        self.errors
            .iter()
            .find(|(field, _)| field == name)
            .map_or("", |(_, text)| text)
    }
}
