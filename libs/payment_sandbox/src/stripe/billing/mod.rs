//! Subscriptions: what is sold, Checkout, the portal, what time brings, invoices and how they are paid. Each subscription is to
//! one price; other shapes are refused rather than guessed.

pub mod books;
pub mod catalog;
pub mod checkout;
pub mod collect;
pub mod coupon;
pub mod invoice;
pub mod lines;
pub mod person;
pub mod portal;
pub mod schedule;
pub mod subscription;
pub mod tax;

mod api;
mod checkout_page;
mod desk;
mod invoice_page;
mod money;
mod months;
mod pass;
mod preview;
mod update;
mod words;

use std::collections::BTreeMap;

use actix_web::web::ServiceConfig;

/// How the kinds begin that somebody who bills wants to hear of.
pub const BILLING_KINDS: [&str; 4] = [
    "checkout.session.",
    "customer.subscription.",
    "invoice.",
    "subscription_schedule.",
];

/// What is remembered. Products and coupons, whose names may be an account's own, stand by the account.
#[derive(Debug, Default)]
pub struct Billing {
    pub products: BTreeMap<(String, String), catalog::Product>,
    pub prices: BTreeMap<String, catalog::Price>,
    pub tax_rates: BTreeMap<String, tax::TaxRate>,
    pub coupons: BTreeMap<(String, String), coupon::Coupon>,
    pub codes: BTreeMap<String, coupon::Code>,
    pub sessions: BTreeMap<String, checkout::Session>,
    pub doors: BTreeMap<String, portal::Door>,
    pub subscriptions: BTreeMap<String, subscription::Subscription>,
    pub schedules: BTreeMap<String, schedule::Schedule>,
    pub invoices: BTreeMap<String, invoice::Invoice>,
}

/// The API's addresses, and the pages.
pub fn routes(cfg: &mut ServiceConfig) {
    cfg.configure(api::routes)
        .configure(checkout_page::routes)
        .configure(portal::routes)
        .configure(invoice_page::routes);
}
