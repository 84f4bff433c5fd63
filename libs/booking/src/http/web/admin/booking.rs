//! One appointment: when, with whom, for whom, what they answered, what happened, and what can be done next.

use actix_web::HttpRequest;
use askama::Template;
use db::TenantTx;
use http::page::{Choice, Crumb, chat_url};
use http::{Answer, Can, FormState, Id, Page, Visitor, html, permit};
use kernel::{Instant, PageQuery, Permission, Result};
use notifications::queries::contacts::does_bounce;

use super::clock::{capitalised, day_and_hour, range, written};
use super::parts::{Advance, Standing, attendance, attendance_symbol, rule_text, standing, status_symbol};
use crate::desk::Desk;
use crate::http::caller::scope_of;
use crate::model::answers::{Answers, QuestionKind};
use crate::model::{Attendance, Booking, BookingEvent, BookingId, BookingStatus, Rule, Scope, Service};
use crate::queries::bookings::{
    BookingFilter, BookingReader, BookingSummary, ServedBy, get_booking, list_events, list_servers_of,
    list_summaries,
};
use crate::queries::services::{Server, get_service, list_servers};

/// Most others of the same customer that are shown.
const OTHERS: u32 = 20;

#[derive(Template)]
#[template(path = "booking/admin/booking.html")]
pub(super) struct BookingPage {
    pub(super) page: Page,
    /// What was typed into the form that was refused, or what the form for moving begins with.
    pub(super) f: FormState,
    /// Why the time that was asked for is not offered, whom it concerns first.
    pub(super) hindrances: Vec<String>,
    /// Where every rule is looked at.
    pub(super) why_href: String,
    crumbs: Vec<Crumb>,
    booking: Booking,
    standing: Standing,
    /// Whether the customer said that they come.
    attendance: Option<Standing>,
    when: String,
    servers: String,
    overridden: Vec<String>,
    answers: Vec<(String, String)>,
    events: Vec<Event>,
    others: Vec<Other>,
    /// Whether mails to the customer come back.
    bounces: bool,
    chat: Option<String>,
    steps: Vec<Step>,
    /// What it means to confirm it before its deposit came; nothing where none is awaited.
    awaits: String,
    /// What was paid in advance, or is awaited.
    advance: String,
    can_cancel: bool,
    can_move: bool,
    /// Where its time is traded for that of another one.
    swap_href: Option<String>,
    /// The customer's own page of it, of whom no mail brings the link.
    customer_href: Option<String>,
    serves: bool,
    resources: Vec<Choice>,
    calendar_href: String,
    path: String,
}

/// A step that follows.
struct Step {
    status: &'static str,
    label: String,
    symbol: &'static str,
    is_forward: bool,
}

struct Event {
    label: String,
    when: String,
    who: String,
    why: String,
    symbol: &'static str,
}

/// Another appointment of the same customer.
struct Other {
    href: String,
    when: String,
    service: String,
    state: String,
}

/// Everything that the page is made of.
struct Found {
    booking: Booking,
    servers: Vec<ServedBy>,
    service: Service,
    answers: Answers,
    events: Vec<BookingEvent>,
    others: Vec<Other>,
    bounces: bool,
    resources: Vec<Choice>,
    customer_href: Option<String>,
    now: Instant,
}

/// `GET /admin/bookings/{id}`.
pub async fn page(ctx: Can<permit::ViewBookings>, req: HttpRequest, Id(id): Id<BookingId>) -> Answer {
    html(&shown(&ctx, &req, id).await?)
}

/// The page as it stands now.
pub(super) async fn shown(ctx: &Visitor, req: &HttpRequest, id: BookingId) -> Result<BookingPage> {
    let mut tx = ctx.begin().await?;
    let scope = scope_of(&mut tx, ctx).await?;
    let booking = staff_booking(&mut tx, id, scope).await?;
    let title = ctx
        .app
        .i18n
        .text(ctx.locale, "agenda-booking-title", &[("code", &booking.code)]);
    let page = Page::new(ctx, req, title);
    let found = find(&mut tx, ctx, &page, (booking, scope)).await?;
    tx.commit().await?;
    Ok(compose(ctx, page, found))
}

