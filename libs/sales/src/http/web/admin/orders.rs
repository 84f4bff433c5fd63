//! The list of orders.

use actix_web::HttpRequest;
use askama::Template;
use http::page::{Pager, Tab, address};
use http::{Answer, Can, Page, Query, days, html, permit};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use kernel::{Line, PageQuery, Paged, Result};
use serde::Deserialize;

use crate::queries::admin::{DeskFilter, DeskOrder, OrderTab, TabCounts, desk_orders, tab_counts};

/// What stands in the address.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    #[serde(default)]
    tab: OrderTab,
    q: Option<Line<100>>,
    from: Option<Date>,
    to: Option<Date>,
    page: Option<u32>,
}

#[derive(Template)]
#[template(path = "sales/admin/orders.html")]
struct OrdersPage {
    page: Page,
    tabs: Vec<Tab>,
    tab: &'static str,
    q: String,
    from: String,
    to: String,
    filtered: bool,
    clear_href: String,
    orders: Vec<DeskOrder>,
    pager: Pager,
}

/// `GET /admin/orders`.
pub async fn page(ctx: Can<permit::ViewOrders>, req: HttpRequest, wanted: Query<Wanted>) -> Answer {
    let at = PageQuery {
        page: wanted.page.unwrap_or(1),
        limit: 25,
    }
    .checked()?;
    let filter = filter(&wanted, &ctx.shop.zone())?;
    let mut tx = ctx.begin().await?;
    let found = desk_orders(&mut tx, &filter, at).await?;
    let counts = tab_counts(&mut tx).await?;
    tx.commit().await?;
    let page = Page::titled(&ctx, &req, "sales-orders-title");
    html(&shown(page, &wanted, found, counts))
}

/// Days are whole days of the shop's zone, the last one included.
fn filter(wanted: &Wanted, zone: &TimeZone) -> Result<DeskFilter> {
    let (from, until) = days::span(wanted.from, wanted.to, zone)?;
    Ok(DeskFilter {
        tab: wanted.tab,
        search: wanted.q.as_ref().map(std::string::ToString::to_string),
        from,
        until,
        email: None,
    })
}

fn shown(page: Page, wanted: &Wanted, found: Paged<DeskOrder>, counts: TabCounts) -> OrdersPage {
    let q = wanted.q.as_deref().unwrap_or_default().to_owned();
    let (from, to) = (day(wanted.from), day(wanted.to));
    let link = |tab: OrderTab, at: u32| {
        let at = if at > 1 { at.to_string() } else { String::new() };
        let tab = if tab == OrderTab::All { "" } else { tab.as_str() };
        address(
            "/admin/orders",
            &[
                ("tab", tab),
                ("q", &q),
                ("from", &from),
                ("to", &to),
                ("page", &at),
            ],
        )
    };
    // A tab that nothing is behind, and that only matters when something is, stays away.
    let is_idle = |tab: OrderTab| tab == OrderTab::ToRefund && counts.of(tab) == Some(0) && wanted.tab != tab;
    let tabs = OrderTab::ALL
        .into_iter()
        .filter(|tab| !is_idle(*tab))
        .map(|tab| Tab {
            href: link(tab, 1),
            label: page.t(&format!("sales-tab-{}", tab.as_str())),
            current: tab == wanted.tab,
            count: counts.of(tab).filter(|n| *n > 0),
        });
    OrdersPage {
        tabs: tabs.collect(),
        tab: wanted.tab.as_str(),
        filtered: !(q.is_empty() && from.is_empty() && to.is_empty()),
        clear_href: address("/admin/orders", &[("tab", wanted.tab.as_str())]),
        pager: Pager::new(&page, found.pagination, |at| link(wanted.tab, at)),
        orders: found.data,
        page,
        q,
        from,
        to,
    }
}

fn day(date: Option<Date>) -> String {
    date.map(|d| d.to_string()).unwrap_or_default()
}
