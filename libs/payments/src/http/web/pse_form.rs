//! The form of PSE, as typed.

use kernel::text::TextError;
use kernel::{Email, Error, FieldError, Line, Phone, Result};
use serde::Deserialize;
use validator::Validate;

use crate::hooks::KnownPayer;
use crate::model::PseRequest;
use crate::model::payer::{DocumentType, Payer, PayerKind};

/// As typed.
#[derive(Debug, Clone, Default, Deserialize, Validate)]
#[serde(default)]
pub struct PseForm {
    bank: String,
    kind: String,
    document_type: String,
    document: String,
    first_name: String,
    last_name: String,
    email: String,
    phone: String,
    street: String,
    city: String,
    state: String,
    postal_code: String,
}

/// Collects what is wrong, so that everything is said at once.
#[derive(Default)]
struct Faults(Vec<FieldError>);

impl Faults {
    fn say(&mut self, field: &'static str, code: &'static str) {
        self.0.push(FieldError {
            field: field.to_owned(),
            code,
            args: vec![],
        });
    }

    fn line<const MAX: usize>(&mut self, field: &'static str, raw: &str) -> Option<Line<MAX>> {
        let code = |error| match error {
            TextError::Required => "required",
            TextError::TooLong => "too_long",
            TextError::BadCharacters => "bad_characters",
        };
        Line::parse(raw).map_err(|e| self.say(field, code(e))).ok()
    }

    fn some<T>(&mut self, field: &'static str, raw: &str, parsed: Option<T>) -> Option<T> {
        if parsed.is_none() {
            let empty = raw.trim().is_empty();
            self.say(field, if empty { "required" } else { "invalid" });
        }
        parsed
    }
}

fn optional<const MAX: usize>(raw: &str) -> Option<Line<MAX>> {
    Line::parse(raw).ok()
}

impl PseForm {
    /// What is asked for, or everything that is wrong.
    pub fn request(&self) -> Result<PseRequest> {
        let mut faults = Faults::default();
        let payer = self.payer(&mut faults);
        let bank = faults.line("bank", &self.bank);
        match (payer, bank) {
            (Some(payer), Some(bank)) if faults.0.is_empty() => Ok(PseRequest { bank, payer }),
            _ => Err(Error::invalid_fields(faults.0)),
        }
    }

    fn payer(&self, faults: &mut Faults) -> Option<Payer> {
        let document_type = self.document_type(faults);
        let kind = if document_type == Some(DocumentType::Nit) {
            PayerKind::Company
        } else {
            PayerKind::Person
        };
        let first_name = faults.line("first_name", &self.first_name);
        let last_name = optional(&self.last_name);
        if kind == PayerKind::Person && last_name.is_none() {
            faults.say("last_name", "required");
        }
        let document = faults.line("document", &self.document);
        let email = faults.some("email", &self.email, Email::parse(&self.email));
        let phone = faults.some("phone", &self.phone, Phone::parse(&self.phone));
        let street = faults.line("street", &self.street);
        let city = faults.line("city", &self.city);
        let payer = Payer {
            kind,
            document_type: document_type?,
            document: document?,
            first_name: first_name?,
            last_name,
            email: email?,
            phone: phone?,
            street: street?,
            city: city?,
            state: optional(&self.state),
            postal_code: optional(&self.postal_code),
        };
        if payer.document_type.fits(&payer.document()) {
            return Some(payer);
        }
        faults.say("document", "not_a_document");
        None
    }

    fn document_type(&self, faults: &mut Faults) -> Option<DocumentType> {
        let found = DocumentType::ALL
            .into_iter()
            .find(|kind| kind.as_str() == self.document_type);
        faults.some("document_type", &self.document_type, found)
    }
}

/// What is known of whoever pays, to be looked over.
pub fn prefilled(known: &KnownPayer) -> Vec<(&'static str, String)> {
    let (first, last) = halves(&known.name);
    vec![
        ("document_type", "CC".to_owned()),
        ("first_name", first),
        ("last_name", last),
        ("email", known.email.clone()),
        ("phone", known.phone.clone()),
        ("street", known.street.clone()),
        ("city", known.city.clone()),
        ("state", known.state.clone()),
        ("postal_code", known.postal_code.clone()),
    ]
}

/// Of two words one is the last name, of three and more the last two are, as is usual here.
fn halves(name: &str) -> (String, String) {
    let words: Vec<&str> = name.split_whitespace().collect();
    let last = match words.len() {
        0 | 1 => 0,
        2 | 3 => 1,
        _ => 2,
    };
    let (first, last) = words.split_at(words.len() - last);
    (first.join(" "), last.join(" "))
}

#[cfg(test)]
mod tests {
    use super::halves;

    #[test]
    fn names_are_halved_as_people_here_bear_them() {
        let halved = |name: &str| halves(name);
        assert_eq!(halved("Ana"), ("Ana".into(), String::new()));
        assert_eq!(halved("Ana Ruiz"), ("Ana".into(), "Ruiz".into()));
        assert_eq!(halved("Ana María Ruiz"), ("Ana María".into(), "Ruiz".into()));
        assert_eq!(
            halved("Ana María Ruiz Gómez"),
            ("Ana María".into(), "Ruiz Gómez".into())
        );
    }
}
