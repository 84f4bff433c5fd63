//! What promotions take off a cart: pure, exact, the same whatever order they come in.
//!
//! The rule a shopkeeper reads: promotions that combine are given together, each worked out on the original prices; one that
//! does not combine is given alone; the customer gets whichever takes more off. Goods never cost less than nothing.
//!
//! Everything is counted in steps of the currency (whole pesos), so that amounts stay payable and lines add up.

use catalog::ProductId;

use super::spread::{percent_of, spread};
use super::{Aside, Benefit, Offer, PromotionId, gift, tiers};

/// A line of a cart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BasketLine {
    /// Of which product.
    pub product_id: ProductId,
    /// Price of one, in minor units.
    pub unit_price: i64,
    /// How many.
    pub quantity: i32,
}

/// A cart to price.
#[derive(Debug, Clone, Copy)]
pub struct Basket<'a> {
    /// What is in it.
    pub lines: &'a [BasketLine],
    /// What sending costs, in minor units; none while that is not known.
    pub shipping: Option<i64>,
    /// Amounts off are multiples of it, in minor units (`kernel::Currency::step`).
    pub step: i64,
}

/// What one promotion gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// Which.
    pub promotion_id: PromotionId,
    /// As customers read it.
    pub name: String,
    /// What was typed to have it.
    pub code: Option<String>,
    /// Off each line, in minor units.
    pub lines: Vec<i64>,
    /// Off the shipping, in minor units.
    pub shipping: i64,
    /// Whether sending will cost nothing, also while its price is not known.
    pub ships_free: bool,
}

impl Given {
    /// Off the goods.
    pub fn amount(&self) -> i64 {
        self.lines.iter().sum()
    }
}

/// What all of them give.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pricing {
    /// Those that give something, in the order in which they are told.
    pub given: Vec<Given>,
    /// The others, and why not.
    pub aside: Vec<(PromotionId, Aside)>,
}

impl Pricing {
    /// Off the goods, minor units.
    pub fn discount(&self) -> i64 {
        self.given.iter().map(Given::amount).sum()
    }

    /// Off the shipping, minor units.
    pub fn shipping(&self) -> i64 {
        self.given.iter().map(|g| g.shipping).sum()
    }

    /// Off one line, minor units.
    pub fn of_line(&self, at: usize) -> i64 {
        self.given.iter().filter_map(|g| g.lines.get(at)).sum()
    }

    /// Why this one gives nothing.
    pub fn why_not(&self, id: PromotionId) -> Option<Aside> {
        self.aside
            .iter()
            .find(|(other, _)| *other == id)
            .map(|(_, why)| *why)
    }
}

impl Basket<'_> {
    /// What each line costs, in steps; what is less than a step is never taken off.
    fn values(&self) -> Vec<i64> {
        let value = |line: &BasketLine| {
            line.unit_price
                .max(0)
                .saturating_mul(i64::from(line.quantity.max(0)))
        };
        self.lines
            .iter()
            .map(|line| value(line) / self.step.max(1))
            .collect()
    }
}

/// Prices a cart.
pub fn price(basket: &Basket<'_>, offers: &[Offer]) -> Pricing {
    let basket = &Basket {
        step: basket.step.max(1),
        ..*basket
    };
    let values = basket.values();
    let mut aside = vec![];
    let mut wanted: Vec<(&Offer, Off)> = vec![];
    for offer in offers {
        match off(basket, offer, &values) {
            Ok(off) => wanted.push((offer, off)),
            Err(why) => aside.push((offer.promotion_id, why)),
        }
    }
    wanted.sort_by_key(|(offer, _)| (offer.benefit.kind(), offer.promotion_id));
    let best = choose(&wanted, &values, basket);
    let mut given = vec![];
    let mut rest = Rest::of(&values, basket);
    for (at, (offer, off)) in wanted.iter().enumerate() {
        let taken = if best.holds(at, offer) {
            rest.take(off)
        } else {
            None
        };
        match taken {
            Some(taken) => given.push(give(offer, taken, basket.step)),
            None => aside.push((offer.promotion_id, Aside::BetterWithout)),
        }
    }
    aside.sort_by_key(|(id, _)| *id);
    Pricing { given, aside }
}

fn give(offer: &Offer, taken: Off, step: i64) -> Given {
    Given {
        promotion_id: offer.promotion_id,
        name: offer.name.clone(),
        code: offer.code.clone(),
        lines: taken.lines.iter().map(|steps| steps * step).collect(),
        shipping: taken.shipping,
        ships_free: taken.ships_free,
    }
}

/// What one promotion would take off by itself: lines in steps, shipping in minor units.
#[derive(Debug, Clone)]
struct Off {
    lines: Vec<i64>,
    shipping: i64,
    ships_free: bool,
}

