//! Cards: turned into tokens by the browser's script, and what becomes of a payment by one.

use serde_json::{Value, json};

use super::answer::Answer;
use crate::numbers::is_number;

/// A status and why.
pub type Outcome = (&'static str, &'static str);

/// Who has this name is asked by the card's bank.
const ASKED: &str = "CHAL";

/// What is known of a card. Its number and code are not.
#[derive(Debug, Clone)]
pub struct CardToken {
    pub first_six: String,
    pub last_four: String,
    pub brand: &'static str,
    pub holder: String,
}

impl CardToken {
    /// From what the fields hold: a number, a month and a year that is not over, a code and a name. `today`: year and month.
    pub fn read(body: &Value, today: (i16, i8)) -> Result<Self, Answer> {
        let number: String = text(&body["card_number"])
            .chars()
            .filter(|c| !c.is_whitespace())
            .collect();
        let brand = brand(&number).filter(|_| is_number(&number));
        let brand = brand.ok_or_else(|| Answer::refused(205, "Invalid card_number"))?;
        let (year, month) = (whole(&body["expiration_year"]), whole(&body["expiration_month"]));
        let is_over = (year, month) < (i64::from(today.0), i64::from(today.1));
        if is_over || !(1..=12).contains(&month) {
            return Err(Answer::refused(325, "Invalid expiration date"));
        }
        let digits = if brand == "amex" { 4 } else { 3 };
        let code = text(&body["security_code"]);
        if code.len() != digits || !code.bytes().all(|b| b.is_ascii_digit()) {
            return Err(Answer::refused(224, "Invalid security_code"));
        }
        let holder = text(&body["cardholder"]["name"]).trim().to_uppercase();
        if holder.is_empty() {
            return Err(Answer::refused(221, "cardholder.name can't be empty"));
        }
        Ok(Self {
            first_six: number.chars().take(6).collect(),
            last_four: number.chars().skip(number.len() - 4).collect(),
            brand,
            holder,
        })
    }

    pub fn is_asked(&self) -> bool {
        self.holder == ASKED
    }

    pub fn view(&self, id: &str) -> Value {
        json!({
            "id": id, "first_six_digits": self.first_six, "last_four_digits": self.last_four, "status": "active",
            "cardholder": { "name": self.holder }, "luhn_validation": true, "live_mode": false,
        })
    }
}

/// The name on the card says how it ends.
pub fn outcome(holder: &str) -> Outcome {
    match holder {
        "OTHE" => ("rejected", "cc_rejected_other_reason"),
        "CONT" => ("in_process", "pending_contingency"),
        "CALL" => ("rejected", "cc_rejected_call_for_authorize"),
        "FUND" => ("rejected", "cc_rejected_insufficient_amount"),
        "SECU" => ("rejected", "cc_rejected_bad_filled_security_code"),
        "EXPI" => ("rejected", "cc_rejected_bad_filled_date"),
        "FORM" => ("rejected", "cc_rejected_bad_filled_other"),
        "DUPL" => ("rejected", "cc_rejected_duplicated_payment"),
        "LOCK" => ("rejected", "cc_rejected_card_disabled"),
        "INST" => ("rejected", "cc_rejected_invalid_installments"),
        "BLAC" => ("rejected", "cc_rejected_blacklist"),
        _ => ("approved", "accredited"),
    }
}

/// The brand of a number, by how it begins.
pub fn brand(number: &str) -> Option<&'static str> {
    let two: u32 = number.get(..2)?.parse().ok()?;
    match two {
        40..=49 => Some("visa"),
        51..=55 | 22..=27 => Some("master"),
        34 | 37 => Some("amex"),
        30 | 36 | 38 | 39 => Some("diners"),
        _ => None,
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// A number, or a text that is one; years may have two digits.
fn whole(value: &Value) -> i64 {
    let number = value
        .as_i64()
        .or_else(|| value.as_str()?.trim().parse().ok())
        .unwrap_or(-1);
    if (13..=99).contains(&number) {
        number + 2000
    } else {
        number
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{CardToken, brand};

    fn read(number: &str, year: i64, month: i64, code: &str, name: &str) -> Option<CardToken> {
        let body = json!({
            "card_number": number, "expiration_year": year, "expiration_month": month, "security_code": code,
            "cardholder": { "name": name },
        });
        CardToken::read(&body, (2026, 11)).ok()
    }

    #[test]
    fn the_cards_of_the_documentation_are_taken() {
        for (number, brand, code) in [
            ("4013 5406 8274 6260", "visa", "123"),
            ("5254 1336 7440 3564", "master", "123"),
            ("3743 781877 55283", "amex", "1234"),
        ] {
            let card = read(number, 2030, 11, code, "apro").unwrap();
            assert_eq!(card.brand, brand);
            let digits: String = number.split_whitespace().collect();
            assert_eq!(
                format!("{}…{}", card.first_six, card.last_four),
                format!("{}…{}", &digits[..6], &digits[digits.len() - 4..])
            );
            assert!(!format!("{card:?} {}", card.view("x")).contains(&digits));
        }
    }

    #[test]
    fn what_is_no_card_is_refused() {
        let good = "4013540682746260";
        for (number, year, month, code, name) in [
            ("4013540682746261", 2030, 11, "123", "APRO"),
            ("", 2030, 11, "123", "APRO"),
            ("401354068274626a", 2030, 11, "123", "APRO"),
            ("9013540682746260", 2030, 11, "123", "APRO"),
            (good, 2026, 10, "123", "APRO"),
            (good, 2030, 13, "123", "APRO"),
            (good, 2030, 11, "12", "APRO"),
            (good, 2030, 11, "123", " "),
        ] {
            assert!(
                read(number, year, month, code, name).is_none(),
                "{number} {year} {month} {code} {name}"
            );
        }
        assert!(read(good, 30, 11, "123", "APRO").is_some() && read(good, 2026, 11, "123", "APRO").is_some());
        assert_eq!(brand("é1"), None);
    }
}
