//! Orders as the shop works on them.

use actix_web::HttpResponse;
use http::extract::IfMatch;
use http::{Answer, Can, Id, Json, Query, Visitor, days, permit};
use jiff::civil::Date;
use kernel::{Line, PageQuery};
use serde::Deserialize;
use utoipa::IntoParams;

use super::orders::show;
use crate::desk::Desk;
use crate::http::reader::order_reader;
use crate::model::{OrderId, OrderStatus, PaymentStatus};
use crate::ops::advance_order::{StepRequest, advance_order};
use crate::ops::receive_payment::{ReceiptRequest, receive_payment};
use crate::ops::refund_order::refund_order;
use crate::queries::orders::{OrderFilter, OrderSort, list_orders};

/// Which orders.
#[derive(Debug, Clone, Deserialize, IntoParams)]
pub struct OrderListQuery {
    /// In this state.
    status: Option<OrderStatus>,
    /// Paid so far.
    payment_status: Option<PaymentStatus>,
    /// Part of a name or e-mail, or a number.
    #[param(value_type = Option<String>, max_length = 100)]
    search: Option<Line<100>>,
    /// Placed on this day or later, in the shop's zone.
    #[param(value_type = Option<String>, format = Date)]
    from: Option<Date>,
    /// Placed on this day or earlier.
    #[param(value_type = Option<String>, format = Date)]
    to: Option<Date>,
    /// In which order.
    #[serde(default)]
    #[param(inline)]
    sort: OrderSort,
    /// From 1.
    #[param(minimum = 1, maximum = 10_000, default = 1)]
    page: Option<u32>,
    /// Rows a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u32>,
}

impl OrderListQuery {
    /// As the query takes it.
    fn filter(&self, visitor: &Visitor) -> kernel::Result<OrderFilter> {
        let (from, until) = days::span(self.from, self.to, &visitor.shop.zone())?;
        Ok(OrderFilter {
            status: self.status,
            payment_status: self.payment_status,
            search: self.search.clone().map(Line::into_string),
            from,
            until,
            person: None,
            sort: self.sort,
        })
    }
}

/// `GET /admin/orders`.
pub async fn list(staff: Can<permit::ViewOrders>, query: Query<OrderListQuery>) -> Answer {
    let page = PageQuery::of(query.page, query.limit)?;
    let filter = query.filter(&staff)?;
    let mut tx = staff.begin().await?;
    let orders = list_orders(&mut tx, &filter, page).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(orders))
}

/// `PUT /orders/{id}/status`.
pub async fn set_status(
    staff: Can<permit::ManageOrders>,
    id: Id<OrderId>,
    read: IfMatch,
    body: Json<StepRequest>,
) -> Answer {
    let mut step = body.into_inner();
    step.version = step.version.or(read.0);
    let mut tx = staff.begin().await?;
    advance_order(&mut tx, &Desk::of(&staff.app), id.0, &step).await?;
    tx.commit().await?;
    show(&staff, id.0, &order_reader(&staff, None)).await
}

/// `POST /orders/{id}/payments/received`.
pub async fn received(
    staff: Can<permit::ManageOrders>,
    id: Id<OrderId>,
    body: Json<ReceiptRequest>,
) -> Answer {
    let mut tx = staff.begin().await?;
    receive_payment(&mut tx, &Desk::of(&staff.app), id.0, &body).await?;
    tx.commit().await?;
    show(&staff, id.0, &order_reader(&staff, None)).await
}

/// `POST /orders/{id}/payments/refunded`.
pub async fn refunded(
    staff: Can<permit::ManageOrders>,
    id: Id<OrderId>,
    body: Json<ReceiptRequest>,
) -> Answer {
    let mut tx = staff.begin().await?;
    refund_order(&mut tx, id.0, &body).await?;
    tx.commit().await?;
    show(&staff, id.0, &order_reader(&staff, None)).await
}
