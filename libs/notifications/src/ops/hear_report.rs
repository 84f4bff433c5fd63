//! What Twilio tells of a text message that it took.

use db::TenantTx;
use kernel::Result;
use sms::{Delivery, DeliveryReport};

use super::choose::hear_stop;
use crate::model::{MessageId, Status};

/// Twilio's number for a phone whose owner answered STOP.
const STOPPED: u32 = 21610;

/// Writes down how far it came; whether this is a message of ours. Reports come late and out of order: nothing is believed
/// after the last word.
pub async fn hear_report(tx: &mut TenantTx, id: MessageId, report: &DeliveryReport) -> Result<bool> {
    let status = match report.delivery {
        Delivery::Delivered => Status::Delivered,
        Delivery::Undelivered | Delivery::Failed => Status::Undelivered,
        Delivery::Queued | Delivery::Sent => return is_known(tx, id, report).await,
    };
    let error = report.error_code.map(|code| format!("twilio_{code}"));
    let told: Option<String> = sqlx::query_scalar(
        "update message set status = $4, error = $5
          where tenant_id = $1 and message_id = $2 and provider_id = $3 and channel = 'sms' and status = 'sent'
         returning to_address",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(&report.provider_id)
    .bind(status.as_str())
    .bind(error)
    .fetch_optional(&mut **tx)
    .await?;
    let Some(phone) = told else {
        return is_known(tx, id, report).await;
    };
    if report.error_code == Some(STOPPED) {
        hear_stop(tx, &phone).await?;
    }
    Ok(true)
}

async fn is_known(tx: &mut TenantTx, id: MessageId, report: &DeliveryReport) -> Result<bool> {
    Ok(sqlx::query_scalar(
        "select exists (select from message where tenant_id = $1 and message_id = $2 and provider_id = $3)",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(&report.provider_id)
    .fetch_one(&mut **tx)
    .await?)
}
