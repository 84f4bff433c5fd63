//! Reads of the shop's own pages: orders by what is to be done with them, who did what, and guests as customers.

use std::collections::HashMap;

use db::TenantTx;
use kernel::{Error, Instant, PageQuery, Paged, PersonId, Result};
use serde::Deserialize;
use sqlx::FromRow;

use super::orders::contains;
use crate::model::{Order, OrderId, OrderStatus, PaymentStatus, ShippingCode};

/// What is to be done with an order: the tabs over the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderTab {
    /// Any.
    #[default]
    All,
    /// Nobody has looked yet.
    Pending,
    /// Promised and not sent yet.
    ToPrepare,
    /// On their way.
    Shipped,
    /// With the customer.
    Delivered,
    /// Called off.
    Cancelled,
    /// The money has not come.
    Unpaid,
    /// Called off after the money came.
    ToRefund,
}

impl OrderTab {
    /// All of them, in the order they are shown.
    pub const ALL: [Self; 8] = [
        Self::All,
        Self::Pending,
        Self::ToPrepare,
        Self::Shipped,
        Self::Delivered,
        Self::Cancelled,
        Self::Unpaid,
        Self::ToRefund,
    ];

    /// As in addresses and in the keys of its texts.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Pending => "pending",
            Self::ToPrepare => "to_prepare",
            Self::Shipped => "shipped",
            Self::Delivered => "delivered",
            Self::Cancelled => "cancelled",
            Self::Unpaid => "unpaid",
            Self::ToRefund => "to_refund",
        }
    }
}

/// An order in the shop's list.
#[derive(Debug, Clone, FromRow)]
pub struct DeskOrder {
    /// Which.
    pub order_id: OrderId,
    /// As people name it.
    pub number: i64,
    /// When it was placed.
    pub created_at: Instant,
    /// Who.
    pub customer_name: String,
    /// Minor units.
    pub total: i64,
    /// Where it stands.
    pub status: OrderStatus,
    /// How far it is paid.
    pub payment_status: PaymentStatus,
    /// How it reaches the customer.
    pub shipping_method: ShippingCode,
    /// Where to: the municipality.
    pub city: Option<String>,
    /// How many orders fit in all.
    fitting: i64,
}

/// The state as the shop reads it, a word of `ui-status-*`: what is pending waits for the shop.
pub fn state_of(status: OrderStatus) -> &'static str {
    if status == OrderStatus::Pending {
        "to_confirm"
    } else {
        status.as_str()
    }
}

/// How far an order is paid, a word of `ui-status-*`.
pub fn payment_state_of(status: PaymentStatus) -> &'static str {
    if status == PaymentStatus::Pending {
        "unpaid"
    } else {
        status.as_str()
    }
}

impl DeskOrder {
    /// See [`state_of`].
    pub fn state(&self) -> &'static str {
        state_of(self.status)
    }

    /// See [`payment_state_of`].
    pub fn payment_state(&self) -> &'static str {
        payment_state_of(self.payment_status)
    }

    /// Whether the customer comes and gets it.
    pub fn is_pickup(&self) -> bool {
        self.shipping_method == ShippingCode::Pickup
    }
}

/// Which orders.
#[derive(Debug, Clone, Default)]
pub struct DeskFilter {
    /// What is to be done.
    pub tab: OrderTab,
    /// Part of a name or e-mail, or a number.
    pub search: Option<String>,
    /// Placed then or later.
    pub from: Option<Instant>,
    /// Placed before.
    pub until: Option<Instant>,
    /// By who has this e-mail.
    pub email: Option<String>,
}

/// A page of the orders that fit, newest first.
pub async fn desk_orders(
    tx: &mut TenantTx,
    filter: &DeskFilter,
    page: PageQuery,
) -> Result<Paged<DeskOrder>> {
    let number: Option<i64> = filter
        .search
        .as_deref()
        .and_then(|s| s.trim_start_matches('#').parse().ok());
    let rows: Vec<DeskOrder> = sqlx::query_as(
        "select order_id, number, created_at, customer_name, total, status, payment_status, shipping_method,
                shipping_address ->> 'city' as city, count(*) over () as fitting
           from sales_order
          where tenant_id = $1
            and case $2
                when 'to_prepare' then status in ('confirmed', 'processing')
                when 'unpaid' then payment_status = 'pending' and status <> 'cancelled'
                when 'to_refund' then payment_status = 'paid' and status = 'cancelled'
                when 'all' then true
                else status = $2 end
            and ($3::text is null or number = $4 or email like lower($3) or plain_text(customer_name) like plain_text($3))
            and ($5::timestamptz is null or created_at >= $5)
            and ($6::timestamptz is null or created_at < $6)
            and ($7::text is null or email = $7)
          order by created_at desc, order_id desc
          limit $8 offset $9",
    )
    .bind(tx.tenant())
    .bind(filter.tab.as_str())
    .bind(filter.search.as_deref().map(contains))
    .bind(number)
    .bind(filter.from)
    .bind(filter.until)
    .bind(&filter.email)
    .bind(i64::from(page.limit))
    .bind(page.offset())
    .fetch_all(&mut **tx)
    .await?;
    let total = rows.first().map_or(0, |row| row.fitting);
    Ok(Paged::new(rows, page, total))
}

