//! What the shop is told over: of which topics, where to, and on which devices.

use actix_web::HttpRequest;
use askama::Template;
use http::{Answer, Can, FormState, Page, Visitor, html, permit};
use kernel::{Error, Result};

use super::channels_health::{Health, Known, healths};
use crate::couriers::Carriers;
use crate::model::{Channel, DeviceId, Topic};
use crate::queries::channels::{DeviceView, SetUp, find_set_up, last_outcomes, list_choices, list_devices};

pub(super) const HERE: &str = "/admin/messages/channels";

#[derive(Template)]
#[template(path = "notifications/channels.html")]
pub(super) struct ChannelsPage {
    pub page: Page,
    pub f: FormState,
    /// What each is, whether it works, and what to do next.
    healths: Vec<Health>,
    topics: Vec<TopicRow>,
    email: String,
    set_up: SetUp,
    slack_stopped: String,
    webhook_stopped: String,
    webhook_previous: String,
    devices: Vec<DeviceRow>,
    /// The secret that was just made, or nothing.
    pub made: String,
}

/// A topic, with a box for each channel.
struct TopicRow {
    name: String,
    boxes: Vec<TickBox>,
}

struct TickBox {
    value: String,
    name: String,
    label: String,
    checked: bool,
}

struct DeviceRow {
    id: DeviceId,
    label: String,
    whose: String,
}

/// `GET /admin/messages/channels`.
pub async fn page(ctx: Can<permit::ManageSettings>, req: HttpRequest) -> Answer {
    html(&shown(&ctx, &req, |_| FormState::blank()).await?)
}

/// The page as things stand, with what was typed.
pub(super) async fn shown(
    ctx: &Visitor,
    req: &HttpRequest,
    fill: impl FnOnce(&Page) -> FormState,
) -> Result<ChannelsPage> {
    let mut tx = ctx.begin().await?;
    let choices = list_choices(&mut tx).await?;
    let set_up = find_set_up(&mut tx).await?;
    let devices = list_devices(&mut tx, None).await?;
    let outcomes = last_outcomes(&mut tx).await?;
    tx.commit().await?;
    let page = Page::titled(ctx, req, "channels-title");
    let known = Known {
        email: ctx.shop.email.as_deref().unwrap_or_default(),
        set_up: &set_up,
        devices: devices.len(),
        texts: ctx.app.slices.get::<Carriers>().texts(),
        outcomes: &outcomes,
    };
    let healths = healths(&page, &known);
    let moment = |instant: Option<_>, key: &str| match instant {
        Some(instant) => page.tn(key, "when", page.moment(instant)),
        None => String::new(),
    };
    let is_on = |topic, channel| {
        choices
            .iter()
            .any(|one| (one.topic, one.channel) == (topic, channel) && one.enabled)
    };
    Ok(ChannelsPage {
        healths,
        topics: Topic::ALL.into_iter().map(|one| row(&page, one, is_on)).collect(),
        email: ctx.shop.email.clone().unwrap_or_default(),
        slack_stopped: moment(set_up.slack_stopped_at, "channels-stopped"),
        webhook_stopped: moment(set_up.webhook_stopped_at, "channels-stopped"),
        webhook_previous: moment(set_up.webhook_previous_until, "channels-previous"),
        devices: devices.into_iter().map(|one| device(&page, one)).collect(),
        made: String::new(),
        f: fill(&page),
        set_up,
        page,
    })
}

/// As a form that was refused shows it again.
pub(super) async fn again(ctx: &Visitor, req: &HttpRequest, typed: http::Typed, error: Error) -> Answer {
    let (status, error) = http::page::refusal(error)?;
    let page = shown(ctx, req, |page| FormState::refused(page, typed, &error)).await?;
    http::html_with(status, &page)
}

fn row(page: &Page, topic: Topic, is_on: impl Fn(Topic, Channel) -> bool) -> TopicRow {
    let name = page.t(topic.name_key());
    let tick_box = |channel: Channel| {
        let over = page.t(channel.name_key());
        TickBox {
            value: format!("{}:{}", topic.as_str(), channel.as_str()),
            label: format!("{name}: {over}"),
            name: over,
            checked: is_on(topic, channel),
        }
    };
    TopicRow {
        boxes: Channel::OF_SHOP.into_iter().map(tick_box).collect(),
        name,
    }
}

fn device(page: &Page, device: DeviceView) -> DeviceRow {
    let since = page.moment(device.created_at);
    DeviceRow {
        id: device.id,
        whose: format!("{} · {since}", device.person_name),
        label: device.label,
    }
}
