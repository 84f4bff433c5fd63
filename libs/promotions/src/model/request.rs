//! A promotion as somebody of the shop describes it.

use catalog::{CategoryId, ProductId};
use kernel::{Currency, Error, FieldError, Instant, Line, Result};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::promotion::{Parts, benefit_of};
use super::{Benefit, CouponCode, GroupId, PriceTier, PromotionKind};

/// Most things that a promotion names.
const MOST_NAMED: usize = 200;
/// Most tiers.
const MOST_TIERS: usize = 10;
/// Dearest price that the tables accept.
const MOST_MONEY: i64 = 1_000_000_000_000;

/// A promotion as somebody of the shop describes it.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PromotionRequest {
    /// As customers read it; made of the rest when it is left out: `20 % en Cabello`.
    #[serde(default, deserialize_with = "kernel::text::blank_as_none")]
    pub name: Option<Line<120>>,
    /// What customers type: 3 to 30 letters, digits, `-` and `_`. Without one it is given by itself.
    #[serde(default, deserialize_with = "kernel::text::blank_as_none")]
    pub code: Option<Line<60>>,
    /// What sort it is.
    pub kind: PromotionKind,
    /// Percent off, 1 to 100: of `percent`, and of the pieces to get in `buy_get` (100 when left out).
    #[serde(default)]
    #[validate(range(min = 1, max = 100))]
    pub percent: Option<i16>,
    /// Minor units off, once an order: of `amount`.
    #[serde(default)]
    #[validate(range(min = 1, max = 1_000_000_000_000_i64))]
    pub amount: Option<i64>,
    /// Pieces to pay for: of `buy_get`.
    #[serde(default)]
    #[validate(range(min = 1, max = 100))]
    pub buy: Option<i16>,
    /// Pieces to get: of `buy_get`.
    #[serde(default)]
    #[validate(range(min = 1, max = 100))]
    pub get: Option<i16>,
    /// By quantity of one product: of `tiers`, 1 to 10 of them.
    #[serde(default)]
    pub tiers: Vec<PriceTier>,
    /// Products that it covers; with `category_ids` empty too, all.
    #[serde(default)]
    pub product_ids: Vec<ProductId>,
    /// Categories that it covers, with those below them.
    #[serde(default)]
    pub category_ids: Vec<CategoryId>,
    /// Products to get in `buy_get`; the same as to pay for when this and the next are empty.
    #[serde(default)]
    pub gives_product_ids: Vec<ProductId>,
    /// Categories to get from in `buy_get`.
    #[serde(default)]
    pub gives_category_ids: Vec<CategoryId>,
    /// For customers of one of these groups, who are signed in; for everybody when empty.
    #[serde(default)]
    pub group_ids: Vec<GroupId>,
    /// From which amount of the goods that it covers on, in minor units before discounts.
    #[serde(default)]
    #[validate(range(min = 1, max = 1_000_000_000_000_i64))]
    pub minimum: Option<i64>,
    /// Whether it goes together with others that do; else it is given alone, when that is better for the customer.
    #[serde(default)]
    pub combines: bool,
    /// From when on; from now on when left out.
    #[serde(default)]
    pub starts_at: Option<Instant>,
    /// Until when; until the shop stops it when left out.
    #[serde(default)]
    pub ends_at: Option<Instant>,
    /// How often in all.
    #[serde(default)]
    #[validate(range(min = 1, max = 1_000_000))]
    pub max_uses: Option<i32>,
    /// How often by each customer.
    #[serde(default)]
    #[validate(range(min = 1, max = 1_000))]
    pub max_per_customer: Option<i32>,
}

impl PromotionRequest {
    /// What it gives; refused where something is missing that its sort needs.
    pub fn benefit(&self) -> Result<Benefit> {
        let needed: &[(&str, bool)] = match self.kind {
            PromotionKind::Percent => &[("percent", self.percent.is_none())],
            PromotionKind::Amount => &[("amount", self.amount.is_none())],
            PromotionKind::FreeShipping => &[],
            PromotionKind::BuyGet => &[("buy", self.buy.is_none()), ("get", self.get.is_none())],
            PromotionKind::Tiers => &[("tiers", self.tiers.is_empty())],
        };
        let missing = needed.iter().filter(|(_, is_missing)| *is_missing);
        let faults: Vec<FieldError> = missing
            .map(|(field, _)| fault((*field).to_owned(), "required"))
            .collect();
        if !faults.is_empty() {
            return Err(Error::invalid_fields(faults));
        }
        let parts = Parts {
            percent: self
                .percent
                .or((self.kind == PromotionKind::BuyGet).then_some(100)),
            amount: self.amount,
            buy: self.buy,
            get: self.get,
            tiers: Some(self.sorted_tiers()),
        };
        benefit_of(self.kind, &parts).ok_or_else(|| Error::invalid("kind", "required"))
    }

    fn sorted_tiers(&self) -> Vec<PriceTier> {
        let mut tiers = self.tiers.clone();
        tiers.sort_by_key(|tier| tier.from);
        tiers
    }

