//! Calls addresses: a round of what is due at one of them.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use db::TenantTx;
use futures_util::stream::{self, StreamExt as _};
use http::Vault;
use kernel::{Env, Error, Result};
use outbound::{Answer, Outbound, OutboundError, StatusCode};
use webhooks::{Call, Secret, Webhook};

use crate::lanes::Lanes;
use crate::model::EndpointId;
use crate::ops::take_round::{Letter, Target};
use crate::sealed::{ADDRESS, PREVIOUS, SECRET, place};

/// Calls to one address at a time.
const AT_ONCE: usize = 16;
/// After so long a round begins nothing more: others wait for the worker.
const PATIENCE: Duration = Duration::from_secs(10);
/// Letters of an answer that the log keeps.
const KEPT: usize = 1_024;

/// Works with addresses. Cheap to clone: jobs keep one.
#[derive(Debug, Clone)]
pub(crate) struct Postman {
    /// Calls what people typed; without it nobody is told.
    pub outbound: Option<Outbound>,
    /// Opens addresses and secrets.
    pub vault: Vault,
    /// How many addresses are called at once.
    pub lanes: Lanes,
    /// Clock and randomness.
    pub env: Env,
}

/// What became of a letter.
#[derive(Debug)]
pub(crate) struct Tried {
    /// Which.
    pub letter: Letter,
    /// Status of the answer, if there was one.
    pub status: Option<i16>,
    /// Milliseconds that it took.
    pub millis: i32,
    /// The answer's first letters.
    pub answer: Option<String>,
    /// Why there was no yes, in a word of ours.
    pub problem: Option<&'static str>,
    /// What it means.
    pub end: End,
}

/// How a try ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// It was taken (2xx).
    Taken,
    /// The address wants no more (410).
    Gone,
    /// Answered, and refused.
    Refused,
    /// Nobody is there, or whoever is there cannot just now; after so many seconds, if they say so.
    Away(Option<i64>),
}

impl Postman {
    /// The address with its secrets. None when it may not be called (any more).
    pub async fn open(
        &self,
        tx: &mut TenantTx,
        endpoint: EndpointId,
        target: &Target,
    ) -> Result<Option<Webhook>> {
        let Some(outbound) = &self.outbound else {
            return Ok(None);
        };
        let address = self
            .vault
            .open(tx, place(ADDRESS, &endpoint), &target.address_sealed)
            .await?;
        let url = String::from_utf8(address).ok().and_then(|text| text.parse().ok());
        let secret = self
            .vault
            .open(tx, place(SECRET, &endpoint), &target.secret_sealed)
            .await?;
        let Some(url) = url else { return Ok(None) };
        let Ok(webhook) = Webhook::new(outbound.reach(), url, secret_of(secret)?) else {
            return Ok(None);
        };
        let Some(previous) = &target.previous_sealed else {
            return Ok(Some(webhook));
        };
        let previous = self.vault.open(tx, place(PREVIOUS, &endpoint), previous).await?;
        Ok(Some(webhook.with_previous(secret_of(previous)?)))
    }

    /// Tells all that there is time for, a few at once. When nobody answers, it stops: what was not tried is due again.
    pub async fn make_round(&self, webhook: &Webhook, letters: Vec<Letter>) -> Vec<Tried> {
        let (away, began) = (AtomicBool::new(false), Instant::now());
        let tries: Vec<_> = letters
            .into_iter()
            .map(|letter| self.try_it(webhook, letter, &away, began))
            .collect();
        let tried: Vec<Option<Tried>> = stream::iter(tries).buffer_unordered(AT_ONCE).collect().await;
        tried.into_iter().flatten().collect()
    }

    async fn try_it(
        &self,
        webhook: &Webhook,
        letter: Letter,
        away: &AtomicBool,
        began: Instant,
    ) -> Option<Tried> {
        if away.load(Ordering::Relaxed) || began.elapsed() > PATIENCE {
            return None;
        }
        let tried = self.call(webhook, letter).await;
        if matches!(tried.end, End::Away(_)) {
            away.store(true, Ordering::Relaxed);
        }
        metrics::counter!("event_deliveries_total", "outcome" => tried.end.name()).increment(1);
        Some(tried)
    }

