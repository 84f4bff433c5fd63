//! What can be booked, and the rules of it.

use std::num::NonZeroU32;

use kernel::{Error, Line, Prose, Result, Slug};
use serde::{Deserialize, Serialize};
use slots::{Buffers, Capacity, Length, Limits, Minutes};
use sqlx::types::Json;
use utoipa::ToSchema;
use validator::Validate;

use super::answers::{Question, check_questions};
use super::{Day, ResourceId, ServiceId};

/// How far ahead it can be booked, by dates of each resource's zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Horizon {
    /// Until so many days after today.
    Days {
        /// 0 to 730.
        days: i16,
    },
    /// Until so many days from Monday to Friday after today.
    BusinessDays {
        /// 0 to 730.
        days: i16,
    },
    /// From a date to another, both included.
    Dates {
        /// The first.
        from: Day,
        /// The last.
        to: Day,
    },
}

/// A service as it is kept.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Service {
    /// Which.
    pub service_id: ServiceId,
    /// Part of its address.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// What it is.
    pub description: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// Minor units of the shop's currency, tax included.
    pub price: i64,
    /// Of it, paid in advance.
    pub deposit: i64,
    /// Minutes, without buffers.
    pub duration: i16,
    /// Minutes from one start to the next.
    pub step: i16,
    /// Minutes that its resources need before.
    pub buffer_before: i16,
    /// And after.
    pub buffer_after: i16,
    /// Minutes before the start until which it can be booked.
    pub notice: i32,
    horizon_kind: String,
    horizon_days: Option<i16>,
    horizon_from: Option<Day>,
    horizon_to: Option<Day>,
    /// Appointments of it a day that a resource takes on.
    pub most_per_day: Option<i16>,
    /// And a week.
    pub most_per_week: Option<i16>,
    /// And minutes a day.
    pub most_minutes_per_day: Option<i16>,
    /// How many customers at once.
    pub seats: i16,
    /// Whether the shop says yes to each.
    pub needs_confirmation: bool,
    /// Minutes before the start until which a customer may move or cancel.
    pub cancel_until: i32,
    /// What happens to who cancels late, in the shop's words.
    pub policy: Option<String>,
    /// What the customer is asked.
    pub questions: Json<Vec<Question>>,
    /// Whether it can be booked.
    pub active: bool,
    /// Its place in lists.
    pub position: i16,
    /// Grows with each change.
    pub version: i64,
}

/// A service as people type it.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ServiceRequest {
    /// Its name.
    pub name: Line<120>,
    /// Part of its address; made from the name when left out, kept when it is changed.
    #[serde(default)]
    pub slug: Option<Slug>,
    /// What it is.
    #[serde(default, deserialize_with = "kernel::text::blank_as_none")]
    pub description: Option<Prose<2000>>,
    /// Where.
    #[serde(default, deserialize_with = "kernel::text::blank_as_none")]
    pub place: Option<Line<200>>,
    /// Minor units, tax included.
    #[validate(range(min = 0, max = 1_000_000_000_000_i64))]
    pub price: i64,
    /// Of it, paid in advance.
    #[serde(default)]
    #[validate(range(min = 0, max = 1_000_000_000_000_i64))]
    pub deposit: i64,
    /// Minutes.
    #[validate(range(min = 1, max = 1440))]
    pub duration: i16,
    /// Minutes from one start to the next; the duration when left out.
    #[serde(default)]
    #[validate(range(min = 1, max = 1440))]
    pub step: Option<i16>,
    /// Minutes that its resources need before.
    #[serde(default)]
    #[validate(range(min = 0, max = 720))]
    pub buffer_before: i16,
    /// And after.
    #[serde(default)]
    #[validate(range(min = 0, max = 720))]
    pub buffer_after: i16,
    /// Minutes before the start until which it can be booked.
    #[serde(default)]
    #[validate(range(min = 0, max = 129_600))]
    pub notice: i32,
    /// How far ahead.
    #[serde(default = "two_months")]
    pub horizon: Horizon,
    /// Appointments of it a day that a resource takes on.
    #[serde(default)]
    #[validate(range(min = 1, max = 1000))]
    pub most_per_day: Option<i16>,
    /// And a week.
    #[serde(default)]
    #[validate(range(min = 1, max = 1000))]
    pub most_per_week: Option<i16>,
    /// And minutes a day.
    #[serde(default)]
    #[validate(range(min = 1, max = 1440))]
    pub most_minutes_per_day: Option<i16>,
    /// How many customers at once.
    #[serde(default = "one")]
    #[validate(range(min = 1, max = 500))]
    pub seats: i16,
    /// Whether the shop says yes to each.
    #[serde(default)]
    pub needs_confirmation: bool,
    /// Minutes before the start until which a customer may move or cancel.
    #[serde(default)]
    #[validate(range(min = 0, max = 129_600))]
    pub cancel_until: i32,
    /// What happens to who cancels late.
    #[serde(default, deserialize_with = "kernel::text::blank_as_none")]
    pub policy: Option<Prose<1000>>,
    /// What the customer is asked.
    #[serde(default)]
    pub questions: Vec<Question>,
    /// Whether it can be booked.
    #[serde(default = "yes")]
    pub active: bool,
    /// Its place in lists.
    #[serde(default)]
    #[validate(range(min = 0, max = 1000))]
    pub position: i16,
    /// Whom and what it takes, all at once.
    #[serde(default)]
    pub needs: Vec<NeedRequest>,
}

