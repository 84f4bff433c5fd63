//! Who waits for a time to become free.

use actix_web::HttpRequest;
use askama::Template;
use http::page::{Pager, address};
use http::{Answer, Can, Form, Id, Page, Query, html, permit, see_other};
use kernel::PageQuery;
use serde::Deserialize;

use super::clock::day_name;
use super::parts::{Nothing, names};
use crate::desk::Desk;
use crate::model::{EntryId, Resource};
use crate::ops::wait_in_line::leave_line;
use crate::queries::resources::list_resources;
use crate::queries::waitlist::{EntryView, list_entries};

/// What stands in the address.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    page: Option<u32>,
}

#[derive(Template)]
#[template(path = "booking/admin/waitlist.html")]
struct WaitlistPage {
    page: Page,
    rows: Vec<Row>,
    pager: Pager,
}

struct Row {
    id: EntryId,
    name: String,
    email: String,
    phone: String,
    what: String,
    when: String,
    since: String,
    /// What was offered to them, if something is.
    offer_href: Option<String>,
}

/// `GET /admin/waitlist`.
pub async fn page(ctx: Can<permit::ManageBookings>, req: HttpRequest, wanted: Query<Wanted>) -> Answer {
    let at = PageQuery {
        page: wanted.page.unwrap_or(1),
        limit: 25,
    }
    .checked()?;
    let mut tx = ctx.begin().await?;
    let found = list_entries(&mut tx, at).await?;
    let resources = list_resources(&mut tx).await?;
    tx.commit().await?;
    let page = Page::titled(&ctx, &req, "agenda-waitlist-title");
    let link = |at: u32| address("/admin/waitlist", &[("page", &at.to_string())]);
    html(&WaitlistPage {
        pager: Pager::new(&page, found.pagination, link),
        rows: found
            .data
            .into_iter()
            .map(|entry| row(&page, entry, &resources))
            .collect(),
        page,
    })
}

/// `POST /admin/waitlist/{id}/remove`.
pub async fn remove(ctx: Can<permit::ManageBookings>, Id(id): Id<EntryId>, form: Form<Nothing>) -> Answer {
    form.into_inner()?;
    let mut tx = ctx.begin().await?;
    leave_line(&mut tx, &Desk::of(&ctx.app), &ctx.shop, id, None).await?;
    tx.commit().await?;
    Ok(see_other("/admin/waitlist?done=agenda-out-of-line"))
}

fn row(page: &Page, entry: EntryView, resources: &[Resource]) -> Row {
    let with = entry.resource_id.map(|id| names(resources, &[id]));
    let (from, to) = (day_name(page, entry.from_date), day_name(page, entry.to_date));
    Row {
        id: entry.id,
        name: entry.customer_name,
        email: entry.email,
        phone: entry.phone.unwrap_or_default(),
        what: match with {
            Some(with) => page.ta(
                "agenda-waits-with",
                &[("service", entry.service_name), ("who", with)],
            ),
            None => entry.service_name,
        },
        when: if entry.from_date == entry.to_date {
            from
        } else {
            format!("{from} – {to}")
        },
        since: page.moment(entry.created_at),
        offer_href: entry
            .booking_id
            .filter(|_| entry.status == "offered")
            .map(|id| format!("/admin/bookings/{id}")),
    }
}