    async fn call(&self, webhook: &Webhook, letter: Letter) -> Tried {
        let stopwatch = Instant::now();
        let id = letter.event_id.called();
        let call = Call {
            id: &id,
            at: self.env.now(),
            body: letter.body.as_bytes(),
        };
        let answer = match &self.outbound {
            Some(outbound) => webhook.call(outbound, &call).await.ok(),
            None => None,
        };
        let millis = i32::try_from(stopwatch.elapsed().as_millis()).unwrap_or(i32::MAX);
        match answer {
            Some(Ok(answer)) => Tried::answered(letter, millis, &answer),
            Some(Err(error)) => Tried::unanswered(letter, millis, &error),
            None => Tried::not_called(letter),
        }
    }
}

impl Tried {
    /// An address that may not be called.
    pub fn not_called(letter: Letter) -> Self {
        Self {
            letter,
            status: None,
            millis: 0,
            answer: None,
            problem: Some("not_public"),
            end: End::Away(None),
        }
    }

    fn answered(letter: Letter, millis: i32, answer: &Answer) -> Self {
        let status = answer.status;
        let end = match status {
            status if status.is_success() => End::Taken,
            StatusCode::GONE => End::Gone,
            status if may_pass(status) => End::Away(answer.retry_after().map(seconds)),
            _ => End::Refused,
        };
        Self {
            letter,
            status: i16::try_from(status.as_u16()).ok(),
            millis,
            answer: Some(first_letters(&answer.body)),
            problem: match end {
                End::Taken => None,
                End::Gone => Some("gone"),
                End::Refused | End::Away(_) => Some("refused"),
            },
            end,
        }
    }

    fn unanswered(letter: Letter, millis: i32, error: &OutboundError) -> Self {
        Self {
            letter,
            status: None,
            millis,
            answer: None,
            problem: Some(match error {
                OutboundError::Address(_) | OutboundError::Redirects => "not_public",
                OutboundError::TooLong(_) | OutboundError::Packing => "unreadable",
                OutboundError::Slow(_) => "slow",
                OutboundError::Away(_) => "away",
            }),
            end: match error {
                OutboundError::TooLong(_) | OutboundError::Packing => End::Refused,
                _ => End::Away(None),
            },
        }
    }
}

impl End {
    /// For metrics.
    const fn name(self) -> &'static str {
        match self {
            Self::Taken => "delivered",
            Self::Gone => "gone",
            Self::Refused => "refused",
            Self::Away(_) => "away",
        }
    }
}

fn secret_of(plain: Vec<u8>) -> Result<Secret> {
    let text = String::from_utf8(plain).map_err(|e| Error::Fault(e.into()))?;
    Secret::parse(&text).map_err(|e| Error::Fault(e.into()))
}

fn may_pass(status: StatusCode) -> bool {
    status.is_server_error()
        || [
            StatusCode::REQUEST_TIMEOUT,
            StatusCode::TOO_EARLY,
            StatusCode::TOO_MANY_REQUESTS,
        ]
        .contains(&status)
}

fn seconds(after: Duration) -> i64 {
    i64::try_from(after.as_secs()).unwrap_or(i64::MAX)
}

/// What PostgreSQL keeps as text: no NUL, and no more than so many letters.
fn first_letters(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(body);
    text.chars().filter(|letter| *letter != '\0').take(KEPT).collect()
}

#[cfg(test)]
mod tests {
    use super::{KEPT, StatusCode, first_letters, may_pass};

    #[test]
    fn of_an_answer_only_the_first_letters_are_kept() {
        assert_eq!(first_letters(b"bien\0 gracias"), "bien gracias");
        assert_eq!(first_letters("ñ".repeat(5_000).as_bytes()).chars().count(), KEPT);
        assert_eq!(first_letters(&[0xff, b'a']), "\u{fffd}a");
    }

    #[test]
    fn what_may_pass_is_told_from_what_is_meant() {
        for (status, passes) in [
            (500, true),
            (503, true),
            (429, true),
            (408, true),
            (400, false),
            (404, false),
            (301, false),
        ] {
            assert_eq!(
                may_pass(StatusCode::from_u16(status).unwrap()),
                passes,
                "{status}"
            );
        }
    }
}
