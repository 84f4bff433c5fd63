//! A mail about one appointment.

use db::TenantTx;
use http::shop::Shop;
use ical::Person;
use jiff::tz::TimeZone;
use kernel::{Instant, Locale, Money, Result};
use notifications::{CalendarPart, Class, Mail, MailContent, Method, PushNote};
use sqlx::FromRow;

use crate::desk::Desk;
use crate::http::web::storefront::words::{day_and_hour, stretch};
use crate::invitations::{self, Words};
use crate::model::calendar::clock;
use crate::model::{Booking, BookingStatus, ResourceKind};
use crate::queries::bookings::{ServedBy, list_servers_of};

/// A mail about one appointment. Its words are `booking-mail-<what>-{subject,heading,text}`.
#[derive(Debug, Clone)]
pub(super) struct Letter<'a> {
    pub desk: &'a Desk,
    shop: &'a Shop,
    pub booking: &'a Booking,
    /// For whom it is.
    pub name: &'a str,
    /// Who serves it, and in which room.
    pub servers: Vec<ServedBy>,
    terms: Terms,
    now: Instant,
    /// What it cost before, where that changed.
    pub cost: Option<i64>,
    reader: Reader,
    pub locale: Locale,
    /// The customer's zone, where it is another one than the shop's.
    zone: Option<&'a str>,
}

/// Who reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reader {
    Customer,
    /// Knows its own address and rules.
    Shop,
}

/// What the service says today.
#[derive(Debug, Clone, FromRow)]
struct Terms {
    place: Option<String>,
    /// Minutes before it begins until which its customer may change it.
    cancel_until: i32,
    policy: Option<String>,
}

impl<'a> Letter<'a> {
    /// In the language of its customer.
    pub async fn about(
        tx: &mut TenantTx,
        desk: &'a Desk,
        shop: &'a Shop,
        booking: &'a Booking,
    ) -> Result<Self> {
        Ok(Self {
            desk,
            shop,
            booking,
            name: booking.customer_name.as_deref().unwrap_or_default(),
            servers: list_servers_of(tx, booking).await?,
            terms: terms(tx, booking).await?,
            now: tx.now(),
            cost: None,
            reader: Reader::Customer,
            locale: booking.locale,
            zone: booking
                .customer_zone
                .as_deref()
                .filter(|zone| *zone != booking.time_zone),
        })
    }

    /// The same for the shop, by its own clock.
    pub fn to_shop(&self) -> Self {
        Self {
            locale: self.shop.locale,
            reader: Reader::Shop,
            zone: None,
            ..self.clone()
        }
    }

    /// How to reach its customer, and where the shop works on it.
    pub fn shop_content(&self, what: &str) -> MailContent {
        let mut content = self.content(what, None);
        content.rows = self.rows();
        let phone = self.booking.phone.clone();
        content
            .rows
            .extend(phone.map(|phone| (self.word("booking-mail-phone"), phone)));
        let link = self.desk.admin_link(self.shop, self.booking);
        content.button = Some((self.word("booking-mail-admin-button"), link));
        content
    }

    /// What is to be paid in advance, and until when.
    pub fn deposit(&self) -> Vec<(String, String)> {
        let amount = Money {
            minor: self.booking.deposit,
            currency: self.booking.currency,
        };
        let mut rows = vec![(self.word("booking-mail-deposit"), amount.display())];
        let until = self.booking.deposit_until;
        rows.extend(until.map(|until| (self.word("booking-mail-until"), self.time(until))));
        rows
    }

    /// That what was paid in advance goes back.
    pub fn going_back(&self, amount: i64) -> Option<String> {
        let said = |amount| {
            self.desk.text(
                self.locale,
                "booking-mail-deposit-back",
                &[("amount", &self.money(amount))],
            )
        };
        (amount > 0).then(|| said(amount))
    }