fn off(basket: &Basket<'_>, offer: &Offer, values: &[i64]) -> Result<Off, Aside> {
    if let Some(obstacle) = offer.obstacle {
        return Err(obstacle);
    }
    let covered: Vec<i64> = basket
        .lines
        .iter()
        .zip(values)
        .map(|(line, value)| {
            if offer.covers.holds(line.product_id) {
                *value
            } else {
                0
            }
        })
        .collect();
    let sum: i64 = covered.iter().sum();
    if sum == 0 {
        return Err(Aside::NothingHere);
    }
    if offer
        .minimum
        .is_some_and(|least| sum.saturating_mul(basket.step) < least)
    {
        return Err(Aside::BelowMinimum);
    }
    let lines = match &offer.benefit {
        Benefit::Percent(percent) => spread(percent_of(sum, *percent), &covered),
        Benefit::Amount(amount) => spread((*amount / basket.step).min(sum), &covered),
        Benefit::Tiers(tiers) => tiers::off(basket, offer, tiers, values),
        Benefit::BuyGet { buy, get, percent } => {
            let pieces = gift::pieces(basket, offer, i64::from(*buy).max(1), i64::from(*get).max(1));
            let worth = |(line, pieces): (&BasketLine, &i64)| {
                line.unit_price.max(0).saturating_mul(*pieces) / basket.step
            };
            let worths: Vec<i64> = basket.lines.iter().zip(&pieces).map(worth).collect();
            spread(percent_of(worths.iter().sum(), *percent), &worths)
        }
        Benefit::FreeShipping => return free_shipping(basket),
    };
    if lines.iter().all(|steps| *steps == 0) {
        return Err(Aside::NothingHere);
    }
    Ok(Off {
        lines,
        shipping: 0,
        ships_free: false,
    })
}

fn free_shipping(basket: &Basket<'_>) -> Result<Off, Aside> {
    match basket.shipping {
        Some(0) => Err(Aside::ShippingIsFree),
        shipping => Ok(Off {
            lines: vec![0; basket.lines.len()],
            shipping: shipping.unwrap_or(0).max(0),
            ships_free: true,
        }),
    }
}

/// Which promotions are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Choice {
    /// All that combine.
    Together,
    /// This one.
    Alone(usize),
}

impl Choice {
    fn holds(self, at: usize, offer: &Offer) -> bool {
        match self {
            Self::Together => offer.combines,
            Self::Alone(one) => one == at,
        }
    }
}

/// The one that takes most off; of equals, those that combine, else the first.
fn choose(wanted: &[(&Offer, Off)], values: &[i64], basket: &Basket<'_>) -> Choice {
    let worth = |choice: Choice| {
        let mut rest = Rest::of(values, basket);
        let (mut saved, mut ships_free) = (0_i128, false);
        for (at, (offer, off)) in wanted.iter().enumerate() {
            let Some(taken) = choice.holds(at, offer).then(|| rest.take(off)).flatten() else {
                continue;
            };
            let steps: i64 = taken.lines.iter().sum();
            saved += i128::from(steps) * i128::from(basket.step) + i128::from(taken.shipping);
            ships_free |= taken.ships_free;
        }
        (saved, ships_free)
    };
    let mut best = (Choice::Together, worth(Choice::Together));
    for (at, (offer, _)) in wanted.iter().enumerate() {
        if offer.combines {
            continue;
        }
        let alone = worth(Choice::Alone(at));
        if alone > best.1 {
            best = (Choice::Alone(at), alone);
        }
    }
    best.0
}

/// What is still to pay.
struct Rest {
    lines: Vec<i64>,
    shipping: i64,
    ships_free: bool,
}

impl Rest {
    fn of(values: &[i64], basket: &Basket<'_>) -> Self {
        Self {
            lines: values.to_vec(),
            shipping: basket.shipping.unwrap_or(0).max(0),
            ships_free: false,
        }
    }

    /// Takes off what is wanted, so far as there is something left; nothing when that is nothing.
    fn take(&mut self, off: &Off) -> Option<Off> {
        let lines: Vec<i64> = self
            .lines
            .iter()
            .zip(&off.lines)
            .map(|(left, off)| *off.min(left))
            .collect();
        let shipping = off.shipping.min(self.shipping);
        let ships_free = off.ships_free && !self.ships_free;
        if lines.iter().all(|steps| *steps == 0) && !ships_free {
            return None;
        }
        for (left, taken) in self.lines.iter_mut().zip(&lines) {
            *left -= taken;
        }
        self.shipping -= shipping;
        self.ships_free |= ships_free;
        Some(Off {
            lines,
            shipping,
            ships_free,
        })
    }
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