/// One thing that a service needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NeedRequest {
    /// Every one of them together, rather than any one.
    #[serde(default)]
    pub all: bool,
    /// Who can meet it.
    pub resources: Vec<ServerRequest>,
}

/// Who can serve, and at which terms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ServerRequest {
    /// Who.
    pub resource_id: ResourceId,
    /// With this one it costs that.
    #[serde(default)]
    pub price: Option<i64>,
    /// With this one it takes so many minutes.
    #[serde(default)]
    pub duration: Option<i16>,
    /// Share of what is given out by turns.
    #[serde(default = "one")]
    pub weight: i16,
}

fn two_months() -> Horizon {
    Horizon::Days { days: 60 }
}
fn one() -> i16 {
    1
}
fn yes() -> bool {
    true
}

impl ServiceRequest {
    /// Refuses what no single field shows.
    pub(crate) fn check(&self) -> Result<()> {
        if self.deposit > self.price {
            return Err(Error::invalid("deposit", "above_price"));
        }
        self.horizon.check()?;
        check_questions(&self.questions)?;
        self.check_needs()
    }

    fn check_needs(&self) -> Result<()> {
        if self.needs.len() > 5 {
            return Err(Error::invalid("needs", "too_many"));
        }
        let mut seen = Vec::new();
        for (n, need) in self.needs.iter().enumerate() {
            if need.resources.is_empty() {
                return Err(Error::invalid(format!("needs.{n}.resources"), "required"));
            }
            for (r, server) in need.resources.iter().enumerate() {
                let path = |field| format!("needs.{n}.resources.{r}.{field}");
                if seen.contains(&server.resource_id) || seen.len() == 200 {
                    return Err(Error::invalid(path("resource_id"), "duplicate"));
                }
                seen.push(server.resource_id);
                server.check(need.all, path)?;
            }
        }
        Ok(())
    }

    /// Minutes from one start to the next.
    pub(crate) fn step(&self) -> i16 {
        self.step.unwrap_or(self.duration)
    }
}

impl ServerRequest {
    fn check(&self, is_one_of_all: bool, path: impl Fn(&'static str) -> String) -> Result<()> {
        let own_terms = self.price.is_some() || self.duration.is_some();
        if is_one_of_all && own_terms {
            return Err(Error::invalid(path("duration"), "needs_any"));
        }
        let fits = [
            (
                "price",
                self.price
                    .is_none_or(|price| (0..=1_000_000_000_000).contains(&price)),
            ),
            (
                "duration",
                self.duration.is_none_or(|minutes| (1..=1440).contains(&minutes)),
            ),
            ("weight", (1..=100).contains(&self.weight)),
        ];
        match fits.into_iter().find(|(_, fits)| !fits) {
            Some((field, _)) => Err(Error::invalid(path(field), "out_of_range")),
            None => Ok(()),
        }
    }
}

impl Horizon {
    fn check(self) -> Result<()> {
        match self {
            Self::Days { days } | Self::BusinessDays { days } if !(0..=730).contains(&days) => {
                Err(Error::invalid("horizon.days", "out_of_range"))
            }
            Self::Dates { from, to } if to < from => Err(Error::invalid("horizon.to", "before_start")),
            _ => Ok(()),
        }
    }

