//! The geometry of charts; templates draw it, style sheets colour it.

use std::fmt::Write as _;

use jiff::civil::Date;
use kernel::{Currency, Locale};

/// A mark on an axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Tick {
    /// Percent from the left or the top.
    pub pos: String,
    /// What it says.
    pub label: String,
    /// May be left out on a phone.
    pub minor: bool,
}

/// Amounts by day, in a box of 100 × 100 with y downwards.
#[derive(Debug, Clone)]
pub struct LineChart {
    /// One sentence for who cannot see it.
    pub summary: String,
    /// Points of the line.
    pub line: String,
    /// Path of what lies below it.
    pub area: String,
    /// Amounts.
    pub y_ticks: Vec<Tick>,
    /// Days.
    pub x_ticks: Vec<Tick>,
}

/// Draws the amounts of these days, in minor units.
pub fn line_chart(days: &[(Date, i64)], currency: Currency, locale: Locale, summary: String) -> LineChart {
    let values: Vec<i64> = days.iter().map(|(_, amount)| *amount).collect();
    let step = tick_step(
        values.iter().copied().max().unwrap_or(0),
        currency.minor_per_unit(),
    );
    let steps = values.iter().copied().max().unwrap_or(0).max(1).div_euclid(step) + 1;
    let top = step * steps;
    let line = points(&values, 100.0, 100.0, (0, top));
    let y_ticks = (0..=steps).map(|n| Tick {
        pos: decimal(100.0 - share(n, steps) * 100.0),
        label: short_amount(n * step, currency, locale),
        minor: false,
    });
    LineChart {
        summary,
        area: format!("M0,100 L{} L100,100 Z", line.replace(' ', " L")),
        line,
        y_ticks: y_ticks.collect(),
        x_ticks: x_ticks(days, locale),
    }
}

/// The points of a small line in a box of 100 × 30, from its lowest to its highest value.
pub fn spark_line(values: &[i64]) -> String {
    let low = values.iter().copied().min().unwrap_or(0);
    let high = values.iter().copied().max().unwrap_or(0);
    if low == high {
        return "0,28 100,28".into();
    }
    // A margin keeps the stroke inside the box.
    let sums = in_groups(values, 15);
    let inner = points(&sums, 100.0, 26.0, (0, sums.iter().copied().max().unwrap_or(1)));
    inner
        .split(' ')
        .filter_map(|p| p.split_once(','))
        .fold(String::new(), |mut text, (x, y)| {
            let y: f64 = y.parse().unwrap_or(0.0);
            let _ = write!(
                text,
                "{}{x},{}",
                if text.is_empty() { "" } else { " " },
                decimal(y + 2.0)
            );
            text
        })
}

/// Adds neighbours up until at most `most` values are left: ninety days would be a scribble.
fn in_groups(values: &[i64], most: usize) -> Vec<i64> {
    let size = values.len().div_ceil(most).max(1);
    values.chunks(size).map(|chunk| chunk.iter().sum()).collect()
}

fn points(values: &[i64], width: f64, height: f64, (low, high): (i64, i64)) -> String {
    let last = i64::try_from(values.len()).unwrap_or(1) - 1;
    let points = values.iter().zip(0_i64..).map(|(value, i)| {
        let x = share(i, last.max(1)) * width;
        let y = height - share(value - low, high - low) * height;
        format!("{},{}", decimal(x), decimal(y))
    });
    points.collect::<Vec<_>>().join(" ")
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a place on a screen needs three digits"
)]
fn share(part: i64, whole: i64) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}

