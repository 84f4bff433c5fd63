//! When what failed is tried again, and when an address is given up.

use kernel::Instant;

/// Seconds after each try of one delivery, as Standard Webhooks proposes: ten tries within three and a half days.
const PAUSES: [i64; 9] = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];

/// Longest pause of an address that does not answer, in seconds: when it is well again, it is noticed within this.
const LONGEST: i64 = 3_600;

/// Seconds after which an address that never answered well is given up: five days.
const HOPELESS: i64 = 5 * 86_400;

/// Seconds until a delivery is tried again after so many tries, of which chance takes away up to a tenth; none when it is
/// given up.
pub fn pause_after(attempts: i32, chance: u64) -> Option<i64> {
    let at = usize::try_from(attempts).ok()?.checked_sub(1)?;
    let pause = *PAUSES.get(at)?;
    Some(pause - less(pause / 10, chance))
}

/// Seconds during which an address is left alone that failed so many rounds in a row: ten, doubling up to an hour. What
/// waits for it costs nobody a worker meanwhile.
pub fn endpoint_pause(failures: i32, chance: u64) -> i64 {
    let doublings = u32::try_from(failures.saturating_sub(1)).unwrap_or(0).min(16);
    let pause = 10_i64.checked_shl(doublings).unwrap_or(LONGEST).min(LONGEST);
    pause - less(pause / 10, chance)
}

/// Whether an address has failed for so long that nobody tries any more.
pub fn is_hopeless(failing_since: Instant, now: Instant) -> bool {
    now.seconds_since(failing_since) >= HOPELESS
}

fn less(most: i64, chance: u64) -> i64 {
    let most = u64::try_from(most).unwrap_or(0);
    i64::try_from(chance % (most + 1)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use kernel::Instant;

    use super::{endpoint_pause, is_hopeless, pause_after};

    #[test]
    fn a_delivery_is_tried_ten_times_within_four_days() {
        let pauses: Vec<i64> = (1..).map_while(|attempts| pause_after(attempts, 0)).collect();
        assert_eq!((pauses.len(), pauses[0]), (9, 5));
        let days = pauses.iter().sum::<i64>() / 86_400;
        assert_eq!(days, 3);
        assert_eq!(pause_after(10, 0), None);
        assert_eq!(pause_after(0, 0), None);
    }

    #[test]
    fn an_address_that_fails_is_left_alone_longer_and_longer() {
        assert_eq!(
            [1, 2, 3, 9, 10, i32::MAX].map(|f| endpoint_pause(f, 0)),
            [10, 20, 40, 2_560, 3_600, 3_600]
        );
        assert!((0..500).all(|chance| endpoint_pause(5, chance) >= 144));
    }

    #[test]
    fn five_days_are_enough() {
        let since = Instant("2026-11-20T10:00:00Z".parse().unwrap());
        assert!(!is_hopeless(since, since.plus_seconds(5 * 86_400 - 1)));
        assert!(is_hopeless(since, since.plus_seconds(5 * 86_400)));
    }
}
