//! An entry of a calendar, as it comes and as it is sent.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::{Value, json};

/// When something begins or ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum When {
    /// A whole day.
    Day(Date),
    /// A moment, and the IANA name of the zone that it is thought in.
    At {
        /// The moment.
        at: Timestamp,
        /// The zone, if it says one.
        zone: Option<String>,
    },
}

/// An entry of a calendar: one thing, a series, or one time of a series that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Google's name for it.
    pub id: String,
    /// Its version.
    pub etag: String,
    /// It takes place no more. Then nothing else but the names may be there.
    pub cancelled: bool,
    /// Of which series it is one time.
    pub series: Option<String>,
    /// When that one would have been.
    pub original: Option<When>,
    /// From when…
    pub starts: Option<When>,
    /// …until before when.
    pub ends: Option<When>,
    /// `RRULE`, `EXDATE` and `RDATE` lines of a series.
    pub recurrence: Vec<String>,
    /// Its owner is free meanwhile, says so, or does not go.
    pub transparent: bool,
    /// What programs wrote into it for themselves.
    pub private: BTreeMap<String, String>,
}

/// An entry to write.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Its name, chosen by us: letters a to v and digits.
    pub id: String,
    /// Its title.
    pub summary: String,
    /// What else is to know.
    pub description: String,
    /// From when…
    pub starts: Timestamp,
    /// …until before when.
    pub ends: Timestamp,
    /// IANA name of the zone to show it in.
    pub zone: String,
    /// For ourselves.
    pub private: BTreeMap<String, String>,
}

/// An entry that was written.
#[derive(Debug, Clone, Deserialize)]
pub struct Written {
    /// Its version.
    pub etag: String,
}

/// As the API has it; all that may be missing may be missing.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Raw {
    id: String,
    #[serde(default)]
    etag: String,
    #[serde(default)]
    status: String,
    recurring_event_id: Option<String>,
    original_start_time: Option<RawWhen>,
    start: Option<RawWhen>,
    end: Option<RawWhen>,
    #[serde(default)]
    recurrence: Vec<String>,
    #[serde(default)]
    transparency: String,
    #[serde(default)]
    extended_properties: RawProperties,
    #[serde(default)]
    attendees: Vec<RawAttendee>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawWhen {
    date: Option<Date>,
    date_time: Option<Timestamp>,
    time_zone: Option<String>,
}

#[derive(Deserialize, Default)]
struct RawProperties {
    #[serde(default)]
    private: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawAttendee {
    #[serde(default, rename = "self")]
    is_self: bool,
    #[serde(default)]
    response_status: String,
}

impl Entry {
    /// From the API's answer; its id, or nothing, when it cannot be read.
    pub(crate) fn read(value: Value) -> Result<Self, String> {
        let id = value["id"].as_str().unwrap_or_default().to_owned();
        serde_json::from_value::<Raw>(value).map(Self::of).map_err(|_| id)
    }

    fn of(raw: Raw) -> Self {
        let declined = raw
            .attendees
            .iter()
            .any(|one| one.is_self && one.response_status == "declined");
        Self {
            cancelled: raw.status == "cancelled",
            series: raw.recurring_event_id,
            original: raw.original_start_time.and_then(When::of),
            starts: raw.start.and_then(When::of),
            ends: raw.end.and_then(When::of),
            recurrence: raw.recurrence,
            transparent: raw.transparency == "transparent" || declined,
            private: raw.extended_properties.private,
            id: raw.id,
            etag: raw.etag,
        }
    }
}

impl When {
    fn of(raw: RawWhen) -> Option<Self> {
        match (raw.date_time, raw.date) {
            (Some(at), _) => Some(Self::At {
                at,
                zone: raw.time_zone,
            }),
            (None, Some(date)) => Some(Self::Day(date)),
            (None, None) => None,
        }
    }
}

impl Draft {
    /// As the API wants it. It says that it takes place: an entry that was deleted comes back by that.
    pub(crate) fn to_json(&self) -> Value {
        let when = |at: Timestamp| json!({ "dateTime": at.to_string(), "timeZone": self.zone, "date": null });
        json!({
            "id": self.id,
            "status": "confirmed",
            "summary": self.summary,
            "description": self.description,
            "start": when(self.starts),
            "end": when(self.ends),
            "extendedProperties": { "private": self.private },
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Entry, When};

    #[test]
    fn what_a_cancelled_one_leaves_out_is_not_missed() {
        let value = json!({
            "id": "abc_20261123T140000Z", "status": "cancelled", "recurringEventId": "abc",
            "originalStartTime": { "dateTime": "2026-11-23T09:00:00-05:00", "timeZone": "America/Bogota" },
        });
        let entry = Entry::read(value).unwrap();
        assert!(entry.cancelled && entry.starts.is_none());
        assert_eq!(entry.series.as_deref(), Some("abc"));
        let at = "2026-11-23T14:00:00Z".parse().unwrap();
        assert_eq!(
            entry.original,
            Some(When::At {
                at,
                zone: Some("America/Bogota".into())
            })
        );
    }

    #[test]
    fn who_declined_is_free() {
        let value = |answer: &str| {
            json!({
                "id": "a", "start": { "date": "2026-11-23" }, "end": { "date": "2026-11-24" },
                "attendees": [{ "self": true, "responseStatus": answer }, { "responseStatus": "declined" }],
            })
        };
        assert!(Entry::read(value("declined")).unwrap().transparent);
        assert!(!Entry::read(value("accepted")).unwrap().transparent);
    }

    #[test]
    fn one_that_cannot_be_read_is_named() {
        let odd = json!({ "id": "odd", "start": { "dateTime": "yesterday" } });
        assert_eq!(Entry::read(odd).unwrap_err(), "odd");
        assert_eq!(Entry::read(json!({ "status": 7 })).unwrap_err(), "");
    }
}
