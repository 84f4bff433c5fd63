//! The log of messages as JSON.

use actix_web::HttpResponse;
use http::{Answer, Can, Id, Query, Visitor, permit};
use kernel::{Instant, Line, PageQuery, Result};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::words::{trouble, why};
use crate::model::{Channel, MessageId, Status, Topic};
use crate::ops::send_again::send_again;
use crate::queries::log::{LogEntry, LogFilter, get_entry, list_log};

/// What the log is narrowed to, in the addresses of page and API.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct LogQuery {
    /// Over which way.
    pub channel: Option<Channel>,
    /// How far they came.
    pub status: Option<Status>,
    /// A part of the receiver's address.
    #[param(value_type = Option<String>)]
    pub address: Option<Line<120>>,
    /// From 1.
    #[param(minimum = 1, maximum = 10_000, default = 1)]
    pub page: Option<u32>,
    /// Rows a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    pub limit: Option<u32>,
}

/// A message.
#[derive(Debug, Serialize, ToSchema)]
pub struct MessageView {
    /// Which.
    pub id: MessageId,
    /// Over which way.
    pub channel: Channel,
    /// Who gets it.
    pub to: String,
    /// `<slice>.<what>`.
    pub purpose: String,
    /// Why it was sent, in the caller's language.
    pub why: String,
    /// Of what it tells the shop; none when it is for a customer.
    pub topic: Option<Topic>,
    /// Its first line.
    pub subject: String,
    /// How far it came.
    pub status: Status,
    /// What is the matter with it, in the caller's language or in the words of whoever refused it.
    pub error: Option<String>,
    /// What whoever took it calls it.
    pub provider_id: Option<String>,
    /// How often it was tried.
    pub attempts: i16,
    /// When it was written.
    pub created_at: Instant,
    /// When it was handed over.
    pub sent_at: Option<Instant>,
    /// Until when it is worth sending.
    pub send_by: Option<Instant>,
}

impl LogQuery {
    /// Without what is left blank.
    pub(super) fn filter(&self) -> LogFilter {
        let address = self.address.as_ref().map(ToString::to_string);
        LogFilter {
            channel: self.channel,
            status: self.status,
            address: address.filter(|text| !text.is_empty()),
        }
    }
}

/// `GET /admin/messages`.
pub async fn list(ctx: Can<permit::ManageSettings>, wanted: Query<LogQuery>) -> Answer {
    let at = PageQuery::of(wanted.page, wanted.limit)?;
    let mut tx = ctx.begin().await?;
    let found = list_log(&mut tx, &wanted.filter(), at).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(found.map(|entry| view(&ctx, entry))))
}

/// `GET /admin/messages/{id}`.
pub async fn get(ctx: Can<permit::ManageSettings>, Id(id): Id<MessageId>) -> Answer {
    let mut tx = ctx.begin().await?;
    let entry = get_entry(&mut tx, id).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(view(&ctx, entry)))
}

/// `POST /admin/messages/{id}/retry`.
pub async fn retry(ctx: Can<permit::ManageSettings>, Id(id): Id<MessageId>) -> Answer {
    again(&ctx, id).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Sends it again, in a transaction of its own.
pub(super) async fn again(ctx: &Visitor, id: MessageId) -> Result<()> {
    let mut tx = ctx.begin().await?;
    send_again(&mut tx, id).await?;
    tx.commit().await
}

fn view(ctx: &Visitor, entry: LogEntry) -> MessageView {
    let error = trouble(ctx, &entry);
    MessageView {
        id: entry.message_id,
        why: why(ctx, &entry),
        error: Some(error).filter(|text| !text.is_empty()),
        channel: entry.channel,
        to: entry.to_address,
        purpose: entry.purpose,
        topic: entry.topic,
        subject: entry.subject,
        status: entry.status,
        provider_id: entry.provider_id,
        attempts: entry.attempts,
        created_at: entry.created_at,
        sent_at: entry.sent_at,
        send_by: entry.send_by,
    }
}
