//! The log of messages as a page.

use actix_web::HttpRequest;
use askama::Template;
use http::page::{Choice, Pager, address};
use http::{Answer, Can, Page, Query, Visitor, html, permit};
use kernel::{PageQuery, Paged};
use serde::Deserialize;

use super::words::{trouble, why};
use crate::model::{Channel, MessageId, Status};
use crate::queries::log::{LogEntry, LogFilter, list_log};

const HERE: &str = "/admin/messages";

/// As the form sends it: what is not chosen comes as nothing.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    #[serde(default)]
    channel: String,
    #[serde(default)]
    status: String,
    #[serde(default)]
    address: String,
    page: Option<u32>,
}

#[derive(Template)]
#[template(path = "notifications/log.html")]
struct LogPage {
    page: Page,
    channels: Vec<Choice>,
    statuses: Vec<Choice>,
    channel: String,
    status: String,
    address: String,
    filtered: bool,
    rows: Vec<Row>,
    pager: Pager,
}

/// A message in the list.
struct Row {
    href: String,
    when: String,
    symbol: &'static str,
    channel: String,
    to: String,
    why: String,
    tone: &'static str,
    status: String,
    trouble: String,
}

/// `GET /admin/messages`.
pub async fn page(ctx: Can<permit::ManageSettings>, req: HttpRequest, wanted: Query<Wanted>) -> Answer {
    let at = PageQuery::of(wanted.page, None)?;
    let filter = wanted.filter();
    let mut tx = ctx.begin().await?;
    let found = list_log(&mut tx, &filter, at).await?;
    tx.commit().await?;
    let page = Page::titled(&ctx, &req, "messages-title");
    html(&shown(&ctx, page, &wanted, &filter, found))
}

impl Wanted {
    /// What nobody knows narrows nothing: the address may be an old one.
    fn filter(&self) -> LogFilter {
        let address = self.address.trim();
        LogFilter {
            channel: Channel::ALL.into_iter().find(|one| one.as_str() == self.channel),
            status: Status::ALL.into_iter().find(|one| one.as_str() == self.status),
            address: (!address.is_empty()).then(|| address.chars().take(120).collect()),
        }
    }

    fn href(&self, page: u32) -> String {
        let number = page.to_string();
        address(
            HERE,
            &[
                ("channel", &self.channel),
                ("status", &self.status),
                ("address", &self.address),
                ("page", &number),
            ],
        )
    }
}

fn shown(ctx: &Visitor, page: Page, wanted: &Wanted, filter: &LogFilter, found: Paged<LogEntry>) -> LogPage {
    let channels = Channel::ALL.into_iter().filter(|one| *one != Channel::InApp);
    let channels = channels.map(|one| Choice::new(one.as_str(), page.t(one.name_key())));
    let statuses = Status::ALL.into_iter();
    let statuses = statuses.map(|one| Choice::new(one.as_str(), page.t(one.name_key())));
    LogPage {
        channels: channels.collect(),
        statuses: statuses.collect(),
        channel: filter.channel.map(Channel::as_str).unwrap_or_default().to_owned(),
        status: filter.status.map(Status::as_str).unwrap_or_default().to_owned(),
        address: filter.address.clone().unwrap_or_default(),
        filtered: filter.channel.is_some() || filter.status.is_some() || filter.address.is_some(),
        pager: Pager::new(&page, found.pagination, |at| wanted.href(at)),
        rows: found.data.iter().map(|entry| row(ctx, &page, entry)).collect(),
        page,
    }
}

fn row(ctx: &Visitor, page: &Page, entry: &LogEntry) -> Row {
    Row {
        href: href(entry.message_id),
        when: page.moment(entry.created_at),
        symbol: entry.channel.symbol(),
        channel: page.t(entry.channel.name_key()),
        to: entry.to_address.clone(),
        why: why(ctx, entry),
        tone: entry.status.tone(),
        status: page.t(entry.status.name_key()),
        trouble: trouble(ctx, entry),
    }
}

fn href(id: MessageId) -> String {
    format!("{HERE}/{id}")
}
