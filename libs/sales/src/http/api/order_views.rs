//! Orders as JSON.

use http::Visitor;
use kernel::{Currency, Instant};
use payments::{MethodCode, MethodSetting};
use serde::Serialize;
use utoipa::ToSchema;

use crate::desk::Desk;
use crate::model::{
    Address, Order, OrderEvent, OrderId, OrderLine, OrderPromotion, OrderStatus, PaymentStatus, ShippingCode,
    Totals,
};
use crate::ops::place_order::Placed;
use crate::queries::carts::image_url;
use crate::queries::orders::OrderDetail;

/// A new order, and the key that lets its guest see it again.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlacedView {
    /// Its id.
    pub id: OrderId,
    /// As people name it.
    pub number: i64,
    /// Where it stands.
    pub status: OrderStatus,
    /// How far it is paid.
    pub payment_status: PaymentStatus,
    /// Amounts, in minor units.
    pub totals: Totals,
    /// ISO 4217.
    #[schema(value_type = String)]
    pub currency: Currency,
    /// What was bought.
    pub lines: Vec<LineView>,
    /// What promotions gave, and why.
    pub promotions: Vec<OrderPromotion>,
    /// How to pay.
    pub payment: PaymentView,
    /// When it was placed.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Instant,
    /// Goes after `?key=` wherever the order is read without signing in. Told only here and in mails.
    pub access_token: String,
    /// Path of the page to watch it on.
    pub url: String,
}

/// An order.
#[derive(Debug, Serialize, ToSchema)]
pub struct OrderView {
    /// Its id.
    pub id: OrderId,
    /// As people name it.
    pub number: i64,
    /// Where it stands.
    pub status: OrderStatus,
    /// The steps that may follow.
    pub next_statuses: Vec<OrderStatus>,
    /// How far it is paid.
    pub payment_status: PaymentStatus,
    /// Where mails go.
    pub email: String,
    /// Who.
    pub customer_name: String,
    /// How to reach them.
    pub phone: Option<String>,
    /// Amounts, in minor units.
    pub totals: Totals,
    /// ISO 4217.
    #[schema(value_type = String)]
    pub currency: Currency,
    /// What was bought.
    pub lines: Vec<LineView>,
    /// What promotions gave, and why.
    pub promotions: Vec<OrderPromotion>,
    /// How it reaches the customer.
    pub shipping: ShipmentView,
    /// For the invoice, when it differs.
    pub billing_address: Option<Address>,
    /// How it is paid.
    pub payment: PaymentView,
    /// What the customer wished.
    pub notes: Option<String>,
    /// Why it was called off.
    pub cancel_reason: Option<String>,
    /// What happened, oldest first.
    pub history: Vec<OrderEvent>,
    /// When it was placed.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Instant,
    /// When anything changed last.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Instant,
    /// Grows with each change.
    pub version: i64,
}

/// What was bought.
#[derive(Debug, Serialize, ToSchema)]
pub struct LineView {
    /// As it was named and priced then.
    #[serde(flatten)]
    pub line: OrderLine,
    /// Its picture, 320 px wide.
    pub image_url: Option<String>,
}

/// How an order reaches the customer.
#[derive(Debug, Serialize, ToSchema)]
pub struct ShipmentView {
    /// Which way.
    pub method: ShippingCode,
    /// Its name in the caller's language.
    pub name: String,
    /// Name of the zone, for a delivery.
    pub zone: Option<String>,
    /// Where to.
    pub address: Option<Address>,
    /// Who brings it.
    pub carrier: Option<String>,
    /// How the carrier names it.
    pub tracking_code: Option<String>,
    /// When it left.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub shipped_at: Option<Instant>,
    /// When it arrived.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub delivered_at: Option<Instant>,
}

/// How an order is paid.
#[derive(Debug, Serialize, ToSchema)]
pub struct PaymentView {
    /// Which way.
    pub method: MethodCode,
    /// Its name in the caller's language.
    pub name: String,
    /// Where and how to pay; only while money is awaited.
    pub instructions: Option<String>,
    /// What to write on the payment; once paid, what proves it.
    pub reference: Option<String>,
    /// Path of the page where it is paid, while a provider is to move the money.
    pub pay_path: Option<String>,
    /// Until then the order waits for the money.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub pay_until: Option<Instant>,
    /// When the money came.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub paid_at: Option<Instant>,
}

impl PlacedView {
    /// In the caller's language.
    pub fn of(visitor: &Visitor, placed: Placed) -> Self {
        let order = &placed.order;
        Self {
            id: order.order_id,
            number: order.number,
            status: order.status,
            payment_status: order.payment_status,
            totals: order.totals(),
            currency: order.currency,
            payment: PaymentView::of(visitor, order, &placed.method, placed.pay_path.clone()),
            created_at: order.created_at,
            url: crate::desk::order_path(order, &placed.key.text),
            lines: placed.lines.into_iter().map(LineView::of).collect(),
            promotions: placed.promotions,
            access_token: placed.key.text,
        }
    }
}

impl OrderView {
    /// In the caller's language.
    pub fn of(visitor: &Visitor, detail: OrderDetail) -> Self {
        let order = detail.order;
        let desk = Desk::of(&visitor.app);
        let pay_path = detail.intent.and_then(|intent| desk.pay_path(&order, &intent));
        Self {
            id: order.order_id,
            number: order.number,
            status: order.status,
            next_statuses: order.status.next().to_vec(),
            payment_status: order.payment_status,
            email: order.email.to_string(),
            customer_name: order.customer_name.clone(),
            phone: order.phone.clone(),
            totals: order.totals(),
            currency: order.currency,
            lines: detail.lines.into_iter().map(LineView::of).collect(),
            promotions: detail.promotions,
            shipping: ShipmentView::of(visitor, &order),
            payment: PaymentView::of(visitor, &order, &detail.method, pay_path),
            history: detail.events,
            created_at: order.created_at,
            updated_at: order.updated_at,
            version: order.version,
            billing_address: order.billing_address.map(|a| a.0),
            notes: order.notes,
            cancel_reason: order.cancel_reason,
        }
    }
}

impl LineView {
    fn of(line: OrderLine) -> Self {
        Self {
            image_url: line.image_key.as_deref().map(image_url),
            line,
        }
    }
}

impl ShipmentView {
    fn of(visitor: &Visitor, order: &Order) -> Self {
        Self {
            method: order.shipping_method,
            name: visitor.t(&order.shipping_method.name_key()),
            zone: order.shipping_zone.clone(),
            address: order.shipping_address.as_ref().map(|a| a.0.clone()),
            carrier: order.carrier.clone(),
            tracking_code: order.tracking_code.clone(),
            shipped_at: order.shipped_at,
            delivered_at: order.delivered_at,
        }
    }
}

impl PaymentView {
    fn of(visitor: &Visitor, order: &Order, setting: &MethodSetting, pay_path: Option<String>) -> Self {
        let awaited = order.payment_status == PaymentStatus::Pending;
        let instructions = setting.instructions_in(visitor.locale).filter(|_| awaited);
        Self {
            method: order.payment_method,
            name: visitor.t(&order.payment_method.name_key()),
            instructions: instructions.map(str::to_owned),
            reference: order.payment_reference.clone(),
            pay_path,
            pay_until: order.pay_until.filter(|_| awaited),
            paid_at: order.paid_at,
        }
    }
}
