//! Hours of a day as people type them on one line: `9-13, 14:30-18`, `9 a. m. a 1 p. m. y 2 p. m. a 6 p. m.`.

use crate::model::hours::Piece;

/// Words for a day without hours.
const CLOSED: [&str; 4] = ["cerrado", "closed", "-", "no"];

/// The pieces of a day; nothing of a closed one, and `None` when it cannot be read.
pub(super) fn read_hours(text: &str) -> Option<Vec<Piece>> {
    let text = text.trim().to_lowercase();
    if text.is_empty() || CLOSED.contains(&text.as_str()) {
        return Some(vec![]);
    }
    let text = text.replace(" y ", ",").replace(" and ", ",");
    let pieces = text
        .split([',', ';', '/', '\n'])
        .map(str::trim)
        .filter(|piece| !piece.is_empty());
    let mut read = vec![];
    let mut until = 0;
    for piece in pieces {
        let (opens, closes) = read_piece(piece)?;
        let opens = opens.not_before(until);
        let closes = closes.not_before(opens + 1);
        until = closes;
        read.push(Piece {
            opens: write_clock(opens),
            closes: write_clock(closes),
        });
    }
    Some(read)
}

fn read_piece(text: &str) -> Option<(Clock, Clock)> {
    let text = text
        .replace(['–', '—'], "-")
        .replace(" a las ", "-")
        .replace(" to ", "-");
    // " a " separates hours, "a. m." ends one.
    let text = text
        .replace("a. m.", "am")
        .replace("p. m.", "pm")
        .replace("a.m.", "am")
        .replace("p.m.", "pm");
    let text = text.replace(" a ", "-");
    let (opens, closes) = text.split_once('-')?;
    Some((read_clock(opens)?, read_clock(closes)?))
}

/// A time of day, in minutes.
#[derive(Clone, Copy)]
struct Clock {
    minutes: u16,
    /// Whether it may as well be in the afternoon: the 1 of `9 a 1`, not that of `01:00` or `1 am`.
    is_either: bool,
}

impl Clock {
    /// In the afternoon, when it would be too early otherwise and is not too early then: who closes at 2 after opening at 22 closes at
    /// night.
    fn not_before(self, earliest: u16) -> u16 {
        let afternoon = self.minutes + 12 * 60;
        if self.is_either && self.minutes < earliest && afternoon >= earliest {
            afternoon
        } else {
            self.minutes
        }
    }
}

/// `9`, `9:30`, `9.30`, `2 pm`.
fn read_clock(text: &str) -> Option<Clock> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let (digits, half) = match (text.strip_suffix("am"), text.strip_suffix("pm")) {
        (Some(digits), _) => (digits, Some(0)),
        (_, Some(digits)) => (digits, Some(12)),
        _ => (text.as_str(), None),
    };
    let (hour, minute) = digits.split_once([':', '.', 'h']).unwrap_or((digits, "0"));
    let minute = if minute.is_empty() { "0" } else { minute };
    let is_number =
        |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(hour) || !is_number(minute) {
        return None;
    }
    let is_short = half.is_none() && !hour.starts_with('0');
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    let hour = match half {
        Some(half) if (1..=12).contains(&hour) => hour % 12 + half,
        Some(_) => return None,
        None => hour,
    };
    let fits = minute < 60 && (hour < 24 || (hour == 24 && minute == 0));
    fits.then_some(Clock {
        minutes: hour * 60 + minute,
        is_either: is_short && hour < 12,
    })
}

fn write_clock(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// As the form shows them: `09:00–13:00, 14:30–18:00`.
pub(super) fn write_hours(pieces: &[Piece]) -> String {
    let written: Vec<_> = pieces
        .iter()
        .map(|piece| format!("{}–{}", piece.opens, piece.closes))
        .collect();
    written.join(", ")
}

#[cfg(test)]
mod tests {
    use super::{read_hours, write_hours};

    #[test]
    fn hours_are_read_as_people_type_them() {
        for text in [
            "9-13, 14:30-18",
            "09:00–13:00, 14:30–18:00",
            "9 a 13 y 14.30 a 18",
            "9am-1pm; 2:30 pm - 6 pm",
            "9 a. m. a 1 p. m. y 2:30 p. m. a 6 p. m.",
        ] {
            let read = read_hours(text).unwrap();
            assert_eq!(write_hours(&read), "09:00–13:00, 14:30–18:00", "{text}");
        }
        for (text, meant) in [
            ("12am-12 pm", "00:00–12:00"),
            ("20-24", "20:00–24:00"),
            // By the clock on the wall, the afternoon goes without saying.
            ("9 a 1 y 2 a 6", "09:00–13:00, 14:00–18:00"),
            ("9-11, 11-1, 2:30-6", "09:00–11:00, 11:00–13:00, 14:30–18:00"),
            ("14-10", "14:00–22:00"),
            // Past midnight is what cannot be meant otherwise, or is written as such.
            ("22 a 2", "22:00–02:00"),
            ("18:00–02:00", "18:00–02:00"),
            ("10-13, 18-01", "10:00–13:00, 18:00–01:00"),
        ] {
            assert_eq!(write_hours(&read_hours(text).unwrap()), meant, "{text}");
        }
    }

    #[test]
    fn a_closed_day_has_none_and_nonsense_is_refused() {
        for text in ["", "  ", "Cerrado", "closed", "-"] {
            assert_eq!(read_hours(text), Some(vec![]), "{text}");
        }
        for text in ["9", "mañana", "9-25", "9:60-10", "13pm-14", "9--10", "9-10-11"] {
            assert_eq!(read_hours(text), None, "{text}");
        }
    }
}
