//! Everything that is checked before an order is written.

use db::TenantTx;
use http::LinkKey;
use http::shop::Shop;
use kernel::{Currency, Email, Error, Money, Prose, Result};
use promotions::PromotionsError;

use super::goods::{self, Goods};
use super::{Buyer, OrderRequest};
use crate::error::SalesError;
use crate::model::{
    Address, AddressRequest, CartId, Freight, Order, OrderId, OrderPromotion, OrderStatus, PaymentStatus,
    ShippingCode, ShippingOption, Totals,
};
use crate::ops::merge_cart::merge_cart;
use crate::ops::open_cart::lock_cart;
use crate::queries::deals::{CartCoupon, find_deal};
use crate::queries::shipping::quote;

/// Everything that was checked before anything is written.
pub(super) struct Checked {
    pub cart: CartId,
    pub goods: Goods,
    pub promotions: Vec<OrderPromotion>,
    contact: Contact,
    shipping: ShippingOption,
    totals: Totals,
    currency: Currency,
}

/// Whom the order is for.
struct Contact {
    email: Email,
    name: String,
    phone: Option<String>,
    shipping: Option<Address>,
    billing: Option<Address>,
}

/// Checks everything, cheapest first. Holds the cart.
pub(super) async fn check(
    tx: &mut TenantTx,
    shop: &Shop,
    buyer: &Buyer,
    request: &OrderRequest,
) -> Result<Checked> {
    let contact = contact(buyer, request)?;
    merge_cart(tx, buyer.cart).await?;
    let cart = lock_cart(tx, buyer.cart).await?;
    let mut goods = goods::price(tx, cart, shop).await?;
    let place = contact.shipping.as_ref().map(|a| a.municipality_code.as_str());
    let options = quote(tx, place, goods.weight_g, goods.subtotal()).await?;
    let wanted = options.into_iter().find(|o| o.code == request.shipping_method);
    let shipping = wanted.ok_or_else(|| Error::invalid("shipping_method", "not_a_choice"))?;
    let buyer = promotions::queries::Buyer {
        person: buyer.person(),
        email: Some(contact.email.as_str()),
    };
    let deal = find_deal(tx, Some(cart), goods.basket(), buyer, shop.currency).await?;
    let pricing = deal.price(Some(shipping.price));
    goods.reduce(&pricing, shop.currency);
    let freight = Freight {
        price: shipping.price,
        discount: pricing.shipping(),
    };
    let totals = Totals::of(goods.prices(), freight, shop.currency);
    let total = Money {
        minor: totals.total,
        currency: shop.currency,
    };
    let is_another = request.expected_total.is_some_and(|seen| seen != totals.total);
    if is_another || request.expected_total.is_none() {
        require_coupons(&deal.coupons(&pricing), request, total)?;
    }
    if is_another || goods.prices_changed && !request.accept_changes {
        return Err(Error::from(SalesError::PricesChanged).with("total", total.display()));
    }
    Ok(Checked {
        cart,
        goods,
        promotions: pricing.given.iter().map(OrderPromotion::from).collect(),
        contact,
        shipping,
        totals,
        currency: shop.currency,
    })
}

/// A coupon that gives nothing is not passed over in silence: who put it in counts on it, unless they saw the total without it.
fn require_coupons(coupons: &[CartCoupon], request: &OrderRequest, total: Money) -> Result<()> {
    if request.accept_changes {
        return Ok(());
    }
    let lost = coupons.iter().find_map(|coupon| {
        let why = coupon.reason.filter(|why| why.disappoints())?;
        Some((coupon, why))
    });
    let Some((coupon, why)) = lost else {
        return Ok(());
    };
    Err(Error::from(PromotionsError::CouponLost)
        .with("code", &coupon.code)
        .with("reason", why.as_str())
        .with("total", total.display()))
}

fn contact(buyer: &Buyer, request: &OrderRequest) -> Result<Contact> {
    let account_email = buyer.account.as_ref().and_then(|(_, email)| Email::parse(email));
    let email = request
        .email
        .clone()
        .or(account_email)
        .ok_or_else(|| Error::invalid("email", "required"))?;
    let at = |address: &Option<AddressRequest>, path| address.as_ref().map(|a| a.checked(path)).transpose();
    let shipping = at(&request.shipping_address, "shipping_address")?;
    if shipping.is_none() && request.shipping_method == ShippingCode::Delivery {
        return Err(Error::invalid("shipping_address", "required"));
    }
    let billing = at(&request.billing_address, "billing_address")?;
    let known = shipping.as_ref().or(billing.as_ref());
    let account_name = buyer.account.as_ref().map(|(name, _)| name.clone());
    let given_name = request.customer_name.as_ref().map(ToString::to_string);
    let name = given_name
        .or_else(|| known.map(|a| a.name.clone()))
        .or(account_name)
        .unwrap_or_else(|| email.to_string());
    let given_phone = request.customer_phone.as_ref().map(ToString::to_string);
    let phone = given_phone.or_else(|| known.map(|a| a.phone.clone()));
    Ok(Contact {
        email,
        name,
        phone,
        shipping,
        billing,
    })
}

impl Checked {
    /// Promotions of which a use is to be taken, by whom.
    pub async fn take_uses(&self, tx: &mut TenantTx, order_id: OrderId, buyer: &Buyer) -> Result<()> {
        let uses: Vec<_> = self
            .promotions
            .iter()
            .map(|p| (p.promotion_id, p.name.clone()))
            .collect();
        let buyer = promotions::queries::Buyer {
            person: buyer.person(),
            email: Some(self.contact.email.as_str()),
        };
        promotions::ops::take_uses(tx, order_id.0, buyer, &uses).await
    }

    /// The order before it has a number and a payment.
    pub fn draft(
        &self,
        tx: &TenantTx,
        order_id: OrderId,
        buyer: &Buyer,
        request: &OrderRequest,
        key: &LinkKey,
    ) -> Order {
        let (contact, totals) = (&self.contact, self.totals);
        Order {
            order_id,
            created_at: tx.now(),
            number: 0,
            person_id: buyer.person(),
            access_sealed: key.sealed.clone(),
            email: contact.email.clone(),
            customer_name: contact.name.clone(),
            phone: contact.phone.clone(),
            locale: buyer.locale,
            status: OrderStatus::Pending,
            payment_status: PaymentStatus::Pending,
            currency: self.currency,
            subtotal: totals.subtotal,
            discount: totals.discount,
            shipping_price: totals.shipping,
            shipping_discount: totals.shipping_discount,
            tax: totals.tax,
            total: totals.total,
            weight_g: self.goods.weight_g,
            shipping_method: self.shipping.code,
            shipping_zone: self.shipping.zone.clone(),
            shipping_address: contact.shipping.clone().map(Into::into),
            billing_address: contact.billing.clone().map(Into::into),
            payment_method: request.payment_method,
            payment_reference: None,
            notes: request.notes.clone().map(Prose::into_string),
            carrier: None,
            tracking_code: None,
            cancel_reason: None,
            pay_until: None,
            paid_at: None,
            shipped_at: None,
            delivered_at: None,
            cancelled_at: None,
            updated_at: tx.now(),
            version: 1,
        }
    }
}
