//! What stands on an invoice: whole periods, and parts of them counted to the second.

use kernel::Instant;

use super::invoice::{Invoice, Line};
use super::money::part;
use super::months::{day, plus_months};
use super::subscription::Subscription;
use super::tax::TaxRate;
use crate::stripe::world::World;

/// What another price from some moment on would come to.
pub struct Change {
    pub lines: Vec<Line>,
    /// Whether a new period begins, as the rhythm is another.
    pub anew: bool,
    /// What a whole period at the new price is worth after discounts.
    pub worth: i64,
}

impl World {
    /// The taxes of a subscription.
    pub fn rates(&self, one: &Subscription) -> impl Iterator<Item = &TaxRate> {
        let rates = one.tax_rates.clone();
        rates
            .into_iter()
            .filter_map(move |id| self.billing.tax_rates.get(&id))
    }

    /// A period from one moment until another, at the subscription's price; for nothing in a trial.
    pub fn period_line(&self, one: &Subscription) -> Line {
        let price = self.billing.prices.get(&one.price);
        let name = price.map(|price| self.product_name(price)).unwrap_or_default();
        let (amount, description) = match price {
            Some(price) if !one.is_trial() => {
                (price.amount, format!("1 × {name} (per {})", price.interval()))
            }
            _ => (0, format!("Trial period for {name}")),
        };
        line(&one.price, (amount, description), (one.start, one.end), false)
    }

    /// Another price from a moment within the period on, with what goes back for the rest of it or not. Nothing in a trial,
    /// which is for nothing at whatever price.
    pub fn change_lines(&self, one: &Subscription, price: &str, at: Instant, back: bool) -> Change {
        let (old, new) = (
            self.billing.prices.get(&one.price),
            self.billing.prices.get(price),
        );
        let (Some(old), Some(new)) = (old, new) else {
            return Change {
                lines: vec![],
                anew: false,
                worth: one.worth,
            };
        };
        let anew = old.months != new.months;
        if one.is_trial() || price == one.price {
            return Change {
                lines: vec![],
                anew: false,
                worth: if one.is_trial() { 0 } else { one.worth },
            };
        }
        let (whole, left) = one.left(at);
        let said = |what: &str, name: String| format!("{what} time on {name} after {}", day(at));
        let mut lines = vec![];
        if back {
            let unused = said("Unused", self.product_name(old));
            let worth = -part(one.worth, left, whole);
            lines.push(line(&one.price, (worth, unused), (at, one.end), true));
        }
        if anew {
            let described = format!("1 × {} (per {})", self.product_name(new), new.interval());
            let end = plus_months(at, new.months);
            lines.push(line(price, (new.amount, described), (at, end), false));
        } else if back {
            let rest = part(new.amount, left, whole);
            let remaining = said("Remaining", self.product_name(new));
            lines.push(line(price, (rest, remaining), (at, one.end), true));
        }
        self.discount(one, &mut lines, at);
        self.tax(one, &mut lines);
        let worth = if lines.is_empty() {
            one.worth
        } else {
            worth(new.amount, lines.last(), anew, (whole, left))
        };
        Change { lines, anew, worth }
    }

    /// What is paid less, where something is due.
    pub fn discount(&self, one: &Subscription, lines: &mut [Line], at: Instant) {
        let coupon = one
            .discount
            .as_ref()
            .and_then(|given| self.counts(&one.whose, given, at));
        let currency = self
            .billing
            .prices
            .get(&one.price)
            .map(|price| price.currency.clone());
        if let (Some(coupon), Some(currency)) = (coupon, currency) {
            let amounts: Vec<i64> = lines.iter().map(|line| line.amount).collect();
            for (line, off) in lines.iter_mut().zip(coupon.of(&amounts, &currency)) {
                line.discount = off;
            }
        }
    }

    /// Taxes of each line, after what is paid less.
    pub fn tax(&self, one: &Subscription, lines: &mut [Line]) {
        for line in lines {
            let amount = line.amount - line.discount;
            let taxes = self
                .rates(one)
                .map(|rate| (rate.id.clone(), rate.of(amount), rate.inclusive));
            line.taxes = taxes.collect();
        }
    }

    /// An invoice of these lines, which is nowhere yet.
    pub fn invoice_for(
        &self,
        one: &Subscription,
        reason: &'static str,
        lines: Vec<Line>,
        at: Instant,
    ) -> Invoice {
        let price = self.billing.prices.get(&one.price);
        Invoice {
            id: String::new(),
            whose: one.whose.clone(),
            customer: one.customer.clone(),
            subscription: one.id.clone(),
            status: "draft",
            reason,
            number: None,
            currency: price.map(|price| price.currency.clone()).unwrap_or_default(),
            lines,
            before: self
                .customers
                .get(&one.customer)
                .map_or(0, |customer| customer.balance),
            after: None,
            start: one.start,
            end: one.end,
            created: at,
            finalizes: None,
            retries: None,
            tries: 0,
            attempts: 0,
            paid: None,
            intent: None,
        }
    }
}

/// What a whole period came to: the price itself, unless something was paid less.
fn worth(amount: i64, charge: Option<&Line>, anew: bool, (whole, left): (i64, i64)) -> i64 {
    match charge {
        Some(line) if line.discount > 0 && anew => line.amount - line.discount,
        Some(line) if line.discount > 0 && left > 0 => {
            let paid = i128::from(line.amount - line.discount) * i128::from(whole) / i128::from(left);
            i64::try_from(paid).unwrap_or(amount)
        }
        _ => amount,
    }
}

fn line(
    price: &str,
    (amount, description): (i64, String),
    (start, end): (Instant, Instant),
    proration: bool,
) -> Line {
    Line {
        id: String::new(),
        description,
        amount,
        start,
        end,
        proration,
        price: price.to_owned(),
        discount: 0,
        taxes: vec![],
    }
}
