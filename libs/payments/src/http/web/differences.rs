//! Differences with providers, and what became of them.

use actix_web::HttpRequest;
use askama::Template;
use http::page::{Pager, address};
use http::{Answer, Can, Form, Id, Page, Query, html, permit, see_other};
use kernel::{Instant, Line, PageQuery};
use serde::Deserialize;
use validator::Validate;

use crate::model::difference::{Difference, DifferenceClass, DifferenceId};
use crate::ops::differences::close_difference;
use crate::queries::differences::list_differences;

/// Which page.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    page: Option<u32>,
}

/// What became of one.
#[derive(Debug, Deserialize, Validate)]
pub struct CloseForm {
    note: Line<300>,
}

#[derive(Template)]
#[template(path = "payments/differences.html")]
struct DifferencesPage {
    page: Page,
    differences: Vec<Difference>,
    pager: Pager,
}

/// `GET /admin/money/differences`.
pub async fn list(ctx: Can<permit::ViewOrders>, req: HttpRequest, wanted: Query<Wanted>) -> Answer {
    let at = PageQuery {
        page: wanted.page.unwrap_or(1),
        limit: 25,
    }
    .checked()?;
    let mut tx = ctx.begin().await?;
    let found = list_differences(&mut tx, at).await?;
    tx.commit().await?;
    let page = Page::titled(&ctx, &req, "payments-differences");
    let link = |at: u32| address("/admin/money/differences", &[("page", &at.to_string())]);
    html(&DifferencesPage {
        pager: Pager::new(&page, found.pagination, link),
        differences: found.data,
        page,
    })
}

/// `POST /admin/money/differences/{id}`.
pub async fn close(ctx: Can<permit::ManageOrders>, id: Id<DifferenceId>, form: Form<CloseForm>) -> Answer {
    let wanted = form.into_inner()?;
    let person = ctx.person.as_ref().map(|person| person.person_id);
    let mut tx = ctx.begin().await?;
    close_difference(&mut tx, id.0, &wanted.note, person).await?;
    tx.commit().await?;
    Ok(see_other("/admin/money/differences?done=difference-closed"))
}

impl DifferencesPage {
    fn class(&self, difference: &Difference) -> String {
        self.page
            .t(&format!("payments-class-{}", difference.class.as_str()))
    }

    /// What one side says; moments as people read them.
    fn side(&self, difference: &Difference, said: &str) -> String {
        let moment = match difference.class {
            DifferenceClass::SettledLate => said.parse().ok().map(Instant),
            _ => None,
        };
        moment.map_or_else(|| said.to_owned(), |at| self.page.date_time(at))
    }
}
