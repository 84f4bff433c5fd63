//! A promotion as people type it: amounts in pesos, days and hours of the shop's zone, choices by ticking.

use http::{Typed, Visitor};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use kernel::{Currency, Instant, Result};
use serde_json::Value;

use crate::model::{PromotionKind, PromotionRequest};
use crate::queries::promotions::{Named, Whole};

/// Rows for tiers.
pub(super) const TIERS: usize = 6;
/// Fields in which several are chosen.
const LISTS: [&str; 5] = [
    "product_ids",
    "category_ids",
    "gives_product_ids",
    "gives_category_ids",
    "group_ids",
];
/// Fields that every sort has.
const COMMON: [&str; 8] = [
    "name",
    "code",
    "kind",
    "minimum",
    "starts_at",
    "ends_at",
    "max_uses",
    "max_per_customer",
];

/// Fields that only some sorts have: what others have typed is left out.
fn own_fields(kind: &str) -> &'static [&'static str] {
    match PromotionKind::parse(kind) {
        Some(PromotionKind::Percent) => &["percent"],
        Some(PromotionKind::Amount) => &["amount"],
        Some(PromotionKind::BuyGet) => &["buy", "get", "percent"],
        Some(PromotionKind::FreeShipping | PromotionKind::Tiers) | None => &[],
    }
}

/// Reads the form.
pub(super) fn read(typed: &Typed, visitor: &Visitor) -> Result<PromotionRequest> {
    read_in(typed, visitor.shop.currency, &visitor.shop.zone())
}

fn read_in(typed: &Typed, currency: Currency, zone: &TimeZone) -> Result<PromotionRequest> {
    let kind = typed.get("kind");
    let names = COMMON.iter().chain(own_fields(kind));
    let mut pairs: Vec<(String, String)> = names
        .map(|name| ((*name).to_owned(), typed.get(name).to_owned()))
        .collect();
    pairs.push((
        "combines".to_owned(),
        (typed.get("combines") == "true").to_string(),
    ));
    for name in LISTS {
        let chosen = typed.all(name).into_iter().filter(|id| !id.is_empty());
        pairs.extend(
            chosen
                .enumerate()
                .map(|(n, id)| (format!("{name}.{n}"), id.to_owned())),
        );
    }
    if kind == PromotionKind::Tiers.as_str() {
        pairs.extend(tiers(typed));
    }
    Typed::prefilled(pairs).nested(|name, text| match name.rsplit('.').next() {
        Some("amount" | "minimum" | "price") => currency
            .read(text)
            .map(|amount| Some(amount.into()))
            .ok_or("not_an_amount"),
        Some("starts_at" | "ends_at") => moment(text, zone)
            .map(|at| Some(Value::String(at.to_string())))
            .ok_or("invalid"),
        Some("percent" | "buy" | "get" | "from" | "max_uses" | "max_per_customer") => text
            .trim_end_matches('%')
            .trim()
            .parse::<i64>()
            .map(|number| Some(number.into()))
            .map_err(|_| "wrong_type"),
        Some("combines") => Ok(Some(Value::Bool(text == "true"))),
        _ => Ok(Some(text.into())),
    })
}

/// Rows in which something stands, one after the other.
fn tiers(typed: &Typed) -> Vec<(String, String)> {
    let fields = ["from", "percent", "price"];
    let value = |row: usize, field: &str| typed.get(&format!("tiers.{row}.{field}")).trim().to_owned();
    let is_filled = |row: &usize| fields.iter().any(|field| !value(*row, field).is_empty());
    let rows = (0..TIERS).filter(is_filled).enumerate();
    rows.flat_map(|(n, row)| fields.map(|field| (format!("tiers.{n}.{field}"), value(row, field))))
        .collect()
}

/// `2026-12-01T08:00` by the shop's clock.
fn moment(text: &str, zone: &TimeZone) -> Option<Instant> {
    let local: DateTime = text.parse().ok()?;
    let zoned = local.to_zoned(zone.clone()).ok()?;
    Some(Instant::from_timestamp(zoned.timestamp()))
}

