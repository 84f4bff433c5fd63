//! Orders: one with everything that belongs to it, and lists.

use db::TenantTx;
use kernel::{Currency, Error, Instant, PageQuery, Paged, PersonId, Result};
use payments::connector::connector;
use payments::model::{Intent, Refund};
use payments::{MethodSetting, PayableKind};
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use utoipa::ToSchema;

use crate::model::{Order, OrderEvent, OrderId, OrderLine, OrderPromotion, OrderStatus, PaymentStatus};

/// The columns of [`Order`].
macro_rules! order_columns {
    () => {
        "order_id, created_at, number, person_id, access_sealed, email, customer_name, phone, locale, status,
         payment_status, currency, subtotal, discount, shipping_price, shipping_discount, tax, total, weight_g, shipping_method, shipping_zone,
         shipping_address, billing_address, payment_method, payment_reference, notes, carrier, tracking_code,
         cancel_reason, pay_until, paid_at, shipped_at, delivered_at, cancelled_at, updated_at, version"
    };
}
pub(crate) use order_columns;

/// Which rows a filter lets through; `o` is `sales_order`, `$1` to `$8` as bound below.
macro_rules! fits {
    () => {
        "o.tenant_id = $1
            and ($2::text is null or o.status = $2)
            and ($3::text is null or o.payment_status = $3)
            and ($4::uuid is null or o.person_id = $4)
            and ($5::timestamptz is null or o.created_at >= $5)
            and ($6::timestamptz is null or o.created_at < $6)
            and ($7::text is null or o.number = $8 or o.email like lower($7)
                 or plain_text(o.customer_name) like plain_text($7))"
    };
}

/// A page of summaries, sorted.
macro_rules! list_sql {
    ($order:literal) => {
        concat!(
            "select o.order_id, o.number, o.created_at, o.status, o.payment_status, o.payment_method, o.customer_name,
                    o.email, o.total, o.currency,
                    (select coalesce(sum(l.quantity), 0) from order_line l
                      where l.tenant_id = $1 and l.order_id = o.order_id) as items
               from sales_order o
              where ",
            fits!(),
            " order by ",
            $order,
            " limit $9 offset $10"
        )
    };
}

/// Who wants to read an order; the edge makes it.
#[derive(Debug, Clone, Default)]
pub struct OrderReader {
    /// Who, if signed in: sees their own.
    pub person: Option<PersonId>,
    /// SHA-256 of the key in the link, if one was given: sees that one.
    pub key_hash: Option<[u8; 32]>,
    /// Staff who may see orders: sees all.
    pub staff: bool,
}

/// An order with everything that belongs to it.
#[derive(Debug, Clone)]
pub struct OrderDetail {
    /// The order.
    pub order: Order,
    /// What was bought.
    pub lines: Vec<OrderLine>,
    /// What promotions gave.
    pub promotions: Vec<OrderPromotion>,
    /// What happened, oldest first.
    pub events: Vec<OrderEvent>,
    /// How to pay.
    pub method: MethodSetting,
    /// What is owed, while a provider is to move the money.
    pub intent: Option<Intent>,
    /// Money that went back, or is on its way.
    pub refunds: Vec<Refund>,
}

/// An order in a list.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
pub struct OrderSummary {
    /// Its id.
    #[sqlx(rename = "order_id")]
    pub id: OrderId,
    /// As people name it.
    pub number: i64,
    /// When it was placed.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Instant,
    /// Where it stands.
    pub status: OrderStatus,
    /// How far it is paid.
    pub payment_status: PaymentStatus,
    /// How it is paid.
    pub payment_method: payments::MethodCode,
    /// Who.
    pub customer_name: String,
    /// Their e-mail.
    pub email: String,
    /// How many things.
    pub items: i64,
    /// Minor units.
    pub total: i64,
    /// ISO 4217.
    #[sqlx(try_from = "String")]
    #[schema(value_type = String)]
    pub currency: Currency,
}

/// How a list of orders is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OrderSort {
    /// Newest first.
    #[default]
    Newest,
    /// Oldest first.
    Oldest,
    /// Dearest first.
    TotalDesc,
    /// Cheapest first.
    TotalAsc,
}

/// Which orders.
#[derive(Debug, Clone, Default)]
pub struct OrderFilter {
    /// In this state.
    pub status: Option<OrderStatus>,
    /// Paid so far.
    pub payment_status: Option<PaymentStatus>,
    /// Part of a name or e-mail, or a number.
    pub search: Option<String>,
    /// Placed then or later.
    pub from: Option<Instant>,
    /// Placed before.
    pub until: Option<Instant>,
    /// Of this person.
    pub person: Option<PersonId>,
    /// In which order.
    pub sort: OrderSort,
}

/// The order, if the reader may see it; otherwise it is not there.
pub async fn get_order(tx: &mut TenantTx, id: OrderId, reader: &OrderReader) -> Result<Order> {
    sqlx::query_as(concat!(
        "select ",
        order_columns!(),
        "  from sales_order
          where tenant_id = $1 and order_id = $2 and ($3 or person_id = $4 or access_hash = $5)"
    ))
    .bind(tx.tenant())
    .bind(id)
    .bind(reader.staff)
    .bind(reader.person)
    .bind(reader.key_hash.map(|h| h.to_vec()))
    .fetch_optional(&mut **tx)
    .await?
    .ok_or_else(Error::not_found)
}

