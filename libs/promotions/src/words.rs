//! A promotion in plain words: the name that customers read, and the sentences that a shopkeeper checks it by.

use http::Visitor;
use http::i18n::I18n;
use http::page::date_time;
use jiff::tz::TimeZone;
use kernel::{Currency, Instant, Locale, Money};

use crate::model::{Benefit, PriceTier};

/// Names told before the rest is only counted.
const TOLD: usize = 3;

/// Whose words: language, money and clock.
pub struct Words<'a> {
    i18n: &'a I18n,
    locale: Locale,
    currency: Currency,
    zone: TimeZone,
}

/// What is told of a promotion.
#[derive(Debug, Clone)]
pub struct Told<'a> {
    /// What it gives.
    pub benefit: Benefit,
    /// What it covers; everything when empty and `covers_all`.
    pub goods: Vec<String>,
    /// Whether it covers everything.
    pub covers_all: bool,
    /// What is got, where that is something else.
    pub gifts: Vec<String>,
    /// For whom; for everybody when empty and `for_everybody`.
    pub groups: Vec<String>,
    /// Whether it is for everybody.
    pub for_everybody: bool,
    /// What customers type.
    pub code: Option<&'a str>,
    /// From which amount on.
    pub minimum: Option<i64>,
    /// Whether it combines.
    pub combines: bool,
    /// From when on, where that is not now.
    pub starts_at: Option<Instant>,
    /// Until when.
    pub ends_at: Option<Instant>,
    /// How often in all.
    pub max_uses: Option<i32>,
    /// How often by each customer.
    pub max_per_customer: Option<i32>,
}

impl<'a> Words<'a> {
    /// In the reader's language.
    pub fn of(visitor: &'a Visitor) -> Self {
        Self::in_language(visitor, visitor.locale)
    }

    /// In the shop's language: what it keeps for its customers.
    pub fn of_shop(visitor: &'a Visitor) -> Self {
        Self::in_language(visitor, visitor.shop.locale)
    }

    fn in_language(visitor: &'a Visitor, locale: Locale) -> Self {
        Self {
            i18n: &visitor.app.i18n,
            locale,
            currency: visitor.shop.currency,
            zone: visitor.shop.zone(),
        }
    }

    fn t(&self, key: &str) -> String {
        self.i18n.text(self.locale, key, &[])
    }

    fn ta(&self, key: &str, args: &[(&str, String)]) -> String {
        let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.i18n.text(self.locale, key, &args)
    }

    fn money(&self, minor: i64) -> String {
        Money {
            minor,
            currency: self.currency,
        }
        .display()
    }

    fn when(&self, instant: Instant) -> String {
        date_time(instant, &self.zone, self.locale)
    }

    /// `Cabello, Uñas y 2 más`.
    fn list(&self, names: &[String]) -> String {
        let told = names.iter().take(TOLD).cloned().collect::<Vec<_>>().join(", ");
        match names.len().saturating_sub(TOLD) {
            0 => told,
            more => self.ta(
                "promotions-list-more",
                &[("names", told), ("more", more.to_string())],
            ),
        }
    }

    /// `20 % en Cabello`: what customers read where the shop says nothing else.
    pub fn name(&self, benefit: &Benefit, goods: &[String]) -> String {
        let short = match benefit {
            Benefit::Percent(percent) => {
                self.ta("promotions-name-percent", &[("percent", percent.to_string())])
            }
            Benefit::Amount(amount) => self.ta("promotions-name-amount", &[("amount", self.money(*amount))]),
            Benefit::FreeShipping => self.t("promotions-name-free-shipping"),
            Benefit::BuyGet { buy, get, percent } => self.buy_get(*buy, *get, *percent),
            Benefit::Tiers(_) => self.t("promotions-name-tiers"),
        };
        if goods.is_empty() {
            return short;
        }
        self.ta(
            "promotions-name-in",
            &[("what", short), ("goods", self.list(goods))],
        )
    }

    fn buy_get(&self, buy: i16, get: i16, percent: i16) -> String {
        let args = [
            ("buy", buy.to_string()),
            ("get", get.to_string()),
            ("all", (buy + get).to_string()),
            ("percent", percent.to_string()),
        ];
        let key = if percent == 100 {
            "promotions-name-take-pay"
        } else {
            "promotions-name-buy-get"
        };
        self.ta(key, &args)
    }

