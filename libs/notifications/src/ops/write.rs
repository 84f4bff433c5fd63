//! Keeping messages.

use std::collections::HashSet;

use db::TenantTx;
use kernel::{Instant, Result};

use super::draft::Draft;
use crate::model::{Channel, MessageId, Topic};

/// A message that was kept.
#[derive(Debug)]
pub(crate) struct Kept {
    pub id: MessageId,
    /// When somebody has to carry it; none for what stands in a list, and for what is withheld.
    pub goes_at: Option<Instant>,
}

/// Keeps them, in order. What is withheld, from who said no or whose address takes nothing, keeps only that it was there, and
/// why.
pub(crate) async fn write(tx: &mut TenantTx, drafts: &[Draft<'_>]) -> Result<Vec<Kept>> {
    if drafts.is_empty() {
        return Ok(vec![]);
    }
    let now = tx.now();
    let ids: Vec<MessageId> = drafts.iter().map(|_| tx.new_id()).collect();
    let queued = insert(tx, drafts, &ids).await?;
    let kept = ids.into_iter().zip(drafts).map(|(id, draft)| Kept {
        id,
        goes_at: queued.contains(&id).then(|| draft.not_before.unwrap_or(now)),
    });
    Ok(kept.collect())
}

/// Gives those that wait to be carried.
async fn insert(tx: &mut TenantTx, drafts: &[Draft<'_>], ids: &[MessageId]) -> Result<HashSet<MessageId>> {
    fn column<'a, T>(drafts: &'a [Draft<'a>], of: impl Fn(&'a Draft<'a>) -> T) -> Vec<T> {
        drafts.iter().map(of).collect()
    }
    let now = tx.now();
    let written: Vec<(MessageId, String)> = sqlx::query_as(
        "insert into message
           (tenant_id, message_id, channel, to_address, purpose, class, topic, person_id, device_id, path, subject, text_body,
            html_body, choices_url, calendar_method, calendar_body, status, error, sent_at, not_before, send_by, begins_at,
            created_at)
         select $1, m.message_id, m.channel, m.to_address, m.purpose, m.class, m.topic, m.person_id, m.device_id, m.path,
                m.subject,
                case when why is null then m.text_body else '' end,
                case when why is null then m.html_body else '' end,
                case when why is null then m.choices_url end,
                case when why is null then m.calendar_method end,
                case when why is null then m.calendar_body end,
                case when why is null then m.status else 'withheld' end,
                why, m.sent_at, m.not_before, m.send_by, m.begins_at, $2
           from unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::uuid[], $10::uuid[],
                       $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::text[], $17::text[],
                       $18::text[], $19::timestamptz[], $20::timestamptz[], $21::timestamptz[], $22::timestamptz[])
             as m (message_id, channel, to_address, purpose, class, topic, person_id, device_id, path, subject, text_body,
                   html_body, choices_url, calendar_method, calendar_body, status, sent_at, not_before, send_by,
                   begins_at)
          cross join lateral why_withheld($1, m.channel, m.to_address, m.class) why
         returning message_id, status",
    )
    .bind(tx.tenant())
    .bind(now)
    .bind(ids)
    .bind(column(drafts, |d| d.channel.as_str()))
    .bind(column(drafts, |d| d.to.as_str()))
    .bind(column(drafts, |d| d.purpose))
    .bind(column(drafts, Draft::class))
    .bind(column(drafts, |d| d.topic.map(Topic::as_str)))
    .bind(column(drafts, |d| d.person))
    .bind(column(drafts, |d| d.device))
    .bind(column(drafts, |d| d.path))
    .bind(column(drafts, |d| d.subject.as_str()))
    .bind(column(drafts, |d| d.text.as_str()))
    .bind(column(drafts, |d| d.html.as_str()))
    .bind(column(drafts, |d| d.choices))
    .bind(column(drafts, |d| d.calendar.map(|part| part.method.as_str())))
    .bind(column(drafts, |d| d.calendar.map(|part| part.body.as_str())))
    .bind(column(drafts, |d| d.status().as_str()))
    .bind(column(drafts, |d| (d.channel == Channel::InApp).then_some(now)))
    .bind(column(drafts, |d| d.not_before))
    .bind(column(drafts, |d| d.send_by))
    .bind(column(drafts, |d| d.begins_at))
    .fetch_all(&mut **tx)
    .await?;
    let queued = written.into_iter().filter(|(_, status)| status == "queued");
    Ok(queued.map(|(id, _)| id).collect())
}
