//! What customers and the shop are told about an appointment, in the transaction that changes it.

use db::TenantTx;
use http::shop::Shop;
use ical::Person;
use kernel::{Email, Instant, Locale, Money, Result};
use notifications::{CalendarPart, Mail, MailContent, Method, send_invitations, send_mails};

use crate::desk::{Desk, waiting_path};
use crate::invitations::{self, Words};
use crate::model::calendar::clock;
use crate::model::{Booking, BookingStatus, Customer};
use crate::ops::cancel_booking::By;
use crate::ops::wait_in_line::InLine;
use crate::queries::bookings::list_servers_of;

/// A time that was kept for somebody in line.
#[derive(Debug, Clone, Copy)]
pub struct Offered<'a> {
    /// It.
    pub booking: &'a Booking,
    /// What opens its link.
    pub key: &'a str,
    /// Where to.
    pub to: &'a Email,
    /// For whom.
    pub name: &'a str,
}

/// Tells the customer that it is booked (or that the shop will answer), and the shop that somebody comes.
pub async fn tell_booked(tx: &mut TenantTx, desk: &Desk, shop: &Shop, booking: &Booking) -> Result<()> {
    let what = match booking.status {
        BookingStatus::Pending => "pending",
        _ => "booked",
    };
    let news = News {
        what,
        to_shop: Some("new"),
        calendar: Some(Method::Request),
        cost: None,
    };
    tell(tx, desk, shop, booking, news).await
}

/// Tells the customer that the shop said yes.
pub async fn tell_confirmed(tx: &mut TenantTx, desk: &Desk, shop: &Shop, booking: &Booking) -> Result<()> {
    let news = News {
        what: "booked",
        to_shop: None,
        calendar: Some(Method::Request),
        cost: None,
    };
    tell(tx, desk, shop, booking, news).await
}

/// Tells of the new time whoever did not choose it, and the customer in any case.
pub async fn tell_moved(
    tx: &mut TenantTx,
    desk: &Desk,
    shop: &Shop,
    (before, booking): (&Booking, &Booking),
    by: By,
) -> Result<()> {
    let (what, calendar) = match booking.status {
        // A calendar that was told of the time before lets go of it until the shop says yes.
        BookingStatus::Pending if by == By::Customer => {
            let was_told = before.status == BookingStatus::Confirmed;
            ("moved-pending", was_told.then_some(Method::Cancel))
        }
        _ => ("moved", Some(Method::Request)),
    };
    let news = News {
        what,
        to_shop: (by == By::Customer).then_some("moved-by-customer"),
        calendar,
        cost: (before.price != booking.price).then_some(before.price),
    };
    tell(tx, desk, shop, booking, news).await
}

/// Tells that it is called off, and calendars to let go of it if they were told of it.
pub async fn tell_cancelled(
    tx: &mut TenantTx,
    desk: &Desk,
    shop: &Shop,
    booking: &Booking,
    (by, was): (By, BookingStatus),
) -> Result<()> {
    let news = News {
        what: "cancelled",
        to_shop: (by == By::Customer).then_some("cancelled-by-customer"),
        calendar: (was != BookingStatus::Pending).then_some(Method::Cancel),
        cost: None,
    };
    tell(tx, desk, shop, booking, news).await
}

/// Tells of several at once.
pub async fn tell_series(
    tx: &mut TenantTx,
    desk: &Desk,
    shop: &Shop,
    first: &Booking,
    all: &[Booking],
) -> Result<()> {
    let letter = Letter::about(tx, desk, shop, first).await?;
    let link = desk.booking_link(tx, shop, first).await?;
    let mut content = letter.content("series", Some(link));
    content.rows = all
        .iter()
        .map(|one| (one.code.clone(), letter.time(one.starts_at)))
        .collect();
    let calendar = letter.calendar(Method::Publish, all, tx.now())?;
    let mail = letter.mail("booking.series", "series", content);
    let mails: Vec<_> = mail.map(|mail| (mail, calendar)).into_iter().collect();
    send_invitations(tx, &mails).await
}

/// Tells somebody in line that a time is kept for them, and until when.
pub async fn tell_offered(tx: &mut TenantTx, desk: &Desk, shop: &Shop, offered: &Offered<'_>) -> Result<()> {
    let mut letter = Letter::about(tx, desk, shop, offered.booking).await?;
    letter.name = offered.name;
    let link = desk.new_booking_link(shop, offered.booking.booking_id, offered.key);
    let mut content = letter.content("offered", Some(link));
    content.rows = letter.rows();
    if let Some(until) = offered.booking.hold_expires_at {
        content
            .rows
            .push((letter.word("booking-mail-until"), letter.time(until)));
    }
    let mail = Mail {
        to: offered.to,
        purpose: "booking.offered",
        locale: letter.locale,
        subject: letter.word("booking-mail-offered-subject"),
        content,
    };
    send_mails(tx, &[mail]).await
}

