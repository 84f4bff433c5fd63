//! Who changed what, and who tried to get in.

mod api;
mod csv;
mod security;
mod web;
mod words;

use http::Routes;
use http::days;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use kernel::{Line, Permission, PersonId, Result};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::queries::AuditFilter;

const VIEW: Permission = Permission::ViewAudit;

/// Declares pages and API.
pub(super) fn routes(r: &mut Routes) {
    r.get("/admin/audit", "audit_page", web::page).staff(VIEW);
    r.get("/admin/audit.csv", "audit_csv", csv::file).staff(VIEW);
    r.get("/api/v1/admin/audit", "list_audit", api::list)
        .summary("Who of the team changed what, from what to what, newest first.")
        .staff(VIEW)
        .query::<Wanted>()
        .gives_page::<api::AuditView>();
    r.get("/admin/security", "security_page", security::page)
        .staff(VIEW);
    r.get(
        "/api/v1/admin/security-events",
        "list_security_events",
        security::list,
    )
    .summary("Sign-ins, refusals and signs of attacks at this shop, newest first.")
    .staff(VIEW)
    .query::<security::SecurityQuery>()
    .gives_page::<security::SecurityEventView>();
}

/// What the log is narrowed to, in the addresses of page, file and API.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Wanted {
    /// By whom.
    person: Option<PersonId>,
    /// Of which kind of thing: `product`, `order`, …
    #[param(value_type = Option<String>)]
    subject: Option<Line<40>>,
    /// Of which one.
    #[param(value_type = Option<String>)]
    id: Option<Line<80>>,
    /// By which route: `catalog.put_variants`.
    #[param(value_type = Option<String>)]
    action: Option<Line<80>>,
    /// First day, in the shop's zone.
    #[param(value_type = Option<String>)]
    from: Option<Date>,
    /// Last day.
    #[param(value_type = Option<String>)]
    to: Option<Date>,
    /// From 1.
    #[param(minimum = 1, maximum = 10_000)]
    page: Option<u32>,
    /// Rows a page, 20 if nothing is said; the page shows its own number.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
}

impl Wanted {
    /// Days are whole days of the shop's zone, the last one included.
    fn filter(&self, zone: &TimeZone) -> Result<AuditFilter> {
        let (from, until) = days::span(self.from, self.to, zone)?;
        let text = |text: Option<&str>| text.map(str::to_owned);
        Ok(AuditFilter {
            person: self.person,
            subject: text(self.subject.as_deref()),
            subject_id: text(self.id.as_deref()),
            action: text(self.action.as_deref()),
            from,
            until,
        })
    }
}
