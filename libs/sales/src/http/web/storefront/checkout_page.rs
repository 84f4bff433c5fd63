//! What the checkout's page shows.

use askama::Template;
use http::{FormState, Page};
use kernel::places;
use payments::{MethodCode, MethodSetting};
use promotions::model::Pricing;

use super::cart::price_notices;
use super::checkout::Till;
use super::checkout_form::CheckoutForm;
use super::view::{Choice, CouponRow, LineView, Off, Sums};
use crate::model::{Freight, LinePrice, ShippingCode, ShippingOption, Totals};

#[derive(Template)]
#[template(path = "sales/storefront/checkout.html")]
pub struct CheckoutPage {
    page: Page,
    f: FormState,
    idempotency_key: String,
    /// The total that is shown, for the server to compare; nothing while shipping is not known.
    seen: String,
    /// What costs something else than before.
    changes: Vec<String>,
    departments: Vec<Choice>,
    municipalities: Vec<Choice>,
    department: String,
    shipping: Vec<ShippingRow>,
    shipping_note: String,
    methods: Vec<MethodRow>,
    /// Names of ways to pay that do not answer now.
    resting: String,
    lines: Vec<LineView>,
    sums: Sums,
    coupons: Vec<CouponRow>,
    /// A coupon that was typed and refused.
    coupon: String,
    can_buy: bool,
}

/// A way for goods to reach the customer.
struct ShippingRow {
    code: &'static str,
    name: String,
    hint: String,
    price: i64,
    chosen: bool,
}

/// A way to pay.
struct MethodRow {
    code: &'static str,
    name: String,
    hint: String,
    symbol: &'static str,
    chosen: bool,
}

/// What the customer chose so far.
#[derive(Default)]
pub struct Desired {
    /// DANE code of a known municipality.
    pub place: Option<String>,
    pub department: String,
    pub shipping: Option<ShippingCode>,
    pub payment: String,
    pub idempotency_key: String,
    /// The total that they agreed to, if they meant to order.
    pub agreed: Option<i64>,
    /// A coupon that was typed and refused.
    pub coupon: String,
}

impl Desired {
    /// As the form says.
    pub fn of(form: &CheckoutForm) -> Self {
        Self {
            place: form.place().map(str::to_owned),
            department: form.department.clone(),
            shipping: form.shipping(),
            payment: form.payment_method.clone(),
            idempotency_key: form.idempotency_key.clone(),
            agreed: None,
            coupon: String::new(),
        }
    }
}

impl CheckoutPage {
    /// In the reader's language.
    pub fn new(mut page: Page, f: FormState, till: &Till, desired: &Desired) -> Self {
        page.cart_count = u32::try_from(till.cart.count).unwrap_or(0);
        let chosen = choose(&till.options, desired);
        let pricing = till.cart.deal.price(chosen.map(|option| option.price));
        let totals = totals(till, &pricing, chosen);
        let offs = Off::of_pricing(&pricing, &page.t("cart-free-shipping-later"));
        let sums = Sums {
            shipping: chosen.map(|option| option.price),
            shipping_text: page.t("checkout-shipping-unknown"),
            ..Sums::of(totals, offs)
        };
        let coupons: Vec<CouponRow> = till
            .cart
            .deal
            .coupons(&pricing)
            .into_iter()
            .map(|coupon| CouponRow::of(&page, coupon))
            .collect();
        let department = department_of(desired);
        Self {
            idempotency_key: desired.idempotency_key.clone(),
            seen: chosen.map(|_| totals.total.to_string()).unwrap_or_default(),
            changes: changes(&page, till, desired, (totals.total, &coupons)),
            departments: places::departments()
                .iter()
                .map(|d| choice(d.code, d.name))
                .collect(),
            municipalities: municipalities(&department),
            shipping_note: shipping_note(&page, &till.options, desired),
            shipping: till
                .options
                .iter()
                .map(|option| shipping_row(&page, option, chosen))
                .collect(),
            methods: method_rows(&page, &till.methods, &desired.payment),
            resting: names(&page, &till.resting),
            lines: till
                .cart
                .items
                .iter()
                .enumerate()
                .map(|(at, line)| LineView::reduced(line, pricing.of_line(at)))
                .collect(),
            coupon: desired.coupon.clone(),
            coupons,
            can_buy: till.cart.orderable && !till.methods.is_empty(),
            department,
            sums,
            f,
            page,
        }
    }
}

/// `Tarjeta, PSE`.
fn names(page: &Page, methods: &[MethodSetting]) -> String {
    let names = methods.iter().map(|method| page.t(&method.code.name_key()));
    names.collect::<Vec<_>>().join(", ")
}