/// The order with everything that belongs to it, if the reader may see it.
pub async fn get_detail(tx: &mut TenantTx, id: OrderId, reader: &OrderReader) -> Result<OrderDetail> {
    let order = get_order(tx, id, reader).await?;
    let lines = list_lines(tx, &order).await?;
    let promotions = list_promotions(tx, &order).await?;
    let events = list_events(tx, &order).await?;
    let method = payments::queries::find_method(tx, order.payment_method).await?;
    let intent = find_owed(tx, &order).await?;
    let refunds = list_back(tx, &order).await?;
    Ok(OrderDetail {
        order,
        lines,
        promotions,
        events,
        method,
        intent,
        refunds,
    })
}

/// Nothing goes back of what never came.
async fn list_back(tx: &mut TenantTx, order: &Order) -> Result<Vec<Refund>> {
    if order.paid_at.is_none() {
        return Ok(vec![]);
    }
    payments::queries::attempts::list_refunds_of(tx, PayableKind::Order, order.order_id.0).await
}

async fn find_owed(tx: &mut TenantTx, order: &Order) -> Result<Option<Intent>> {
    let online = connector(order.payment_method).capabilities().online;
    if !online || order.payment_status != PaymentStatus::Pending {
        return Ok(None);
    }
    payments::queries::attempts::find_intent(tx, PayableKind::Order, order.order_id.0).await
}

/// What was bought.
pub async fn list_lines(tx: &mut TenantTx, order: &Order) -> Result<Vec<OrderLine>> {
    Ok(sqlx::query_as(
        "select product_id, variant_id, name, options, sku, image_key, quantity, unit_price, total, discount, tax_class,
                tax_name, tax_rate_bp, tax, weight_g
           from order_line
          where tenant_id = $1 and order_id = $2 and order_created_at = $3
          order by position",
    )
    .bind(tx.tenant())
    .bind(order.order_id)
    .bind(order.created_at)
    .fetch_all(&mut **tx)
    .await?)
}

/// What promotions gave; most orders have none, and are not asked for.
pub async fn list_promotions(tx: &mut TenantTx, order: &Order) -> Result<Vec<OrderPromotion>> {
    if !order.is_reduced() {
        return Ok(vec![]);
    }
    Ok(sqlx::query_as(
        "select promotion_id, name, code, amount, line_amounts, shipping_amount
           from order_promotion
          where tenant_id = $1 and order_id = $2 and order_created_at = $3
          order by position",
    )
    .bind(tx.tenant())
    .bind(order.order_id)
    .bind(order.created_at)
    .fetch_all(&mut **tx)
    .await?)
}

async fn list_events(tx: &mut TenantTx, order: &Order) -> Result<Vec<OrderEvent>> {
    Ok(sqlx::query_as(
        "select kind, from_state, to_state, actor, actor_id, reason, created_at
           from order_event
          where tenant_id = $1 and order_id = $2
          order by version, event_id",
    )
    .bind(tx.tenant())
    .bind(order.order_id)
    .fetch_all(&mut **tx)
    .await?)
}

/// A page of the orders that fit.
pub async fn list_orders(
    tx: &mut TenantTx,
    filter: &OrderFilter,
    page: PageQuery,
) -> Result<Paged<OrderSummary>> {
    let total = count_orders(tx, filter).await?;
    // One plan a sort: the order is written out, never put together from input.
    let sql = match filter.sort {
        OrderSort::Newest => list_sql!("o.created_at desc, o.order_id desc"),
        OrderSort::Oldest => list_sql!("o.created_at, o.order_id"),
        OrderSort::TotalDesc => list_sql!("o.total desc, o.order_id"),
        OrderSort::TotalAsc => list_sql!("o.total, o.order_id"),
    };
    let rows = sqlx::query_as(sql)
        .bind(tx.tenant())
        .bind(filter.status)
        .bind(filter.payment_status)
        .bind(filter.person)
        .bind(filter.from)
        .bind(filter.until)
        .bind(filter.search.as_deref().map(contains))
        .bind(filter.search.as_deref().and_then(number_in))
        .bind(i64::from(page.limit))
        .bind(page.offset())
        .fetch_all(&mut **tx)
        .await?;
    Ok(Paged::new(rows, page, total))
}

/// The order as lists show it, if it is there.
pub async fn find_summary(tx: &mut TenantTx, id: OrderId) -> Result<Option<OrderSummary>> {
    Ok(sqlx::query_as(
        "select o.order_id, o.number, o.created_at, o.status, o.payment_status, o.payment_method, o.customer_name,
                o.email, o.total, o.currency,
                (select coalesce(sum(l.quantity), 0) from order_line l
                  where l.tenant_id = $1 and l.order_id = o.order_id) as items
           from sales_order o
          where o.tenant_id = $1 and o.order_id = $2",
    )
    .bind(tx.tenant())
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?)
}

async fn count_orders(tx: &mut TenantTx, filter: &OrderFilter) -> Result<i64> {
    Ok(
        sqlx::query_scalar(concat!("select count(*) from sales_order o where ", fits!()))
            .bind(tx.tenant())
            .bind(filter.status)
            .bind(filter.payment_status)
            .bind(filter.person)
            .bind(filter.from)
            .bind(filter.until)
            .bind(filter.search.as_deref().map(contains))
            .bind(filter.search.as_deref().and_then(number_in))
            .fetch_one(&mut **tx)
            .await?,
    )
}

/// A pattern for `like` that finds the text anywhere; its own wildcards mean themselves.
pub(crate) fn contains(text: &str) -> String {
    let literal = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{literal}%")
}

/// `1042` and `#1042` are numbers.
fn number_in(text: &str) -> Option<i64> {
    text.trim().trim_start_matches('#').parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{contains, number_in};

    #[test]
    fn what_is_searched_is_taken_literally() {
        assert_eq!(contains("50%_a\\b"), "%50\\%\\_a\\\\b%");
        assert_eq!(number_in(" #1042"), Some(1042));
        assert_eq!(number_in("ana"), None);
    }
}