/// How many orders are behind each tab.
#[derive(Debug, Clone, Copy, Default, FromRow)]
pub struct TabCounts {
    pending: i64,
    to_prepare: i64,
    shipped: i64,
    unpaid: i64,
    to_refund: i64,
}

impl TabCounts {
    /// Of tabs that ask for work; the others only grow, and their number says nothing.
    pub fn of(&self, tab: OrderTab) -> Option<i64> {
        match tab {
            OrderTab::Pending => Some(self.pending),
            OrderTab::ToPrepare => Some(self.to_prepare),
            OrderTab::Shipped => Some(self.shipped),
            OrderTab::Unpaid => Some(self.unpaid),
            OrderTab::ToRefund => Some(self.to_refund),
            OrderTab::All | OrderTab::Delivered | OrderTab::Cancelled => None,
        }
    }
}

/// Counts the tabs that ask for work.
pub async fn tab_counts(tx: &mut TenantTx) -> Result<TabCounts> {
    Ok(sqlx::query_as(
        "select count(*) filter (where status = 'pending') as pending,
                count(*) filter (where status in ('confirmed', 'processing')) as to_prepare,
                count(*) filter (where status = 'shipped') as shipped,
                count(*) filter (where payment_status = 'pending' and status <> 'cancelled') as unpaid,
                count(*) filter (where payment_status = 'paid' and status = 'cancelled') as to_refund
           from sales_order
          where tenant_id = $1
            and (status in ('pending', 'confirmed', 'processing', 'shipped')
                 or (status = 'delivered' and payment_status = 'pending')
                 or (status = 'cancelled' and payment_status = 'paid'))",
    )
    .bind(tx.tenant())
    .fetch_one(&mut **tx)
    .await?)
}

/// What happened to an order, and who did it.
#[derive(Debug, Clone, FromRow)]
pub struct DeskEvent {
    /// `status`, `payment` or `tracking`.
    pub kind: String,
    /// What it became.
    pub to_state: String,
    /// As what somebody acted.
    pub actor: String,
    /// Their name, if they are still there.
    pub actor_name: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// When.
    pub created_at: Instant,
}

/// The history of an order, oldest first.
pub async fn desk_events(tx: &mut TenantTx, order: &Order) -> Result<Vec<DeskEvent>> {
    Ok(sqlx::query_as(
        "select e.kind, e.to_state, e.actor, p.name as actor_name, e.reason, e.created_at
           from order_event e
           left join person p on p.tenant_id = e.tenant_id and p.person_id = e.actor_id
          where e.tenant_id = $1 and e.order_id = $2
          order by e.created_at, e.event_id",
    )
    .bind(tx.tenant())
    .bind(order.order_id)
    .fetch_all(&mut **tx)
    .await?)
}

/// Somebody who buys. A guest has no account and is known by any order of theirs.
#[derive(Debug, Clone, FromRow)]
pub struct Customer {
    /// Their account, if they have one.
    pub person_id: Option<PersonId>,
    /// As in the account, else as in the last order.
    pub name: String,
    /// Their e-mail.
    pub email: String,
    /// As in the account, else as in the last order.
    pub phone: Option<String>,
    /// Since when they have an account.
    pub since: Option<Instant>,
    /// Orders that were not cancelled.
    pub orders: i64,
    /// What those came to, minor units.
    pub total: i64,
}

/// The customer with this account, or who placed the order with this id.
pub async fn get_customer(tx: &mut TenantTx, id: kernel::id::Uuid) -> Result<Customer> {
    sqlx::query_as(
        "with known as (
           select email from person where tenant_id = $1 and person_id = $2 and role = 'customer'
           union
           select email from sales_order where tenant_id = $1 and order_id = $2
           limit 1)
         select p.person_id, coalesce(p.name, o.name) as name, k.email, coalesce(p.phone, o.phone) as phone,
                p.created_at as since, o.orders, o.total
           from known k
           left join person p on p.tenant_id = $1 and p.email = k.email
          cross join lateral (
                select count(*) filter (where status <> 'cancelled') as orders,
                       coalesce(sum(total) filter (where status <> 'cancelled'), 0)::bigint as total,
                       coalesce((array_agg(customer_name order by created_at desc))[1], k.email) as name,
                       (array_agg(phone order by created_at desc))[1] as phone
                  from sales_order
                 where tenant_id = $1 and email = k.email) o",
    )
    .bind(tx.tenant())
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?
    .ok_or_else(Error::not_found)
}

/// For each e-mail an order by which a guest is known: the first.
pub async fn first_orders(tx: &mut TenantTx, emails: &[&str]) -> Result<HashMap<String, OrderId>> {
    let rows: Vec<(String, OrderId)> = sqlx::query_as(
        "select distinct on (email) email, order_id
           from sales_order
          where tenant_id = $1 and email = any ($2)
          order by email, created_at",
    )
    .bind(tx.tenant())
    .bind(emails)
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().collect())
}