/// With what promotions take off.
fn totals(till: &Till, pricing: &Pricing, chosen: Option<&ShippingOption>) -> Totals {
    let prices = till.prices.iter().enumerate().map(|(at, price)| LinePrice {
        discount: pricing.of_line(at),
        ..*price
    });
    let freight = Freight {
        price: chosen.map_or(0, |option| option.price),
        discount: pricing.shipping(),
    };
    Totals::of(prices, freight, till.cart.currency)
}

/// What was chosen if it is still offered, else what is offered first. Without a place only somebody who asked for it
/// picks their things up.
fn choose<'a>(options: &'a [ShippingOption], desired: &Desired) -> Option<&'a ShippingOption> {
    let wanted = options.iter().find(|o| Some(o.code) == desired.shipping);
    wanted.or_else(|| options.first().filter(|_| desired.place.is_some()))
}

fn department_of(desired: &Desired) -> String {
    match &desired.place {
        Some(place) => place.chars().take(2).collect(),
        None => desired.department.clone(),
    }
}

fn municipalities(department: &str) -> Vec<Choice> {
    if department.len() != 2 {
        return vec![];
    }
    let mut all: Vec<Choice> = places::municipalities_of(department)
        .map(|m| choice(m.code, m.name))
        .collect();
    all.sort_by(|a, b| a.label.cmp(&b.label));
    all
}

fn choice(value: &str, label: &str) -> Choice {
    Choice {
        value: value.to_owned(),
        label: label.to_owned(),
    }
}

/// Prices that are not those of before, and a total that is not the one that was agreed to.
fn changes(
    page: &Page,
    till: &Till,
    desired: &Desired,
    (total, coupons): (i64, &[CouponRow]),
) -> Vec<String> {
    let mut changes = price_notices(page, &till.cart);
    if desired.agreed.is_some_and(|before| before != total) {
        let lost = coupons.iter().filter(|coupon| !coupon.problem.is_empty());
        let told = |c: &CouponRow| {
            page.ta(
                "checkout-coupon-lost",
                &[("code", c.code.clone()), ("why", c.problem.clone())],
            )
        };
        changes.extend(lost.map(told));
    }
    if let Some(before) = desired.agreed.filter(|before| *before != total) {
        let words = [("before", page.money(before)), ("now", page.money(total))];
        changes.push(page.ta("checkout-total-changed", &words));
    }
    changes
}

fn shipping_note(page: &Page, options: &[ShippingOption], desired: &Desired) -> String {
    let delivers = options.iter().any(|o| o.code == ShippingCode::Delivery);
    match desired.place.as_deref().and_then(places::municipality) {
        None => page.t("checkout-choose-place"),
        Some(place) if options.is_empty() => page.tn("checkout-no-shipping", "place", place.name),
        Some(place) if !delivers => page.tn("checkout-no-delivery", "place", place.name),
        Some(_) => String::new(),
    }
}

fn shipping_row(page: &Page, option: &ShippingOption, chosen: Option<&ShippingOption>) -> ShippingRow {
    let hint = match (option.days, &option.instructions) {
        (Some((min, max)), _) if min == max => page.tn("sales-estimate-days", "min", min),
        (Some((min, max)), _) => page.ta(
            "sales-estimate-range",
            &[("min", min.to_string()), ("max", max.to_string())],
        ),
        (None, Some(instructions)) => instructions.clone(),
        (None, None) => page.t("sales-estimate-pickup"),
    };
    ShippingRow {
        code: option.code.as_str(),
        name: page.t(&option.code.name_key()),
        hint,
        price: option.price,
        chosen: chosen == Some(option),
    }
}

fn method_rows(page: &Page, methods: &[MethodSetting], chosen: &str) -> Vec<MethodRow> {
    let is_known = methods.iter().any(|m| m.code.as_str() == chosen);
    let row = |(i, method): (usize, &MethodSetting)| MethodRow {
        code: method.code.as_str(),
        name: page.t(&method.code.name_key()),
        hint: page.t(&format!("checkout-pay-{}", method.code.as_str())),
        symbol: match method.code {
            MethodCode::CashOnDelivery => "banknote",
            MethodCode::BankTransfer | MethodCode::Pse => "landmark",
            MethodCode::Card => "credit-card",
        },
        chosen: if is_known {
            method.code.as_str() == chosen
        } else {
            i == 0
        },
    };
    methods.iter().enumerate().map(row).collect()
}
