//! Who pays, as PSE wants to know it. Kept sealed until the provider has answered, and forgotten then.

use kernel::{Email, Line, Phone};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

/// A person or a company.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PayerKind {
    /// A natural person.
    Person,
    /// A company.
    Company,
}

/// What identifies the payer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum DocumentType {
    /// Cédula de ciudadanía.
    Cc,
    /// Cédula de extranjería.
    Ce,
    /// Tarjeta de identidad.
    Ti,
    /// Passport; may have letters.
    Pas,
    /// A company's number, with its check digit.
    Nit,
}

impl DocumentType {
    /// All of them, in the order to choose from.
    pub const ALL: [Self; 5] = [Self::Cc, Self::Ce, Self::Ti, Self::Pas, Self::Nit];

    /// As providers write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Cc => "CC",
            Self::Ce => "CE",
            Self::Ti => "TI",
            Self::Pas => "PAS",
            Self::Nit => "NIT",
        }
    }

    /// Whether a number may be one of these: 1 to 15 digits, of passports letters too.
    pub fn fits(self, number: &str) -> bool {
        let letters = self == Self::Pas;
        (1..=15).contains(&number.len())
            && number
                .bytes()
                .all(|b| b.is_ascii_digit() || letters && b.is_ascii_alphanumeric())
    }
}

/// Who pays.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Payer {
    /// A person or a company.
    pub kind: PayerKind,
    /// What identifies them; of a company, `NIT`.
    pub document_type: DocumentType,
    /// 1 to 15 digits; dots, spaces and dashes are left out.
    pub document: Line<30>,
    /// First names, or the company's.
    pub first_name: Line<60>,
    /// Last names; of a company, may be left out.
    #[serde(default)]
    pub last_name: Option<Line<60>>,
    /// Where the bank writes to.
    pub email: Email,
    /// Ten digits, with or without the country's.
    pub phone: Phone,
    /// Street and number.
    pub street: Line<200>,
    /// City.
    pub city: Line<80>,
    /// Department.
    #[serde(default)]
    pub state: Option<Line<80>>,
    /// Six digits.
    #[serde(default)]
    pub postal_code: Option<Line<10>>,
}

impl Payer {
    /// The document without what people write between its digits.
    pub fn document(&self) -> String {
        bare_document(&self.document)
    }
}

/// A document without what people write between its digits.
pub fn bare_document(typed: &str) -> String {
    typed.chars().filter(|c| !matches!(c, '.' | ' ' | '-')).collect()
}

/// What somebody wants to pay by PSE.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PseRequest {
    /// One of `GET /payments/pse/banks`.
    pub bank: Line<20>,
    /// Who pays.
    #[validate(nested)]
    pub payer: Payer,
}

#[cfg(test)]
mod tests {
    use super::DocumentType;

    #[test]
    fn a_document_is_digits_and_a_passport_may_have_letters() {
        assert!(DocumentType::Cc.fits("52123456") && DocumentType::Nit.fits("9001234567"));
        assert!(!DocumentType::Cc.fits("AB1") && DocumentType::Pas.fits("AB1"));
        for wrong in ["", "1234567890123456", "12 3", "12ñ"] {
            assert!(!DocumentType::Pas.fits(wrong), "{wrong}");
        }
    }
}
