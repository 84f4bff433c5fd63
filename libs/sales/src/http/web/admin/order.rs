//! One order: what is in it, who gets it, what happened, and what can be done next.

use ::payments::queries::attempts::find_refundable;
use ::payments::{Attempt, MethodSetting, PayableKind};
use actix_web::HttpRequest;
use askama::Template;
use db::TenantTx;
use http::page::Crumb;
use http::{Answer, Can, FormState, Id, Page, Visitor, html, permit};
use kernel::{Permission, Result};
use notifications::queries::contacts::does_bounce;

use crate::model::{
    Address, Order, OrderId, OrderLine, OrderPromotion, OrderStatus, PaymentStatus, ShippingCode,
};
use crate::queries::admin::{DeskEvent, desk_events, payment_state_of, state_of};
use crate::queries::orders::{OrderReader, get_order, list_lines, list_promotions};

#[derive(Template)]
#[template(path = "sales/admin/order.html")]
pub(super) struct OrderPage {
    pub(super) page: Page,
    /// What was typed into the form that was refused.
    pub(super) f: FormState,
    crumbs: Vec<Crumb>,
    order: Order,
    /// Whether mails to the customer come back.
    bounces: bool,
    lines: Vec<Line>,
    /// What promotions took off.
    offs: Vec<Off>,
    history: Vec<Event>,
    address: Option<Address>,
    billing: Option<Address>,
    customer_href: Option<String>,
    chat: Option<String>,
    payment: String,
    delivery: String,
    /// The step forward, if there is one.
    next: Option<Next>,
    can_cancel: bool,
    can_pay: bool,
    back: GoesBack,
    path: String,
}

impl OrderPage {
    fn state(&self) -> &'static str {
        state_of(self.order.status)
    }

    fn payment_state(&self) -> &'static str {
        payment_state_of(self.order.payment_status)
    }

    fn is_shipped(&self) -> bool {
        self.order.status == OrderStatus::Shipped
    }

    fn is_to_refund(&self) -> bool {
        self.back != GoesBack::NotDue
    }

    fn is_refunded_by_hand(&self) -> bool {
        self.back == GoesBack::ByHand
    }

    fn is_refund_under_way(&self) -> bool {
        self.back == GoesBack::UnderWay
    }

    fn print_path(&self) -> String {
        format!("{}/print", self.path)
    }

    fn events_path(&self) -> String {
        format!("/api/v1/orders/{}/events", self.order.order_id)
    }

    /// Until when it waits for the money.
    fn waits_until(&self) -> Option<String> {
        let waits = self.can_pay && self.order.status == OrderStatus::Pending;
        self.order
            .pay_until
            .filter(|_| waits)
            .map(|until| self.page.moment(until))
    }

    fn is_pickup(&self) -> bool {
        self.order.shipping_method == ShippingCode::Pickup
    }

    fn carrier(&self) -> &str {
        self.order.carrier.as_deref().unwrap_or_default()
    }

    fn tracking_code(&self) -> &str {
        self.order.tracking_code.as_deref().unwrap_or_default()
    }
}

/// How the money of a cancelled order goes back.
#[derive(PartialEq, Eq)]
enum GoesBack {
    /// Nothing is to go back, or somebody else sees to it.
    NotDue,
    /// It came by hand: somebody gives it back, and says so.
    ByHand,
    /// Whoever moved it gives it back.
    Through(Through),
    /// It was asked for.
    UnderWay,
}

/// What is asked of whoever moved the money, in words.
#[derive(PartialEq, Eq)]
struct Through {
    label: String,
    sure: String,
}

struct Line {
    /// For who may open it.
    product_href: Option<String>,
    picture: Option<String>,
    name: String,
    options: String,
    sku: String,
    quantity: i32,
    unit_price: i64,
    total: i64,
    /// What promotions take off it, less than nothing; none where they do not.
    discount: Option<i64>,
}

/// What a promotion took off.
struct Off {
    name: String,
    code: Option<String>,
    /// Minor units, less than nothing.
    amount: i64,
}

