//! Twilio tells what became of a text message.

use actix_web::{HttpRequest, HttpResponse};
use http::edge::host_of;
use http::extract::Raw;
use http::lookout::Forged;
use http::{Answer, EdgeError, Id, Visitor};
use kernel::{Error, Result};
use outbound::Url;
use sms::{CallbackError, DeliveryReport, Twilio};

use crate::couriers::{Carriers, TWILIO_REPORTS};
use crate::model::MessageId;
use crate::ops::hear_report::hear_report;

/// `POST /webhooks/twilio/{id}`, at the shop's host. What Twilio did not sign for this very address is refused, counted and
/// forgotten.
pub async fn receive(ctx: Visitor, req: HttpRequest, Id(id): Id<MessageId>, body: Raw) -> Answer {
    let carriers: Carriers = ctx.app.slices.get();
    let twilio = carriers.twilio.ok_or_else(Error::not_found)?;
    let report = match read(&twilio, &called(&ctx, &req, id)?, &req, &body.0) {
        Ok(report) => report,
        Err(CallbackError::Forged) => {
            Forged::mark(&req);
            count("forged");
            return Err(EdgeError::Unauthenticated.into());
        }
        Err(CallbackError::Unreadable) => {
            count("unreadable");
            return Err(EdgeError::Unreadable.into());
        }
    };
    let mut tx = ctx.begin().await?;
    let known = hear_report(&mut tx, id, &report).await?;
    tx.commit().await?;
    count(if known { "heard" } else { "unknown" });
    Ok(HttpResponse::NoContent().finish())
}

fn read(twilio: &Twilio, url: &Url, req: &HttpRequest, body: &[u8]) -> Result<DeliveryReport, CallbackError> {
    let signature = req.headers().get("x-twilio-signature");
    let signature = signature.and_then(|value| value.to_str().ok());
    twilio.hear(url, body, signature.unwrap_or_default())
}

/// The address that Twilio was told: at the host that was called, which led to this shop.
fn called(ctx: &Visitor, req: &HttpRequest, id: MessageId) -> Result<Url> {
    let host = host_of(req).ok_or(EdgeError::UnknownHost)?;
    let (scheme, port) = (&ctx.app.settings.scheme, &ctx.app.settings.port_suffix);
    let address = format!("{scheme}://{host}{port}{TWILIO_REPORTS}/{id}");
    address.parse().map_err(|_| EdgeError::Unreadable.into())
}

fn count(status: &'static str) {
    metrics::counter!("webhooks_received_total", "source" => "twilio", "type" => "report", "status" => status)
        .increment(1);
}
