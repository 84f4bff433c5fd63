//! From what a calendar calls a zone to the zone.

use std::collections::BTreeMap;

use jiff::tz::{Offset, TimeZone};

use crate::line::Line;
use crate::windows;

/// The zone of a name: IANA's, Windows', or IANA's at the end of a path, as Mozilla's and Evolution's are.
pub fn find_zone(name: &str) -> Option<TimeZone> {
    let name = name.trim().trim_matches('"');
    known(name)
        .or_else(|| windows::iana_name(name).and_then(slots::find_zone))
        .or_else(|| at_the_end(name))
}

fn known(name: &str) -> Option<TimeZone> {
    if name.eq_ignore_ascii_case("Z") || name.eq_ignore_ascii_case("tzone://Microsoft/Utc") {
        return Some(TimeZone::UTC);
    }
    slots::find_zone(name)
}

/// `/citadel.org/20210210_1/America/Bogota`: two or three of the last words may be the name.
fn at_the_end(path: &str) -> Option<TimeZone> {
    let mut words = path.char_indices().rev().filter(|(_, letter)| *letter == '/');
    words.next()?;
    words
        .take(2)
        .find_map(|(slash, _)| slots::find_zone(&path[slash + 1..]))
}

/// What a calendar says about its own zones.
#[derive(Debug, Default)]
pub(crate) struct Zones {
    named: BTreeMap<String, Own>,
    open: Option<(String, Own)>,
}

#[derive(Debug, Default)]
struct Own {
    /// `X-LIC-LOCATION`.
    location: Option<String>,
    /// The distinct `TZOFFSETTO`s, of which only whether there is one matters.
    offsets: Vec<Offset>,
}

impl Zones {
    /// How many zones of its own a calendar may describe.
    const MOST: usize = 500;

    /// Notes a line within `VTIMEZONE`.
    pub(crate) fn note(&mut self, line: &Line) {
        let (name, own) = self.open.get_or_insert_default();
        match line.name.as_str() {
            "TZID" => name.clone_from(&line.value),
            "X-LIC-LOCATION" => own.location = Some(line.value.clone()),
            "TZOFFSETTO" => {
                if let Some(offset) = offset(&line.value)
                    && own.offsets.len() < 2
                    && !own.offsets.contains(&offset)
                {
                    own.offsets.push(offset);
                }
            }
            _ => (),
        }
    }

    /// The description of a zone is over.
    pub(crate) fn close(&mut self) {
        if let Some((name, own)) = self.open.take()
            && self.named.len() < Self::MOST
        {
            self.named.insert(name, own);
        }
    }

    /// The zone that the calendar means by a name: a zone of the world, or one of the same offset all year.
    pub(crate) fn find(&self, name: &str) -> Option<TimeZone> {
        find_zone(name).or_else(|| {
            let own = self.named.get(name)?;
            let location = own.location.as_deref().and_then(find_zone);
            location.or(match own.offsets[..] {
                [only] => Some(TimeZone::fixed(only)),
                _ => None,
            })
        })
    }
}

/// `-0500`, `+053000`.
fn offset(text: &str) -> Option<Offset> {
    let text = text.trim();
    let (sign, digits) = match text.split_at_checked(1)? {
        ("-", digits) => (-1, digits),
        ("+", digits) => (1, digits),
        _ => return None,
    };
    let part = |at: usize| match digits.get(at..at + 2) {
        Some(two) => two.parse::<u8>().ok().map(i32::from),
        None => Some(0),
    };
    matches!(digits.len(), 4 | 6).then_some(())?;
    Offset::from_seconds(sign * (part(0)? * 3600 + part(2)? * 60 + part(4)?)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(name: &str) -> Option<String> {
        Some(find_zone(name)?.iana_name()?.to_owned())
    }

    #[test]
    fn zones_are_found_by_what_others_call_them() {
        assert_eq!(name("america/bogota").as_deref(), Some("America/Bogota"));
        assert_eq!(
            name("SA Pacific Standard Time").as_deref(),
            Some("America/Bogota")
        );
        assert_eq!(name("eastern standard time").as_deref(), Some("America/New_York"));
        let mozilla = "/mozilla.org/20050126_1/America/Argentina/Buenos_Aires";
        assert_eq!(name(mozilla).as_deref(), Some("America/Argentina/Buenos_Aires"));
        assert_eq!(
            name("/softwarestudio.org/Tzfile/Europe/Madrid").as_deref(),
            Some("Europe/Madrid")
        );
        assert_eq!(name("Customized Time Zone"), None);
        assert_eq!(name("/"), None);
        assert_eq!(name(""), None);
    }

    #[test]
    fn offsets_have_a_sign_and_four_or_six_digits() {
        assert_eq!(offset("-0500").map(Offset::seconds), Some(-18_000));
        assert_eq!(offset("+053000").map(Offset::seconds), Some(19_800));
        for text in ["", "-", "0500", "-05", "-ab00", "+9900", "-é00"] {
            assert_eq!(offset(text), None, "{text}");
        }
    }
}
