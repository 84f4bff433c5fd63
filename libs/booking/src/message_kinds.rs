//! What customers and the shop are told of appointments, and a shop may say in its own words.

use notifications::{Form, MessageKind, Topic};

const fn kind(purpose: &'static str, texts: &'static str) -> MessageKind {
    MessageKind {
        purpose,
        form: Form::Mail,
        texts,
        button: "booking-mail-button",
        placeholders: &["name", "service", "time", "code", "shop"],
    }
}

/// What the shop is told: the code is not said in it.
const fn notice(topic: Topic, texts: &'static str) -> MessageKind {
    MessageKind::notice(topic, texts, "booking-mail-admin-button", IN_REMINDERS)
}

/// What goes into reminders, and into what the shop is told.
const IN_REMINDERS: &[&str] = &["name", "service", "time", "shop"];

/// They.
pub const MESSAGES: &[MessageKind] = &[
    kind("booking.booked", "booking-mail-booked"),
    kind("booking.pending", "booking-mail-pending"),
    MessageKind {
        button: "booking-mail-pay-button",
        ..kind("booking.deposit", "booking-mail-deposit")
    },
    kind("booking.moved", "booking-mail-moved"),
    kind("booking.moved_pending", "booking-mail-moved-pending"),
    kind("booking.changed", "booking-mail-changed"),
    kind("booking.cancelled", "booking-mail-cancelled"),
    kind("booking.series", "booking-mail-series"),
    MessageKind {
        button: "book-coming",
        placeholders: IN_REMINDERS,
        ..kind("booking.reminder", "booking-reminder")
    },
    MessageKind {
        form: Form::Text,
        placeholders: IN_REMINDERS,
        ..kind("booking.reminder_text", "booking-reminder-sms")
    },
    kind("booking.offered", "booking-mail-offered"),
    MessageKind {
        button: "booking-mail-waiting-button",
        placeholders: &["name", "service", "shop"],
        ..kind("booking.waiting", "booking-mail-waiting")
    },
    notice(Topic::BookingMade, "booking-mail-new"),
    notice(Topic::BookingMoved, "booking-mail-moved-by-customer"),
    notice(Topic::BookingCancelled, "booking-mail-cancelled-by-customer"),
    notice(Topic::BookingNotComing, "booking-not-coming"),
    notice(Topic::BookingReminder, "booking-reminder-shop"),
];
