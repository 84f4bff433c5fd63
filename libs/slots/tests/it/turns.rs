//! Round robin is fair.

use std::num::NonZeroU32;

use proptest::prelude::*;
use slots::{Turn, next_in_turn};

fn turn(position: usize, served: u32, weight: u32) -> Turn {
    Turn {
        position,
        served,
        weight: NonZeroU32::new(weight).unwrap(),
        last: None,
    }
}

#[test]
fn who_had_less_for_their_share_is_next() {
    assert_eq!(next_in_turn([turn(0, 3, 1), turn(1, 5, 2)]), Some(1));
    assert_eq!(next_in_turn([turn(0, 2, 1), turn(1, 4, 2)]), Some(0));
    assert_eq!(next_in_turn([]), None);
}

#[test]
fn among_equals_who_waits_longest() {
    let at = |text: &str| Some(text.parse::<jiff::Timestamp>().unwrap().into());
    let mut turns = [turn(0, 1, 1), turn(1, 1, 1), turn(2, 1, 1)];
    turns[0].last = at("2026-06-08T10:00:00Z");
    turns[1].last = at("2026-06-08T09:00:00Z");
    assert_eq!(next_in_turn(turns), Some(2));
    assert_eq!(next_in_turn([turns[0], turns[1]]), Some(1));
}

proptest! {
    #[test]
    fn shares_are_kept_to_within_one(weights in prop::collection::vec(1_u32..5, 1..6), rounds in 1_u32..60) {
        let mut turns: Vec<_> = weights.iter().enumerate().map(|(i, weight)| turn(i, 0, *weight)).collect();
        for _ in 0..rounds {
            let next = next_in_turn(turns.clone()).unwrap();
            turns[next].served += 1;
        }
        let loads = || turns.iter().map(|turn| f64::from(turn.served) / f64::from(turn.weight.get()));
        let (least, most) = (loads().fold(f64::MAX, f64::min), loads().fold(0.0, f64::max));
        prop_assert!(most - least <= 1.0, "{turns:?}");
    }
}
