//! What holds of every cart and every set of promotions.

use proptest::prelude::*;

use super::tests::{line, offer, product};
use super::{Basket, BasketLine, Pricing, price};
use crate::model::{Benefit, Covers, Offer, PriceTier};

fn basket() -> impl Strategy<Value = Vec<BasketLine>> {
    let one = (1_u128..6, 0_i64..500_000, 1_i32..30);
    proptest::collection::vec(
        one.prop_map(|(n, pesos, quantity)| line(n, pesos, quantity)),
        0..8,
    )
}

fn benefit() -> impl Strategy<Value = Benefit> {
    let tier = (2_i32..20, 1_i16..=100, any::<bool>(), 0_i64..400_000).prop_map(
        |(from, percent, by_price, pesos)| PriceTier {
            from,
            percent: (!by_price).then_some(percent),
            price: by_price.then_some(pesos * 100),
        },
    );
    prop_oneof![
        (1_i16..=100).prop_map(Benefit::Percent),
        (1_i64..100_000_000).prop_map(Benefit::Amount),
        Just(Benefit::FreeShipping),
        (1_i16..5, 1_i16..4, 1_i16..=100).prop_map(|(buy, get, percent)| Benefit::BuyGet {
            buy,
            get,
            percent
        }),
        proptest::collection::vec(tier, 1..4).prop_map(Benefit::Tiers),
    ]
}

fn covers() -> impl Strategy<Value = Covers> {
    let some = proptest::collection::vec(1_u128..6, 0..4);
    prop_oneof![
        Just(Covers::All),
        some.prop_map(|all| Covers::Only(all.into_iter().map(product).collect())),
    ]
}

fn offers() -> impl Strategy<Value = Vec<Offer>> {
    let minimum = proptest::option::of(0_i64..100_000_000);
    let one = (benefit(), covers(), covers(), minimum, any::<bool>());
    proptest::collection::vec(one, 0..7).prop_map(|all| {
        let made = |(n, (benefit, covers, gives, minimum, combines))| Offer {
            covers,
            gives,
            minimum,
            combines,
            ..offer(n, benefit)
        };
        (1_u128..).zip(all).map(made).collect()
    })
}

fn shipping() -> impl Strategy<Value = Option<i64>> {
    proptest::option::of((0_i64..50_000).prop_map(|pesos| pesos * 100))
}

fn priced(lines: &[BasketLine], shipping: Option<i64>, offers: &[Offer]) -> Pricing {
    let basket = Basket {
        lines,
        shipping,
        step: 100,
    };
    price(&basket, offers)
}

fn saved(pricing: &Pricing) -> i64 {
    pricing.discount() + pricing.shipping()
}

#[test]
fn nothing_costs_less_than_nothing_and_everything_adds_up() {
    proptest!(|(lines in basket(), shipping in shipping(), offers in offers())| {
        let pricing = priced(&lines, shipping, &offers);
        for (at, line) in lines.iter().enumerate() {
            let off = pricing.of_line(at);
            prop_assert!((0..=line.unit_price * i64::from(line.quantity)).contains(&off));
            prop_assert_eq!(off % 100, 0);
        }
        let by_lines: i64 = (0..lines.len()).map(|at| pricing.of_line(at)).sum();
        prop_assert_eq!(by_lines, pricing.discount());
        prop_assert!((0..=shipping.unwrap_or(0)).contains(&pricing.shipping()));
        for given in &pricing.given {
            prop_assert_eq!(given.lines.len(), lines.len());
            prop_assert!(given.amount() > 0 || given.ships_free);
            prop_assert!(given.lines.iter().all(|off| *off >= 0));
        }
        prop_assert_eq!(pricing.given.len() + pricing.aside.len(), offers.len());
    });
}

#[test]
fn the_order_of_promotions_changes_nothing() {
    proptest!(|(lines in basket(), shipping in shipping(), offers in offers(), turn in 0_usize..7)| {
        let pricing = priced(&lines, shipping, &offers);
        let mut turned = offers.clone();
        turned.rotate_left(turn % offers.len().max(1));
        prop_assert_eq!(&priced(&lines, shipping, &turned), &pricing);
        turned.reverse();
        prop_assert_eq!(&priced(&lines, shipping, &turned), &pricing);
        prop_assert_eq!(&priced(&lines, shipping, &offers), &pricing);
    });
}

#[test]
fn one_promotion_more_never_costs_the_customer_anything() {
    proptest!(|(lines in basket(), shipping in shipping(), offers in offers())| {
        for without in 0..offers.len() {
            let mut fewer = offers.clone();
            fewer.remove(without);
            let (less, all) = (priced(&lines, shipping, &fewer), priced(&lines, shipping, &offers));
            prop_assert!(saved(&less) <= saved(&all), "{} of {}", saved(&less), saved(&all));
        }
    });
}

#[test]
fn a_larger_percentage_never_takes_less_off_but_for_rounding() {
    proptest!(|(lines in basket(), shipping in shipping(), mut offers in offers(), percent in 1_i16..100)| {
        offers.push(offer(90, Benefit::Percent(percent)));
        let before = saved(&priced(&lines, shipping, &offers));
        offers.last_mut().unwrap().benefit = Benefit::Percent(percent + 1);
        // Of a line that something else makes free already, the peso that rounding gives it is lost.
        let rounding = i64::try_from(lines.len()).unwrap_or(0) * 100;
        prop_assert!(saved(&priced(&lines, shipping, &offers)) + rounding >= before);
    });
}
