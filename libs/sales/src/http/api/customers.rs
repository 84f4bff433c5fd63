//! Who buys.

use actix_web::HttpResponse;
use http::{Answer, Can, Query, permit};
use kernel::{Line, PageQuery};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::queries::customers::{CustomerSort, list_customers};

/// Which customers.
#[derive(Debug, Deserialize, IntoParams)]
pub struct CustomerListQuery {
    /// Part of a name or e-mail.
    #[param(value_type = Option<String>, max_length = 100)]
    search: Option<Line<100>>,
    /// In which order.
    #[serde(default)]
    #[param(inline)]
    sort: CustomerSort,
    /// From 1.
    #[param(minimum = 1, maximum = 10_000, default = 1)]
    page: Option<u32>,
    /// Rows a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u32>,
}

/// `GET /admin/customers`.
pub async fn list(staff: Can<permit::ViewCustomers>, query: Query<CustomerListQuery>) -> Answer {
    let page = PageQuery::of(query.page, query.limit)?;
    let mut tx = staff.begin().await?;
    let customers = list_customers(&mut tx, query.search.as_deref(), query.sort, page).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(customers))
}
