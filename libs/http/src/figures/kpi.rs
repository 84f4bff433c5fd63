//! A number against what it was before.

use serde::Serialize;
use utoipa::ToSchema;

/// A number and what it was before.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
pub struct Kpi {
    /// Now; money in minor units.
    pub value: i64,
    /// In as many days before.
    pub previous: i64,
    /// Growth in percent, to a tenth; null when there was nothing before.
    pub change_percent: Option<f64>,
}

impl Kpi {
    /// Compares.
    pub fn new(value: i64, previous: i64) -> Self {
        Self {
            value,
            previous,
            change_percent: change_in_tenths(value, previous).map(|tenths| f64::from(tenths) / 10.0),
        }
    }

    /// `+12,4 %`, or nothing when there is nothing to compare with.
    pub fn change_text(self) -> String {
        let Some(tenths) = change_in_tenths(self.value, self.previous) else {
            return String::new();
        };
        let sign = match tenths {
            0 => "",
            t if t < 0 => "−",
            _ => "+",
        };
        let size = tenths.unsigned_abs();
        format!("{sign}{},{}\u{a0}%", size / 10, size % 10)
    }

    /// Whether it did not fall.
    pub fn is_good(self) -> bool {
        self.value >= self.previous
    }
}

/// Growth in tenths of a percent, rounded to the nearest.
fn change_in_tenths(value: i64, previous: i64) -> Option<i32> {
    let (value, previous) = (i128::from(value), i128::from(previous));
    if previous <= 0 {
        return None;
    }
    let doubled = (value - previous) * 2_000;
    let rounded = (doubled + doubled.signum() * previous) / (previous * 2);
    i32::try_from(rounded).ok()
}

#[cfg(test)]
mod tests {
    use super::Kpi;

    #[test]
    fn a_change_reads_as_in_a_newspaper() {
        let text = |now, before| Kpi::new(now, before).change_text().replace('\u{a0}', " ");
        assert_eq!(text(1124, 1000), "+12,4 %");
        assert_eq!(text(982, 1000), "−1,8 %");
        assert_eq!(text(1000, 1000), "0,0 %");
        assert_eq!(text(5, 0), "");
        assert_eq!(text(0, 7), "−100,0 %");
        assert_eq!(text(2, 3), "−33,3 %");
    }
}