/// Tells somebody that they are in line, for what, and where they give that up.
pub async fn tell_waiting(
    tx: &mut TenantTx,
    desk: &Desk,
    shop: &Shop,
    customer: &Customer,
    (service, place): (&str, &InLine),
) -> Result<()> {
    let args = [
        ("shop", shop.name.as_str()),
        ("name", customer.contact.name.as_str()),
        ("service", service),
    ];
    let word = |key: &str| desk.text(customer.locale, key, &args);
    let link = desk.link(shop, &waiting_path(place));
    let content = MailContent {
        heading: word("booking-mail-waiting-heading"),
        paragraphs: vec![word("booking-mail-waiting-text")],
        rows: vec![],
        button: Some((word("booking-mail-waiting-button"), link)),
        other_button: None,
        footer: None,
    };
    let mail = Mail {
        to: &customer.contact.email,
        purpose: "booking.waiting",
        locale: customer.locale,
        subject: word("booking-mail-waiting-subject"),
        content,
    };
    send_mails(tx, &[mail]).await
}

/// What there is to tell.
struct News {
    what: &'static str,
    to_shop: Option<&'static str>,
    /// What the customer's calendar does with it, once it is certain.
    calendar: Option<Method>,
    /// What it cost before, where that changed.
    cost: Option<i64>,
}

async fn tell(tx: &mut TenantTx, desk: &Desk, shop: &Shop, booking: &Booking, news: News) -> Result<()> {
    let mut letter = Letter::about(tx, desk, shop, booking).await?;
    letter.cost = news.cost;
    let link = desk.booking_link(tx, shop, booking).await?;
    let mut content = letter.content(news.what, Some(link));
    content.rows = letter.rows();
    content.paragraphs.extend(booking.cancel_reason.clone());
    let calendar = match news.calendar {
        Some(method) => letter.calendar(method, std::slice::from_ref(booking), tx.now())?,
        None => None,
    };
    let mail = letter.mail(purpose(news.what), news.what, content);
    let mut mails: Vec<_> = mail.map(|mail| (mail, calendar)).into_iter().collect();
    let shop_address = shop.email.as_deref().and_then(Email::parse);
    if let (Some(what), Some(to)) = (news.to_shop, &shop_address) {
        mails.push((news_for_shop(desk, shop, &letter, what, to), None));
    }
    send_invitations(tx, &mails).await
}

fn purpose(what: &str) -> &'static str {
    match what {
        "pending" => "booking.pending",
        "moved" | "moved-pending" => "booking.moved",
        "cancelled" => "booking.cancelled",
        _ => "booking.booked",
    }
}

fn news_for_shop<'a>(
    desk: &'a Desk,
    shop: &'a Shop,
    letter: &Letter<'a>,
    what: &str,
    to: &'a Email,
) -> Mail<'a> {
    let letter = Letter {
        locale: shop.locale,
        zone: None,
        ..letter.clone()
    };
    let mut content = letter.content(what, None);
    content.rows = letter.rows();
    content.rows.extend(
        letter
            .booking
            .phone
            .clone()
            .map(|phone| (letter.word("booking-mail-phone"), phone)),
    );
    content.button = Some((
        letter.word("booking-mail-admin-button"),
        desk.admin_link(shop, letter.booking),
    ));
    Mail {
        to,
        purpose: "booking.news",
        locale: shop.locale,
        subject: letter.word(&format!("booking-mail-{what}-subject")),
        content,
    }
}

/// A mail about one appointment. Its words are `booking-mail-<what>-{subject,heading,text}`.
#[derive(Debug, Clone)]
struct Letter<'a> {
    desk: &'a Desk,
    shop: &'a Shop,
    booking: &'a Booking,
    name: &'a str,
    with: String,
    /// What it cost before, where that changed.
    cost: Option<i64>,
    locale: Locale,
    /// The customer's zone, where it is another one than the shop's.
    zone: Option<&'a str>,
}

impl<'a> Letter<'a> {
    async fn about(tx: &mut TenantTx, desk: &'a Desk, shop: &'a Shop, booking: &'a Booking) -> Result<Self> {
        let servers = list_servers_of(tx, booking).await?;
        let names: Vec<_> = servers.into_iter().map(|server| server.name).collect();
        Ok(Self {
            desk,
            shop,
            booking,
            name: booking.customer_name.as_deref().unwrap_or_default(),
            with: names.join(", "),
            cost: None,
            locale: booking.locale,
            zone: booking
                .customer_zone
                .as_deref()
                .filter(|zone| *zone != booking.time_zone),
        })
    }

