//! How long before an appointment people are reminded: what a shop says, and what is usual.

use db::{PlatformTx, TenantTx};
use http::EdgeError;
use kernel::{Error, Result, TenantId};
use serde_json::json;

use crate::model::Leads;
use crate::queries::reminders::reminder_settings;

/// Replaces what the shop says, also for appointments that are booked already. `read` is the version that the writer had
/// seen, if they say so.
pub async fn save_reminders(tx: &mut TenantTx, leads: &Leads, read: Option<i64>) -> Result<()> {
    check("customer", &leads.customer)?;
    check("professional", &leads.professional)?;
    // The tenant's row: the settings may not have one yet.
    sqlx::query("select from tenant where tenant_id = $1 for no key update")
        .bind(tx.tenant())
        .execute(&mut **tx)
        .await?;
    let version = reminder_settings(tx).await?.version;
    if read.is_some_and(|read| read != version) {
        return Err(EdgeError::Stale.into());
    }
    store(tx, leads, version + 1).await?;
    plan_anew(tx).await
}

/// A quarter of an hour to a week before, each once.
fn check(side: &'static str, leads: &[i16]) -> Result<()> {
    if !leads.iter().all(|lead| (15..=10_080).contains(lead)) {
        return Err(Error::invalid(side, "out_of_range"));
    }
    match leads {
        [one, other] if one == other => Err(Error::invalid(side, "twice")),
        _ => Ok(()),
    }
}

async fn store(tx: &mut TenantTx, leads: &Leads, version: i64) -> Result<()> {
    sqlx::query(
        "insert into reminder_setting (tenant_id, customer_leads, professional_leads, updated_at, version, customer_by_text)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (tenant_id) do update
         set customer_leads = excluded.customer_leads, professional_leads = excluded.professional_leads,
             updated_at = excluded.updated_at, version = excluded.version, customer_by_text = excluded.customer_by_text",
    )
    .bind(tx.tenant())
    .bind(&leads.customer)
    .bind(&leads.professional)
    .bind(tx.now())
    .bind(version)
    .bind(leads.customer_by_text)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// What is still to come of the appointments that are booked already. They are held first, as whoever changes one does.
async fn plan_anew(tx: &mut TenantTx) -> Result<()> {
    for sql in [
        "select from booking where tenant_id = $1 and starts_at > $2 and status = 'confirmed' order by booking_id for key share",
        "update reminder set status = 'dropped'
          where tenant_id = $1 and status = 'due' and due_at > $2
            and (audience, lead) not in (select audience, lead from reminder_leads($1))",
        "insert into reminder (tenant_id, booking_id, audience, lead, due_at, status)
         select b.tenant_id, b.booking_id, l.audience, l.lead, b.starts_at - l.lead * interval '1 minute', 'due'
           from booking b cross join reminder_leads($1) l
          where b.tenant_id = $1 and b.starts_at > $2 and b.status = 'confirmed'
            and b.starts_at - l.lead * interval '1 minute' > $2
         on conflict (tenant_id, booking_id, audience, lead) do update set due_at = excluded.due_at, status = 'due'
          where reminder.status = 'dropped'",
    ] {
        sqlx::query(sql)
            .bind(tx.tenant())
            .bind(tx.now())
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}

/// Writes down what is usual, where the database reads it; whether that changed anything. Appointments that are booked
/// already keep what they have.
pub async fn set_usual_leads(tx: &mut PlatformTx, leads: &[i16]) -> Result<bool> {
    let gone = sqlx::query("delete from reminder_default where lead <> all ($1)")
        .bind(leads)
        .execute(&mut **tx)
        .await?;
    let new = sqlx::query(
        "insert into reminder_default (lead) select unnest($1::smallint[]) on conflict do nothing",
    )
    .bind(leads)
    .execute(&mut **tx)
    .await?;
    tx.concerns(TenantId::PLATFORM, json!({ "leads": leads }));
    Ok(gone.rows_affected() + new.rows_affected() > 0)
}
