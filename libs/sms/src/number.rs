//! Telephone numbers as the world dials them.

use std::fmt;

/// A number in international form: `+`, the country's code, the rest; 8 to 15 digits in all (ITU-T E.164 §6).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct E164(String);

/// What people put between digits, a space that breaks no line among it.
const SEPARATORS: &str = " \u{a0}-.()/";

/// Where numbers are from that name no country.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Home {
    /// The country's code.
    code: &'static str,
    /// How a mobile number begins there.
    begins: &'static str,
    /// Digits of a mobile number, without the country's code.
    digits: usize,
}

impl Home {
    /// Colombia: mobile numbers are 3 and nine digits more (CRC, Resolución 5826 de 2019).
    pub const COLOMBIA: Self = Self {
        code: "57",
        begins: "3",
        digits: 10,
    };

    /// Whether these digits are a mobile number of this country, without its code.
    fn has(self, digits: &str) -> bool {
        digits.len() == self.digits && digits.starts_with(self.begins)
    }
}

impl E164 {
    /// A number as a person types it: with `+` or `00` of any country; without, a mobile number of `home`, with its code or
    /// not. Nothing else: a landline gets no messages, and half a number is somebody else's.
    pub fn parse(typed: &str, home: Home) -> Option<Self> {
        let typed: String = typed.chars().filter(|c| !SEPARATORS.contains(*c)).collect();
        let abroad = typed.strip_prefix('+').or_else(|| typed.strip_prefix("00"));
        let digits = abroad.unwrap_or(&typed);
        if !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        if abroad.is_some() {
            return Self::of(digits);
        }
        let local = digits.strip_prefix(home.code).filter(|rest| home.has(rest));
        let local = local.or_else(|| home.has(digits).then_some(digits))?;
        Self::of(&format!("{}{local}", home.code))
    }

    /// No country's code begins with 0.
    fn of(digits: &str) -> Option<Self> {
        let fine = (8..=15).contains(&digits.len()) && !digits.starts_with('0');
        fine.then(|| Self(format!("+{digits}")))
    }

    /// The number: `+573001234567`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for E164 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::{E164, Home};

    fn parsed(typed: &str) -> Option<String> {
        E164::parse(typed, Home::COLOMBIA).map(|number| number.to_string())
    }

    #[test]
    fn a_number_is_one_however_it_is_typed() {
        for typed in [
            "3001234567",
            "300 123 4567",
            "300-123-4567",
            "(300) 123.4567",
            "573001234567",
            "57 300 123 4567",
            "+57 300 123 4567",
            "+573001234567",
            "0057 300 1234567",
            " (+57) 3001234567 ",
        ] {
            assert_eq!(parsed(typed).as_deref(), Some("+573001234567"), "{typed}");
        }
    }

    #[test]
    fn numbers_of_other_countries_keep_theirs() {
        for (typed, number) in [
            ("+52 55 1234 5678", "+525512345678"),
            ("+1 (415) 867-5310", "+14158675310"),
            ("+51987654321", "+51987654321"),
            ("0034 612 345 678", "+34612345678"),
            // A landline of Bogotá, named with its country: whether it gets messages Twilio knows.
            ("+57 601 234 5678", "+576012345678"),
        ] {
            assert_eq!(parsed(typed).as_deref(), Some(number), "{typed}");
        }
    }

    #[test]
    fn what_is_no_number_to_write_to_is_refused() {
        for typed in [
            "",
            "+",
            "300123456",
            "30012345678",
            "6012345678",
            "2345678",
            "+0571234567",
            "+1234567",
            "+1234567890123456",
            "300+1234567",
            "++573001234567",
            "300123456a",
            "٣٠٠١٢٣٤٥٦٧",
        ] {
            assert_eq!(parsed(typed), None, "{typed}");
        }
    }
}
