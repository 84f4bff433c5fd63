//! What an order's page shows.

use actix_web::HttpRequest;
use askama::Template;
use http::{Page, Visitor};
use kernel::Instant;
use payments::model::{Refund, RefundStatus};

use super::view::{LineView, Link, Off, Sums};
use crate::desk::Desk;
use crate::model::{Order, OrderEvent, OrderStatus, PaymentStatus, ShippingCode};
use crate::queries::orders::OrderDetail;

#[derive(Template)]
#[template(path = "sales/storefront/order.html")]
pub struct OrderPage {
    page: Page,
    crumbs: Vec<Link>,
    /// Whether it was placed just now.
    thanks: bool,
    /// Where the stream of its changes is; nothing once there will be no more.
    events_url: String,
    placed: String,
    status: String,
    /// Of its badge.
    status_tone: &'static str,
    steps: Vec<Step>,
    tracking: String,
    payment: Payment,
    delivery_title: String,
    delivery: Vec<String>,
    customer: String,
    email: String,
    phone: String,
    notes: String,
    lines: Vec<LineView>,
    sums: Sums,
    /// Where a browser that follows it is kept; nothing when there is nothing more to follow.
    devices: String,
    /// What shows that it is theirs: `?key=…`.
    suffix: String,
    id: String,
    can_cancel: bool,
    cancel_url: String,
    /// Where its buyer says how things are, once they are there.
    reviews_url: String,
    /// Whether to propose an account.
    invite: bool,
    register_url: &'static str,
    chat: Option<String>,
}

/// How the order is looked at.
pub struct Watch {
    /// The key of the link, if that is how.
    pub key: Option<String>,
    /// Right after it was placed.
    pub thanks: bool,
}

/// A step of the order's way.
struct Step {
    label: String,
    /// `done`, `now`, `todo` or `bad`.
    state: &'static str,
    when: String,
    note: String,
}

/// How it is paid and how far.
struct Payment {
    method: String,
    state: String,
    /// Of the badge.
    tone: &'static str,
    text: String,
    /// What went back of it, a line each.
    refunds: Vec<String>,
    /// Where to pay, while money is awaited in advance.
    instructions: String,
    reference: String,
    until: String,
    /// Where to pay, while a provider is to move the money.
    pay_path: String,
}

impl OrderPage {
    /// In the reader's language.
    pub fn new(visitor: &Visitor, req: &HttpRequest, detail: OrderDetail, watch: &Watch) -> Self {
        let order = &detail.order;
        let mut page = Page::new(visitor, req, String::new());
        page.title = page.tn("track-title", "number", order.number);
        if watch.thanks {
            page.notices.clear();
        }
        let suffix = watch
            .key
            .as_ref()
            .map(|key| format!("?key={key}"))
            .unwrap_or_default();
        let is_theirs = visitor
            .person
            .as_ref()
            .is_some_and(|p| order.person_id == Some(p.person_id));
        let is_buyer = is_theirs || watch.key.is_some();
        let (delivery_title, delivery) = delivery(&page, order);
        Self {
            crumbs: if is_theirs { crumbs(&page) } else { vec![] },
            thanks: watch.thanks,
            events_url: events_url(order, &suffix),
            placed: page.tn("track-placed", "when", page.date_time(order.created_at)),
            status: page.t(&step_key(order, order.status)),
            status_tone: tone(order.status),
            steps: steps(&page, order, &detail.events, is_buyer),
            tracking: tracking(&page, order),
            payment: payment(&page, &detail, pay_path(visitor, &detail)),
            delivery_title,
            delivery,
            customer: order.customer_name.clone(),
            email: order.email.to_string(),
            phone: order.phone.clone().unwrap_or_default(),
            notes: order.notes.clone().unwrap_or_default(),
            sums: Sums::of(order.totals(), Off::of_order(&detail.promotions)),
            devices: devices(order, is_buyer),
            id: order.order_id.to_string(),
            can_cancel: order.status == OrderStatus::Pending && is_buyer,
            cancel_url: format!("/orders/{}/cancel{suffix}", order.order_id),
            reviews_url: if is_buyer && order.status == OrderStatus::Delivered {
                format!("/orders/{}/reviews{suffix}", order.order_id)
            } else {
                String::new()
            },
            invite: visitor.person.is_none() && order.person_id.is_none(),
            suffix,
            register_url: "/register",
            chat: page.chat(&page.tn("track-chat", "number", order.number)),
            lines: detail.lines.into_iter().map(LineView::from).collect(),
            page,
        }
    }
}