    /// The code as it is kept.
    pub fn coupon(&self) -> Result<Option<CouponCode>> {
        let Some(typed) = &self.code else {
            return Ok(None);
        };
        let code = CouponCode::read(typed).ok_or_else(|| Error::invalid("code", "invalid_coupon"))?;
        Ok(Some(code))
    }

    /// Refuses what makes no sense, all of it at once.
    pub fn check(&self, currency: Currency) -> Result<()> {
        let mut faults = vec![];
        if let (Some(start), Some(end)) = (self.starts_at, self.ends_at)
            && end <= start
        {
            faults.push(fault("ends_at".to_owned(), "not_after_start"));
        }
        for (field, amount) in [("amount", self.amount), ("minimum", self.minimum)] {
            if amount.is_some_and(|amount| amount % currency.step() != 0) {
                faults.push(fault(field.to_owned(), "not_whole"));
            }
        }
        for (field, many) in [
            ("product_ids", self.product_ids.len()),
            ("category_ids", self.category_ids.len()),
            ("gives_product_ids", self.gives_product_ids.len()),
            ("gives_category_ids", self.gives_category_ids.len()),
            ("group_ids", self.group_ids.len()),
        ] {
            if many > MOST_NAMED {
                faults.push(fault(field.to_owned(), "too_many"));
            }
        }
        faults.extend(self.faults_of_tiers(currency));
        if faults.is_empty() {
            Ok(())
        } else {
            Err(Error::invalid_fields(faults))
        }
    }

    fn faults_of_tiers(&self, currency: Currency) -> Vec<FieldError> {
        if self.tiers.len() > MOST_TIERS {
            return vec![fault("tiers".to_owned(), "too_many")];
        }
        let mut faults = vec![];
        for (n, tier) in self.tiers.iter().enumerate() {
            let mut say = |field: &str, code| faults.push(fault(format!("tiers.{n}.{field}"), code));
            if !(2..=999).contains(&tier.from) {
                say("from", "out_of_range");
            }
            if self.tiers.iter().take(n).any(|other| other.from == tier.from) {
                say("from", "duplicate");
            }
            match (tier.percent, tier.price) {
                (Some(percent), None) if !(1..=100).contains(&percent) => say("percent", "out_of_range"),
                (None, Some(price)) if !(0..=MOST_MONEY).contains(&price) => say("price", "out_of_range"),
                (None, Some(price)) if price % currency.step() != 0 => say("price", "not_whole"),
                (Some(_), None) | (None, Some(_)) => {}
                (Some(_), Some(_)) | (None, None) => say("percent", "percent_or_price"),
            }
        }
        faults
    }
}

fn fault(field: String, code: &'static str) -> FieldError {
    FieldError {
        field,
        code,
        args: vec![],
    }
}

#[cfg(test)]
mod tests {
    use super::PromotionRequest;
    use kernel::{Currency, Error};

    fn verdict(json: &str) -> String {
        let request: PromotionRequest = serde_json::from_str(json).unwrap();
        let checked = request
            .check(Currency::COP)
            .and_then(|()| request.benefit())
            .and_then(|_| request.coupon());
        match checked {
            Ok(_) => "fine".to_owned(),
            Err(Error::Refused(refusal)) => {
                let fields = refusal.fields.iter().map(|f| format!("{}: {}", f.field, f.code));
                fields.collect::<Vec<_>>().join(", ")
            }
            Err(fault) => fault.to_string(),
        }
    }

    #[test]
    fn each_sort_asks_for_what_it_needs() {
        assert_eq!(
            verdict(r#"{"kind":"percent","percent":20,"code":"verano 20"}"#),
            "fine"
        );
        assert_eq!(verdict(r#"{"kind":"percent"}"#), "percent: required");
        assert_eq!(verdict(r#"{"kind":"buy_get"}"#), "buy: required, get: required");
        assert_eq!(verdict(r#"{"kind":"tiers"}"#), "tiers: required");
        assert_eq!(
            verdict(r#"{"kind":"free_shipping","code":"¿qué?"}"#),
            "code: invalid_coupon"
        );
        assert_eq!(verdict(r#"{"kind":"amount","amount":150}"#), "amount: not_whole");
        let dates = r#""starts_at":"2026-12-02T00:00:00Z","ends_at":"2026-12-01T00:00:00Z""#;
        assert_eq!(
            verdict(&format!(r#"{{"kind":"free_shipping",{dates}}}"#)),
            "ends_at: not_after_start"
        );
    }

    #[test]
    fn a_tier_is_a_part_off_or_a_price() {
        let tiers = |tiers: &str| verdict(&format!(r#"{{"kind":"tiers","tiers":[{tiers}]}}"#));
        assert_eq!(
            tiers(r#"{"from":3,"percent":10},{"from":6,"price":900000}"#),
            "fine"
        );
        assert_eq!(tiers(r#"{"from":3}"#), "tiers.0.percent: percent_or_price");
        assert_eq!(
            tiers(r#"{"from":1,"percent":101},{"from":1,"percent":5}"#),
            "tiers.0.from: out_of_range, tiers.0.percent: out_of_range, tiers.1.from: out_of_range, tiers.1.from: duplicate"
        );
    }
}
