//! The reader's notices.

use actix_web::HttpRequest;
use askama::Template;
use http::page::Pager;
use http::{Answer, Can, Form, Id, Page, Query, html, permit, see_other};
use kernel::PageQuery;
use serde::Deserialize;

use super::message_page::Nothing;
use super::notices_api::person_of;
use crate::model::MessageId;
use crate::ops::read_notices::{read_all, read_notice};
use crate::queries::notices::{NoticeView, list_notices};

/// Which page of the list.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    page: Option<u32>,
}

#[derive(Template)]
#[template(path = "notifications/notices.html")]
struct NoticesPage {
    page: Page,
    rows: Vec<Row>,
    any_unread: bool,
    pager: Pager,
}

struct Row {
    open_path: String,
    title: String,
    lines: Vec<String>,
    when: String,
    is_read: bool,
}

/// `GET /admin/notices`.
pub async fn page(ctx: Can<permit::UseAdmin>, req: HttpRequest, wanted: Query<Wanted>) -> Answer {
    let at = PageQuery::of(wanted.page, None)?;
    let person = person_of(&ctx)?;
    let mut tx = ctx.begin().await?;
    let found = list_notices(&mut tx, person, at).await?;
    tx.commit().await?;
    let page = Page::titled(&ctx, &req, "notices-title");
    html(&NoticesPage {
        pager: Pager::new(&page, found.pagination, |at| format!("/admin/notices?page={at}")),
        any_unread: found.data.iter().any(|notice| notice.read_at.is_none()),
        rows: found.data.into_iter().map(|notice| row(&page, notice)).collect(),
        page,
    })
}

/// `POST /admin/notices/read`.
pub async fn read(ctx: Can<permit::UseAdmin>, form: Form<Nothing>) -> Answer {
    form.into_inner()?;
    let person = person_of(&ctx)?;
    let mut tx = ctx.begin().await?;
    read_all(&mut tx, person).await?;
    tx.commit().await?;
    Ok(see_other("/admin/notices?done=notices-read"))
}

/// `POST /admin/notices/{id}/open`: on to what it tells of.
pub async fn open(ctx: Can<permit::UseAdmin>, Id(id): Id<MessageId>, form: Form<Nothing>) -> Answer {
    form.into_inner()?;
    let person = person_of(&ctx)?;
    let mut tx = ctx.begin().await?;
    let path = read_notice(&mut tx, person, id).await?;
    tx.commit().await?;
    Ok(see_other(&path))
}

fn row(page: &Page, notice: NoticeView) -> Row {
    Row {
        open_path: format!("/admin/notices/{}/open", notice.id),
        title: notice.title,
        lines: notice.text.lines().map(str::to_owned).collect(),
        when: page.moment(notice.created_at),
        is_read: notice.read_at.is_some(),
    }
}