    fn word(&self, key: &str) -> String {
        let args = [
            ("shop", self.shop.name.as_str()),
            ("name", self.name),
            ("service", self.booking.service_name.as_str()),
            ("code", self.booking.code.as_str()),
            ("time", &self.time(self.booking.starts_at)),
        ];
        self.desk.text(self.locale, key, &args)
    }

    /// By the shop's clock, and by the customer's where that shows another time.
    fn time(&self, instant: Instant) -> String {
        let shown = |zone: &str| {
            let zone = clock(zone).unwrap_or(jiff::tz::TimeZone::UTC);
            http::page::date_time(instant, &zone, self.locale)
        };
        let at_shop = shown(&self.booking.time_zone);
        match self.zone.map(shown) {
            Some(theirs) if theirs != at_shop => {
                let args = [("shop", at_shop.as_str()), ("yours", theirs.as_str())];
                self.desk.text(self.locale, "booking-mail-two-times", &args)
            }
            _ => at_shop,
        }
    }

    fn content(&self, what: &str, link: Option<String>) -> MailContent {
        MailContent {
            heading: self.word(&format!("booking-mail-{what}-heading")),
            paragraphs: vec![self.word(&format!("booking-mail-{what}-text"))],
            rows: vec![],
            button: link.map(|link| (self.word("booking-mail-button"), link)),
            other_button: None,
            footer: None,
        }
    }

    fn rows(&self) -> Vec<(String, String)> {
        let mut rows = vec![
            (
                self.word("booking-mail-service"),
                self.booking.service_name.clone(),
            ),
            (self.word("booking-mail-when"), self.time(self.booking.starts_at)),
        ];
        if !self.with.is_empty() {
            rows.push((self.word("booking-mail-with"), self.with.clone()));
        }
        let money = |minor| Money {
            minor,
            currency: self.booking.currency,
        };
        if self.booking.price > 0 || self.cost.is_some() {
            rows.push((
                self.word("booking-mail-price"),
                money(self.booking.price).display(),
            ));
        }
        if let Some(cost) = self.cost {
            rows.push((self.word("booking-mail-price-before"), money(cost).display()));
        }
        rows.push((self.word("booking-mail-code"), self.booking.code.clone()));
        rows
    }

    fn mail(&self, purpose: &'static str, what: &str, content: MailContent) -> Option<Mail<'a>> {
        Some(Mail {
            to: self.booking.email.as_ref()?,
            purpose,
            locale: self.locale,
            subject: self.word(&format!("booking-mail-{what}-subject")),
            content,
        })
    }

    /// What goes into the customer's calendar: nothing while the shop has yet to say yes.
    fn calendar(&self, method: Method, all: &'a [Booking], now: Instant) -> Result<Option<CalendarPart>> {
        let certain = all
            .iter()
            .filter(|one| method == Method::Cancel || one.status == BookingStatus::Confirmed);
        let invitations = certain
            .filter_map(|one| Some((one, self.about_other(one).calendar_words()?)))
            .map(|(one, words)| invitations::invitation(one, words, now))
            .collect::<Result<Vec<_>>>()?;
        Ok(invitations::part(method, &invitations))
    }

    fn about_other(&self, booking: &'a Booking) -> Self {
        Self {
            booking,
            ..self.clone()
        }
    }

    /// Nothing when there is nobody to invite. The link stays out: calendars are shared, and whoever has it may cancel.
    fn calendar_words(&self) -> Option<Words> {
        let when = self.word("booking-mail-when");
        let rows = self.rows().into_iter().filter(|(label, _)| *label != when);
        let lines: Vec<_> = rows.map(|(label, value)| format!("{label}: {value}")).collect();
        let place = [Some(&self.shop.name), self.shop.street.as_ref()];
        let place: Vec<_> = place.into_iter().flatten().map(String::as_str).collect();
        Some(Words {
            summary: format!("{} · {}", self.booking.service_name, self.shop.name),
            description: lines.join("\n"),
            location: place.join(", "),
            organizer: Person {
                name: self.shop.name.clone(),
                address: self
                    .shop
                    .email
                    .clone()
                    .unwrap_or_else(|| format!("no-reply@{}", self.shop.host)),
            },
            attendee: Person {
                name: self.name.to_owned(),
                address: self.booking.email.as_ref()?.to_string(),
            },
        })
    }
}
