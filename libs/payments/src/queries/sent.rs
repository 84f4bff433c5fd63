//! What a provider sent, as it came.

use db::TenantTx;
use kernel::Result;

use crate::model::event::EventId;
use crate::treasury::{EVENT, Treasury, place};

/// As it came.
#[derive(Debug, Clone)]
pub struct Sent {
    /// Those that are kept: a JSON object.
    pub headers: String,
    /// The body.
    pub body: String,
}

/// Opens what was sent, which leaves a trace of who did; none when it was let go of.
pub async fn find_sent(tx: &mut TenantTx, treasury: &Treasury, id: EventId) -> Result<Option<Sent>> {
    let sealed: Option<Option<Vec<u8>>> =
        sqlx::query_scalar("select sent_sealed from webhook_event where tenant_id = $1 and event_id = $2")
            .bind(tx.tenant())
            .bind(id)
            .fetch_optional(&mut **tx)
            .await?;
    let Some(sealed) = sealed.flatten() else {
        return Ok(None);
    };
    let plain = treasury.vault().open(tx, place(EVENT, &id.0), &sealed).await?;
    let sent = String::from_utf8_lossy(&plain);
    let (headers, body) = sent.split_once('\n').unwrap_or_default();
    Ok(Some(Sent {
        headers: headers.to_owned(),
        body: body.to_owned(),
    }))
}