impl Off {
    fn of(promotion: OrderPromotion) -> Self {
        Self {
            amount: -promotion.total(),
            name: promotion.name,
            code: promotion.code,
        }
    }
}

struct Next {
    status: &'static str,
    label: String,
    hint: String,
    /// Carrier and code are asked for.
    ships: bool,
    symbol: &'static str,
}

struct Event {
    label: String,
    when: String,
    who: String,
    why: String,
    symbol: &'static str,
}

/// `GET /admin/orders/{id}`.
pub async fn page(ctx: Can<permit::ViewOrders>, req: HttpRequest, Id(id): Id<OrderId>) -> Answer {
    html(&shown(&ctx, &req, id).await?)
}

/// The page as it stands now.
pub(super) async fn shown(ctx: &Visitor, req: &HttpRequest, id: OrderId) -> Result<OrderPage> {
    let mut tx = ctx.begin().await?;
    let order = get_order(
        &mut tx,
        id,
        &OrderReader {
            staff: true,
            ..OrderReader::default()
        },
    )
    .await?;
    let lines = list_lines(&mut tx, &order).await?;
    let promotions = list_promotions(&mut tx, &order).await?;
    let events = desk_events(&mut tx, &order).await?;
    let method = ::payments::queries::find_method(&mut tx, order.payment_method).await?;
    let bounces = does_bounce(&mut tx, &order.email).await?;
    let paid = find_to_refund(ctx, &mut tx, &order).await?;
    tx.commit().await?;
    let title = ctx.app.i18n.text(
        ctx.locale,
        "sales-order-title",
        &[("number", &order.number.to_string())],
    );
    let page = Page::new(ctx, req, title);
    let back = paid.map_or(GoesBack::NotDue, |paid| goes_back(&page, &paid));
    Ok(OrderPage {
        bounces,
        back,
        offs: promotions.into_iter().map(Off::of).collect(),
        ..compose(ctx, page, order, lines, &events, &method)
    })
}

/// The payment of a cancelled order, for who may give it back.
async fn find_to_refund(ctx: &Visitor, tx: &mut TenantTx, order: &Order) -> Result<Option<Attempt>> {
    let manages = ctx
        .person
        .as_ref()
        .is_some_and(|p| p.role.may(Permission::ManageOrders));
    let is_due = order.status == OrderStatus::Cancelled && order.payment_status == PaymentStatus::Paid;
    if manages && is_due {
        find_refundable(tx, PayableKind::Order, order.order_id.0).await
    } else {
        Ok(None)
    }
}

fn goes_back(page: &Page, paid: &Attempt) -> GoesBack {
    if paid.refunding > paid.refunded {
        return GoesBack::UnderWay;
    }
    let Some(provider) = paid.provider else {
        return GoesBack::ByHand;
    };
    let named = [
        ("amount", page.money(paid.amount - paid.refunding)),
        ("provider", provider.brand().to_owned()),
    ];
    GoesBack::Through(Through {
        label: page.ta("sales-refund-through", &named),
        sure: page.ta("sales-refund-through-sure", &named),
    })
}

