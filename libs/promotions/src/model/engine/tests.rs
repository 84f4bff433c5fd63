use catalog::ProductId;
use kernel::id::Uuid;

use super::{Basket, BasketLine, Pricing, price};
use crate::model::{Aside, Benefit, Covers, Offer, PriceTier, PromotionId};

pub(super) fn product(n: u128) -> ProductId {
    ProductId(Uuid::from_u128(n))
}

pub(super) fn line(n: u128, pesos: i64, quantity: i32) -> BasketLine {
    BasketLine {
        product_id: product(n),
        unit_price: pesos * 100,
        quantity,
    }
}

pub(super) fn offer(n: u128, benefit: Benefit) -> Offer {
    Offer {
        promotion_id: PromotionId(Uuid::from_u128(n)),
        name: format!("P{n}"),
        code: None,
        benefit,
        covers: Covers::All,
        gives: Covers::All,
        minimum: None,
        combines: true,
        obstacle: None,
    }
}

fn priced(lines: &[BasketLine], shipping: Option<i64>, offers: &[Offer]) -> Pricing {
    let basket = Basket {
        lines,
        shipping,
        step: 100,
    };
    price(&basket, offers)
}

fn pesos(pricing: &Pricing, lines: usize) -> Vec<i64> {
    (0..lines).map(|at| pricing.of_line(at) / 100).collect()
}

#[test]
fn a_percentage_is_of_what_it_covers_and_whole_pesos_add_up() {
    let lines = [line(1, 999, 1), line(2, 333, 1), line(3, 5_000, 1)];
    let mut ten = offer(1, Benefit::Percent(10));
    ten.covers = Covers::Only(vec![product(1), product(2)]);
    let pricing = priced(&lines, None, &[ten]);
    // 10 % of 1.332 is 133,2: the parts 99,9 and 33,3 become 100 and 33.
    assert_eq!(pesos(&pricing, 3), [100, 33, 0]);
    assert_eq!(pricing.discount(), 13_300);
}

#[test]
fn an_amount_is_taken_off_once_and_never_more_than_the_goods_cost() {
    let lines = [line(1, 1_000, 3), line(2, 2_000, 1)];
    let off = |amount| priced(&lines, None, &[offer(1, Benefit::Amount(amount))]).discount();
    assert_eq!(
        (off(100_000), off(500_000), off(900_000)),
        (100_000, 500_000, 500_000)
    );
    // Centavos that nobody can pay stay on the bill.
    assert_eq!(off(150), 100);
}

#[test]
fn of_three_the_cheapest_is_the_gift() {
    let take_three = Benefit::BuyGet {
        buy: 2,
        get: 1,
        percent: 100,
    };
    let lines = [line(1, 5_000, 2), line(2, 1_000, 1), line(3, 3_000, 4)];
    let pricing = priced(&lines, None, &[offer(1, take_three.clone())]);
    // Seven pieces make two gifts: 1.000 and one of 3.000.
    assert_eq!(pesos(&pricing, 3), [0, 1_000, 3_000]);
    let too_few = priced(&[line(1, 5_000, 2)], None, &[offer(1, take_three)]);
    assert_eq!(too_few.aside[0].1, Aside::NothingHere);
}

#[test]
fn what_is_got_may_be_another_product_at_half_its_price() {
    let mut soap = offer(
        1,
        Benefit::BuyGet {
            buy: 2,
            get: 1,
            percent: 50,
        },
    );
    soap.covers = Covers::Only(vec![product(1)]);
    soap.gives = Covers::Only(vec![product(2)]);
    let with = |shampoos, soaps| {
        let lines = [line(1, 20_000, shampoos), line(2, 5_000, soaps)];
        pesos(&priced(&lines, None, std::slice::from_ref(&soap)), 2)
    };
    assert_eq!(with(2, 1), [0, 2_500]);
    assert_eq!(with(3, 2), [0, 2_500]);
    assert_eq!(with(4, 2), [0, 5_000]);
    assert_eq!(with(1, 2), [0, 0]);
}

#[test]
fn the_more_of_one_product_the_less_each_costs() {
    let tier = |from, percent, price| PriceTier { from, percent, price };
    let by_percent = vec![tier(3, Some(10), None), tier(6, Some(20), None)];
    let lines = |n| [line(1, 1_000, n), line(1, 2_000, 2), line(2, 9_000, 2)];
    let off = |n, tiers: &[PriceTier]| {
        pesos(
            &priced(&lines(n), None, &[offer(1, Benefit::Tiers(tiers.to_vec()))]),
            3,
        )
    };
    // Both lines are of product 1: three, then six of it.
    assert_eq!(off(1, &by_percent), [100, 400, 0]);
    assert_eq!(off(4, &by_percent), [800, 800, 0]);
    let by_price = vec![tier(3, None, Some(150_000))];
    assert_eq!(off(1, &by_price), [0, 1_000, 0]);
}

#[test]
fn what_combines_goes_together_and_what_does_not_wins_alone_or_not_at_all() {
    let lines = [line(1, 100_000, 1)];
    let ten = offer(1, Benefit::Percent(10));
    let five = offer(2, Benefit::Percent(5));
    let mut alone = offer(3, Benefit::Percent(12));
    alone.combines = false;
    let pricing = priced(&lines, None, &[alone.clone(), five.clone(), ten.clone()]);
    assert_eq!(pricing.discount(), 1_500_000);
    assert_eq!(pricing.why_not(alone.promotion_id), Some(Aside::BetterWithout));
    alone.benefit = Benefit::Percent(20);
    let pricing = priced(&lines, None, &[ten.clone(), alone, five]);
    assert_eq!((pricing.discount(), pricing.given.len()), (2_000_000, 1));
    assert_eq!(pricing.why_not(ten.promotion_id), Some(Aside::BetterWithout));
}

#[test]
fn free_shipping_is_promised_before_its_price_is_known() {
    let free = offer(1, Benefit::FreeShipping);
    let lines = [line(1, 10_000, 1)];
    let unknown = priced(&lines, None, std::slice::from_ref(&free));
    assert!(unknown.given[0].ships_free && unknown.shipping() == 0);
    assert_eq!(
        priced(&lines, Some(900_000), std::slice::from_ref(&free)).shipping(),
        900_000
    );
    let pick_up = priced(&lines, Some(0), std::slice::from_ref(&free));
    assert_eq!(pick_up.aside[0].1, Aside::ShippingIsFree);
}

#[test]
fn the_minimum_counts_what_is_covered_before_discounts() {
    let mut big = offer(1, Benefit::Percent(50));
    big.minimum = Some(2_000_000);
    let why =
        |pesos| priced(&[line(1, pesos, 1)], None, std::slice::from_ref(&big)).why_not(big.promotion_id);
    assert_eq!((why(19_999), why(20_000)), (Some(Aside::BelowMinimum), None));
}

#[test]
fn the_dearest_cart_that_the_tables_accept_is_priced() {
    let lines = vec![
        BasketLine {
            product_id: product(1),
            unit_price: 1_000_000_000_000,
            quantity: 999,
        };
        100
    ];
    let pricing = priced(&lines, None, &[offer(1, Benefit::Percent(33))]);
    assert_eq!(pricing.discount(), 32_967_000_000_000_000);
}
