//! Mails that came back, handed over by our mail server's pipe or a provider of inbound mail: the raw notification (RFC 3464) as
//! the body. Whoever knows the key may say that a mail of ours came back; nobody else.

use actix_web::{HttpRequest, HttpResponse};
use http::extract::Raw;
use http::lookout::Forged;
use http::{Answer, App, AppData, EdgeError};
use kernel::{Actor, Error};
use mail::Bounce;
use secrecy::{ExposeSecret as _, SecretString};
use subtle::ConstantTimeEq as _;

use crate::model::name::parse_name;
use crate::ops::bounce::note_bounce;

/// The key in the address; without one the address is not there. The executable passes it with `SliceSettings::with`.
#[derive(Debug, Clone, Default)]
pub struct BounceKey(pub Option<SecretString>);

impl BounceKey {
    fn is(&self, given: &str) -> bool {
        let known = self.0.as_ref().map(|known| known.expose_secret().as_bytes());
        known.is_some_and(|known| known.ct_eq(given.as_bytes()).into())
    }
}

/// `POST /webhooks/bounces/{key}`, at any host. 204 also for what is not about a message of ours: who sends it can do nothing about
/// that.
pub async fn receive(app: AppData, req: HttpRequest, Raw(body): Raw) -> Answer {
    check_key(&app, &req)?;
    let Ok(bounce) = Bounce::read(&body) else {
        count("unreadable");
        return Err(EdgeError::Unreadable.into());
    };
    let Some((tenant, id)) = parse_name(&bounce.id) else {
        count("unknown");
        return Ok(HttpResponse::NoContent().finish());
    };
    let mut tx = app.begin(tenant, Actor::System).await?;
    let is_ours = note_bounce(&mut tx, id, &bounce).await?;
    tx.commit().await?;
    count(if is_ours { "noted" } else { "unknown" });
    Ok(HttpResponse::NoContent().finish())
}

fn check_key(app: &App, req: &HttpRequest) -> Result<(), Error> {
    let key: BounceKey = app.slices.get();
    if key.is(req.match_info().get("key").unwrap_or_default()) {
        return Ok(());
    }
    Forged::mark(req);
    count("forged");
    Err(Error::not_found())
}

fn count(status: &'static str) {
    metrics::counter!("webhooks_received_total", "source" => "mail", "type" => "bounce", "status" => status)
        .increment(1);
}
