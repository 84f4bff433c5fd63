//! What people are told when they are reminded. Not how long it still is, which may be another time when they read it, but
//! when it begins: by the clock of who reads, whose city is named, and by the shop's where that shows another time.

use db::TenantTx;
use http::shop::Shop;
use jiff::tz::TimeZone;
use kernel::{Email, Locale, Result};
use notifications::{Mail, MailContent, TimelyMail, send_mail};

use crate::desk::{Desk, attendance_path};
use crate::http::web::storefront::words::{city, day_and_hour};
use crate::model::calendar::clock;
use crate::model::{Audience, Booking};
use crate::queries::reminders::Due;

/// What the shop is told.
struct News {
    purpose: &'static str,
    subject: &'static str,
    heading: &'static str,
    text: &'static str,
}

const COMES: News = News {
    purpose: "booking.reminder_to_shop",
    subject: "booking-reminder-shop-subject",
    heading: "booking-reminder-shop-heading",
    text: "booking-reminder-shop-text",
};

const DOES_NOT_COME: News = News {
    purpose: "booking.news",
    subject: "booking-not-coming-subject",
    heading: "booking-not-coming-heading",
    text: "booking-not-coming-text",
};

const SEVERAL_COME: News = News {
    purpose: "booking.reminder_to_shop",
    subject: "booking-reminder-session-subject",
    heading: "booking-reminder-session-heading",
    text: "booking-reminder-session-text",
};

/// The mail that tells these reminders, which are of one appointment or of one session; none where there is no address.
/// `key` opens the appointment for its customer.
pub(crate) fn reminder_mail<'a>(
    desk: &Desk,
    shop: &Shop,
    group: &[&'a Due],
    key: &str,
    to_shop: Option<&'a Email>,
) -> Result<Option<TimelyMail<'a>>> {
    let Some(&due) = group.first() else {
        return Ok(None);
    };
    let mail = match (due.audience, &due.booking.email, to_shop) {
        (Audience::Customer, Some(to), _) => {
            let path = attendance_path(due.booking.booking_id, key);
            let letter = Letter::for_customer(desk, shop, &due.booking)?.served_by(due);
            Some(letter.ask(to, &path, due.place.as_ref()))
        }
        (Audience::Professional, _, Some(to)) => {
            let letter = Letter::for_shop(desk, shop, &due.booking)?.served_by(due);
            let names = group
                .iter()
                .filter_map(|one| one.booking.customer_name.as_deref());
            Some(match group.len() {
                1 => letter.tell(to, &COMES, letter.contact()),
                _ => letter.tell(to, &SEVERAL_COME, letter.people(names)),
            })
        }
        _ => None,
    };
    let send_by = due.worth_until();
    Ok(mail.map(|mail| TimelyMail { mail, send_by }))
}

/// Tells the shop that a customer does not come, who could call it off no more.
pub(crate) async fn tell_not_coming(
    tx: &mut TenantTx,
    desk: &Desk,
    shop: &Shop,
    booking: &Booking,
) -> Result<()> {
    let Some(to) = shop.email.as_deref().and_then(Email::parse) else {
        return Ok(());
    };
    let letter = Letter::for_shop(desk, shop, booking)?;
    send_mail(tx, letter.tell(&to, &DOES_NOT_COME, letter.contact())).await
}

/// A mail in somebody's language, by somebody's clock.
struct Letter<'a> {
    desk: &'a Desk,
    shop: &'a Shop,
    booking: &'a Booking,
    /// Names of who serves it.
    served_by: Option<&'a str>,
    locale: Locale,
    /// When, as its reader says it.
    time: String,
    /// The same by the shop's clock, where that shows another time.
    time_there: Option<String>,
}

impl<'a> Letter<'a> {
    fn for_customer(desk: &'a Desk, shop: &'a Shop, booking: &'a Booking) -> Result<Self> {
        let (there, here) = (&booking.time_zone, booking.customer_zone.as_ref());
        let at = |zone: &TimeZone| day_and_hour(booking.starts_at, zone, booking.locale);
        let at_shop = at(&clock(there)?);
        // A zone that the data lost is read by the shop's.
        let own = here.and_then(|zone| Some((zone, at(&clock(zone).ok()?))));
        let said = |time: &str, zone: &str| {
            let city = city(zone);
            let args = [("time", time), ("city", city.as_str())];
            desk.text(booking.locale, "booking-reminder-time", &args)
        };
        let (time, time_there) = match own {
            Some((zone, time)) if time != at_shop => (said(&time, zone), Some(said(&at_shop, there))),
            _ => (said(&at_shop, there), None),
        };
        Ok(Self {
            desk,
            shop,
            booking,
            served_by: None,
            locale: booking.locale,
            time,
            time_there,
        })
    }

