//! How long to wait after a failed attempt.

/// Pause after the first failure, in seconds.
const BASE: u64 = 10;
/// Longest pause, in seconds.
const CAP: u64 = 3_600;

/// Seconds until the next attempt, after `attempt` (from 1) failed: doubling from ten seconds up to an hour, of which
/// chance takes away up to half, so that jobs that failed together do not come back together.
pub fn pause(attempt: u16, chance: u64) -> i64 {
    let full = BASE
        .checked_shl(u32::from(attempt.saturating_sub(1)).min(16))
        .unwrap_or(CAP)
        .min(CAP);
    let half = full / 2;
    let seconds = half + chance % (full - half + 1);
    i64::try_from(seconds).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::pause;

    #[test]
    fn pauses_double_up_to_an_hour() {
        let longest = |attempt| (0..4_000).map(|chance| pause(attempt, chance)).max().unwrap();
        assert_eq!(
            [1, 2, 3, 9, 10, 50, u16::MAX].map(longest),
            [10, 20, 40, 2_560, 3_600, 3_600, 3_600]
        );
    }

    #[test]
    fn chance_takes_away_at_most_half() {
        for attempt in 1..50 {
            for chance in [0, 1, 7, u64::MAX] {
                assert!(pause(attempt, chance) >= pause(attempt, 0));
                assert!(pause(attempt, 0) >= 5);
            }
        }
    }
}