fn compose(
    ctx: &Visitor,
    page: Page,
    order: Order,
    lines: Vec<OrderLine>,
    events: &[DeskEvent],
    method: &MethodSetting,
) -> OrderPage {
    let may = |permission| ctx.person.as_ref().is_some_and(|p| p.role.may(permission));
    let manages = may(Permission::ManageOrders);
    let crumbs = vec![
        Crumb::new("/admin/orders", page.t("sales-orders-title")),
        Crumb::new("", format!("#{}", order.number)),
    ];
    let is_waiting = order.payment_status == PaymentStatus::Pending && order.status != OrderStatus::Cancelled;
    let hello = page.ta(
        "sales-chat",
        &[
            ("name", order.customer_name.clone()),
            ("number", order.number.to_string()),
        ],
    );
    OrderPage {
        f: FormState::blank(),
        crumbs,
        bounces: false,
        offs: vec![],
        lines: lines
            .into_iter()
            .map(|l| line(l, may(Permission::ManageCatalog)))
            .collect(),
        history: events
            .iter()
            .rev()
            .map(|event| happened(&page, event, order.shipping_method))
            .collect(),
        address: order.shipping_address.as_ref().map(|a| a.0.clone()),
        billing: order.billing_address.as_ref().map(|a| a.0.clone()),
        customer_href: may(Permission::ViewCustomers).then(|| format!("/admin/customers/{}", order.order_id)),
        chat: order
            .phone
            .as_deref()
            .and_then(|phone| http::page::chat_url(phone, &hello)),
        payment: page.t(&method.code.name_key()),
        delivery: delivery(&page, &order),
        next: if manages { next(&page, &order) } else { None },
        can_cancel: manages && order.status.may_become(OrderStatus::Cancelled),
        can_pay: manages && is_waiting,
        back: GoesBack::NotDue,
        path: format!("/admin/orders/{}", order.order_id),
        order,
        page,
    }
}

fn line(line: OrderLine, opens_products: bool) -> Line {
    Line {
        product_href: opens_products.then(|| format!("/admin/products/{}", line.product_id)),
        picture: line.image_key.as_deref().map(crate::queries::carts::image_url),
        name: line.name,
        options: line.options,
        sku: line.sku,
        quantity: line.quantity,
        unit_price: line.unit_price,
        total: line.total,
        discount: Some(-line.discount).filter(|off| *off < 0),
    }
}

fn delivery(page: &Page, order: &Order) -> String {
    match (order.shipping_method, &order.shipping_zone) {
        (ShippingCode::Pickup, _) => page.t("sales-pick-up"),
        (ShippingCode::Delivery, Some(zone)) => page.tn("sales-deliver-zone", "zone", zone),
        (ShippingCode::Delivery, None) => page.t("sales-deliver"),
    }
}

fn next(page: &Page, order: &Order) -> Option<Next> {
    let status = order
        .status
        .next()
        .iter()
        .find(|s| **s != OrderStatus::Cancelled)?;
    let is_pickup = order.shipping_method == ShippingCode::Pickup;
    let (key, symbol) = match status {
        OrderStatus::Confirmed => ("confirm", "check"),
        OrderStatus::Processing => ("prepare", "package"),
        OrderStatus::Shipped if is_pickup => ("ready", "store"),
        OrderStatus::Shipped => ("ship", "truck"),
        OrderStatus::Delivered => ("deliver", "circle-check"),
        OrderStatus::Pending | OrderStatus::Cancelled => return None,
    };
    Some(Next {
        status: status.as_str(),
        label: page.t(&format!("sales-do-{key}")),
        hint: page.t(&format!("sales-do-{key}-hint")),
        ships: *status == OrderStatus::Shipped && !is_pickup,
        symbol,
    })
}

fn happened(page: &Page, event: &DeskEvent, method: ShippingCode) -> Event {
    let is_ready = event.to_state == "shipped" && method == ShippingCode::Pickup;
    let (label, symbol) = match (event.kind.as_str(), event.to_state.as_str()) {
        ("tracking", code) => (page.tn("sales-event-tracking", "code", code), "map-pin"),
        ("payment", state) => (page.t(&format!("sales-event-payment-{state}")), "banknote"),
        _ if is_ready => (page.t("sales-event-ready"), "store"),
        (_, state) => (page.t(&format!("sales-event-{state}")), symbol_of(state)),
    };
    let role = || page.t(&format!("sales-actor-{}", event.actor));
    Event {
        label,
        when: page.moment(event.created_at),
        who: event.actor_name.clone().unwrap_or_else(role),
        why: event.reason.clone().unwrap_or_default(),
        symbol,
    }
}

fn symbol_of(state: &str) -> &'static str {
    match state {
        "confirmed" => "check",
        "processing" => "package",
        "shipped" => "truck",
        "delivered" => "circle-check",
        "cancelled" => "x",
        _ => "shopping-cart",
    }
}
