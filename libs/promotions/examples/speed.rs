//! How long the engine takes: a thousand carts of ten lines with twenty promotions each.
//!
//! `cargo run -p promotions --release --example speed`

use std::time::{Duration, Instant};

use catalog::ProductId;
use kernel::id::Uuid;
use promotions::model::{Basket, BasketLine, Benefit, Covers, Offer, PriceTier, PromotionId, price};

const CARTS: u32 = 1_000;
const LINES: u32 = 10;
const PROMOTIONS: u32 = 20;
/// One cart in a hundred may not take longer.
const MOST: Duration = Duration::from_millis(5);

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let offers: Vec<Offer> = (0..PROMOTIONS).map(offer).collect();
    let mut reduced = 0_u32;
    let mut times: Vec<Duration> = (0..CARTS)
        .map(|cart| {
            let lines: Vec<BasketLine> = (0..LINES).map(|at| line(cart, at)).collect();
            let basket = Basket {
                lines: &lines,
                shipping: Some(900_000),
                step: 100,
            };
            let start = Instant::now();
            let pricing = price(&basket, &offers);
            let took = start.elapsed();
            reduced += u32::from(pricing.discount() > 0);
            took
        })
        .collect();
    times.sort_unstable();
    let (median, slow) = (times[times.len() / 2], times[times.len() * 99 / 100]);
    println!(
        "{CARTS} carts, {PROMOTIONS} promotions, {reduced} reduced: median {median:?}, 99 % within {slow:?}"
    );
    if slow >= MOST {
        return Err(format!("over {MOST:?}").into());
    }
    Ok(())
}

fn product(n: u32) -> ProductId {
    ProductId(Uuid::from_u128(u128::from(n % 100) + 1))
}

fn line(cart: u32, at: u32) -> BasketLine {
    BasketLine {
        product_id: product(cart * 7 + at * 3),
        unit_price: i64::from(1_000 + (cart * 37 + at * 11) % 90_000) * 100,
        quantity: i32::try_from(1 + (cart + at) % 9).unwrap_or(1),
    }
}

fn offer(n: u32) -> Offer {
    let tier = |from, percent| PriceTier {
        from,
        percent: Some(percent),
        price: None,
    };
    let benefit = match n % 5 {
        0 => Benefit::Percent(10),
        1 => Benefit::Amount(i64::from(n + 1) * 100_000),
        2 => Benefit::BuyGet {
            buy: 2,
            get: 1,
            percent: 100,
        },
        3 => Benefit::Tiers(vec![tier(2, 5), tier(5, 10)]),
        _ => Benefit::FreeShipping,
    };
    Offer {
        promotion_id: PromotionId(Uuid::from_u128(u128::from(n) + 1)),
        name: format!("Promotion {n}"),
        code: None,
        benefit,
        covers: if n.is_multiple_of(3) {
            Covers::All
        } else {
            Covers::Only((n..n + 40).map(product).collect())
        },
        gives: Covers::All,
        minimum: (n % 4 == 1).then_some(5_000_000),
        combines: !n.is_multiple_of(4),
        obstacle: None,
    }
}