fn tone(status: OrderStatus) -> &'static str {
    match status {
        OrderStatus::Pending => "wait",
        OrderStatus::Confirmed | OrderStatus::Processing | OrderStatus::Shipped => "info",
        OrderStatus::Delivered => "good",
        OrderStatus::Cancelled => "bad",
    }
}

fn devices(order: &Order, is_theirs: bool) -> String {
    if order.status.is_final() || !is_theirs {
        return String::new();
    }
    format!("/api/v1/orders/{}/devices", order.order_id)
}

fn events_url(order: &Order, suffix: &str) -> String {
    if order.status.is_final() {
        return String::new();
    }
    format!("/api/v1/orders/{}/events{suffix}", order.order_id)
}

fn crumbs(page: &Page) -> Vec<Link> {
    let link = |href: &str, label: String| Link {
        href: href.to_owned(),
        label,
    };
    vec![
        link("/account", page.t("ui-account")),
        link("/account/orders", page.t("ui-my-orders")),
        link("", page.title.clone()),
    ]
}

/// The way so far, and what is still to come; a cancelled order ends where it was.
fn steps(page: &Page, order: &Order, events: &[OrderEvent], is_buyer: bool) -> Vec<Step> {
    let reached = |status: OrderStatus| {
        events
            .iter()
            .find(|e| e.kind == "status" && e.to_state == status.as_str())
            .map(|e| e.created_at)
    };
    let step = |status: OrderStatus, state: &'static str| Step {
        label: page.t(&step_key(order, status)),
        state,
        when: reached(status).map(|at| page.moment(at)).unwrap_or_default(),
        note: String::new(),
    };
    if order.status == OrderStatus::Cancelled {
        let passed = WAY
            .into_iter()
            .filter(|status| reached(*status).is_some())
            .map(|status| step(status, "done"));
        let note = if is_buyer && is_called_off_by_buyer(events) {
            page.t("track-cancelled-by-you")
        } else {
            order.cancel_reason.clone().unwrap_or_default()
        };
        return passed
            .chain([Step {
                note,
                ..step(OrderStatus::Cancelled, "bad")
            }])
            .collect();
    }
    let here = WAY
        .into_iter()
        .position(|status| status == order.status)
        .unwrap_or(0);
    let state = |i: usize| match i.cmp(&here) {
        std::cmp::Ordering::Less => "done",
        std::cmp::Ordering::Equal if order.status.is_final() => "done",
        std::cmp::Ordering::Equal => "now",
        std::cmp::Ordering::Greater => "todo",
    };
    WAY.into_iter()
        .enumerate()
        .map(|(i, status)| step(status, state(i)))
        .collect()
}

fn is_called_off_by_buyer(events: &[OrderEvent]) -> bool {
    events.iter().any(|event| {
        event.kind == "status"
            && event.to_state == OrderStatus::Cancelled.as_str()
            && matches!(event.actor.as_str(), "customer" | "anonymous")
    })
}

const WAY: [OrderStatus; 5] = [
    OrderStatus::Pending,
    OrderStatus::Confirmed,
    OrderStatus::Processing,
    OrderStatus::Shipped,
    OrderStatus::Delivered,
];

