//! "Take three, pay two": which pieces are the ones to get.

use super::engine::Basket;
use super::offer::Offer;

/// Pieces of each line that are to get: the cheapest, as many as what is paid for allows. A piece counts once only, as
/// paid for or as got.
pub(super) fn pieces(basket: &Basket<'_>, offer: &Offer, buy: i64, get: i64) -> Vec<i64> {
    let counts = Counts::of(basket, offer);
    let times = counts.most_times(buy, get);
    // What both sides want is got only so far as enough stays to be paid for.
    let mut of_both = counts.both - (times * buy - counts.paid_only).max(0);
    let mut left = times * get;
    let mut by_price: Vec<usize> = (0..basket.lines.len()).collect();
    by_price.sort_by_key(|at| basket.lines[*at].unit_price);
    let mut taken = vec![0; basket.lines.len()];
    for at in by_price {
        let line = &basket.lines[at];
        if !offer.gives.holds(line.product_id) {
            continue;
        }
        let is_of_both = offer.covers.holds(line.product_id);
        let most = if is_of_both { left.min(of_both) } else { left };
        let pieces = most.min(i64::from(line.quantity)).max(0);
        taken[at] = pieces;
        left -= pieces;
        if is_of_both {
            of_both -= pieces;
        }
    }
    taken
}

/// Pieces in the cart, by what they may be.
struct Counts {
    paid_only: i64,
    got_only: i64,
    both: i64,
}

impl Counts {
    fn of(basket: &Basket<'_>, offer: &Offer) -> Self {
        let mut counts = Self {
            paid_only: 0,
            got_only: 0,
            both: 0,
        };
        for line in basket.lines {
            let quantity = i64::from(line.quantity.max(0));
            match (
                offer.covers.holds(line.product_id),
                offer.gives.holds(line.product_id),
            ) {
                (true, true) => counts.both += quantity,
                (true, false) => counts.paid_only += quantity,
                (false, true) => counts.got_only += quantity,
                (false, false) => {}
            }
        }
        counts
    }

    fn allows(&self, times: i64, buy: i64, get: i64) -> bool {
        let paid_of_both = (times * buy - self.paid_only).max(0);
        let got_of_both = (times * get - self.got_only).max(0);
        paid_of_both + got_of_both <= self.both
    }

    /// How often it can be had.
    fn most_times(&self, buy: i64, get: i64) -> i64 {
        let all = self.paid_only + self.got_only + self.both;
        let (mut least, mut most) = (0, all / (buy + get).max(1));
        while least < most {
            let middle = least + (most - least + 1) / 2;
            if self.allows(middle, buy, get) {
                least = middle;
            } else {
                most = middle - 1;
            }
        }
        least
    }
}
