//! Telling people: messages are rendered and kept now, and leave after the commit.

use db::TenantTx;
use kernel::id::Uuid;
use kernel::{Instant, Result};
use mail::CalendarPart;

use super::draft::Draft;
use super::ways::Ways;
use super::write::{Kept, write};
use crate::batch::SendBatch;
use crate::jobs::SendMessage;
use crate::model::wording::Wording;
use crate::model::{Mail, MessageId, Notice, Post, TimelyPost};
use crate::queries::templates::get_wording;

/// Writes the mail in the shop's frame and enqueues its sending; a transaction that is rolled back sends nothing.
pub async fn send_mail(tx: &mut TenantTx, mail: Mail<'_>) -> Result<()> {
    send_all(tx, &[Post::Mail(mail, None)]).await
}

/// Like [`send_mail`] for several; three statements in all.
pub async fn send_mails(tx: &mut TenantTx, mails: Vec<Mail<'_>>) -> Result<()> {
    let posts: Vec<_> = mails.into_iter().map(|mail| Post::Mail(mail, None)).collect();
    send_all(tx, &posts).await
}

/// Like [`send_mails`], each with what the receiver's calendar takes from it.
pub async fn send_invitations(tx: &mut TenantTx, mails: Vec<(Mail<'_>, Option<CalendarPart>)>) -> Result<()> {
    let posts: Vec<_> = mails
        .into_iter()
        .map(|(mail, calendar)| Post::Mail(mail, calendar))
        .collect();
    send_all(tx, &posts).await
}

/// Tells the shop, over every channel that it chose for the topic.
pub async fn tell_shop(tx: &mut TenantTx, notice: Notice<'_>) -> Result<()> {
    send_all(tx, &[Post::Notice(notice)]).await
}

/// Tells all of this; three statements, and one more when the shop itself is among those who are told, or who follows something.
pub async fn send_all(tx: &mut TenantTx, posts: &[Post<'_>]) -> Result<()> {
    if posts.is_empty() {
        return Ok(());
    }
    let (wording, ways) = find_ways(tx, posts).await?;
    let mut drafts = vec![];
    for post in posts {
        drafts.extend(Draft::all_of(&wording, &ways, post)?);
    }
    hold(&wording, &mut drafts, tx.now());
    let kept = write(tx, &drafts).await?;
    jobs::enqueue_each(tx, &travelling(&kept)).await
}

/// Tells what is worth nothing later, a crowd of it as it may be: messages are sent by tens, each job one after the other, so
/// that the queue costs little beside the sending. Gives the messages' ids for each post, in order, by which the SQL function
/// `withdraw_messages` takes back what nobody has sent yet.
pub async fn send_timely(tx: &mut TenantTx, posts: &[TimelyPost<'_>]) -> Result<Vec<Vec<MessageId>>> {
    if posts.is_empty() {
        return Ok(vec![]);
    }
    let (wording, ways) = find_ways(tx, posts.iter().map(|timely| &timely.post)).await?;
    let mut drafts = vec![];
    let mut counts = Vec::with_capacity(posts.len());
    for post in posts {
        let written = Draft::all_until(&wording, &ways, post)?;
        counts.push(written.len());
        drafts.extend(written);
    }
    hold(&wording, &mut drafts, tx.now());
    let kept = write(tx, &drafts).await?;
    // The clock goes on meanwhile: what was to go at once is due by now.
    let now = tx.now();
    let is_due = |one: &&Kept| one.goes_at.is_some_and(|at| at <= now);
    let at_once: Vec<_> = kept.iter().filter(is_due).map(|one| one.id).collect();
    jobs::enqueue_all(tx, &SendBatch::of(&at_once)).await?;
    let held = kept.iter().filter(|one| !is_due(one));
    jobs::enqueue_each(tx, &travelling(held)).await?;
    let mut ids = kept.into_iter().map(|one| one.id);
    Ok(counts
        .into_iter()
        .map(|count| ids.by_ref().take(count).collect())
        .collect())
}

async fn find_ways<'a>(
    tx: &mut TenantTx,
    posts: impl IntoIterator<Item = &'a Post<'a>>,
) -> Result<(Wording, Ways)> {
    let posts: Vec<_> = posts.into_iter().collect();
    let kinds: Vec<_> = posts.iter().filter_map(|post| post.kind()).collect();
    let wording = get_wording(tx, &kinds).await?;
    let mut ways = if posts.iter().any(|post| matches!(post, Post::Notice(_))) {
        Ways::find(tx).await?
    } else {
        Ways::default()
    };
    let followed: Vec<Uuid> = posts.iter().filter_map(|post| post.follows()).collect();
    if !followed.is_empty() {
        ways.add_followers(tx, &followed).await?;
    }
    Ok((wording, ways))
}

/// What would disturb somebody waits, and is worth it for longer then: until that begins of which it reminds.
fn hold(wording: &Wording, drafts: &mut [Draft<'_>], now: Instant) {
    for draft in drafts {
        let until = draft.begins_at.or(draft.send_by);
        draft.not_before = wording.held_until(draft.channel, draft.sort, now, until);
        if draft.not_before.is_some() {
            draft.send_by = until;
        }
    }
}

/// Those that somebody has to carry, and when.
fn travelling<'a>(kept: impl IntoIterator<Item = &'a Kept>) -> Vec<(SendMessage, Instant)> {
    let each = kept.into_iter().filter_map(|one| Some((one.id, one.goes_at?)));
    each.map(|(message_id, at)| (SendMessage { message_id }, at))
        .collect()
}
