//! A cart becomes an order. Everything happens in one transaction: lines, stock, payment, mails and the job that ends the
//! wait for money are kept together or not at all.
//!
//! Locks are taken in the order subscription (where the plan counts orders), cart, stock, tallies of promotions, counter; the
//! counter last, since all orders of a shop pass there.

mod check;
mod goods;
mod keep;

use db::TenantTx;
use db::bus::Topic;
use http::LinkKey;
use http::shop::Shop;
use kernel::{Email, Error, Limit, Line, Locale, PersonId, Phone, Prose, Result};
use payments::model::{Intent, IntentStatus};
use payments::{MethodCode, MethodSetting, Payable, PayableKind};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use self::check::check;
use super::history::{Happening, note};
use super::open_cart::close;
use crate::desk::Desk;
use crate::jobs::ExpireOrder;
use crate::mails;
use crate::model::{
    AddressRequest, CartKey, Order, OrderId, OrderLine, OrderPromotion, PaymentStatus, ShippingCode,
};
use crate::queries::shipping::sales_settings;

/// An order as the customer wants it; its lines come from the cart.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrderRequest {
    /// The token of an anonymous cart, when neither cookie nor header brings it.
    #[serde(default)]
    pub cart_token: Option<Line<100>>,
    /// Where mails go; required of guests.
    #[serde(default)]
    pub email: Option<Email>,
    /// Who orders, when it is not who receives, or nothing is sent.
    #[serde(default, deserialize_with = "kernel::text::blank_as_none")]
    pub customer_name: Option<Line<120>>,
    /// How to reach them.
    #[serde(default, deserialize_with = "kernel::text::blank_as_none")]
    pub customer_phone: Option<Phone>,
    /// Where to; may be left out for a pick-up.
    #[serde(default)]
    pub shipping_address: Option<AddressRequest>,
    /// For the invoice, when it differs.
    #[serde(default)]
    pub billing_address: Option<AddressRequest>,
    /// One of `GET /shipping/options`.
    pub shipping_method: ShippingCode,
    /// One of `GET /payments/methods`.
    pub payment_method: MethodCode,
    /// Wishes.
    #[serde(default, deserialize_with = "kernel::text::blank_as_none")]
    pub notes: Option<Prose<1000>>,
    /// The total that the customer saw, in minor units; another one is refused with `prices_changed`. Discounts that come and go
    /// by the clock change it, so send it wherever somebody saw one.
    #[serde(default)]
    pub expected_total: Option<i64>,
    /// Whether prices may differ from those that the customer saw when they filled the cart, and coupons in it give nothing.
    #[serde(default)]
    pub accept_changes: bool,
}

/// Who orders.
#[derive(Debug, Clone)]
pub struct Buyer {
    /// Their cart, and who they are if signed in.
    pub cart: CartKey,
    /// Name and e-mail of the account, if there is one.
    pub account: Option<(String, String)>,
    /// Language of the mails.
    pub locale: Locale,
}

impl Buyer {
    fn person(&self) -> Option<PersonId> {
        self.cart.person
    }
}

/// A new order.
#[derive(Debug)]
pub struct Placed {
    /// The order.
    pub order: Order,
    /// What was bought.
    pub lines: Vec<OrderLine>,
    /// What promotions gave.
    pub promotions: Vec<OrderPromotion>,
    /// How to pay.
    pub method: MethodSetting,
    /// The key of its link.
    pub key: LinkKey,
    /// Path of the page where it is paid, if it is paid over a provider.
    pub pay_path: Option<String>,
}

/// Places the order. Refuses, among others, with `cart_empty`, `cart_already_ordered`, `prices_changed`, `not_for_sale`,
/// `out_of_stock`, `coupon_lost` and `promotion_used_up`.
pub async fn place_order(
    tx: &mut TenantTx,
    desk: &Desk,
    shop: &Shop,
    buyer: &Buyer,
    request: &OrderRequest,
) -> Result<Placed> {
    billing::admit(tx, Limit::Orders).await?;
    let checked = check(tx, shop, buyer, request).await?;
    let order_id: OrderId = tx.new_id();
    inventory::reserve(tx, order_id.0, &checked.goods.quantities()).await?;
    let key = desk.new_key(tx, order_id).await?;
    let mut order = checked.draft(tx, order_id, buyer, request, &key);
    let method = payments::queries::find_offered(tx, order.payment_method).await?;
    let method = method.ok_or_else(|| Error::invalid("payment_method", "not_a_choice"))?;
    let shop_address = mails::shop_address(tx, shop).await?;
    close(tx, checked.cart, "ordered").await?;
    checked.take_uses(tx, order_id, buyer).await?;
    order.number = keep::next_number(tx).await?;
    let intent = begin_payment(tx, desk, &mut order, &method).await?;
    let pay_path = desk.pay_path(&order, &intent);
    keep::insert_order(tx, &order, checked.cart, &key).await?;
    keep::insert_lines(tx, &order, &checked.goods.lines).await?;
    keep::insert_promotions(tx, &order, &checked.promotions).await?;
    note(
        tx,
        &order,
        &Happening {
            kind: "status",
            from: None,
            to: order.status.as_str(),
            reason: None,
        },
    )
    .await?;
    let news = mails::Placed {
        order: &order,
        lines: &checked.goods.lines,
        promotions: &checked.promotions,
        method: &method,
        key: &key,
        pay_path: pay_path.as_deref(),
    };
    mails::tell_placed(tx, desk, shop, &news, shop_address.as_ref()).await?;
    if let Some(until) = order.pay_until {
        jobs::enqueue_at(tx, &ExpireOrder { order_id }, until).await?;
    }
    tx.announce(Topic::Order, order_id.0);
    Ok(Placed {
        order,
        lines: checked.goods.lines,
        promotions: checked.promotions,
        method,
        key,
        pay_path,
    })
}

/// What is owed is written down; if it is to come first, the order waits for it so long.
async fn begin_payment(
    tx: &mut TenantTx,
    desk: &Desk,
    order: &mut Order,
    method: &MethodSetting,
) -> Result<Intent> {
    let owed = Payable {
        kind: PayableKind::Order,
        id: order.order_id.0,
        amount: order.total,
        currency: order.currency,
        reference: order.number.to_string(),
    };
    let opened = payments::open_intent(tx, &owed, method).await?;
    order.payment_reference = opened.attempt.and_then(|attempt| attempt.reference);
    let capabilities = payments::connector::connector(order.payment_method).capabilities();
    if opened.intent.status == IntentStatus::Paid {
        order.payment_status = PaymentStatus::Paid;
        order.paid_at = Some(order.created_at);
    } else if capabilities.online {
        order.pay_until = Some(order.created_at.plus_seconds(desk.rules.online_seconds));
    } else if capabilities.prepaid {
        let wait = sales_settings(tx).await?.unpaid_seconds(&desk.rules);
        order.pay_until = Some(order.created_at.plus_seconds(wait));
    }
    Ok(opened.intent)
}
