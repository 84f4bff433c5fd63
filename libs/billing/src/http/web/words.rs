//! How pages say prices, and what would no longer fit.

use http::{Page, Visitor};
use kernel::{Currency, Module, Money};

use crate::model::plans::Plan;
use crate::model::price::{Period, currency_of};
use crate::model::usage::Shortfall;

/// `$ 119.900`.
pub fn amount(currency: Currency, minor: i64) -> String {
    Money { minor, currency }.display()
}

/// `$ 119.900 al mes`.
pub fn each(page: &Page, (currency, period, minor): (Currency, Period, i64)) -> String {
    let key = format!("billing-each-{}", period.as_str());
    page.tn(&key, "price", amount(currency, minor))
}

/// The plan's price in the money that the shop pays in.
pub fn price(page: &Page, ctx: &Visitor, plan: &Plan, period: Period) -> String {
    let currency = currency_of(ctx.shop.currency);
    each(page, (currency, period, plan.price(currency, period)))
}

/// `Productos: tienes 31 y caben 30`.
pub fn too_much(page: &Page, shortfall: &Shortfall) -> String {
    page.ta(
        "billing-too-much",
        &[
            (
                "what",
                page.t(&format!("billing-limit-{}", shortfall.limit.as_str())),
            ),
            ("used", shortfall.used.to_string()),
            ("most", shortfall.most.to_string()),
        ],
    )
}

/// The module as people call it.
pub fn module(page: &Page, module: Module) -> String {
    page.t(&format!("billing-module-{}", module.as_str()))
}
