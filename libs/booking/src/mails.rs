//! What customers and the shop are told about an appointment, in the transaction that changes it.

mod changes;
mod letter;

use db::TenantTx;
use http::shop::Shop;
use kernel::{Email, Result};
use notifications::{
    Class, Mail, MailContent, Method, Notice, Post, ShopMail, Topic, send_all, send_invitations, send_mail,
};

use self::letter::Letter;
use crate::desk::{Desk, admin_path, waiting_path};
use crate::model::{Booking, BookingStatus, Customer};
use crate::ops::cancel_booking::By;
use crate::ops::tell_moved::Told;
use crate::ops::wait_in_line::InLine;
use crate::queries::bookings::was_confirmed;

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
        BookingStatus::Pending if booking.deposit_until.is_some() => "deposit",
        BookingStatus::Pending => "pending",
        _ => "booked",
    };
    let news = News {
        to_shop: Some(Topic::BookingMade),
        calendar: (booking.status != BookingStatus::Pending).then_some(Method::Request),
        ..News::of(what)
    };
    tell(tx, desk, shop, booking, news).await
}

/// Tells the customer that the deposit came: it is sure, or the shop will answer.
pub async fn tell_deposit_taken(
    tx: &mut TenantTx,
    desk: &Desk,
    shop: &Shop,
    booking: &Booking,
) -> Result<()> {
    let is_sure = booking.status == BookingStatus::Confirmed;
    let news = News {
        calendar: is_sure.then_some(Method::Request),
        ..News::of(if is_sure { "booked" } else { "pending" })
    };
    tell(tx, desk, shop, booking, news).await
}

/// Tells the customer that the shop said yes.
pub async fn tell_confirmed(tx: &mut TenantTx, desk: &Desk, shop: &Shop, booking: &Booking) -> Result<()> {
    let news = News {
        calendar: Some(Method::Request),
        ..News::of("booked")
    };
    tell(tx, desk, shop, booking, news).await
}

/// Tells of what is different now whoever did not choose it, and the customer in any case.
pub async fn tell_moved(
    tx: &mut TenantTx,
    desk: &Desk,
    shop: &Shop,
    (told, booking): (&Told, &Booking),
    by: By,
) -> Result<()> {
    let asks_again = by == By::Customer && booking.status == BookingStatus::Pending;
    let what = match (asks_again, told.starts_at == booking.starts_at) {
        (true, _) => "moved-pending",
        (false, false) => "moved",
        (false, true) => "changed",
    };
    // A calendar that knows of it is told the new time, as not certain until the shop says yes.
    let is_known =
        booking.status == BookingStatus::Confirmed || was_confirmed(tx, booking.booking_id).await?;
    let news = News {
        to_shop: (by == By::Customer).then_some(Topic::BookingMoved),
        calendar: is_known.then_some(Method::Request),
        told: Some(told),
        ..News::of(what)
    };
    tell(tx, desk, shop, booking, news).await
}

/// How an appointment was called off.
#[derive(Debug, Clone, Copy)]
pub struct Ending {
    /// Who did.
    pub by: By,
    /// Where it stood.
    pub was: BookingStatus,
    /// What of its deposit goes back now, minor units.
    pub back: i64,
}

/// Tells that it is called off, and calendars to let go of it if they were told of it.
pub async fn tell_cancelled(
    tx: &mut TenantTx,
    desk: &Desk,
    shop: &Shop,
    booking: &Booking,
    ending: Ending,
) -> Result<()> {
    let is_known = ending.was != BookingStatus::Pending || was_confirmed(tx, booking.booking_id).await?;
    let news = News {
        to_shop: (ending.by == By::Customer).then_some(Topic::BookingCancelled),
        calendar: is_known.then_some(Method::Cancel),
        back: ending.back,
        ..News::of("cancelled")
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
    send_invitations(tx, mails).await
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
        class: Class::Transactional,
        values: letter.values(),
        subject: letter.word("booking-mail-offered-subject"),
        content,
    };
    send_mail(tx, mail).await
}

