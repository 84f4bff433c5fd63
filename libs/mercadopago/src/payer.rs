//! Who pays by PSE, and what of it Mercado Pago takes.

use std::fmt;

use serde::Serialize;

/// A person or a company.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Entity {
    /// A person.
    Individual,
    /// A company.
    Association,
}

/// A document: `CC`, `CE`, `NIT`, `TE`, `RC`, `TI`, `PAS`, `DI`, `Otro`.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Document {
    /// Its kind.
    #[serde(rename = "type")]
    pub kind: String,
    /// 1 to 15 digits; a passport's has letters, too.
    pub number: String,
}

/// Where the payer lives. Whole here; cut by [`Limits`] on the way.
#[derive(Clone, PartialEq, Eq)]
pub struct Address {
    /// Postcode: six digits in Colombia.
    pub zip: String,
    /// Street.
    pub street: String,
    /// Number in it.
    pub number: String,
    /// Neighbourhood.
    pub neighbourhood: String,
    /// City.
    pub city: String,
    /// Department.
    pub state: Option<String>,
}

/// A telephone.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Phone {
    /// Three digits.
    pub area_code: String,
    /// The rest.
    pub number: String,
}

/// Who pays.
#[derive(Clone, PartialEq, Eq)]
pub struct PsePayer {
    /// E-mail.
    pub email: String,
    /// Person or company: the bank's page differs.
    pub entity: Entity,
    /// Document.
    pub document: Document,
    /// First names.
    pub first_name: String,
    /// Last names, or what kind of company it is.
    pub last_name: String,
    /// Address.
    pub address: Address,
    /// Telephone.
    pub phone: Phone,
}

macro_rules! says_nothing {
    ($($name:ident),+) => { $(
        /// A person's.
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    )+ };
}
says_nothing!(Document, Address, Phone, PsePayer);

/// How much of a payer's fields Mercado Pago takes, in characters. Its pages contradict each other and Colombia's postcodes,
/// so a deployment may set others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Postcode: exactly so many. What is longer is cut, what is shorter gets zeros at its end.
    pub zip: usize,
    /// Street.
    pub street: usize,
    /// Number.
    pub number: usize,
    /// Neighbourhood.
    pub neighbourhood: usize,
    /// City.
    pub city: usize,
    /// First and last names, each.
    pub name: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            zip: 5,
            street: 18,
            number: 5,
            neighbourhood: 18,
            city: 18,
            name: 32,
        }
    }
}

impl Limits {
    /// The payer as Mercado Pago takes it.
    pub fn trim(&self, payer: &PsePayer) -> PsePayer {
        let address = &payer.address;
        PsePayer {
            first_name: cut(&payer.first_name, self.name),
            last_name: cut(&payer.last_name, self.name),
            address: Address {
                zip: format!("{:0<width$}", cut(&address.zip, self.zip), width = self.zip),
                street: cut(&address.street, self.street),
                number: cut(&address.number, self.number),
                neighbourhood: cut(&address.neighbourhood, self.neighbourhood),
                city: cut(&address.city, self.city),
                state: address.state.clone(),
            },
            ..payer.clone()
        }
    }
}

fn cut(text: &str, most: usize) -> String {
    let cut: String = text.trim().chars().take(most).collect();
    cut.trim_end().to_owned()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::{Address, Document, Entity, Limits, Phone, PsePayer};

    pub(crate) fn payer() -> PsePayer {
        PsePayer {
            email: "ana@example.com".into(),
            entity: Entity::Individual,
            document: Document {
                kind: "CC".into(),
                number: "1020304050".into(),
            },
            first_name: " Ana María ".into(),
            last_name: "Ñ".repeat(40),
            address: Address {
                zip: "110111".into(),
                street: "Avenida Ciudad de Cali".into(),
                number: "45-12 apto 301".into(),
                neighbourhood: "Ciudad Salitre Occidental".into(),
                city: "Bogotá".into(),
                state: None,
            },
            phone: Phone {
                area_code: "300".into(),
                number: "1234567".into(),
            },
        }
    }

    #[test]
    fn fields_are_cut_by_letters_and_not_by_bytes() {
        let trimmed = Limits::default().trim(&payer());
        assert_eq!(
            (trimmed.first_name.as_str(), trimmed.last_name),
            ("Ana María", "Ñ".repeat(32))
        );
        let address = trimmed.address;
        assert_eq!(address.zip, "11011");
        assert_eq!(address.street, "Avenida Ciudad de");
        assert_eq!(address.number, "45-12");
        assert_eq!(address.neighbourhood, "Ciudad Salitre Occ");
        assert_eq!(address.city, "Bogotá");
    }

    #[test]
    fn a_postcode_has_its_length_whatever_it_was() {
        let zip = |zip: &str, limits: Limits| {
            let mut payer = payer();
            payer.address.zip = zip.into();
            limits.trim(&payer).address.zip
        };
        assert_eq!(zip("111", Limits::default()), "11100");
        assert_eq!(zip("", Limits::default()), "00000");
        assert_eq!(
            zip(
                "110111",
                Limits {
                    zip: 6,
                    ..Limits::default()
                }
            ),
            "110111"
        );
    }

    #[test]
    fn nobody_is_printed() {
        let payer = payer();
        let printed = format!(
            "{payer:?} {:?} {:?} {:?}",
            payer.document, payer.address, payer.phone
        );
        assert_eq!(printed, "PsePayer(…) Document(…) Address(…) Phone(…)");
    }
}
