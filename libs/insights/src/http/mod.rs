//! Addresses of this slice.

mod agenda;
mod api;
mod dead_jobs;
mod guide;
mod samples;
mod schedules;
mod trail;
mod web;

use http::Routes;
use kernel::Permission;

/// Declares them.
pub fn routes(r: &mut Routes) {
    r.get("/api/v1/admin/dashboard", "show_dashboard", api::dashboard)
        .summary("How the shop is doing: figures against the days before, what waits, the newest orders.")
        .query::<api::SpanQuery>()
        .gives::<api::DashboardView>(200)
        .staff(Permission::ViewReports);
    r.get("/api/v1/admin/analytics", "show_analytics", api::analytics)
        .summary("Sales by day, what sells best, and how orders divide up.")
        .query::<api::SpanQuery>()
        .gives::<api::AnalyticsView>(200)
        .refuses(&[402])
        .staff(Permission::ViewReports);
    r.get("/admin", "dashboard_page", web::show)
        .staff(Permission::UseAdmin);
    r.get("/admin/dashboard/live", "dashboard_live", web::live)
        .staff(Permission::UseAdmin);
    guide::routes(r);
    samples::routes(r);
    dead_jobs::routes(r);
    schedules::routes(r);
    trail::routes(r);
}
