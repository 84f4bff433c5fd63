//! An order on paper: what goes into the parcel, and the address for its label.

use actix_web::HttpRequest;
use askama::Template;
use http::{Answer, Can, Id, Page, html, permit};

use crate::model::{Address, Order, OrderId, OrderLine};
use crate::queries::orders::{OrderReader, get_order, list_lines, list_promotions};

#[derive(Template)]
#[template(path = "sales/admin/packing.html")]
struct PackingPage {
    page: Page,
    order: Order,
    lines: Vec<OrderLine>,
    /// What promotions gave, as the customer reads it.
    promotions: Vec<String>,
    address: Option<Address>,
    things: i64,
    payment: String,
    is_unpaid: bool,
}

impl PackingPage {
    fn order_path(&self) -> String {
        format!("/admin/orders/{}", self.order.order_id)
    }
}

/// `GET /admin/orders/{id}/print`.
pub async fn page(ctx: Can<permit::ViewOrders>, req: HttpRequest, Id(id): Id<OrderId>) -> Answer {
    let mut tx = ctx.begin().await?;
    let order = get_order(
        &mut tx,
        id,
        &OrderReader {
            staff: true,
            ..OrderReader::default()
        },
    )
    .await?;
    let lines = list_lines(&mut tx, &order).await?;
    let promotions = list_promotions(&mut tx, &order).await?;
    tx.commit().await?;
    let mut page = Page::titled(&ctx, &req, "sales-orders-title");
    page.title = page.tn("sales-order-title", "number", order.number);
    html(&PackingPage {
        things: lines.iter().map(|l| i64::from(l.quantity)).sum(),
        address: order.shipping_address.as_ref().map(|a| a.0.clone()),
        payment: page.t(&order.payment_method.name_key()),
        is_unpaid: order.payment_status == crate::model::PaymentStatus::Pending,
        promotions: promotions.into_iter().map(|given| given.name).collect(),
        lines,
        order,
        page,
    })
}
