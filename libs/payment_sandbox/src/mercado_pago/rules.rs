//! What a payment must have.

use kernel::Currency;
use serde_json::Value;

use super::answer::Answer;
use super::{methods, money};

/// Longest of a payer's names.
const NAME: usize = 32;
/// Fields of an address, and how long they may be. A postcode must be.
const ADDRESS: [(&str, usize); 4] = [
    ("street_name", 18),
    ("street_number", 5),
    ("neighborhood", 18),
    ("city", 18),
];
const ZIP: usize = 5;

/// The amount, in centavos: whole pesos between these bounds.
pub fn amount(body: &Value, least: i64, most: i64) -> Result<i64, Answer> {
    let amount = money::read(&body["transaction_amount"]).filter(|amount| *amount > 0);
    let amount = amount.filter(|amount| amount % Currency::COP.step() == 0);
    let amount = amount.ok_or_else(|| Answer::refused(4037, "Invalid transaction_amount"))?;
    if (least..=most).contains(&amount) {
        Ok(amount)
    } else {
        Err(Answer::refused(
            4037,
            "transaction_amount is out of the limits of the payment method",
        ))
    }
}

/// The fields of PSE (without the amount), and the bank's code among them.
pub fn pse(body: &Value) -> Result<String, Answer> {
    let bank = body["transaction_details"]["financial_institution"]
        .as_str()
        .unwrap_or_default();
    if methods::bank(bank).is_none() {
        return Err(Answer::refused(19, "Invalid value"));
    }
    payer(&body["payer"])?;
    let ip = body["additional_info"]["ip_address"].as_str().unwrap_or_default();
    require(
        ip.parse::<std::net::IpAddr>().is_ok(),
        "additional_info.ip_address",
    )?;
    require(is_address(&body["callback_url"]), "callback_url")?;
    require(
        body["notification_url"].is_null() || is_address(&body["notification_url"]),
        "notification_url",
    )?;
    Ok(bank.to_owned())
}

fn payer(payer: &Value) -> Result<(), Answer> {
    email(payer)?;
    require(
        matches!(payer["entity_type"].as_str(), Some("individual" | "association")),
        "payer.entity_type",
    )?;
    let document = &payer["identification"];
    require(has(&document["type"], 1, 5), "payer.identification.type")?;
    require(has(&document["number"], 1, 15), "payer.identification.number")?;
    require(has(&payer["first_name"], 1, NAME), "payer.first_name")?;
    require(has(&payer["last_name"], 1, NAME), "payer.last_name")?;
    let address = &payer["address"];
    require(has(&address["zip_code"], ZIP, ZIP), "payer.address.zip_code")?;
    for (field, most) in ADDRESS {
        require(has(&address[field], 1, most), field)?;
    }
    require(has(&payer["phone"]["area_code"], 3, 3), "payer.phone.area_code")?;
    require(has(&payer["phone"]["number"], 1, 10), "payer.phone.number")
}

/// Every payment has one.
pub fn email(payer: &Value) -> Result<(), Answer> {
    let email = payer["email"].as_str().unwrap_or_default();
    require(email.contains('@'), "payer.email")
}

fn has(value: &Value, least: usize, most: usize) -> bool {
    let length = value.as_str().map(|text| text.chars().count());
    length.is_some_and(|length| (least..=most).contains(&length))
}

/// Where browsers or notifications go.
fn is_address(value: &Value) -> bool {
    let url = value.as_str().and_then(|text| text.parse::<reqwest::Url>().ok());
    url.is_some_and(|url| matches!(url.scheme(), "http" | "https"))
}

fn require(fine: bool, field: &str) -> Result<(), Answer> {
    if fine {
        Ok(())
    } else {
        Err(Answer::refused(1, &format!("Params Error: {field}")))
    }
}
