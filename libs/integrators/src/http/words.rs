//! Words for scopes, events, states and problems.

use http::Page;
use http::routes::Scope;

use crate::model::{DeliveryStatus, EventKind, StopReason};

/// A box to tick.
pub(super) struct TickBox {
    /// What is sent.
    pub value: &'static str,
    /// What is read.
    pub label: String,
    /// Whether it is ticked.
    pub checked: bool,
}

/// "Ver productos".
pub(super) fn scope(page: &Page, word: &str) -> String {
    match Scope::of(word) {
        Some(_) => page.t(&format!("integrators-scope-{}", word.replace(':', "_"))),
        None => word.to_owned(),
    }
}

/// "Llegó un pedido".
pub(super) fn event(page: &Page, word: &str) -> String {
    match EventKind::of(word) {
        Some(_) => page.t(&format!("integrators-event-{}", word.replace('.', "_"))),
        None => word.to_owned(),
    }
}

/// Why nothing is told there.
pub(super) fn stopped(page: &Page, reason: StopReason) -> String {
    page.t(&format!("integrators-stopped-{}", reason.as_str()))
}

/// How a delivery stands, and in which colour.
pub(super) fn status(page: &Page, status: DeliveryStatus) -> (String, &'static str) {
    let tone = match status {
        DeliveryStatus::Waiting => "wait",
        DeliveryStatus::Delivered => "good",
        DeliveryStatus::Failed => "bad",
    };
    (page.t(&format!("integrators-status-{}", status.as_str())), tone)
}

/// Why there was no yes.
pub(super) fn problem(page: &Page, word: &str) -> String {
    page.t(&format!("integrators-problem-{word}"))
}

/// Every scope as a box.
pub(super) fn scope_boxes(page: &Page, is_ticked: impl Fn(&str) -> bool) -> Vec<TickBox> {
    let tick = |one: Scope| TickBox {
        value: one.as_str(),
        label: scope(page, one.as_str()),
        checked: is_ticked(one.as_str()),
    };
    Scope::ALL.into_iter().map(tick).collect()
}

/// Every kind of event as a box.
pub(super) fn event_boxes(page: &Page, is_ticked: impl Fn(&str) -> bool) -> Vec<TickBox> {
    let tick = |one: EventKind| TickBox {
        value: one.as_str(),
        label: event(page, one.as_str()),
        checked: is_ticked(one.as_str()),
    };
    EventKind::CHOSEN.into_iter().map(tick).collect()
}