    /// All of it, a sentence each.
    pub fn sentences(&self, told: &Told<'_>) -> Vec<String> {
        let mut all = vec![self.what(told)];
        all.push(match told.code {
            Some(code) => self.ta("promotions-say-code", &[("code", code.to_owned())]),
            None => self.t("promotions-say-automatic"),
        });
        if let Some(minimum) = told.minimum {
            all.push(self.ta("promotions-say-minimum", &[("amount", self.money(minimum))]));
        }
        if !told.for_everybody {
            all.push(self.for_whom(&told.groups));
        }
        all.extend(self.schedule(told));
        all.extend(self.limits(told));
        all.push(self.t(if told.combines {
            "promotions-say-combines"
        } else {
            "promotions-say-alone"
        }));
        all
    }

    fn for_whom(&self, groups: &[String]) -> String {
        if groups.is_empty() {
            return self.t("promotions-say-nobody");
        }
        self.ta("promotions-say-groups", &[("groups", self.list(groups))])
    }

    fn what(&self, told: &Told<'_>) -> String {
        let goods = if told.covers_all {
            self.t("promotions-say-everything")
        } else if told.goods.is_empty() {
            return self.t("promotions-say-nothing");
        } else {
            self.list(&told.goods)
        };
        match &told.benefit {
            Benefit::Percent(percent) => self.ta(
                "promotions-say-percent",
                &[("percent", percent.to_string()), ("goods", goods)],
            ),
            Benefit::Amount(amount) => self.ta(
                "promotions-say-amount",
                &[("amount", self.money(*amount)), ("goods", goods)],
            ),
            Benefit::FreeShipping => self.ta("promotions-say-free-shipping", &[("goods", goods)]),
            Benefit::BuyGet { buy, get, percent } => {
                let gifts = if told.gifts.is_empty() {
                    goods.clone()
                } else {
                    self.list(&told.gifts)
                };
                let args = [
                    ("buy", buy.to_string()),
                    ("get", get.to_string()),
                    ("percent", percent.to_string()),
                    ("goods", goods),
                    ("gifts", gifts),
                ];
                self.ta(
                    if *percent == 100 {
                        "promotions-say-buy-get-free"
                    } else {
                        "promotions-say-buy-get"
                    },
                    &args,
                )
            }
            Benefit::Tiers(tiers) => {
                let tiers: Vec<String> = tiers.iter().map(|tier| self.tier(tier)).collect();
                self.ta(
                    "promotions-say-tiers",
                    &[("goods", goods), ("tiers", tiers.join("; "))],
                )
            }
        }
    }

    fn tier(&self, tier: &PriceTier) -> String {
        let from = ("from", tier.from.to_string());
        match (tier.percent, tier.price) {
            (Some(percent), _) => self.ta(
                "promotions-say-tier-percent",
                &[from, ("percent", percent.to_string())],
            ),
            (None, price) => {
                let price = self.money(price.unwrap_or_default());
                self.ta("promotions-say-tier-price", &[from, ("price", price)])
            }
        }
    }

    fn schedule(&self, told: &Told<'_>) -> Option<String> {
        let at = |name: &'static str, instant: Instant| (name, self.when(instant));
        match (told.starts_at, told.ends_at) {
            (Some(start), Some(end)) => {
                Some(self.ta("promotions-say-between", &[at("start", start), at("end", end)]))
            }
            (Some(start), None) => Some(self.ta("promotions-say-since", &[at("start", start)])),
            (None, Some(end)) => Some(self.ta("promotions-say-until", &[at("end", end)])),
            (None, None) => None,
        }
    }

    fn limits(&self, told: &Told<'_>) -> Vec<String> {
        let limit =
            |key: &str, most: Option<i32>| most.map(|most| self.ta(key, &[("most", most.to_string())]));
        let limits = [
            limit("promotions-say-max-uses", told.max_uses),
            limit("promotions-say-max-per-customer", told.max_per_customer),
        ];
        limits.into_iter().flatten().collect()
    }
}
