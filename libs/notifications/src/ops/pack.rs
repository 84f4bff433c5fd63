//! From a message's row to what can be carried. The carrying itself happens outside any transaction.

use db::TenantTx;
use http::shop::Shop;
use kernel::id::Uuid;
use kernel::{Email, Error, Instant, Result};
use mail::{Address, CalendarPart, Method};
use outbound::Url;
use sms::{E164, Home};
use sqlx::FromRow;

use super::mark::{withdraw_late, withhold};
use super::put_off::{Going, put_off};
use super::receivers::{find_device, find_slack, find_webhook};
use crate::couriers::{Couriers, kept_for};
use crate::model::contact::Sort;
use crate::model::name::message_name;
use crate::model::{Channel, DeviceId, MessageId};
use crate::parcel::{Parcel, Pushed, push_payload, webhook_body};

/// A message that waits.
#[derive(FromRow)]
struct Unsent {
    channel: Channel,
    to_address: String,
    purpose: String,
    topic: Option<String>,
    device_id: Option<DeviceId>,
    path: Option<String>,
    subject: String,
    text_body: String,
    html_body: String,
    calendar_method: Option<String>,
    calendar_body: Option<String>,
    created_at: Instant,
    class: String,
    begins_at: Option<Instant>,
    send_by: Option<Instant>,
    choices_url: Option<String>,
    /// Why it is not to be sent after all.
    withheld: Option<String>,
}

/// The message, ready to be carried; none when it is sent already, taken back, worth nothing any more, withheld from who said no
/// meanwhile, put off to an hour at which it disturbs nobody, or gone.
pub(crate) async fn pack(tx: &mut TenantTx, id: MessageId, couriers: &Couriers) -> Result<Option<Parcel>> {
    let Some(unsent) = find(tx, id).await? else {
        withdraw_late(tx, id).await?;
        return Ok(None);
    };
    if let Some(why) = &unsent.withheld {
        withhold(tx, id, why).await?;
        return Ok(None);
    }
    if put_off(tx, unsent.going(id)).await? {
        return Ok(None);
    }
    let shop = http::shop::find(tx).await?.ok_or_else(Error::not_found)?;
    Ok(Some(match unsent.channel {
        Channel::Email => mail(couriers, &shop, id, unsent),
        Channel::Sms => text(couriers, &shop, id, unsent),
        Channel::Push => push(tx, couriers, &shop, id, &unsent).await?,
        Channel::Slack => slack(tx, couriers, &shop, unsent).await?,
        Channel::Webhook => webhook(tx, couriers, &shop, id, &unsent).await?,
        // It is there already.
        Channel::InApp => return Ok(None),
    }))
}

