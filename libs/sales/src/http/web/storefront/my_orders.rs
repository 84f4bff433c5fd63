//! The orders of somebody with an account.

use actix_web::HttpRequest;
use askama::Template;
use http::{Answer, Page, Query, SignedIn, html};
use kernel::{Instant, PageQuery, Paged};
use serde::Deserialize;

use super::view::Link;
use crate::queries::orders::{OrderFilter, OrderSummary, list_orders};

#[derive(Template)]
#[template(path = "sales/storefront/my_orders.html")]
struct MyOrdersPage {
    page: Page,
    crumbs: Vec<Link>,
    orders: Vec<Row>,
    pager: Pager,
}

struct Row {
    url: String,
    number: i64,
    created_at: Instant,
    things: i64,
    status: &'static str,
    total: i64,
}

/// Where the neighbours of this part of the list are.
struct Pager {
    previous: String,
    next: String,
    summary: String,
}

/// Which part of the list.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Part {
    page: Option<u32>,
}

/// `GET /account/orders`.
pub async fn show(me: SignedIn, req: HttpRequest, part: Query<Part>) -> Answer {
    let part = PageQuery {
        page: part.page.unwrap_or(1),
        limit: 20,
    }
    .checked()?;
    let filter = OrderFilter {
        person: Some(me.person.person_id),
        ..OrderFilter::default()
    };
    let mut tx = me.begin().await?;
    let orders = list_orders(&mut tx, &filter, part).await?;
    tx.commit().await?;
    let page = Page::titled(&me, &req, "my-orders-title");
    html(&MyOrdersPage {
        crumbs: vec![
            Link {
                href: "/account".to_owned(),
                label: page.t("ui-account"),
            },
            Link {
                href: String::new(),
                label: page.title.clone(),
            },
        ],
        pager: pager(&page, &orders),
        orders: orders.data.into_iter().map(Row::from).collect(),
        page,
    })
}

impl From<OrderSummary> for Row {
    fn from(order: OrderSummary) -> Self {
        Self {
            url: format!("/orders/{}", order.id),
            number: order.number,
            created_at: order.created_at,
            things: order.items,
            status: order.status.as_str(),
            total: order.total,
        }
    }
}

fn pager(page: &Page, orders: &Paged<OrderSummary>) -> Pager {
    let place = orders.pagination;
    let at = |number: i64| format!("/account/orders?page={number}");
    let (number, size) = (i64::from(place.page), i64::from(place.limit));
    let (from, to) = ((number - 1) * size + 1, (number * size).min(place.total));
    let range = [
        ("from", from.to_string()),
        ("to", to.to_string()),
        ("total", place.total.to_string()),
    ];
    Pager {
        previous: if number > 1 { at(number - 1) } else { String::new() },
        next: if to < place.total {
            at(number + 1)
        } else {
            String::new()
        },
        summary: page.ta("my-orders-range", &range),
    }
}
