//! What people are told when they are reminded. Not how long it still is, which may be another time when they read it, but
//! when it begins: by the clock of who reads, whose city is named, and by the shop's where that shows another time.

use db::TenantTx;
use http::shop::Shop;
use jiff::tz::TimeZone;
use kernel::{Email, Locale, Money, Result};
use notifications::{
    Class, Contact, ContactChannel, Mail, MailContent, Notice, Post, PushNote, ShopMail, Sort, TextMessage,
    TimelyPost, Topic, tell_shop,
};

use crate::desk::{Desk, admin_path, attendance_path};
use crate::http::web::storefront::words::{city, day_and_hour};
use crate::model::calendar::clock;
use crate::model::{Audience, Booking};
use crate::queries::reminders::Due;

/// What the shop is told.
struct News {
    topic: Topic,
    purpose: &'static str,
    subject: &'static str,
    heading: &'static str,
    text: &'static str,
}

const COMES: News = News {
    topic: Topic::BookingReminder,
    purpose: "booking.reminder_to_shop",
    subject: "booking-reminder-shop-subject",
    heading: "booking-reminder-shop-heading",
    text: "booking-reminder-shop-text",
};

const DOES_NOT_COME: News = News {
    topic: Topic::BookingNotComing,
    purpose: "booking.news",
    subject: "booking-not-coming-subject",
    heading: "booking-not-coming-heading",
    text: "booking-not-coming-text",
};

const SEVERAL_COME: News = News {
    topic: Topic::BookingReminder,
    purpose: "booking.reminder_to_shop",
    subject: "booking-reminder-session-subject",
    heading: "booking-reminder-session-heading",
    text: "booking-reminder-session-text",
};

/// What tells these reminders, which are of one appointment or of one session; nothing where the customer has no address. Who serves
/// is told at their own address, or at the shop's where nobody of the staff is this professional.
/// `key` opens the appointment for its customer.
pub(crate) fn reminder_posts<'a>(
    desk: &Desk,
    shop: &Shop,
    group: &[&'a Due],
    key: &str,
    to_shop: Option<&'a Email>,
) -> Result<Vec<TimelyPost<'a>>> {
    let Some(&due) = group.first() else {
        return Ok(vec![]);
    };
    let server = due.server_email.as_ref().or(to_shop);
    let mut posts = vec![];
    match due.audience {
        Audience::Customer => {
            let path = attendance_path(due.booking.booking_id, key);
            let letter = Letter::for_customer(desk, shop, &due.booking)?.served_by(due);
            let to = due.booking.email.as_ref();
            let mail = to
                .map(|to| letter.ask(to, &path, due.place.as_ref()))
                .transpose()?;
            posts.extend(mail.map(|mail| Post::Mail(mail, None)));
            let wants_text = desk.texts && due.by_text == Some(true);
            posts.extend(letter.text().filter(|_| wants_text).map(Post::Text));
            posts.push(Post::Push(letter.push(path)));
        }
        Audience::Professional => {
            let letter = Letter::for_shop(desk, shop, &due.booking)?.served_by(due);
            let names = group
                .iter()
                .filter_map(|one| one.booking.customer_name.as_deref());
            posts.push(Post::Notice(match group.len() {
                1 => letter.tell_of_one(server, &COMES),
                _ => letter.tell(server, &SEVERAL_COME, letter.people(names)),
            }));
        }
    }
    let send_by = due.worth_until();
    Ok(posts
        .into_iter()
        .map(|post| TimelyPost { post, send_by })
        .collect())
}

/// Tells the shop that a customer does not come, who could call it off no more.
pub(crate) async fn tell_not_coming(
    tx: &mut TenantTx,
    desk: &Desk,
    shop: &Shop,
    booking: &Booking,
) -> Result<()> {
    let to = shop.email.as_deref().and_then(Email::parse);
    let letter = Letter::for_shop(desk, shop, booking)?;
    tell_shop(tx, letter.tell_of_one(to.as_ref(), &DOES_NOT_COME)).await
}

