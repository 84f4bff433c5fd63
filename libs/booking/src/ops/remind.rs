//! Reminding people of their appointments: what is due becomes mails, many of a shop in one transaction. A reminder and the
//! mail that tells it are written in the same commit, so it is told once, and by nobody else.

use db::TenantTx;
use http::shop::{Shop, ShopStatus};
use kernel::{Email, Instant, Result};
use notifications::{MessageId, send_timely};

use crate::desk::Desk;
use crate::model::Booking;
use crate::queries::reminders::{Due, claim_due};
use crate::reminder_mails::reminder_posts;

/// Reminders of one transaction.
const BATCH: usize = 50;
/// Seconds that a reminder is kept, whatever became of it: ninety days.
const KEEP: i64 = 90 * 86_400;

/// Sends a batch of what is due; whether there may be more. What came too late to be worth anything is dropped, as is what
/// is due at a shop that is closed.
pub async fn remind(tx: &mut TenantTx, desk: &Desk, shop: &Shop) -> Result<bool> {
    let due = claim_due(tx, BATCH).await?;
    if due.is_empty() {
        return Ok(false);
    }
    let now = tx.now();
    let (timely, rest): (Vec<&Due>, Vec<&Due>) = due
        .iter()
        .partition(|one| shop.status == ShopStatus::Active && one.worth_until() > now);
    let mut told = hand_over(tx, desk, shop, &timely).await?;
    told.extend(rest.into_iter().map(|one| (one, vec![])));
    settle(tx, &told).await?;
    count(&told, shop, now);
    Ok(due.len() == BATCH)
}

/// A reminder, and the messages that tell it; none where nobody can be reached.
type Told<'a> = (&'a Due, Vec<MessageId>);

/// The one place that knows how people are reached. Nothing for whom nobody can reach. One that cannot be written holds up no
/// other.
async fn hand_over<'a>(
    tx: &mut TenantTx,
    desk: &Desk,
    shop: &Shop,
    due: &[&'a Due],
) -> Result<Vec<Told<'a>>> {
    let groups = told_together(due);
    let firsts = groups.iter().filter_map(|group| group.first());
    let bookings: Vec<&Booking> = firsts.map(|first| &first.booking).collect();
    let keys = desk.booking_keys(tx, &bookings).await?;
    let to_shop = shop.email.as_deref().and_then(Email::parse);
    let mut posts = Vec::with_capacity(groups.len());
    let mut written = Vec::with_capacity(groups.len());
    for (group, key) in groups.into_iter().zip(keys) {
        let of_group = key.and_then(|key| reminder_posts(desk, shop, &group, &key, to_shop.as_ref()));
        let of_group = of_group.unwrap_or_else(|error| {
            tracing::error!(%error, "a reminder cannot be written");
            vec![]
        });
        written.push((group, of_group.len()));
        posts.extend(of_group);
    }
    let mut ids = send_timely(tx, &posts).await?.into_iter();
    let told = written.into_iter().flat_map(|(group, count)| {
        let messages: Vec<MessageId> = ids.by_ref().take(count).flatten().collect();
        group.into_iter().map(move |one| (one, messages.clone()))
    });
    Ok(told.collect())
}

/// Those together that the same messages tell.
fn told_together<'a>(due: &[&'a Due]) -> Vec<Vec<&'a Due>> {
    let mut groups: Vec<Vec<&Due>> = vec![];
    for &one in due {
        let shared = groups
            .iter_mut()
            .find(|group| group.iter().any(|other| other.shares_mail_with(one)));
        match shared {
            Some(group) => group.push(one),
            None => groups.push(vec![one]),
        }
    }
    groups
}

async fn settle(tx: &mut TenantTx, told: &[Told<'_>]) -> Result<()> {
    fn column<'a, T>(told: &[Told<'a>], of: impl Fn(&'a Due) -> T) -> Vec<T> {
        told.iter().map(|(one, _)| of(one)).collect()
    }
    sqlx::query(
        "update reminder r
            set status = case when d.messages = '' then 'dropped' else 'sent' end,
                message_ids = string_to_array(d.messages, ' ')::uuid[]
           from unnest($2::uuid[], $3::text[], $4::smallint[], $5::text[]) d (booking_id, audience, lead, messages)
          where r.tenant_id = $1 and r.booking_id = d.booking_id and r.audience = d.audience and r.lead = d.lead",
    )
    .bind(tx.tenant())
    .bind(column(told, |one| one.booking.booking_id))
    .bind(column(told, |one| one.audience.as_str()))
    .bind(column(told, |one| one.lead))
    .bind(told.iter().map(|(_, messages)| joined(messages)).collect::<Vec<_>>())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// An array of arrays has rows of one length, so these are told with spaces between.
fn joined(messages: &[MessageId]) -> String {
    let ids: Vec<String> = messages.iter().map(ToString::to_string).collect();
    ids.join(" ")
}

fn count(told: &[Told<'_>], shop: &Shop, now: Instant) {
    for (one, messages) in told {
        let outcome = match messages[..] {
            [_, ..] => "sent",
            [] if shop.status != ShopStatus::Active => "closed",
            [] if one.worth_until() <= now => "late",
            [] => "unreachable",
        };
        metrics::counter!("reminders_total", "outcome" => outcome).increment(1);
    }
}

/// Deletes the tenant's reminders that were due more than ninety days ago; tells how many.
pub async fn forget_reminders(tx: &mut TenantTx) -> Result<u64> {
    let done = sqlx::query("delete from reminder where tenant_id = $1 and due_at < $2")
        .bind(tx.tenant())
        .bind(tx.now().plus_seconds(-KEEP))
        .execute(&mut **tx)
        .await?;
    Ok(done.rows_affected())
}
