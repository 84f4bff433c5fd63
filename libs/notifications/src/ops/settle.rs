//! What follows from a try.

use std::time::Duration;

use db::TenantTx;
use kernel::Result;

use super::block::{Reason, block_receiver};
use super::choose::hear_stop;
use super::mark::{mark_delayed, mark_failed, mark_sent};
use super::receivers::let_go;
use crate::couriers::{Carried, Fault};
use crate::model::MessageId;
use crate::parcel::Parcel;

/// However often somebody says when to come back, so many tries are enough.
const MOST_TRIES: i16 = 20;

/// A message, and how its try went.
#[derive(Debug)]
pub(crate) struct Attempt {
    pub id: MessageId,
    pub parcel: Parcel,
    pub outcome: Result<Carried, Fault>,
}

/// What is still to be done.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// Nothing.
    Nothing,
    /// Another try, after so long if they said when.
    Again(Option<Duration>),
    /// It was the last try, and may have been a passing trouble.
    GaveUp,
}

/// Writes down how it went. A message that will never be taken is an outcome, not a trouble of ours. `is_last`: nobody tries
/// again.
pub(crate) async fn settle(tx: &mut TenantTx, attempt: &Attempt, is_last: bool) -> Result<Next> {
    count(attempt);
    let id = attempt.id;
    match &attempt.outcome {
        Ok(carried) => {
            mark_sent(tx, id, carried.provider_id.as_deref(), carried.left).await?;
            Ok(Next::Nothing)
        }
        Err(Fault::Delayed { words, .. }) if is_last => {
            mark_failed(tx, id, words).await?;
            Ok(Next::GaveUp)
        }
        Err(Fault::Delayed { words, after }) => {
            let Some(tries) = mark_delayed(tx, id, words).await? else {
                return Ok(Next::Nothing);
            };
            if after.is_some() && tries >= MOST_TRIES {
                mark_failed(tx, id, words).await?;
                return Ok(Next::Nothing);
            }
            Ok(Next::Again(*after))
        }
        Err(fault) => {
            mark_failed(tx, id, fault.words()).await?;
            match (fault, &attempt.parcel) {
                (Fault::Gone, parcel) => let_go(tx, parcel).await?,
                (Fault::Stopped(_), Parcel::Text(text)) => hear_stop(tx, text.to.as_str()).await?,
                (Fault::BadAddress(words), _) => block_receiver(tx, id, Reason::Refused, words).await?,
                _ => {}
            }
            Ok(Next::Nothing)
        }
    }
}

/// Counts it by channel and outcome, and says what will never be sent.
fn count(attempt: &Attempt) {
    let channel = attempt.parcel.channel();
    let outcome = match &attempt.outcome {
        Ok(_) => "sent",
        Err(fault) => fault.outcome(),
    };
    if let Err(fault @ (Fault::Refused(_) | Fault::BadAddress(_) | Fault::Gone | Fault::Stopped(_))) =
        &attempt.outcome
    {
        tracing::warn!(message_id = %attempt.id, channel, error = %fault, "message refused for good");
    }
    metrics::counter!("messages_total", "channel" => channel, "outcome" => outcome).increment(1);
}
