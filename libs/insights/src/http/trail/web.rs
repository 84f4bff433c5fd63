//! The page of changes.

use actix_web::HttpRequest;
use askama::Template;
use http::page::{Choice, Pager, address};
use http::{Answer, Can, Page, Query, Visitor, html, permit};
use jiff::civil::Date;
use kernel::{Instant, PageQuery, Paged, PersonId};

use super::Wanted;
use super::words::{FieldChange, fields, link, sentence, subject_name};
use crate::queries::{AuditRow, audit_log, team};

/// What the list can be narrowed to.
const SUBJECTS: [&str; 18] = [
    "product",
    "variant",
    "product_option",
    "picture",
    "category",
    "brand",
    "search_words",
    "order",
    "payment",
    "person",
    "link",
    "session",
    "shop",
    "shipping",
    "sales_setting",
    "payment_method",
    "ledger_txn",
    "job",
];

#[derive(Template)]
#[template(path = "insights/audit.html")]
struct AuditPage {
    page: Page,
    people: Vec<Choice>,
    subjects: Vec<Choice>,
    person: String,
    subject: String,
    from: String,
    to: String,
    filtered: bool,
    csv_href: String,
    rows: Vec<Row>,
    pager: Pager,
}

struct Row {
    sentence: String,
    href: String,
    at: Instant,
    fields: Vec<FieldChange>,
    is_new: bool,
    is_gone: bool,
}

/// `GET /admin/audit`.
pub async fn page(ctx: Can<permit::ViewAudit>, req: HttpRequest, wanted: Query<Wanted>) -> Answer {
    let at = PageQuery {
        page: wanted.page.unwrap_or(1),
        limit: 25,
    }
    .checked()?;
    let filter = wanted.filter(&ctx.shop.zone())?;
    let mut tx = ctx.begin().await?;
    let found = audit_log(&mut tx, &filter, at).await?;
    let people = team(&mut tx).await?;
    tx.commit().await?;
    let page = Page::titled(&ctx, &req, "audit-title");
    html(&shown(page, &ctx, &wanted, found, people))
}

fn shown(
    page: Page,
    ctx: &Visitor,
    wanted: &Wanted,
    found: Paged<AuditRow>,
    people: Vec<(PersonId, String)>,
) -> AuditPage {
    let person = wanted.person.map(|id| id.to_string()).unwrap_or_default();
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let (subject, id) = (text(wanted.subject.as_deref()), text(wanted.id.as_deref()));
    let action = text(wanted.action.as_deref());
    let day = |day: Option<Date>| day.map(|d| d.to_string()).unwrap_or_default();
    let (from, to) = (day(wanted.from), day(wanted.to));
    let link_to = |path: &str, at: &str| {
        let query = [
            ("person", person.as_str()),
            ("subject", &subject),
            ("id", &id),
            ("action", &action),
            ("from", &from),
            ("to", &to),
            ("page", at),
        ];
        address(path, &query)
    };
    AuditPage {
        people: people
            .into_iter()
            .map(|(id, name)| Choice::new(id.to_string(), name))
            .collect(),
        subjects: SUBJECTS
            .iter()
            .map(|s| Choice::new(*s, capital(&subject_name(ctx, s))))
            .collect(),
        filtered: [&person, &subject, &id, &action, &from, &to]
            .iter()
            .any(|text| !text.is_empty()),
        csv_href: link_to("/admin/audit.csv", ""),
        pager: Pager::new(&page, found.pagination, |at| {
            link_to("/admin/audit", &at.to_string())
        }),
        rows: found.data.iter().map(|r| row(&page, ctx, r)).collect(),
        page,
        person,
        subject,
        from,
        to,
    }
}

fn row(page: &Page, ctx: &Visitor, row: &AuditRow) -> Row {
    Row {
        sentence: sentence(page, ctx, row),
        href: link(ctx, row),
        at: row.created_at,
        fields: fields(page, ctx, row),
        is_new: row.change == "insert",
        is_gone: row.change == "delete",
    }
}

/// "el producto" → "El producto".
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}
