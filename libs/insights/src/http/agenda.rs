//! The day's appointments, on the first page.

use booking::http::find_scope;
use booking::model::Day;
use booking::queries::bookings::{BookingFilter, BookingSummary, list_bookings};
use booking::queries::resources::list_resources;
use http::Visitor;
use http::page::{Page, hour};
use kernel::{PageQuery, Result};

/// How many are shown.
const MOST: u32 = 5;

/// Those that are still to take place today, of who sees some.
pub(super) struct Agenda {
    /// How many there are.
    pub(super) count: i64,
    /// The next ones.
    pub(super) next: Vec<Appointment>,
}

/// One of them.
pub(super) struct Appointment {
    pub(super) href: String,
    pub(super) time: String,
    pub(super) customer: String,
    pub(super) service: String,
    pub(super) with: String,
}

/// What is left of today: of everybody, or of the professional who asks. Nothing at a shop that nobody can book.
pub(super) async fn agenda(ctx: &Visitor, page: &Page) -> Result<Option<Agenda>> {
    let mut tx = ctx.begin().await?;
    let Some(scope) = find_scope(&mut tx, ctx).await? else {
        return Ok(None);
    };
    let zone = ctx.shop.zone();
    let filter = BookingFilter {
        from: Some(tx.now()),
        until: Some(Day::at(tx.now(), &zone).plus(1).start_in(&zone)),
        ahead: true,
        ..BookingFilter::default()
    };
    let at = PageQuery { page: 1, limit: MOST };
    let found = list_bookings(&mut tx, scope, &filter, at).await?;
    let resources = list_resources(&mut tx).await?;
    tx.commit().await?;
    if resources.is_empty() {
        return Ok(None);
    }
    let appointment = |one: BookingSummary| {
        let served_by = resources.iter().filter(|who| one.resource_ids.contains(&who.id));
        let names: Vec<_> = served_by.map(|who| who.name.as_str()).collect();
        Appointment {
            href: format!("/admin/bookings/{}", one.id),
            time: hour(one.starts_at, &zone, page.locale()),
            with: names.join(", "),
            customer: one.customer_name.or(one.email).unwrap_or_default(),
            service: one.service_name,
        }
    };
    Ok(Some(Agenda {
        count: found.pagination.total,
        next: found.data.into_iter().map(appointment).collect(),
    }))
}