/// Any appointment within the scope.
pub(super) async fn staff_booking(tx: &mut TenantTx, id: BookingId, scope: Scope) -> Result<Booking> {
    get_booking(tx, id, &BookingReader::of_shop(scope)).await
}

async fn find(
    tx: &mut TenantTx,
    ctx: &Visitor,
    page: &Page,
    (booking, scope): (Booking, Scope),
) -> Result<Found> {
    let serves = list_servers(tx, &[booking.service_id], true).await?;
    let others = others(tx, page, (&booking, scope)).await?;
    let current = list_servers_of(tx, &booking).await?;
    Ok(Found {
        service: get_service(tx, booking.service_id).await?,
        answers: Desk::of(&ctx.app).open_answers(tx, &booking).await?,
        customer_href: customer_href(tx, ctx, &booking).await?,
        events: list_events(tx, booking.booking_id).await?,
        resources: who_may_serve(&serves, &current, scope),
        servers: current,
        bounces: match &booking.email {
            Some(email) => does_bounce(tx, email).await?,
            None => false,
        },
        others,
        now: tx.now(),
        booking,
    })
}

/// Whom the form for moving offers: whoever serves such a service, and who serves this one now.
fn who_may_serve(serves: &[Server], current: &[ServedBy], scope: Scope) -> Vec<Choice> {
    let is_new = |one: &&ServedBy| !serves.iter().any(|server| server.resource_id == one.id);
    let now = current.iter().filter(is_new).map(|one| (one.id, &one.name));
    let all = serves.iter().map(|one| (one.resource_id, &one.name)).chain(now);
    all.filter(|(id, _)| scope.holds(*id))
        .map(|(id, name)| Choice::new(id.to_string(), name))
        .collect()
}

/// Only for who may change the appointment: whoever has the link may.
async fn customer_href(tx: &mut TenantTx, ctx: &Visitor, booking: &Booking) -> Result<Option<String>> {
    if booking.email.is_some()
        || booking.status == BookingStatus::Held
        || !may(ctx, Permission::ServeBookings)
    {
        return Ok(None);
    }
    let link = Desk::of(&ctx.app).booking_link(tx, &ctx.shop, booking).await?;
    Ok(Some(link))
}

fn may(ctx: &Visitor, permission: Permission) -> bool {
    let person = ctx.person.as_ref();
    person.is_some_and(|person| person.role.may(permission))
}

/// What else within the scope the same customer booked here, the latest first.
async fn others(tx: &mut TenantTx, page: &Page, (booking, scope): (&Booking, Scope)) -> Result<Vec<Other>> {
    let Some(email) = &booking.email else {
        return Ok(vec![]);
    };
    let filter = BookingFilter {
        search: Some(email.to_string()),
        latest_first: true,
        ..BookingFilter::default()
    };
    let at = PageQuery {
        page: 1,
        limit: OTHERS,
    };
    let found = list_summaries(tx, scope, &filter, at).await?;
    // The search takes parts of addresses, too.
    let theirs =
        |one: &BookingSummary| one.id != booking.booking_id && one.email.as_deref() == Some(email.as_str());
    let theirs = found.into_iter().filter(theirs);
    Ok(theirs.map(|one| Other::of(page, one)).collect())
}

impl Other {
    fn of(page: &Page, one: BookingSummary) -> Self {
        Self {
            href: format!("/admin/bookings/{}", one.id),
            when: capitalised(&day_and_hour(page, one.starts_at)),
            state: standing(page, one.status).label,
            service: one.service_name,
        }
    }
}