    fn for_shop(desk: &'a Desk, shop: &'a Shop, booking: &'a Booking) -> Result<Self> {
        let time = day_and_hour(booking.starts_at, &clock(&shop.time_zone)?, shop.locale);
        let city = city(&shop.time_zone);
        let args = [("time", time.as_str()), ("city", city.as_str())];
        Ok(Self {
            desk,
            shop,
            booking,
            served_by: None,
            locale: shop.locale,
            time: desk.text(shop.locale, "booking-reminder-time", &args),
            time_there: None,
        })
    }

    fn served_by(self, due: &'a Due) -> Self {
        Self {
            served_by: due.served_by.as_deref(),
            ..self
        }
    }

    /// Whether they come: a page asks again, since programs that look into mails follow links.
    fn ask<'m>(&self, to: &'m Email, path: &str, place: Option<&String>) -> Mail<'m> {
        let link = self.desk.link(self.shop, path);
        let mut rows = self.rows();
        let place = place.cloned().or_else(|| self.shop.address());
        rows.extend(place.map(|place| (self.word("booking-reminder-place"), place)));
        rows.push((self.word("booking-mail-code"), self.booking.code.clone()));
        let content = MailContent {
            heading: self.word("booking-reminder-heading"),
            paragraphs: vec![self.word("booking-reminder-text")],
            rows,
            button: Some((self.word("book-coming"), link.clone())),
            other_button: Some((self.word("book-not-coming"), format!("{link}#no"))),
            footer: None,
        };
        Mail {
            to,
            purpose: "booking.reminder",
            locale: self.locale,
            subject: self.word("booking-reminder-subject"),
            content,
        }
    }

    /// `more` stands below when and with whom.
    fn tell<'m>(&self, to: &'m Email, news: &News, more: Vec<(String, String)>) -> Mail<'m> {
        let mut rows = self.rows();
        rows.extend(more);
        let link = self.desk.admin_link(self.shop, self.booking);
        let content = MailContent {
            heading: self.word(news.heading),
            paragraphs: vec![self.word(news.text)],
            rows,
            button: Some((self.word("booking-mail-admin-button"), link)),
            other_button: None,
            footer: None,
        };
        Mail {
            to,
            purpose: news.purpose,
            locale: self.locale,
            subject: self.word(news.subject),
            content,
        }
    }

    /// How to reach the customer, and what they said.
    fn contact(&self) -> Vec<(String, String)> {
        let phone = self.booking.phone.clone();
        let said = self.booking.attendance.map(|said| self.word(said.name_key()));
        let rows = [("booking-mail-phone", phone), ("booking-attendance", said)];
        let filled = rows
            .into_iter()
            .filter_map(|(label, value)| Some((self.word(label), value?)));
        filled.collect()
    }

    fn people<'n>(&self, names: impl Iterator<Item = &'n str>) -> Vec<(String, String)> {
        let names: Vec<_> = names.collect();
        vec![(self.word("booking-reminder-people"), names.join(", "))]
    }

    fn rows(&self) -> Vec<(String, String)> {
        let mut rows = vec![
            (
                self.word("booking-mail-service"),
                self.booking.service_name.clone(),
            ),
            (self.word("booking-mail-when"), self.time.clone()),
        ];
        let there = self.time_there.clone();
        rows.extend(there.map(|time| (self.word("booking-reminder-there"), time)));
        let names = self.served_by.map(ToOwned::to_owned);
        rows.extend(names.map(|names| (self.word("booking-mail-with"), names)));
        rows
    }

    fn word(&self, key: &str) -> String {
        let args = [
            ("shop", self.shop.name.as_str()),
            ("name", self.booking.customer_name.as_deref().unwrap_or_default()),
            ("service", self.booking.service_name.as_str()),
            ("time", self.time.as_str()),
        ];
        self.desk.text(self.locale, key, &args)
    }
}
