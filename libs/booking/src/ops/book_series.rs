//! An appointment every so many weeks: each is checked by itself, and the answer says which cannot be had.

use db::TenantTx;
use http::shop::Shop;
use jiff::Span;
use kernel::{Error, Instant, Result};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::book::{BookingRequest, BookingWish, Manner, book};
use crate::desk::Desk;
use crate::mails;
use crate::model::calendar::clock;
use crate::model::{Booking, BookingId, Guest, Rule, SeriesId};

/// Several appointments.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SeriesRequest {
    /// The first one.
    #[validate(nested)]
    pub booking: BookingRequest,
    /// The next so many weeks later, at the same time of the shop's day.
    #[validate(range(min = 1, max = 12))]
    pub every_weeks: i16,
    /// How many.
    #[validate(range(min = 2, max = 52))]
    pub times: i16,
    /// Book those that can be had; otherwise all or none.
    #[serde(default)]
    pub accept_gaps: bool,
}

/// How often, and how many times.
#[derive(Debug, Clone, Copy)]
pub struct Repeat {
    /// The next so many weeks later, at the same time of the shop's day.
    pub every_weeks: i16,
    /// How many.
    pub times: i16,
}

impl SeriesRequest {
    /// How often, and how many times.
    pub fn repeat(&self) -> Repeat {
        Repeat {
            every_weeks: self.every_weeks,
            times: self.times,
        }
    }
}

/// One of them.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Occurrence {
    /// When it begins.
    pub start: Instant,
    /// The appointment, when it was booked.
    pub booking_id: Option<BookingId>,
    /// Code of the refusal, when it was not.
    pub refused: Option<&'static str>,
    /// The rule that it names.
    pub rule: Option<Rule>,
}

/// Why one of them cannot be had.
type Refused = (&'static str, Option<Rule>);

/// What became of a series.
#[derive(Debug)]
pub struct Series {
    /// Which.
    pub id: SeriesId,
    /// Each of them, in order.
    pub occurrences: Vec<Occurrence>,
    /// Those that were booked.
    pub booked: Vec<Booking>,
}

/// Books them. When one cannot be had and gaps are not accepted, whoever calls rolls back and answers with the list.
pub async fn book_series(
    tx: &mut TenantTx,
    desk: &Desk,
    shop: &Shop,
    guest: &Guest,
    (wish, repeat): (&BookingWish, Repeat),
    insists: bool,
) -> Result<Series> {
    if wish.hold.is_some() {
        return Err(Error::invalid("booking.hold", "unknown_field"));
    }
    let id: SeriesId = tx.new_id();
    insert(tx, id, repeat).await?;
    let manner = Manner {
        insists,
        series: Some(id),
        quiet: true,
        ..Manner::default()
    };
    let mut series = Series {
        id,
        occurrences: vec![],
        booked: vec![],
    };
    for start in starts(shop, wish.start, repeat)? {
        let one = BookingWish {
            start,
            ..wish.clone()
        };
        series.add(start, book_apart(tx, desk, shop, guest, &one, manner).await?);
    }
    if let Some(first) = series.booked.first() {
        mails::tell_series(tx, desk, shop, first, &series.booked).await?;
    }
    Ok(series)
}

impl Series {
    fn add(&mut self, start: Instant, outcome: std::result::Result<Booking, Refused>) {
        let refused = outcome.as_ref().err().copied();
        self.occurrences.push(Occurrence {
            start,
            booking_id: outcome.as_ref().ok().map(|booking| booking.booking_id),
            refused: refused.map(|(code, _)| code),
            rule: refused.and_then(|(_, rule)| rule),
        });
        self.booked.extend(outcome);
    }

    /// Whether every one of them was booked.
    pub fn is_whole(&self) -> bool {
        self.occurrences.len() == self.booked.len()
    }
}

/// One of them; what was half done of a refused one is taken back, and the others stay.
async fn book_apart(
    tx: &mut TenantTx,
    desk: &Desk,
    shop: &Shop,
    guest: &Guest,
    wish: &BookingWish,
    manner: Manner,
) -> Result<std::result::Result<Booking, Refused>> {
    sqlx::query("savepoint occurrence").execute(&mut **tx).await?;
    match book(tx, desk, shop, guest, wish, manner).await {
        Ok(booked) => {
            sqlx::query("release savepoint occurrence")
                .execute(&mut **tx)
                .await?;
            Ok(Ok(booked.booking))
        }
        Err(Error::Refused(refusal)) if refusal.code.kind == kernel::ErrorKind::Conflict => {
            sqlx::query("rollback to savepoint occurrence")
                .execute(&mut **tx)
                .await?;
            let rule = refusal.args.iter().find(|(name, _)| *name == "rule");
            let rule = rule.and_then(|(_, rule)| Rule::named(rule));
            Ok(Err((refusal.code.code, rule)))
        }
        Err(other) => Err(other),
    }
}

/// The same time of the shop's day, so that a change of the clocks moves none.
fn starts(shop: &Shop, first: Instant, repeat: Repeat) -> Result<Vec<Instant>> {
    let first = first.0.to_zoned(clock(&shop.time_zone)?);
    let nth = |n: i16| {
        let later = first.checked_add(Span::new().weeks(i64::from(n) * i64::from(repeat.every_weeks)));
        later
            .map(|zoned| Instant::from_timestamp(zoned.timestamp()))
            .map_err(|_| Error::invalid("times", "out_of_range"))
    };
    (0..repeat.times).map(nth).collect()
}

async fn insert(tx: &mut TenantTx, id: SeriesId, repeat: Repeat) -> Result<()> {
    sqlx::query(
        "insert into booking_series (tenant_id, series_id, every_weeks, times, created_at) values ($1, $2, $3, $4, $5)",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(repeat.every_weeks)
    .bind(repeat.times)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}