fn compose(ctx: &Visitor, page: Page, found: Found) -> BookingPage {
    let booking = found.booking;
    let serves = may(ctx, Permission::ServeBookings);
    let zone = ctx.shop.zone();
    let (date, time) = written(booking.starts_at, &zone);
    let minutes = booking.ends_at.seconds_since(booking.starts_at) / 60;
    let with = found
        .servers
        .first()
        .map(|one| one.id.to_string())
        .unwrap_or_default();
    BookingPage {
        f: FormState::prefilled([
            ("date", date.clone()),
            ("time", time),
            ("duration", minutes.to_string()),
            ("resource_id", with),
            ("notes", booking.staff_notes.clone().unwrap_or_default()),
        ]),
        hindrances: vec![],
        why_href: String::new(),
        crumbs: vec![
            Crumb::new("/admin/bookings", page.t("agenda-bookings-title")),
            Crumb::new("", booking.code.clone()),
        ],
        standing: standing(&page, booking.status),
        attendance: attendance(&page, booking.status, booking.attendance),
        when: capitalised(&range(&page, booking.starts_at, booking.ends_at)),
        servers: joined(&found.servers),
        overridden: overridden(&page, &booking),
        answers: answered(&page, &found.service, &found.answers),
        events: newest_first(&page, &found.events),
        others: found.others,
        bounces: found.bounces,
        chat: chat(&page, &booking),
        awaits: if serves {
            awaits(&page, &booking)
        } else {
            String::new()
        },
        advance: Advance::of(&booking).text(&page),
        steps: if serves {
            steps(&page, &booking, found.now)
        } else {
            vec![]
        },
        can_cancel: serves
            && booking.status != BookingStatus::Held
            && booking.status.may_become(BookingStatus::Cancelled),
        can_move: serves && booking.status.is_ahead(),
        swap_href: (may(ctx, Permission::ManageBookings) && can_be_swapped(&booking))
            .then(|| format!("/admin/bookings/{}/swap", booking.booking_id)),
        customer_href: found.customer_href,
        serves,
        resources: found.resources,
        calendar_href: format!("/admin/calendar?date={date}"),
        path: format!("/admin/bookings/{}", booking.booking_id),
        booking,
        page,
    }
}

fn newest_first(page: &Page, events: &[BookingEvent]) -> Vec<Event> {
    events.iter().rev().map(|event| happened(page, event)).collect()
}

/// A seat of a session is not traded.
pub(super) fn can_be_swapped(booking: &Booking) -> bool {
    booking.status.is_ahead() && booking.session_id.is_none()
}

/// A conversation with the customer, its first words typed.
fn chat(page: &Page, booking: &Booking) -> Option<String> {
    let hello = page.ta(
        "agenda-chat",
        &[
            ("name", booking.customer_name.clone().unwrap_or_default()),
            ("service", booking.service_name.clone()),
            ("when", day_and_hour(page, booking.starts_at)),
        ],
    );
    chat_url(booking.phone.as_deref()?, &hello)
}

fn joined(servers: &[ServedBy]) -> String {
    let names: Vec<&str> = servers.iter().map(|one| one.name.as_str()).collect();
    names.join(", ")
}

/// The rules that somebody of the shop set aside, in words.
fn overridden(page: &Page, booking: &Booking) -> Vec<String> {
    let rules = booking.overridden.iter().filter_map(|rule| Rule::named(rule));
    rules.map(|rule| rule_text(page, rule)).collect()
}

/// By the questions as they are asked now; an answer to one that is gone keeps its key.
fn answered(page: &Page, service: &Service, answers: &Answers) -> Vec<(String, String)> {
    let one = |(key, answer): (&String, &kernel::Prose<2000>)| {
        let question = service.questions.iter().find(|question| &question.key == key);
        let is_tick = question.is_some_and(|question| question.kind == QuestionKind::Check);
        let label = question.map_or_else(|| key.clone(), |question| question.label.to_string());
        (
            label,
            if is_tick {
                page.t("agenda-yes")
            } else {
                answer.as_str().to_owned()
            },
        )
    };
    answers.iter().map(one).collect()
}

