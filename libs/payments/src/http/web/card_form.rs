//! The form of a card, as typed: what the provider's fields gave, and nothing of the card itself.

use kernel::text::TextError;
use kernel::{Error, FieldError, Line, Result};
use serde::Deserialize;
use validator::Validate;

use crate::model::CardRequest;
use crate::model::payer::DocumentType;

/// As typed, and as scripts filled it in.
#[derive(Debug, Clone, Default, Deserialize, Validate)]
#[serde(default)]
pub struct CardForm {
    token: String,
    payment_method_id: String,
    issuer_id: String,
    installments: String,
    document_type: String,
    document: String,
    saved_card_id: String,
    save: String,
}

impl CardForm {
    /// What is asked for, or everything that is wrong.
    pub fn request(&self) -> Result<CardRequest> {
        let mut wrong = vec![];
        let mut say = |field: &'static str, code: &'static str| {
            wrong.push(FieldError {
                field: field.to_owned(),
                code,
                args: vec![],
            });
        };
        let document_type = DocumentType::ALL
            .into_iter()
            .find(|kind| kind.as_str() == self.document_type);
        let installments = self.installments.trim().parse().ok();
        if !self.installments.is_empty() && installments.is_none_or(|parts| !(1..=36).contains(&parts)) {
            say("installments", "not_a_choice");
        }
        let saved_card_id = self.saved_card_id.trim().parse().ok();
        if !self.saved_card_id.is_empty() && saved_card_id.is_none() {
            say("saved_card_id", "not_a_choice");
        }
        let request = CardRequest {
            token: line("token", &self.token, &mut say),
            payment_method_id: line("payment_method_id", &self.payment_method_id, &mut say),
            issuer_id: line("issuer_id", &self.issuer_id, &mut say),
            document: line("document", &self.document, &mut say),
            installments,
            document_type,
            saved_card_id,
            save: self.save == "true",
        };
        if wrong.is_empty() {
            Ok(request)
        } else {
            Err(Error::invalid_fields(wrong))
        }
    }
}

/// Nothing typed is nothing.
fn line<const MAX: usize>(
    field: &'static str,
    raw: &str,
    say: &mut impl FnMut(&'static str, &'static str),
) -> Option<Line<MAX>> {
    match Line::parse(raw) {
        Ok(line) => return Some(line),
        Err(TextError::Required) => {}
        Err(TextError::TooLong) => say(field, "too_long"),
        Err(TextError::BadCharacters) => say(field, "bad_characters"),
    }
    None
}

#[cfg(test)]
mod tests {
    use kernel::Error;

    use super::CardForm;

    #[test]
    fn what_is_not_typed_is_none_and_what_does_not_fit_is_named() {
        let empty = CardForm::default().request().unwrap();
        assert!(empty.token.is_none() && empty.installments.is_none() && !empty.save);
        let odd = CardForm {
            installments: "99".into(),
            saved_card_id: "x".into(),
            ..CardForm::default()
        };
        let Err(Error::Refused(refusal)) = odd.request() else {
            panic!("an odd form was taken");
        };
        let fields: Vec<_> = refusal.fields.iter().map(|f| f.field.clone()).collect();
        assert_eq!(fields, ["installments", "saved_card_id"]);
    }
}