fn step_key(order: &Order, status: OrderStatus) -> String {
    let waits = status == OrderStatus::Shipped && order.shipping_method == ShippingCode::Pickup;
    format!(
        "track-step-{}{}",
        status.as_str(),
        if waits { "-pickup" } else { "" }
    )
}

fn tracking(page: &Page, order: &Order) -> String {
    match (&order.carrier, &order.tracking_code) {
        (Some(carrier), Some(code)) => page.ta(
            "track-carrier-code",
            &[("carrier", carrier.clone()), ("code", code.clone())],
        ),
        (Some(carrier), None) => page.tn("track-carrier", "carrier", carrier),
        (None, Some(code)) => page.tn("track-code", "code", code),
        (None, None) => String::new(),
    }
}

fn pay_path(visitor: &Visitor, detail: &OrderDetail) -> String {
    let owed = detail
        .intent
        .as_ref()
        .filter(|_| detail.order.status != OrderStatus::Cancelled);
    let path = owed.and_then(|intent| Desk::of(&visitor.app).pay_path(&detail.order, intent));
    path.unwrap_or_default()
}

fn payment(page: &Page, detail: &OrderDetail, pay_path: String) -> Payment {
    let order = &detail.order;
    let awaited = order.payment_status == PaymentStatus::Pending && order.status != OrderStatus::Cancelled;
    let in_advance = awaited && order.pay_until.is_some();
    let told = |at: Option<Instant>| at.map(|at| page.date_time(at)).unwrap_or_default();
    let text = match order.payment_status {
        PaymentStatus::Paid => order
            .paid_at
            .map(|at| page.tn("track-paid-on", "when", page.date_time(at))),
        PaymentStatus::Pending if awaited && !in_advance => {
            Some(page.tn("track-pay-at-door", "amount", page.money(order.total)))
        }
        _ => None,
    };
    let instructions = detail
        .method
        .instructions_in(page.locale())
        .filter(|_| in_advance);
    Payment {
        method: page.t(&order.payment_method.name_key()),
        state: page.t(&format!("track-pay-state-{}", order.payment_status.as_str())),
        tone: match order.payment_status {
            PaymentStatus::Paid => "good",
            PaymentStatus::Pending => "wait",
            PaymentStatus::Failed => "bad",
            PaymentStatus::PartiallyRefunded | PaymentStatus::Refunded => "info",
        },
        text: text.unwrap_or_default(),
        refunds: detail.refunds.iter().map(|one| refund(page, one)).collect(),
        instructions: instructions.unwrap_or_default().to_owned(),
        reference: order.payment_reference.clone().unwrap_or_default(),
        until: told(order.pay_until.filter(|_| in_advance)),
        pay_path,
    }
}

/// How much went back, and when.
fn refund(page: &Page, refund: &Refund) -> String {
    let (key, when) = match (refund.status, refund.settled_at) {
        (RefundStatus::Done, Some(settled)) => ("track-refunded-on", settled),
        _ => ("track-refund-asked-on", refund.created_at),
    };
    let args = [("amount", page.money(refund.amount)), ("when", page.date(when))];
    page.ta(key, &args)
}

/// Where to, a line each.
fn delivery(page: &Page, order: &Order) -> (String, Vec<String>) {
    let address = order.shipping_address.as_ref().map(|a| &a.0);
    if let (ShippingCode::Delivery, Some(to)) = (order.shipping_method, address) {
        let city = if to.state.is_empty() {
            to.city.clone()
        } else {
            format!("{}, {}", to.city, to.state)
        };
        let lines = [to.name.clone(), to.street.clone(), city, to.phone.clone()];
        (
            page.t("track-deliver-to"),
            lines.into_iter().chain(to.postal_code.clone()).collect(),
        )
    } else {
        let face = &page.shop;
        let lines = [Some(face.name.clone()), face.address.clone(), face.phone.clone()];
        (page.t("track-pick-up"), lines.into_iter().flatten().collect())
    }
}