async fn find(tx: &mut TenantTx, id: MessageId) -> Result<Option<Unsent>> {
    Ok(sqlx::query_as(
        "select channel, to_address, purpose, topic, device_id, path, subject, text_body, html_body, calendar_method,
                calendar_body, created_at, class, begins_at, send_by, choices_url,
                why_withheld(tenant_id, channel, to_address, class) as withheld
         from message
         where tenant_id = $1 and message_id = $2 and status in ('queued', 'failed') and (send_by is null or send_by > $3)",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(tx.now())
    .fetch_optional(&mut **tx)
    .await?)
}

/// From the platform's address under the shop's name.
fn mail(couriers: &Couriers, shop: &Shop, id: MessageId, mut unsent: Unsent) -> Parcel {
    let Some(to) = Email::parse(&unsent.to_address) else {
        return Parcel::Nobody("no_address");
    };
    let calendar = unsent.calendar();
    let reply_to = shop.email.as_deref().and_then(Email::parse);
    Parcel::Mail(Box::new(mail::Message {
        id: message_name(shop.id, id),
        date: unsent.created_at,
        from: Address::named(shop.name.clone(), couriers.mailer.from.clone()),
        to: Address::bare(to),
        reply_to: reply_to.map(|email| Address::named(shop.name.clone(), email)),
        subject: unsent.subject,
        text: unsent.text_body,
        html: unsent.html_body,
        calendar,
        unsubscribe: unsent.choices_url.map(|url| format!("{url}/{}", unsent.class)),
    }))
}

fn text(couriers: &Couriers, shop: &Shop, id: MessageId, unsent: Unsent) -> Parcel {
    let Some(to) = E164::parse(&unsent.to_address, Home::COLOMBIA) else {
        return Parcel::Nobody("no_address");
    };
    Parcel::Text(sms::Sms {
        to,
        text: unsent.text_body,
        status_callback: couriers.report_address(shop, id),
    })
}

async fn push(
    tx: &mut TenantTx,
    couriers: &Couriers,
    shop: &Shop,
    id: MessageId,
    unsent: &Unsent,
) -> Result<Parcel> {
    let Some(device) = unsent.device_id else {
        return Ok(Parcel::Nobody("gone"));
    };
    let Some((to, keys)) = find_device(tx, couriers, device).await? else {
        return Ok(Parcel::Nobody("gone"));
    };
    let Some(sender) = couriers.pusher(keys) else {
        return Ok(Parcel::Nobody("not_set_up"));
    };
    let url = couriers.link(shop, unsent.path());
    let topic = unsent.about().unwrap_or(id.0);
    let id = id.0.simple().to_string();
    Ok(Parcel::Push(Box::new(Pushed {
        device,
        to,
        sender,
        payload: push_payload(&unsent.subject, &unsent.text_body, &url, &id),
        topic: web_push::Topic::parse(&topic.simple().to_string()),
        ttl: kept_for(tx.now(), unsent.until()),
    })))
}

async fn slack(tx: &mut TenantTx, couriers: &Couriers, shop: &Shop, unsent: Unsent) -> Result<Parcel> {
    let Some(to) = find_slack(tx, couriers).await? else {
        return Ok(Parcel::Nobody("gone"));
    };
    let link = couriers.link(shop, unsent.path()).parse::<Url>().ok();
    let words = couriers.text(shop.locale, "messages-slack-open");
    Ok(Parcel::Slack {
        to,
        title: unsent.subject,
        text: unsent.text_body,
        link: link.map(|link| (words, link)),
    })
}

async fn webhook(
    tx: &mut TenantTx,
    couriers: &Couriers,
    shop: &Shop,
    id: MessageId,
    unsent: &Unsent,
) -> Result<Parcel> {
    let Some(to) = find_webhook(tx, couriers).await? else {
        return Ok(Parcel::Nobody("gone"));
    };
    let url = couriers.link(shop, unsent.path());
    let kind = unsent.topic.as_ref().unwrap_or(&unsent.purpose);
    Ok(Parcel::Webhook {
        to: Box::new(to),
        id: id.to_string(),
        body: webhook_body(kind, unsent.created_at, &unsent.subject, &unsent.text_body, &url),
    })
}

impl Unsent {
    fn calendar(&mut self) -> Option<CalendarPart> {
        let method = self.calendar_method.as_deref().and_then(Method::parse)?;
        let body = self.calendar_body.take()?;
        Some(CalendarPart { method, body })
    }

    /// From when on it is worth nothing.
    fn until(&self) -> Option<Instant> {
        self.begins_at.or(self.send_by)
    }

    fn going(&self, id: MessageId) -> Going {
        Going {
            id,
            channel: self.channel,
            sort: Sort::parse(&self.class),
            until: self.until(),
        }
    }

    /// Which appointment, order or other single thing it leads to, if to one.
    fn about(&self) -> Option<Uuid> {
        let path = self.path().split('?').next()?;
        path.split('/').find_map(|part| part.parse().ok())
    }

    /// Where it leads, if nowhere else to the notices.
    fn path(&self) -> &str {
        self.path.as_deref().unwrap_or("/admin/notices")
    }
}