    /// As stored.
    pub(crate) const fn kind(self) -> &'static str {
        match self {
            Self::Days { .. } => "days",
            Self::BusinessDays { .. } => "business_days",
            Self::Dates { .. } => "dates",
        }
    }

    /// As stored: days, first and last date.
    pub(crate) const fn parts(self) -> (Option<i16>, Option<Day>, Option<Day>) {
        match self {
            Self::Days { days } | Self::BusinessDays { days } => (Some(days), None, None),
            Self::Dates { from, to } => (None, Some(from), Some(to)),
        }
    }
}

impl Service {
    /// As it would be if this were saved and in use.
    pub(crate) fn typed(id: ServiceId, request: &ServiceRequest) -> Self {
        let (horizon_days, horizon_from, horizon_to) = request.horizon.parts();
        Self {
            service_id: id,
            slug: String::new(),
            name: request.name.to_string(),
            description: None,
            place: None,
            price: request.price,
            deposit: request.deposit,
            duration: request.duration,
            step: request.step(),
            buffer_before: request.buffer_before,
            buffer_after: request.buffer_after,
            notice: request.notice,
            horizon_kind: request.horizon.kind().to_owned(),
            horizon_days,
            horizon_from,
            horizon_to,
            most_per_day: request.most_per_day,
            most_per_week: request.most_per_week,
            most_minutes_per_day: request.most_minutes_per_day,
            seats: request.seats,
            needs_confirmation: request.needs_confirmation,
            cancel_until: request.cancel_until,
            policy: None,
            questions: Json(vec![]),
            active: true,
            position: request.position,
            version: 0,
        }
    }

    /// How far ahead.
    pub fn horizon(&self) -> Result<Horizon> {
        let days = self.horizon_days.unwrap_or_default();
        match (self.horizon_kind.as_str(), self.horizon_from, self.horizon_to) {
            ("days", ..) => Ok(Horizon::Days { days }),
            ("business_days", ..) => Ok(Horizon::BusinessDays { days }),
            (_, Some(from), Some(to)) => Ok(Horizon::Dates { from, to }),
            _ => Err(Error::fault("a service without a horizon")),
        }
    }

    /// Whether any limit counts its appointments.
    pub fn has_limits(&self) -> bool {
        [self.most_per_day, self.most_per_week, self.most_minutes_per_day]
            .iter()
            .any(Option::is_some)
    }

    /// As the engine sees it, when it takes so long.
    pub fn for_engine(&self, duration: i16) -> Result<slots::Service> {
        let length =
            |minutes: i16| Length::new(count(minutes)).ok_or_else(|| Error::fault("a service of no length"));
        Ok(slots::Service {
            duration: length(duration)?,
            step: length(self.step)?,
            buffers: Buffers {
                before: Minutes(count(self.buffer_before)),
                after: Minutes(count(self.buffer_after)),
            },
            notice: Minutes(u32::try_from(self.notice).unwrap_or_default()),
            horizon: self.horizon()?.into(),
            limits: Limits {
                per_day: self.most_per_day.map(count),
                per_week: self.most_per_week.map(count),
                minutes_per_day: self.most_minutes_per_day.map(|minutes| Minutes(count(minutes))),
            },
            capacity: self.capacity(),
        })
    }

    fn capacity(&self) -> Capacity {
        match NonZeroU32::new(count(self.seats)) {
            Some(seats) if seats.get() > 1 => Capacity::Seats(seats),
            _ => Capacity::One,
        }
    }
}

impl From<Horizon> for slots::Horizon {
    fn from(horizon: Horizon) -> Self {
        let count = |days: i16| u16::try_from(days).unwrap_or_default();
        match horizon {
            Horizon::Days { days } => Self::Days(count(days)),
            Horizon::BusinessDays { days } => Self::BusinessDays(count(days)),
            Horizon::Dates { from, to } => Self::Dates(from.date(), to.date()),
        }
    }
}

/// Never negative where it comes from.
pub(crate) fn count(small: i16) -> u32 {
    u32::try_from(small).unwrap_or_default()
}
