//! Reminders: those that are due, and how a shop reminds.

use db::TenantTx;
use kernel::{Email, Instant, Result, TenantId};
use sqlx::{FromRow, PgPool};

use crate::model::booking::booking_columns;
use crate::model::reminder::worth_until;
use crate::model::{Audience, Booking, Leads};

/// One that is due, with what it tells.
#[derive(Debug, FromRow)]
#[expect(clippy::struct_field_names, reason = "columns keep their names")]
pub(crate) struct Due {
    /// Of what.
    #[sqlx(flatten)]
    pub booking: Booking,
    /// Whom it is for.
    pub audience: Audience,
    /// So many minutes before.
    pub lead: i16,
    /// When it was to be sent.
    pub due_at: Instant,
    /// Names of who serves it.
    pub served_by: Option<String>,
    /// Of the rooms and machines that it takes.
    pub things: Option<String>,
    /// Where, if not at the shop.
    pub place: Option<String>,
    /// Where the first of those who serve it reads mails, of those who are somebody of the staff.
    pub server_email: Option<Email>,
    /// Whether the shop reminds customers by text message, too.
    pub by_text: Option<bool>,
}

impl Due {
    /// Until when it is worth sending.
    pub fn worth_until(&self) -> Instant {
        worth_until(self.due_at, self.lead)
    }

    /// Whether one mail tells both: who serves a session is reminded of it once, whoever comes.
    pub fn shares_mail_with(&self, other: &Self) -> bool {
        self.audience == Audience::Professional
            && (self.audience, self.lead) == (other.audience, other.lead)
            && self.booking.session_id.is_some()
            && self.booking.session_id == other.booking.session_id
    }
}

/// Whose reminders are due, over all tenants: as the worker role, which sees of a reminder that it is there and when.
pub(crate) async fn list_tenants_with_due(worker: &PgPool, now: Instant) -> Result<Vec<TenantId>> {
    Ok(
        sqlx::query_scalar("select distinct tenant_id from reminder where status = 'due' and due_at <= $1")
            .bind(now)
            .fetch_all(worker)
            .await?,
    )
}

/// The oldest that are due, held until the transaction ends. What somebody else is about to send, and what an appointment's
/// change is about to drop, is passed over: whoever is first decides, and nobody waits.
pub(crate) async fn claim_due(tx: &mut TenantTx, most: usize) -> Result<Vec<Due>> {
    Ok(sqlx::query_as(concat!(
        "with due as (
           select booking_id, audience, lead, due_at
             from reminder
            where tenant_id = $1 and status = 'due' and due_at <= $2
            order by due_at
            limit $3
              for update skip locked
         )
         select audience, lead, due_at, ",
        booking_columns!(),
        ", served_by, things,
           (select s.place from service s where s.tenant_id = $1 and s.service_id = booking.service_id) as place,
           (select p.email
              from booking_occupancy o
              join resource r on r.tenant_id = $1 and r.resource_id = o.resource_id
              join person p on p.tenant_id = $1 and p.person_id = r.person_id and p.status = 'active'
             where o.tenant_id = $1 and (o.booking_id = booking.booking_id or o.session_id = booking.session_id)
             order by r.position, r.resource_id
             limit 1) as server_email,
           (select s.customer_by_text from reminder_setting s where s.tenant_id = $1) as by_text
           from due
           join booking using (booking_id)
           cross join lateral (
             select string_agg(r.name, ', ' order by r.position, r.resource_id) filter (where r.kind = 'person') as served_by,
                    string_agg(r.name, ', ' order by r.position, r.resource_id) filter (where r.kind = 'thing') as things
               from booking_occupancy o
               join resource r on r.tenant_id = $1 and r.resource_id = o.resource_id
              where o.tenant_id = $1 and (o.booking_id = booking.booking_id or o.session_id = booking.session_id)
           ) servers
          where booking.tenant_id = $1"
    ))
    .bind(tx.tenant())
    .bind(tx.now())
    .bind(i64::try_from(most).unwrap_or(i64::MAX))
    .fetch_all(&mut **tx)
    .await?)
}

/// How a shop reminds.
#[derive(Debug, Clone)]
pub struct ReminderSettings {
    /// How long before.
    pub leads: Leads,
    /// Grows with each change; 0 before the first.
    pub version: i64,
}

/// Whether the shop reminds customers by text message, too.
pub async fn reminds_by_text(tx: &mut TenantTx) -> Result<bool> {
    Ok(sqlx::query_scalar(
        "select exists (select from reminder_setting where tenant_id = $1 and customer_by_text)",
    )
    .bind(tx.tenant())
    .fetch_one(&mut **tx)
    .await?)
}

/// What the shop says, or what is usual, the earliest first.
pub async fn reminder_settings(tx: &mut TenantTx) -> Result<ReminderSettings> {
    let (customer, professional, by_text, version): (Vec<i16>, Vec<i16>, Option<bool>, Option<i64>) =
        sqlx::query_as(
            "select coalesce(array_agg(lead order by lead desc) filter (where audience = 'customer'), '{}'),
                coalesce(array_agg(lead order by lead desc) filter (where audience = 'professional'), '{}'),
                (select customer_by_text from reminder_setting where tenant_id = $1),
                (select version from reminder_setting where tenant_id = $1)
           from reminder_leads($1)",
        )
        .bind(tx.tenant())
        .fetch_one(&mut **tx)
        .await?;
    Ok(ReminderSettings {
        leads: Leads {
            customer,
            professional,
            customer_by_text: by_text.unwrap_or(false),
        },
        version: version.unwrap_or(0),
    })
}