/// At most two digits after the point, and none that say nothing.
fn decimal(n: f64) -> String {
    let text = format!("{n:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The smallest of 1, 2, 2.5, 5 × 10ⁿ units that divides the axis into six parts at most.
fn tick_step(highest: i64, unit: i64) -> i64 {
    let mut power = unit;
    loop {
        for step in [power, power * 2, power * 5 / 2, power * 5] {
            if highest / step < 6 {
                return step;
            }
        }
        power *= 10;
    }
}

/// `$3,5 M`, `$800 mil`, `$0`: for an axis.
fn short_amount(minor: i64, currency: Currency, locale: Locale) -> String {
    let units = minor / currency.minor_per_unit();
    let thousand = if locale == Locale::Es { "mil" } else { "K" };
    match units {
        0..1_000 => format!("${units}"),
        1_000..1_000_000 => format!("${}\u{a0}{thousand}", in_tenths(units, 1_000)),
        _ => format!("${}\u{a0}M", in_tenths(units, 1_000_000)),
    }
}

fn in_tenths(units: i64, of: i64) -> String {
    let hundredths = units * 100 / of;
    let (whole, rest) = (hundredths / 100, hundredths % 100);
    match (rest / 10, rest % 10) {
        (0, 0) => whole.to_string(),
        (tenths, 0) => format!("{whole},{tenths}"),
        (tenths, cents) => format!("{whole},{tenths}{cents}"),
    }
}

/// Up to eight days with a label, today among them; every second one is minor.
fn x_ticks(days: &[(Date, i64)], locale: Locale) -> Vec<Tick> {
    let last = days.len().saturating_sub(1);
    let every = days.len().div_ceil(8).max(1);
    let labelled = (0..days.len()).filter(|i| (last - i).is_multiple_of(every));
    labelled
        .map(|i| Tick {
            pos: decimal(
                share(
                    i64::try_from(i).unwrap_or(0),
                    i64::try_from(last.max(1)).unwrap_or(1),
                ) * 100.0,
            ),
            label: label_of(days[i].0, locale),
            minor: !((last - i) / every).is_multiple_of(2),
        })
        .collect()
}

fn label_of(date: Date, locale: Locale) -> String {
    crate::page::relative_day(date, locale)
}

#[cfg(test)]
mod tests {
    use super::{line_chart, short_amount, spark_line, tick_step};
    use jiff::civil::Date;
    use kernel::{Currency, Locale};

    fn days(amounts: &[i64]) -> Vec<(Date, i64)> {
        let start: Date = "2026-11-01".parse().unwrap();
        let day = |(i, amount): (usize, &i64)| {
            let after = jiff::Span::new().days(i64::try_from(i).unwrap());
            (start.saturating_add(after), *amount)
        };
        amounts.iter().enumerate().map(day).collect()
    }

    #[test]
    fn a_chart_starts_at_nothing_and_ends_above_the_highest_day() {
        let chart = line_chart(
            &days(&[0, 50_000_000, 100_000_000]),
            Currency::COP,
            Locale::Es,
            String::new(),
        );
        assert_eq!(chart.line, "0,100 50,58.33 100,16.67");
        assert!(chart.area.starts_with("M0,100 L0,100 L50,58.33"));
        let labels: Vec<&str> = chart.y_ticks.iter().map(|t| t.label.as_str()).collect();
        assert_eq!(
            labels,
            [
                "$0",
                "$200\u{a0}mil",
                "$400\u{a0}mil",
                "$600\u{a0}mil",
                "$800\u{a0}mil",
                "$1\u{a0}M",
                "$1,2\u{a0}M"
            ]
        );
        assert_eq!(chart.x_ticks.len(), 3);
        assert_eq!(chart.x_ticks[2].label, "3 nov");
        assert!(!chart.x_ticks[2].minor, "today is always there");
    }

    #[test]
    fn months_without_a_sale_are_drawn_too() {
        let chart = line_chart(&days(&[0; 90]), Currency::COP, Locale::En, String::new());
        assert!(chart.line.ends_with("100,100"));
        assert!(chart.x_ticks.len() <= 9);
        assert_eq!(spark_line(&[0; 30]), "0,28 100,28");
        assert_eq!(spark_line(&[]), "0,28 100,28");
    }

    #[test]
    fn sparks_stay_in_their_box() {
        use proptest::prelude::*;
        proptest!(|(values in proptest::collection::vec(0_i64..1_000_000_000_000, 1..100))| {
            for point in spark_line(&values).split(' ') {
                let (x, y) = point.split_once(',').unwrap();
                prop_assert!((0.0..=100.0).contains(&x.parse::<f64>().unwrap()));
                prop_assert!((0.0..=30.0).contains(&y.parse::<f64>().unwrap()));
            }
        });
    }

    #[test]
    fn axes_have_round_steps() {
        assert_eq!(tick_step(0, 100), 100);
        assert_eq!(tick_step(340_000_000, 100), 100_000_000);
        assert_eq!(tick_step(1_400_000_000, 100), 250_000_000);
        assert_eq!(
            short_amount(350_000_000, Currency::COP, Locale::Es),
            "$3,5\u{a0}M"
        );
        assert_eq!(short_amount(80_000_000, Currency::COP, Locale::En), "$800\u{a0}K");
        assert_eq!(
            short_amount(225_000_000, Currency::COP, Locale::Es),
            "$2,25\u{a0}M"
        );
    }
}
