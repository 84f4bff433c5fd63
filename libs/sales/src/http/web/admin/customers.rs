//! Who buys.

use actix_web::HttpRequest;
use askama::Template;
use http::page::{Choice, Crumb, Pager, address, chat_url};
use http::{Answer, Can, Id, Page, Query, html, permit};
use kernel::id::Uuid;
use kernel::{Instant, Line, PageQuery, Permission};
use serde::Deserialize;

use crate::queries::admin::{Customer, DeskFilter, DeskOrder, desk_orders, first_orders, get_customer};
use crate::queries::customers::{CustomerRow, CustomerSort, list_customers};

/// What stands in the address.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    q: Option<Line<100>>,
    #[serde(default)]
    sort: CustomerSort,
    page: Option<u32>,
}

#[derive(Template)]
#[template(path = "sales/admin/customers.html")]
struct CustomersPage {
    page: Page,
    q: String,
    sort: &'static str,
    sorts: Vec<Choice>,
    rows: Vec<Row>,
    pager: Pager,
}

struct Row {
    href: String,
    name: String,
    email: String,
    is_guest: bool,
    orders: i64,
    total: i64,
    last: Option<Instant>,
}

#[derive(Template)]
#[template(path = "sales/admin/customer.html")]
struct CustomerPage {
    page: Page,
    crumbs: Vec<Crumb>,
    customer: Customer,
    chat: Option<String>,
    may_see_orders: bool,
    orders: Vec<DeskOrder>,
    pager: Pager,
}

/// `GET /admin/customers`.
pub async fn list(ctx: Can<permit::ViewCustomers>, req: HttpRequest, wanted: Query<Wanted>) -> Answer {
    let at = PageQuery {
        page: wanted.page.unwrap_or(1),
        limit: 25,
    }
    .checked()?;
    let mut tx = ctx.begin().await?;
    let found = list_customers(&mut tx, wanted.q.as_deref(), wanted.sort, at).await?;
    let guests: Vec<&str> = found
        .data
        .iter()
        .filter(|c| c.person_id.is_none())
        .map(|c| c.email.as_str())
        .collect();
    let known_by = first_orders(&mut tx, &guests).await?;
    tx.commit().await?;
    let page = Page::titled(&ctx, &req, "sales-customers-title");
    let q = wanted.q.as_deref().unwrap_or_default().to_owned();
    let sort = sort_name(wanted.sort);
    let row = |c: CustomerRow| {
        let id = c
            .person_id
            .map(|p| p.0)
            .or_else(|| known_by.get(&c.email).map(|o| o.0))
            .unwrap_or_default();
        Row {
            href: format!("/admin/customers/{id}"),
            is_guest: c.person_id.is_none(),
            name: c.name,
            email: c.email,
            orders: c.orders,
            total: c.total,
            last: c.last_order_at,
        }
    };
    html(&CustomersPage {
        pager: Pager::new(&page, found.pagination, |at| {
            address(
                "/admin/customers",
                &[("q", &q), ("sort", sort), ("page", &at.to_string())],
            )
        }),
        sorts: ["recent", "total_desc", "name"]
            .map(|s| Choice::new(s, page.t(&format!("sales-customers-by-{s}"))))
            .into(),
        rows: found.data.into_iter().map(row).collect(),
        page,
        sort,
        q,
    })
}

fn sort_name(sort: CustomerSort) -> &'static str {
    match sort {
        CustomerSort::Recent => "recent",
        CustomerSort::TotalDesc => "total_desc",
        CustomerSort::Name => "name",
    }
}

/// Which page of their orders.
#[derive(Debug, Default, Deserialize)]
pub struct OrdersWanted {
    page: Option<u32>,
}

/// `GET /admin/customers/{id}`.
pub async fn show(
    ctx: Can<permit::ViewCustomers>,
    req: HttpRequest,
    Id(id): Id<Uuid>,
    wanted: Query<OrdersWanted>,
) -> Answer {
    let at = PageQuery {
        page: wanted.page.unwrap_or(1),
        limit: 20,
    }
    .checked()?;
    let mut tx = ctx.begin().await?;
    let customer = get_customer(&mut tx, id).await?;
    let filter = DeskFilter {
        email: Some(customer.email.clone()),
        ..DeskFilter::default()
    };
    let found = desk_orders(&mut tx, &filter, at).await?;
    tx.commit().await?;
    let page = Page::new(&ctx, &req, customer.name.clone());
    html(&CustomerPage {
        crumbs: vec![
            Crumb::new("/admin/customers", page.t("sales-customers-title")),
            Crumb::new("", customer.name.clone()),
        ],
        chat: customer.phone.as_deref().and_then(|phone| chat_url(phone, "")),
        may_see_orders: ctx
            .person
            .as_ref()
            .is_some_and(|p| p.role.may(Permission::ViewOrders)),
        pager: Pager::new(&page, found.pagination, |at| {
            address(&format!("/admin/customers/{id}"), &[("page", &at.to_string())])
        }),
        orders: found.data,
        customer,
        page,
    })
}
