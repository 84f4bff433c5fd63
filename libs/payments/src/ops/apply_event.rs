//! An event said where to look: the provider is asked, and its present word is taken.

use jobs::{JobCtx, JobError};
use kernel::Actor;
use kernel::id::Uuid;

use super::apply::{Applied, apply};
use super::events::{Pointer, find, settle};
use super::refuse_account::refuse_account;
use crate::error::is_without_key;
use crate::model::event::{EventId, EventNote, EventStatus};
use crate::model::{Access, Account, AttemptId, Snapshot};
use crate::provider::Failure;
use crate::queries::attempts::find_by_outside;
use crate::treasury::Treasury;

/// Acts on an event. Done twice it is done once.
pub(crate) async fn apply_event(ctx: &JobCtx, treasury: &Treasury, id: EventId) -> Result<(), JobError> {
    let mut tx = ctx.begin().await?;
    let Some(told) = find(&mut tx, id)
        .await?
        .filter(|p| p.status == EventStatus::Received)
    else {
        return Ok(());
    };
    let access = match treasury.access(&mut tx, told.account_id).await {
        Err(error) if is_without_key(&error) => {
            settle(&mut tx, &told, EventStatus::Dead, Some(EventNote::Unauthorized)).await?;
            tx.commit().await?;
            return Ok(());
        }
        access => access?,
    };
    tx.commit().await?;
    let provider = treasury.provider(access.account.provider)?;
    match provider.fetch(&access, &told.object_id).await {
        Ok(snapshot) => take(ctx, treasury, (&told, &access), &snapshot).await,
        Err(failure) if failure.may_pass() && !ctx.is_last => Err(JobError::retry(failure.word())),
        Err(failure) => give_up(ctx, treasury, (&told, &access.account), &failure).await,
    }
}

async fn take(
    ctx: &JobCtx,
    treasury: &Treasury,
    (told, access): (&Pointer, &Access),
    snapshot: &Snapshot,
) -> Result<(), JobError> {
    let mut tx = treasury.app.begin(ctx.tenant, Actor::System).await?;
    let named = snapshot
        .ours
        .as_deref()
        .and_then(|ours| ours.parse::<Uuid>().ok());
    let known = find_by_outside(
        &mut tx,
        access.account.provider,
        &snapshot.outside_id,
        named.map(AttemptId),
    )
    .await?;
    let (status, note) = match known {
        None => (EventStatus::Waiting, Some(EventNote::UnknownPayment)),
        Some(attempt) => match apply(&mut tx, treasury, attempt, &access.account, snapshot).await? {
            Applied::Yes => (EventStatus::Done, None),
            Applied::Foreign => (EventStatus::Dead, Some(EventNote::NotOurs)),
        },
    };
    settle(&mut tx, told, status, note).await?;
    tx.commit().await?;
    Ok(())
}

/// What cannot be fetched waits for a person; the payment itself is looked at by the clock all the same.
async fn give_up(
    ctx: &JobCtx,
    treasury: &Treasury,
    (told, account): (&Pointer, &Account),
    failure: &Failure,
) -> Result<(), JobError> {
    let mut tx = ctx.begin().await?;
    if *failure == Failure::Unauthorized {
        refuse_account(&mut tx, treasury, account).await?;
    }
    settle(&mut tx, told, EventStatus::Dead, Some(note_of(failure))).await?;
    tx.commit().await?;
    Ok(())
}

fn note_of(failure: &Failure) -> EventNote {
    match failure {
        Failure::Unknown(_) | Failure::Busy(_) => EventNote::Unanswered,
        Failure::Unauthorized => EventNote::Unauthorized,
        Failure::NotFound => EventNote::NotFound,
        Failure::Refused { .. } => EventNote::Refused,
    }
}
