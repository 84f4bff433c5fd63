//! The list of shops.

use actix_web::HttpRequest;
use askama::Template;
use db::PlatformView;
use http::page::{Choice, address};
use http::{Answer, Can, Page, Query, html, permit};
use kernel::{Instant, TenantId};
use serde::Deserialize;

use crate::queries::tenants::{TenantFilter, TenantLine, list_tenants};

/// Rows a page.
const LIMIT: usize = 50;
/// What a shop may be.
const STATUSES: [&str; 3] = ["active", "suspended", "closed"];

/// What is looked for.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    q: Option<String>,
    status: Option<String>,
    after: Option<TenantId>,
}

#[derive(Template)]
#[template(path = "panel/tenants.html")]
struct TenantsPage {
    page: Page,
    q: String,
    status: String,
    statuses: Vec<Choice>,
    rows: Vec<Row>,
    /// Where the list goes on, or nothing.
    next: String,
}

struct Row {
    href: String,
    name: String,
    host: String,
    owner: String,
    status: String,
    is_closed: bool,
    since: Instant,
    usage: String,
    storage: String,
}

/// `GET /platform/tenants`.
pub async fn page(ctx: Can<permit::RunPlatform>, req: HttpRequest, wanted: Query<Wanted>) -> Answer {
    let filter = TenantFilter {
        search: wanted.q.clone().map(|text| text.chars().take(100).collect()),
        status: wanted.status.clone().filter(|s| STATUSES.contains(&s.as_str())),
        after: wanted.after,
    };
    let mut view = PlatformView::begin(&ctx.app.pools.platform).await?;
    let found = list_tenants(&mut view, &filter, i64::try_from(LIMIT).unwrap_or(50)).await?;
    drop(view);
    let page = Page::titled(&ctx, &req, "panel-tenants-title");
    let (q, status) = (
        filter.search.unwrap_or_default(),
        filter.status.unwrap_or_default(),
    );
    let last = found
        .last()
        .filter(|_| found.len() == LIMIT)
        .map(|last| last.id.to_string());
    let next = last.map(|id| {
        let query = [
            ("q", q.as_str()),
            ("status", status.as_str()),
            ("after", id.as_str()),
        ];
        address("/platform/tenants", &query)
    });
    html(&TenantsPage {
        rows: found.into_iter().map(|line| row(&page, line)).collect(),
        statuses: STATUSES
            .iter()
            .map(|s| Choice::new(*s, page.t(&format!("panel-standing-{s}"))))
            .collect(),
        next: next.unwrap_or_default(),
        q,
        status,
        page,
    })
}

fn row(page: &Page, line: TenantLine) -> Row {
    Row {
        href: format!("/platform/tenants/{}", line.id),
        usage: usage(page, &line),
        storage: line.usage.storage_bytes.map(megabytes).unwrap_or_default(),
        host: line.hosts.first().cloned().unwrap_or_default(),
        owner: line
            .usage
            .owners
            .first()
            .map(|o| o.email.clone())
            .unwrap_or_default(),
        is_closed: line.maintenance_minutes.is_some(),
        name: line.name,
        status: line.status,
        since: line.created_at,
    }
}

/// `3 personas · 120 productos · 14 pedidos · 9 citas`; says so when nothing was counted yet.
pub fn usage(page: &Page, line: &TenantLine) -> String {
    if line.usage.counted_at.is_none() {
        return page.t("panel-usage-none");
    }
    let said = |count: Option<i64>| count.unwrap_or_default().to_string();
    let args = [
        ("people", said(line.usage.people)),
        ("products", said(line.usage.products)),
        ("orders", said(line.usage.orders)),
        ("bookings", said(line.usage.bookings)),
    ];
    page.ta("panel-usage", &args)
}

/// `12.4 MB`
pub fn megabytes(bytes: i64) -> String {
    let tenths = bytes / 100_000;
    format!("{}.{} MB", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::megabytes;

    #[test]
    fn bytes_are_said_in_megabytes() {
        assert_eq!(megabytes(0), "0.0 MB");
        assert_eq!(megabytes(12_450_000), "12.4 MB");
    }
}
