//! Stripe tells us something. It is kept and answered at once; a job asks what is true.

use actix_web::{HttpRequest, HttpResponse};
use http::extract::Raw;
use http::lookout::Forged;
use http::{Answer, AppData, EdgeError};
use kernel::Error;
use stripe::{Hook, HookError, hear};

use crate::ops::hear::{Sent, keep};
use crate::till::Till;

/// Longest body that is kept, bytes.
const MOST: usize = 256 * 1024;
const SIGNATURE: &str = "stripe-signature";

/// `POST /billing/webhooks/stripe`, at any host.
pub async fn stripe(app: AppData, req: HttpRequest, body: Raw) -> Answer {
    if body.0.len() > MOST {
        return Err(EdgeError::TooLarge.into());
    }
    let till = Till::of(&app);
    let signature = req.headers().get(SIGNATURE).and_then(|value| value.to_str().ok());
    let hook = Hook {
        signature,
        body: &body.0,
    };
    let told = hear(&hook, till.secrets(), app.env.now().0).map_err(|error| refuse(&req, &error))?;
    let sent = Sent {
        signature: signature.unwrap_or_default(),
        body: &body.0,
    };
    let is_new = keep(&app, &till, &told, sent).await?;
    count(&told.kind, if is_new { "stored" } else { "repeated" });
    Ok(HttpResponse::Ok().finish())
}

fn refuse(req: &HttpRequest, error: &HookError) -> Error {
    match error {
        HookError::Unsigned | HookError::Forged => {
            Forged::mark(req);
            count("unknown", "forged");
            EdgeError::Unauthenticated.into()
        }
        HookError::Stale => {
            count("unknown", "stale");
            EdgeError::Unauthenticated.into()
        }
        HookError::Unreadable => {
            count("unknown", "unreadable");
            EdgeError::Unreadable.into()
        }
    }
}

fn count(kind: &str, status: &'static str) {
    metrics::counter!(
        "webhooks_received_total",
        "source" => "stripe_billing",
        "type" => kind.to_owned(),
        "status" => status
    )
    .increment(1);
}