/// Whoever confirms it now does without the deposit: the page says so first.
fn awaits(page: &Page, booking: &Booking) -> String {
    let Some(until) = booking
        .deposit_until
        .filter(|_| booking.status == BookingStatus::Pending)
    else {
        return String::new();
    };
    let args = [
        ("amount", page.money(booking.deposit)),
        ("until", page.moment(until)),
        ("price", page.money(booking.price)),
    ];
    page.ta("agenda-awaits-text", &args)
}

fn steps(page: &Page, booking: &Booking, now: Instant) -> Vec<Step> {
    let has_begun = booking.starts_at <= now;
    let from = booking.status;
    let follows = |to: &BookingStatus| {
        let tells_of_past = matches!(to, BookingStatus::Completed | BookingStatus::NoShow);
        let is_asked_first = *to == BookingStatus::Confirmed && booking.deposit_until.is_some();
        from != BookingStatus::Held
            && from.may_become(*to)
            && (has_begun || !tells_of_past)
            && !is_asked_first
    };
    let step = |to: BookingStatus| Step {
        status: to.as_str(),
        label: match (from, to) {
            (BookingStatus::Cancelled, _) => page.t("agenda-do-bring-back"),
            (BookingStatus::Pending, BookingStatus::Confirmed) => page.t("agenda-do-confirm"),
            (_, BookingStatus::Confirmed) => page.t("agenda-do-reopen"),
            (_, BookingStatus::Completed) => page.t("agenda-do-complete"),
            _ => page.t("agenda-do-no-show"),
        },
        symbol: status_symbol(to),
        is_forward: matches!(from, BookingStatus::Pending | BookingStatus::Confirmed)
            && to != BookingStatus::NoShow,
    };
    let all = [
        BookingStatus::Confirmed,
        BookingStatus::Completed,
        BookingStatus::NoShow,
    ];
    all.into_iter().filter(follows).map(step).collect()
}

fn happened(page: &Page, event: &BookingEvent) -> Event {
    let moment = |text: &str| {
        text.parse()
            .map(|at| day_and_hour(page, Instant::from_timestamp(at)))
            .unwrap_or_default()
    };
    let money = |text: &str| {
        text.parse()
            .map(|minor: i64| page.money(minor))
            .unwrap_or_default()
    };
    let status = BookingStatus::ALL
        .into_iter()
        .find(|status| status.as_str() == event.to_state);
    let before = event.from_state.as_deref().unwrap_or_default();
    let (label, symbol) = match (event.kind.as_str(), status) {
        ("moved", _) if event.from_state.as_ref() == Some(&event.to_state) => {
            (page.t("agenda-event-resized"), "calendar-clock")
        }
        ("moved", _) => {
            let from = moment(before);
            (
                page.ta(
                    "agenda-event-moved",
                    &[("from", from), ("to", moment(&event.to_state))],
                ),
                "calendar-clock",
            )
        }
        ("attendance", _) => {
            let said = match event.to_state.as_str() {
                "coming" => Attendance::Coming,
                _ => Attendance::NotComing,
            };
            (page.t(said.name_key()), attendance_symbol(said))
        }
        ("price", _) => {
            let from = money(before);
            (
                page.ta(
                    "agenda-event-price",
                    &[("from", from), ("to", money(&event.to_state))],
                ),
                "pencil",
            )
        }
        ("deposit", _) => {
            let text = page.tn("agenda-event-deposit-waived", "amount", money(before));
            (text, "banknote")
        }
        (_, Some(status)) => (page.t(&status.name_key()), status_symbol(status)),
        _ => (page.t("agenda-event-notes"), "pencil"),
    };
    Event {
        label,
        when: page.moment(event.created_at),
        who: page.t(&format!("agenda-actor-{}", event.actor)),
        why: event.reason.clone().unwrap_or_default(),
        symbol,
    }
}