/// A mail in somebody's language, by somebody's clock.
struct Letter<'a> {
    desk: &'a Desk,
    shop: &'a Shop,
    booking: &'a Booking,
    /// Names of who serves it.
    served_by: Option<&'a str>,
    /// Of the rooms and machines that it takes.
    things: Option<&'a str>,
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
            things: None,
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
            things: None,
            locale: shop.locale,
            time: desk.text(shop.locale, "booking-reminder-time", &args),
            time_there: None,
        })
    }

    fn served_by(self, due: &'a Due) -> Self {
        Self {
            served_by: due.served_by.as_deref(),
            things: due.things.as_deref(),
            ..self
        }
    }

    /// Whether they come: a page asks again, since programs that look into mails follow links.
    fn ask<'m>(&self, to: &'m Email, path: &str, place: Option<&String>) -> Result<Mail<'m>> {
        let link = self.desk.link(self.shop, path);
        let mut rows = self.rows();
        let place = place.cloned().or_else(|| self.shop.address());
        rows.extend(place.map(|place| (self.word("booking-reminder-place"), place)));
        rows.extend(self.remaining());
        rows.push((self.word("booking-mail-code"), self.booking.code.clone()));
        let content = MailContent {
            heading: self.word("booking-reminder-heading"),
            paragraphs: vec![self.word("booking-reminder-text")],
            rows,
            button: Some((self.word("book-coming"), link.clone())),
            other_button: Some((self.word("book-not-coming"), format!("{link}#no"))),
            footer: None,
        };
        Ok(Mail {
            to,
            purpose: "booking.reminder",
            locale: self.locale,
            class: self.class(to)?,
            values: self.values(),
            subject: self.word("booking-reminder-subject"),
            content,
        })
    }

    /// A customer may say that they want no reminders.
    fn class(&self, to: &Email) -> Result<Class> {
        let contact = Contact {
            channel: ContactChannel::Email,
            address: to.to_string(),
        };
        Ok(Class::Optional {
            sort: Sort::Reminder,
            choices: self.desk.choices_link(self.shop, &contact)?,
        })
    }

    /// The same to the customer's phone, without a link: with one it would take several messages.
    fn text(&self) -> Option<TextMessage> {
        let phone = self.booking.phone.as_deref()?;
        let text = self.word("booking-reminder-sms-text");
        let said = (self.locale, text.as_str());
        let text = TextMessage::new(phone, "booking.reminder_text", Some(self.booking.starts_at), said)?;
        Some(text.with_values(self.values()))
    }

    /// The same to the browsers in which the customer follows the appointment.
    fn push(&self, path: String) -> PushNote {
        PushNote {
            about: self.booking.booking_id.0,
            purpose: "booking.reminder",
            reminds_of: Some(self.booking.starts_at),
            until: None,
            title: self.word("booking-reminder-subject"),
            text: self.word("booking-reminder-push"),
            path,
        }
    }

    /// Of who comes, or does not: what a shop may say in its own words.
    fn tell_of_one<'m>(&self, to: Option<&'m Email>, news: &News) -> Notice<'m> {
        self.tell(to, news, self.contact())
            .with_values(self.locale, self.values())
    }

    /// `more` stands below when and with whom.
    fn tell<'m>(&self, to: Option<&'m Email>, news: &News, more: Vec<(String, String)>) -> Notice<'m> {
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
        let mail = ShopMail {
            purpose: news.purpose,
            locale: self.locale,
            subject: self.word(news.subject),
            content,
        };
        Notice::of(news.topic, admin_path(self.booking), mail, to)
    }

    /// How to reach the customer, and what they said.
    fn contact(&self) -> Vec<(String, String)> {
        let phone = self.booking.phone.clone();
        let said = self.booking.attendance.map(|said| self.word(said.name_key()));
        let rows = [("booking-mail-phone", phone), ("booking-attendance", said)];
        let filled = rows
            .into_iter()
            .filter_map(|(label, value)| Some((self.word(label), value?)));
        filled.chain(self.remaining()).collect()
    }

    /// What was paid in advance, and what is left to pay.
    fn remaining(&self) -> Vec<(String, String)> {
        let booking = self.booking;
        if booking.deposit_paid == 0 {
            return vec![];
        }
        let money = |minor| {
            Money {
                minor,
                currency: booking.currency,
            }
            .display()
        };
        let left = match booking.remaining() {
            0 => self.word("booking-mail-remaining-none"),
            left => money(left),
        };
        vec![
            (
                self.word("booking-mail-deposit-paid"),
                money(booking.deposit_paid),
            ),
            (self.word("booking-mail-remaining"), left),
        ]
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
        let names = [
            ("booking-mail-with", self.served_by),
            ("booking-mail-thing", self.things),
        ];
        let named = names
            .into_iter()
            .filter_map(|(label, names)| Some((label, names?)));
        rows.extend(named.map(|(label, names)| (self.word(label), names.to_owned())));
        rows
    }

    fn word(&self, key: &str) -> String {
        let values = self.values();
        let args: Vec<_> = values
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        self.desk.text(self.locale, key, &args)
    }

    /// What goes into texts: ours and the shop's own.
    fn values(&self) -> Vec<(&'static str, String)> {
        vec![
            ("shop", self.shop.name.clone()),
            ("name", self.booking.customer_name.clone().unwrap_or_default()),
            ("service", self.booking.service_name.clone()),
            ("time", self.time.clone()),
        ]
    }
}