/// A kept one, as it would be typed.
pub(super) fn written(whole: &Whole, currency: Currency, zone: &TimeZone) -> Vec<(String, String)> {
    let promotion = &whole.promotion;
    let number = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
    let money = |minor: Option<i64>| minor.map(|minor| currency.write(minor)).unwrap_or_default();
    let at = |instant: Option<Instant>| instant.map(|at| local(at, zone)).unwrap_or_default();
    let mut pairs: Vec<(String, String)> = [
        ("version", promotion.version.to_string()),
        ("name", promotion.name.clone()),
        ("code", promotion.code.clone().unwrap_or_default()),
        ("kind", promotion.kind.as_str().to_owned()),
        ("percent", number(promotion.percent.map(i64::from))),
        ("amount", money(promotion.amount)),
        ("buy", number(promotion.buy_quantity.map(i64::from))),
        ("get", number(promotion.get_quantity.map(i64::from))),
        ("minimum", money(promotion.minimum)),
        ("combines", promotion.combines.to_string()),
        ("starts_at", at(Some(promotion.starts_at))),
        ("ends_at", at(promotion.ends_at)),
        ("max_uses", number(promotion.max_uses.map(i64::from))),
        (
            "max_per_customer",
            number(promotion.max_per_customer.map(i64::from)),
        ),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into();
    for (n, tier) in promotion
        .tiers
        .iter()
        .flat_map(|tiers| tiers.0.iter())
        .enumerate()
    {
        pairs.push((format!("tiers.{n}.from"), tier.from.to_string()));
        pairs.push((format!("tiers.{n}.percent"), number(tier.percent.map(i64::from))));
        pairs.push((format!("tiers.{n}.price"), money(tier.price)));
    }
    let scope = &whole.scope;
    pairs.extend(chosen("product_ids", &scope.products));
    pairs.extend(chosen("category_ids", &scope.categories));
    pairs.extend(chosen("gives_product_ids", &scope.gives_products));
    pairs.extend(chosen("gives_category_ids", &scope.gives_categories));
    pairs.extend(chosen("group_ids", &scope.groups));
    pairs
}

fn chosen<T: std::fmt::Display>(field: &str, named: &[Named<T>]) -> Vec<(String, String)> {
    named
        .iter()
        .map(|one| (field.to_owned(), one.id.to_string()))
        .collect()
}

fn local(at: Instant, zone: &TimeZone) -> String {
    at.0.to_zoned(zone.clone()).strftime("%Y-%m-%dT%H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use super::read_in;
    use crate::model::PromotionKind;
    use http::Typed;
    use jiff::tz::{TimeZone, offset};
    use kernel::{Currency, Error};

    fn read(pairs: &[(&str, &str)]) -> Result<crate::model::PromotionRequest, Error> {
        let typed = Typed::prefilled(pairs.iter().map(|(name, value)| (*name, (*value).to_owned())));
        read_in(&typed, Currency::COP, &TimeZone::fixed(offset(-5)))
    }

    #[test]
    fn a_promotion_is_read_as_people_type_it() {
        let request = read(&[
            ("kind", "amount"),
            ("percent", "not for this sort"),
            ("amount", "$ 10.000"),
            ("minimum", "50.000"),
            ("combines", "true"),
            ("starts_at", "2026-12-01T08:00"),
            ("group_ids", "01931f3e-0000-7000-8000-000000000001"),
            ("group_ids", "01931f3e-0000-7000-8000-000000000002"),
        ])
        .unwrap();
        assert_eq!(
            (request.kind, request.amount, request.minimum),
            (PromotionKind::Amount, Some(1_000_000), Some(5_000_000))
        );
        assert_eq!(request.starts_at.unwrap().to_string(), "2026-12-01T13:00:00Z");
        assert_eq!(
            (request.group_ids.len(), request.combines, request.percent),
            (2, true, None)
        );
    }

    #[test]
    fn rows_of_tiers_that_are_left_empty_are_no_tiers() {
        let request = read(&[
            ("kind", "tiers"),
            ("tiers.0.from", "3"),
            ("tiers.0.percent", "10 %"),
            ("tiers.2.from", "6"),
            ("tiers.2.price", "9.000"),
        ])
        .unwrap();
        let tiers: Vec<_> = request
            .tiers
            .iter()
            .map(|t| (t.from, t.percent, t.price))
            .collect();
        assert_eq!(tiers, [(3, Some(10), None), (6, None, Some(900_000))]);
    }
}
