//! What can be paid by.

use serde_json::{Value, json};

use super::money;

/// Least by PSE, in centavos.
pub const LEAST: i64 = 160_000;
/// Most by PSE, in centavos.
pub const MOST: i64 = 34_000_000_000;

/// Banks of PSE: code and name.
pub const BANKS: [(&str, &str); 11] = [
    ("1040", "Banco Agrario"),
    ("1052", "Banco AV Villas"),
    ("1013", "BBVA Colombia"),
    ("1032", "Banco Caja Social"),
    ("1051", "Banco Davivienda"),
    ("1001", "Banco de Bogotá"),
    ("1002", "Banco Popular"),
    ("1007", "Bancolombia"),
    ("1551", "Daviplata"),
    ("1507", "Nequi"),
    ("1019", "Scotiabank Colpatria"),
];

/// Brands of cards: name here, name for people, and how many parts can be paid in.
pub const BRANDS: [(&str, &str); 4] = [
    ("visa", "Visa"),
    ("master", "Mastercard"),
    ("amex", "American Express"),
    ("diners", "Diners"),
];

/// The name of a bank.
pub fn bank(code: &str) -> Option<&'static str> {
    BANKS
        .iter()
        .find(|(known, _)| *known == code)
        .map(|(_, name)| *name)
}

/// All of them. Banks come as the list of the day has them: not from A to Z.
pub fn all() -> Value {
    let mut all: Vec<Value> = BRANDS.iter().map(|(id, name)| brand(id, name)).collect();
    let banks = BANKS
        .iter()
        .rev()
        .map(|(id, name)| json!({ "id": id, "description": name }));
    all.push(json!({
        "id": "pse", "name": "PSE", "payment_type_id": "bank_transfer", "status": "active",
        "min_allowed_amount": money::write(LEAST), "max_allowed_amount": money::write(MOST),
        "financial_institutions": banks.collect::<Vec<_>>(), "additional_info_needed": ["entity_type"],
    }));
    all.into()
}

/// A brand of cards, as the browser's script gives it.
pub fn brand(id: &str, name: &str) -> Value {
    json!({
        "id": id, "name": name, "payment_type_id": "credit_card", "status": "active",
        "min_allowed_amount": 1000, "max_allowed_amount": 60_000_000, "financial_institutions": [],
        "issuer": { "id": issuer(id), "name": format!("{name} de pruebas") },
    })
}

/// The bank of all cards of a brand.
pub fn issuer(brand: &str) -> u32 {
    let at = BRANDS.iter().position(|(id, _)| *id == brand).unwrap_or(0);
    2000 + u32::try_from(at).unwrap_or(0)
}
