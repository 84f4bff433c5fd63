//! Orders as they are kept.

use catalog::{ProductId, VariantId};
use kernel::{Currency, Email, Instant, Locale, PersonId, id::Uuid};
use payments::MethodCode;
use serde::Serialize;
use sqlx::FromRow;
use sqlx::types::Json;
use utoipa::ToSchema;

use super::address::Address;
use super::shipping::ShippingCode;
use super::status::{OrderStatus, PaymentStatus};
use super::totals::Totals;

kernel::define_id!(
    /// An order.
    OrderId
);

/// An order.
#[derive(Debug, Clone, FromRow)]
pub struct Order {
    /// Its id.
    pub order_id: OrderId,
    /// When it was placed; part of its key.
    pub created_at: Instant,
    /// As people name it.
    pub number: i64,
    /// Who placed it, if signed in.
    pub person_id: Option<PersonId>,
    /// The key of its link, sealed.
    pub access_sealed: Vec<u8>,
    /// Where mails go.
    pub email: Email,
    /// Who.
    pub customer_name: String,
    /// How to reach them.
    pub phone: Option<String>,
    /// Language of its mails.
    pub locale: Locale,
    /// Where it stands.
    pub status: OrderStatus,
    /// How far it is paid.
    pub payment_status: PaymentStatus,
    /// Of all amounts.
    #[sqlx(try_from = "String")]
    pub currency: Currency,
    /// Goods before discounts, tax included.
    pub subtotal: i64,
    /// What promotions took off the goods.
    pub discount: i64,
    /// Shipping before discounts.
    pub shipping_price: i64,
    /// What promotions took off the shipping.
    pub shipping_discount: i64,
    /// Tax inside what was paid for the goods.
    pub tax: i64,
    /// What the customer pays.
    pub total: i64,
    /// Grams.
    pub weight_g: i64,
    /// How it reaches the customer.
    pub shipping_method: ShippingCode,
    /// Name of the zone when it was placed.
    pub shipping_zone: Option<String>,
    /// Where to; may be missing when it is picked up.
    pub shipping_address: Option<Json<Address>>,
    /// For the invoice, when it differs.
    pub billing_address: Option<Json<Address>>,
    /// How it is paid.
    pub payment_method: MethodCode,
    /// What the payer writes on the payment; once paid, what proves it.
    pub payment_reference: Option<String>,
    /// What the customer wished.
    pub notes: Option<String>,
    /// Who brings it.
    pub carrier: Option<String>,
    /// How the carrier names it.
    pub tracking_code: Option<String>,
    /// Why it was called off.
    pub cancel_reason: Option<String>,
    /// Until then it waits for the money.
    pub pay_until: Option<Instant>,
    /// When the money came.
    pub paid_at: Option<Instant>,
    /// When it left.
    pub shipped_at: Option<Instant>,
    /// When it arrived.
    pub delivered_at: Option<Instant>,
    /// When it was called off.
    pub cancelled_at: Option<Instant>,
    /// When anything changed last.
    pub updated_at: Instant,
    /// Grows with each change.
    pub version: i64,
}

impl Order {
    /// Its amounts.
    pub fn totals(&self) -> Totals {
        Totals {
            subtotal: self.subtotal,
            discount: self.discount,
            shipping: self.shipping_price,
            shipping_discount: self.shipping_discount,
            tax: self.tax,
            total: self.total,
        }
    }

    /// Whether promotions took something off.
    pub fn is_reduced(&self) -> bool {
        self.discount > 0 || self.shipping_discount > 0
    }

    /// Whether its time to be paid is over: it is still waiting, for money that comes first.
    pub fn is_overdue(&self, now: Instant) -> bool {
        self.status == OrderStatus::Pending
            && self.payment_status == PaymentStatus::Pending
            && self.pay_until.is_some_and(|until| until <= now)
    }
}

/// What was bought, as it was named and priced then.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
pub struct OrderLine {
    /// The product.
    pub product_id: ProductId,
    /// What exactly.
    pub variant_id: VariantId,
    /// Name of the product.
    pub name: String,
    /// The options chosen: `Rojo / M`.
    pub options: String,
    /// The shop's own code.
    pub sku: String,
    /// Stem of its picture.
    #[serde(skip)]
    pub image_key: Option<String>,
    /// How many.
    pub quantity: i32,
    /// Price of one, tax included.
    pub unit_price: i64,
    /// What the line cost before discounts.
    pub total: i64,
    /// What promotions took off it.
    pub discount: i64,
    /// `iva_19`, …
    pub tax_class: String,
    /// `IVA 19 %`.
    pub tax_name: String,
    /// In hundredths of a percent.
    pub tax_rate_bp: i32,
    /// Tax inside what was paid for the line.
    pub tax: i64,
    /// Grams.
    pub weight_g: i64,
}

/// What happened to an order.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
pub struct OrderEvent {
    /// `status`, `payment` or `tracking`.
    pub kind: String,
    /// What it was before.
    pub from_state: Option<String>,
    /// What it became.
    pub to_state: String,
    /// As what somebody acted: `customer`, `owner`, `system`, …
    pub actor: String,
    /// Who, if signed in.
    #[serde(skip)]
    pub actor_id: Option<Uuid>,
    /// Why.
    pub reason: Option<String>,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Instant,
}