/// Tells somebody that they are in line, for what, and where they give that up.
pub async fn tell_waiting(
    tx: &mut TenantTx,
    desk: &Desk,
    shop: &Shop,
    customer: &Customer,
    (service, place): (&str, &InLine),
) -> Result<()> {
    let values = vec![
        ("shop", shop.name.clone()),
        ("name", customer.contact.name.to_string()),
        ("service", service.to_owned()),
    ];
    let args: Vec<_> = values
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
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
        class: Class::Transactional,
        subject: word("booking-mail-waiting-subject"),
        content,
        values,
    };
    send_mail(tx, mail).await
}

/// What there is to tell.
struct News<'a> {
    what: &'static str,
    to_shop: Option<Topic>,
    /// What the customer's calendar does with it.
    calendar: Option<Method>,
    /// What the customer was told before, where that is not so any longer.
    told: Option<&'a Told>,
    /// What of its deposit goes back, minor units.
    back: i64,
}

impl News<'_> {
    const fn of(what: &'static str) -> Self {
        Self {
            what,
            to_shop: None,
            calendar: None,
            told: None,
            back: 0,
        }
    }
}

async fn tell(tx: &mut TenantTx, desk: &Desk, shop: &Shop, booking: &Booking, news: News<'_>) -> Result<()> {
    let mut letter = Letter::about(tx, desk, shop, booking).await?;
    letter.cost = news
        .told
        .map(|told| told.price)
        .filter(|before| *before != booking.price);
    let link = desk.booking_link(tx, shop, booking).await?;
    let mut content = letter.content(news.what, Some(link));
    content.rows = letter.rows();
    content.paragraphs.extend(booking.cancel_reason.clone());
    content.paragraphs.extend(letter.going_back(news.back));
    if let Some(path) = desk.pay_path(tx, booking).await? {
        let pay = (letter.word("booking-mail-pay-button"), desk.link(shop, &path));
        content.other_button = content.button.replace(pay);
        content.rows.extend(letter.deposit());
    }
    if let Some(told) = news.told {
        content.paragraphs.extend(letter.changes(tx, told).await?);
    }
    let calendar = match news.calendar {
        Some(method) => letter.calendar(method, std::slice::from_ref(booking), tx.now())?,
        None => None,
    };
    let mail = letter.mail(purpose(news.what), news.what, content);
    let mut posts: Vec<_> = mail.map(|mail| Post::Mail(mail, calendar)).into_iter().collect();
    if let Some(text) = push_key(news.what) {
        let path = desk.booking_path(tx, booking).await?;
        posts.push(Post::Push(letter.push(
            (purpose(news.what), news.what),
            text,
            path,
        )));
    }
    let shop_address = shop.email.as_deref().and_then(Email::parse);
    let to_shop = news.to_shop;
    posts.extend(to_shop.map(|topic| {
        let notice = news_for_shop(&letter, topic, shop_address.as_ref());
        Post::Notice(notice)
    }));
    send_all(tx, &posts).await
}

/// What of it stands on the screens of browsers that follow the appointment: that it is another one now, or none.
fn push_key(what: &str) -> Option<&'static str> {
    match what {
        "moved" | "moved-pending" => Some("booking-push-moved"),
        "changed" => Some("booking-push-changed"),
        "cancelled" => Some("booking-push-cancelled"),
        _ => None,
    }
}

fn purpose(what: &str) -> &'static str {
    match what {
        "pending" => "booking.pending",
        "deposit" => "booking.deposit",
        "moved" => "booking.moved",
        "moved-pending" => "booking.moved_pending",
        "changed" => "booking.changed",
        "cancelled" => "booking.cancelled",
        _ => "booking.booked",
    }
}

fn news_for_shop<'a>(letter: &Letter<'a>, topic: Topic, to: Option<&'a Email>) -> Notice<'a> {
    let what = match topic {
        Topic::BookingMoved => "moved-by-customer",
        Topic::BookingCancelled => "cancelled-by-customer",
        _ => "new",
    };
    let letter = letter.to_shop();
    let mail = ShopMail {
        purpose: "booking.news",
        locale: letter.locale,
        subject: letter.word(&format!("booking-mail-{what}-subject")),
        content: letter.shop_content(what),
    };
    Notice::of(topic, admin_path(letter.booking), mail, to).with_values(letter.locale, letter.values())
}
