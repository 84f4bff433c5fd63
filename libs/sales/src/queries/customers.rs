//! Who buys: people with an account, and guests by their e-mail.

use db::TenantTx;
use kernel::{Instant, PageQuery, Paged, PersonId, Result};
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use utoipa::ToSchema;

use super::orders::contains;

/// Somebody who has an account or an order.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
pub struct CustomerRow {
    /// Their account, if they have one.
    pub person_id: Option<PersonId>,
    /// As in the account, else as in the last order.
    pub name: String,
    /// Their e-mail.
    pub email: String,
    /// As in the account, else as in the last order.
    pub phone: Option<String>,
    /// Orders that were not cancelled.
    pub orders: i64,
    /// What those came to, in minor units.
    pub total: i64,
    /// When they ordered last.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub last_order_at: Option<Instant>,
}

/// How a list of customers is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CustomerSort {
    /// Who ordered last comes first.
    #[default]
    Recent,
    /// Who spent most comes first.
    TotalDesc,
    /// By name.
    Name,
}

/// Every customer with the columns of [`CustomerRow`]; `$1` is the tenant, `$2` a pattern.
macro_rules! customers {
    () => {
        "with buyer as (
           select email,
                  count(*) filter (where status <> 'cancelled') as orders,
                  coalesce(sum(total) filter (where status <> 'cancelled'), 0)::bigint as total,
                  max(created_at) as last_order_at,
                  (array_agg(customer_name order by created_at desc))[1] as name,
                  (array_agg(phone order by created_at desc))[1] as phone
             from sales_order
            where tenant_id = $1
            group by email),
         account as (
           select person_id, email, name, phone from person where tenant_id = $1 and role = 'customer'),
         customer as (
           select a.person_id, coalesce(a.name, b.name) as name, coalesce(a.email, b.email) as email,
                  coalesce(a.phone, b.phone) as phone, coalesce(b.orders, 0) as orders,
                  coalesce(b.total, 0) as total, b.last_order_at
             from buyer b full join account a on a.email = b.email),
         found as (
           select * from customer
            where $2::text is null or email like lower($2) or plain_text(name) like plain_text($2))
         "
    };
}

/// A page of customers.
pub async fn list_customers(
    tx: &mut TenantTx,
    search: Option<&str>,
    sort: CustomerSort,
    page: PageQuery,
) -> Result<Paged<CustomerRow>> {
    let pattern = search.map(contains);
    let total: i64 = sqlx::query_scalar(concat!(customers!(), "select count(*) from found"))
        .bind(tx.tenant())
        .bind(&pattern)
        .fetch_one(&mut **tx)
        .await?;
    let sql = match sort {
        CustomerSort::Recent => {
            concat!(
                customers!(),
                "select * from found order by last_order_at desc nulls last, email limit $3 offset $4"
            )
        }
        CustomerSort::TotalDesc => concat!(
            customers!(),
            "select * from found order by total desc, email limit $3 offset $4"
        ),
        CustomerSort::Name => concat!(
            customers!(),
            "select * from found order by plain_text(name), email limit $3 offset $4"
        ),
    };
    let rows = sqlx::query_as(sql)
        .bind(tx.tenant())
        .bind(&pattern)
        .bind(i64::from(page.limit))
        .bind(page.offset())
        .fetch_all(&mut **tx)
        .await?;
    Ok(Paged::new(rows, page, total))
}

/// Somebody with an account, as the list shows them, if they are there.
pub async fn find_account(tx: &mut TenantTx, person: PersonId) -> Result<Option<CustomerRow>> {
    Ok(sqlx::query_as(
        "select p.person_id, p.name, p.email, p.phone,
                count(o.order_id) filter (where o.status <> 'cancelled') as orders,
                coalesce(sum(o.total) filter (where o.status <> 'cancelled'), 0)::bigint as total,
                max(o.created_at) as last_order_at
           from person p
           left join sales_order o on o.tenant_id = p.tenant_id and o.email = p.email
          where p.tenant_id = $1 and p.person_id = $2 and p.role = 'customer'
          group by p.person_id, p.name, p.email, p.phone",
    )
    .bind(tx.tenant())
    .bind(person)
    .fetch_optional(&mut **tx)
    .await?)
}
