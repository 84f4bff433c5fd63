//! Products, orders and customers as workbooks. By buttons and not by links: who took what along stands in the log of changes.

use actix_web::HttpResponse;
use actix_web::http::header;
use catalog::ProductId;
use db::TenantTx;
use db::audit::{self, Change};
use http::{Answer, Can, Form, Visitor, permit};
use kernel::{PageQuery, Result};
use sales::queries::customers::{CustomerSort, list_customers};
use serde::Deserialize;
use serde_json::json;
use validator::Validate;

use super::look::may_see_costs;
use crate::model::list;
use crate::queries::sold::orders_below;
use crate::queries::whole::{Stored, category_paths, stored_after};
use crate::write::sheet::{Cell, Sheet};

/// Rows that are read together.
const AT_ONCE: u32 = 500;
/// Most rows of one workbook.
const MOST: u32 = 100_000;

/// A button alone.
#[derive(Debug, Deserialize, Validate)]
pub struct ExportForm {}

/// `POST /admin/export/products`.
pub async fn products(ctx: Can<permit::ManageCatalog>, form: Form<ExportForm>) -> Answer {
    form.into_inner()?;
    let names = [
        "product", "variant", "sku", "barcode", "status", "category", "brand", "price", "compare", "cost",
        "stock",
    ];
    let mut sheet = Sheet::new(&heads(&ctx, &names))?;
    let mut tx = ctx.begin().await?;
    let paths = category_paths(&mut tx).await?;
    let (mut after, mut rows): (Option<ProductId>, u32) = (None, 0);
    while rows < MOST {
        let some = stored_after(&mut tx, after, AT_ONCE.into(), &paths).await?;
        let Some(last) = some.last() else { break };
        after = Some(last.id);
        for product in &some {
            rows += product_lines(&ctx, &mut sheet, product)?;
        }
    }
    taken(tx, "products", rows).await?;
    answer("products", sheet)
}

/// A line for each variant; tells how many.
fn product_lines(ctx: &Visitor, sheet: &mut Sheet, product: &Stored) -> Result<u32> {
    let (whole, currency) = (&product.whole, ctx.shop.currency);
    let money =
        |amount: Option<i64>| amount.map_or(Cell::maybe(None), |amount| Cell::money(amount, currency));
    let mut rows = 0;
    for variant in &whole.variants {
        sheet.line(&[
            Cell::Text(whole.name.clone()),
            Cell::Text(catalog::model::option_text(&variant.options)),
            Cell::maybe(variant.sku.clone()),
            Cell::maybe(variant.barcode.clone()),
            Cell::Text(ctx.t(&format!("catalog-status-{}", whole.status.as_str()))),
            Cell::Text(list::join(whole.category.iter().map(String::as_str), '>')),
            Cell::maybe(whole.brand.clone()),
            money(Some(variant.price)),
            money(variant.compare_price),
            money(variant.cost.filter(|_| may_see_costs(ctx))),
            Cell::count(variant.stock.unwrap_or_default()),
        ])?;
        rows += 1;
    }
    Ok(rows)
}

/// `POST /admin/export/orders`.
pub async fn orders(ctx: Can<permit::ViewOrders>, form: Form<ExportForm>) -> Answer {
    form.into_inner()?;
    let names = [
        "order", "date", "customer", "email", "phone", "status", "payment", "subtotal", "tax", "shipping",
        "discount", "total",
    ];
    let mut sheet = Sheet::new(&heads(&ctx, &names))?;
    let (zone, currency) = (ctx.shop.zone(), ctx.shop.currency);
    let status = |word: &str| Cell::Text(ctx.t(&format!("ui-status-{word}")));
    let mut tx = ctx.begin().await?;
    let (mut below, mut rows) = (i64::MAX, 0);
    while rows < MOST {
        let some = orders_below(&mut tx, below, AT_ONCE.into()).await?;
        let Some(last) = some.last() else { break };
        below = last.number;
        for order in some {
            let date = order.created_at.0.to_zoned(zone.clone());
            sheet.line(&[
                Cell::Text(order.number.to_string()),
                Cell::Text(date.strftime("%Y-%m-%d %H:%M").to_string()),
                Cell::Text(order.customer_name),
                Cell::Text(order.email),
                Cell::maybe(order.phone),
                status(&order.status),
                status(&order.payment_status),
                Cell::money(order.subtotal, currency),
                Cell::money(order.tax, currency),
                Cell::money(order.shipping_price, currency),
                Cell::money(order.discount, currency),
                Cell::money(order.total, currency),
            ])?;
            rows += 1;
        }
    }
    taken(tx, "orders", rows).await?;
    answer("orders", sheet)
}

/// `POST /admin/export/customers`.
pub async fn customers(ctx: Can<permit::ViewCustomers>, form: Form<ExportForm>) -> Answer {
    form.into_inner()?;
    let mut sheet = Sheet::new(&heads(&ctx, &["customer", "email", "phone", "orders", "total"]))?;
    let mut tx = ctx.begin().await?;
    let (mut page, mut rows) = (1, 0);
    while rows < MOST {
        let at = PageQuery { page, limit: AT_ONCE };
        let some = list_customers(&mut tx, None, CustomerSort::Name, at).await?;
        if some.data.is_empty() {
            break;
        }
        for customer in some.data {
            sheet.line(&[
                Cell::Text(customer.name),
                Cell::Text(customer.email),
                Cell::maybe(customer.phone),
                Cell::count(i32::try_from(customer.orders).unwrap_or(i32::MAX)),
                Cell::money(customer.total, ctx.shop.currency),
            ])?;
            rows += 1;
        }
        page += 1;
    }
    taken(tx, "customers", rows).await?;
    answer("customers", sheet)
}

fn heads(ctx: &Visitor, names: &[&str]) -> Vec<String> {
    names
        .iter()
        .map(|name| ctx.t(&format!("exchange-sheet-{name}")))
        .collect()
}

/// Says in the log of changes that somebody took it along.
async fn taken(mut tx: TenantTx, what: &'static str, rows: u32) -> Result<()> {
    let change = Change {
        subject: "export",
        id: what.to_owned(),
        label: None,
        before: json!({}),
        after: json!({ "rows": rows }),
    };
    audit::record(&mut tx, change).await?;
    tx.commit().await
}

fn answer(name: &str, sheet: Sheet) -> Answer {
    Ok(HttpResponse::Ok()
        .content_type("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}.xlsx\""),
        ))
        .body(sheet.finish()?))
}