    /// To the browsers in which the customer follows it, until it begins. The path lets them in.
    pub fn push(&self, (purpose, what): (&'static str, &str), text: &str, path: String) -> PushNote {
        PushNote {
            about: self.booking.booking_id.0,
            purpose,
            reminds_of: None,
            until: Some(self.booking.starts_at),
            title: self.word(&format!("booking-mail-{what}-subject")),
            text: self.word(text),
            path,
        }
    }

    pub fn word(&self, key: &str) -> String {
        let values = self.values();
        let args: Vec<_> = values
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        self.desk.text(self.locale, key, &args)
    }

    /// What goes into texts: ours and the shop's own.
    pub fn values(&self) -> Vec<(&'static str, String)> {
        vec![
            ("shop", self.shop.name.clone()),
            ("name", self.name.to_owned()),
            ("service", self.booking.service_name.clone()),
            ("code", self.booking.code.clone()),
            ("time", self.time(self.booking.starts_at)),
        ]
    }

    /// In short: for subjects and lists.
    pub fn time(&self, instant: Instant) -> String {
        self.on_both_clocks(|zone| http::page::date_time(instant, zone, self.locale))
    }

    /// With its weekday and its end.
    fn when(&self) -> String {
        let times = (self.booking.starts_at, self.booking.ends_at);
        self.on_both_clocks(|zone| stretch(times, zone, self.locale))
    }

    /// By the shop's clock, and by the customer's where that shows another time.
    fn on_both_clocks(&self, shown: impl Fn(&TimeZone) -> String) -> String {
        let shown = |zone: &str| shown(&clock(zone).unwrap_or(TimeZone::UTC));
        let at_shop = shown(&self.booking.time_zone);
        match self.zone.map(shown) {
            Some(theirs) if theirs != at_shop => {
                let args = [("shop", at_shop.as_str()), ("yours", theirs.as_str())];
                self.desk.text(self.locale, "booking-mail-two-times", &args)
            }
            _ => at_shop,
        }
    }

    pub fn content(&self, what: &str, link: Option<String>) -> MailContent {
        MailContent {
            heading: self.word(&format!("booking-mail-{what}-heading")),
            paragraphs: vec![self.text(what)],
            rows: vec![],
            button: link.map(|link| (self.word("booking-mail-button"), link)),
            other_button: None,
            footer: self.terms.policy.clone().filter(|_| self.is_ahead_of_customer()),
        }
    }

    /// Nobody is promised a change that the page behind the link refuses.
    fn text(&self, what: &str) -> String {
        match what {
            "booked" if self.change_by().is_none() => self.word("booking-mail-booked-late-text"),
            what => self.word(&format!("booking-mail-{what}-text")),
        }
    }

    pub fn rows(&self) -> Vec<(String, String)> {
        let booking = self.booking;
        let rows = [
            ("booking-mail-service", Some(booking.service_name.clone())),
            ("booking-mail-when", Some(self.when())),
            ("booking-mail-with", self.served_by(ResourceKind::Person)),
            ("booking-mail-thing", self.served_by(ResourceKind::Thing)),
            ("booking-mail-place", self.place()),
            ("booking-mail-price", self.price()),
            (
                "booking-mail-price-before",
                self.cost.map(|cost| self.money(cost)),
            ),
            ("booking-mail-deposit-paid", self.deposit_paid()),
            ("booking-mail-remaining", self.remaining()),
            ("booking-mail-change-by", self.change_by()),
            ("booking-mail-shop-phone", self.shop_phone()),
            ("booking-mail-code", Some(booking.code.clone())),
        ];
        let filled = rows.into_iter();
        filled
            .filter_map(|(label, value)| Some((self.word(label), value?)))
            .collect()
    }

    fn served_by(&self, kind: ResourceKind) -> Option<String> {
        Some(ServedBy::names(&self.servers, kind)).filter(|names| !names.is_empty())
    }

    fn place(&self) -> Option<String> {
        let wanted = self.reader == Reader::Customer && self.booking.status.takes_time();
        self.whereabouts().filter(|_| wanted)
    }

    fn whereabouts(&self) -> Option<String> {
        self.terms.place.clone().or_else(|| self.shop.address())
    }

    fn price(&self) -> Option<String> {
        let worth_saying = self.booking.price > 0 || self.cost.is_some();
        worth_saying.then(|| self.money(self.booking.price))
    }

    /// What came of what was to be paid in advance.
    fn deposit_paid(&self) -> Option<String> {
        let paid = self.booking.deposit_paid;
        (paid > 0).then(|| self.money(paid))
    }

    /// What is left to pay at the shop, of an appointment that takes place and of which something was paid.
    fn remaining(&self) -> Option<String> {
        let wanted = self.booking.deposit_paid > 0 && self.booking.status.is_ahead();
        wanted.then(|| match self.booking.remaining() {
            0 => self.word("booking-mail-remaining-none"),
            left => self.money(left),
        })
    }

    fn money(&self, minor: i64) -> String {
        let currency = self.booking.currency;
        Money { minor, currency }.display()
    }

    /// Until when the customer may change it, while they may.
    fn change_by(&self) -> Option<String> {
        let notice = i64::from(self.terms.cancel_until) * 60;
        let latest = self.booking.starts_at.plus_seconds(-notice);
        let possible = self.is_ahead_of_customer() && self.now <= latest;
        possible.then(|| self.on_both_clocks(|zone| day_and_hour(latest, zone, self.locale)))
    }

    /// For who can change it no more by themselves.
    fn shop_phone(&self) -> Option<String> {
        let late = self.is_ahead_of_customer() && self.change_by().is_none();
        self.shop.phone.clone().filter(|_| late)
    }

    /// Whether somebody reads it who has yet to come.
    fn is_ahead_of_customer(&self) -> bool {
        self.reader == Reader::Customer && self.booking.status.is_ahead()
    }

    pub fn mail(&self, purpose: &'static str, what: &str, content: MailContent) -> Option<Mail<'a>> {
        Some(Mail {
            to: self.booking.email.as_ref()?,
            purpose,
            locale: self.locale,
            class: Class::Transactional,
            values: self.values(),
            subject: self.word(&format!("booking-mail-{what}-subject")),
            content,
        })
    }

    /// What goes into the customer's calendar. A file of several holds those that are certain.
    pub fn calendar(&self, method: Method, all: &'a [Booking], now: Instant) -> Result<Option<CalendarPart>> {
        let certain = all
            .iter()
            .filter(|one| method != Method::Publish || one.status == BookingStatus::Confirmed);
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
        let place = [Some(self.shop.name.clone()), self.whereabouts()];
        let place: Vec<_> = place.into_iter().flatten().collect();
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

async fn terms(tx: &mut TenantTx, booking: &Booking) -> Result<Terms> {
    Ok(sqlx::query_as(
        "select place, cancel_until, policy
           from service
          where tenant_id = $1 and service_id = $2",
    )
    .bind(tx.tenant())
    .bind(booking.service_id)
    .fetch_one(&mut **tx)
    .await?)
}
