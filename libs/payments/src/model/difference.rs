//! Where our books and a provider's do not agree.

use std::collections::HashMap;

use kernel::Instant;
use serde::Serialize;
use utoipa::ToSchema;

use super::attempt::{Attempt, AttemptId, AttemptStatus};
use super::snapshot::{Snapshot, SnapshotState};

kernel::define_id!(
    /// A difference.
    DifferenceId
);

/// Seconds after which a fee should be known.
const FEE_KNOWN: i64 = 86_400;

/// Seconds within which we should know of money: webhooks take seconds, and the clock asks hourly where they are lost.
const KNOWN_IN_TIME: i64 = 2 * 3_600;

/// What kind of difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum DifferenceClass {
    /// Money there that we know nothing of.
    MissingHere,
    /// Money here that the provider knows nothing of.
    MissingThere,
    /// Another sum, or another sum given back.
    Amount,
    /// Money on one side only, or a dispute.
    Status,
    /// What the provider keeps is not known, a day later.
    Fee,
    /// The money came there long before we knew of it.
    SettledLate,
    /// Another sum or currency came than is owed: it waits until that went back, or somebody says what became of it.
    Integrity,
}

impl DifferenceClass {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::MissingHere,
        Self::MissingThere,
        Self::Amount,
        Self::Status,
        Self::Fee,
        Self::SettledLate,
        Self::Integrity,
    ];

    /// The name as stored and as in the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::MissingHere => "missing_here",
            Self::MissingThere => "missing_there",
            Self::Amount => "amount",
            Self::Status => "status",
            Self::Fee => "fee",
            Self::SettledLate => "settled_late",
            Self::Integrity => "integrity",
        }
    }
}

/// A difference as it is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What kind.
    pub class: DifferenceClass,
    /// The provider's name for the payment.
    pub outside_id: String,
    /// Which attempt, if we know one.
    pub attempt: Option<AttemptId>,
    /// What we have.
    pub ours: String,
    /// What the provider has.
    pub theirs: String,
}

/// A difference as it is kept.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Difference {
    /// Which.
    pub difference_id: DifferenceId,
    /// What kind.
    pub class: DifferenceClass,
    /// The provider's name for the payment.
    pub outside_id: String,
    /// Which attempt, if we know one.
    pub attempt_id: Option<AttemptId>,
    /// What we have.
    pub ours: String,
    /// What the provider has.
    pub theirs: String,
    /// Since when it is known.
    pub found_at: Instant,
    /// When it was gone, or somebody said what became of it.
    pub closed_at: Option<Instant>,
    /// What they said.
    pub note: Option<String>,
    /// Who is to see to it.
    pub owner: Option<String>,
}

/// Compares what a provider tells of a time with what we know of it. `expected` are the attempts that the provider should have told
/// of; `known` those that it did, by its name for them, or by ours where we know no other.
pub fn compare(told: &[Snapshot], known: &[Attempt], expected: &[Attempt], now: Instant) -> Vec<Found> {
    let ours: HashMap<&str, &Attempt> = known
        .iter()
        .filter_map(|attempt| Some((attempt.outside_id.as_deref()?, attempt)))
        .collect();
    let unnamed: HashMap<String, &Attempt> = known
        .iter()
        .filter(|attempt| attempt.outside_id.is_none())
        .map(|attempt| (attempt.attempt_id.to_string(), attempt))
        .collect();
    let of = |said: &Snapshot| {
        let named = ours.get(said.outside_id.as_str());
        named.or_else(|| unnamed.get(said.ours.as_deref()?)).copied()
    };
    let mut found: Vec<Found> = told.iter().flat_map(|said| one(said, of(said), now)).collect();
    let is_told = |name: &str| told.iter().any(|said| said.outside_id == name);
    let missing = expected.iter().filter(|attempt| attempt.status.is_paid());
    found.extend(missing.filter_map(|attempt| {
        let name = attempt.outside_id.as_deref().filter(|name| !is_told(name))?;
        Some(Found {
            class: DifferenceClass::MissingThere,
            outside_id: name.to_owned(),
            attempt: Some(attempt.attempt_id),
            ours: attempt.amount.to_string(),
            theirs: String::new(),
        })
    }));
    found
}

fn one(said: &Snapshot, ours: Option<&Attempt>, now: Instant) -> Vec<Found> {
    let paid_there = said.state.is_paid();
    let of = |class, ours: String, theirs: String, attempt| Found {
        class,
        outside_id: said.outside_id.clone(),
        attempt,
        ours,
        theirs,
    };
    let Some(attempt) = ours else {
        let missing = of(
            DifferenceClass::MissingHere,
            String::new(),
            said.amount.to_string(),
            None,
        );
        return Vec::from_iter(paid_there.then_some(missing));
    };
    let id = Some(attempt.attempt_id);
    let mut found = vec![];
    let paid_here = attempt.status.is_paid() || attempt.status == AttemptStatus::Mismatched;
    if paid_there != paid_here || dispute_there(said.state) != dispute_here(attempt.status) {
        let (ours, theirs) = (attempt.status.as_str().to_owned(), said.detail.clone());
        found.push(of(DifferenceClass::Status, ours, theirs, id));
    }
    let sums = (attempt.came(), attempt.refunded, attempt.came_in());
    let theirs = (said.amount, said.refunded, said.currency.as_str());
    if paid_there && paid_here && sums != theirs {
        let text = |(came, back, currency): (i64, i64, &str)| {
            if currency == attempt.currency.as_str() {
                format!("{came} − {back}")
            } else {
                format!("{came} − {back} {currency}")
            }
        };
        found.push(of(DifferenceClass::Amount, text(sums), text(theirs), id));
    }
    let old = said
        .approved_at
        .is_some_and(|at| at.plus_seconds(FEE_KNOWN) < now);
    if paid_there && paid_here && old && attempt.is_booked() && attempt.fee != said.fee {
        let text = |fee: Option<i64>| fee.map(|fee| fee.to_string()).unwrap_or_default();
        found.push(of(DifferenceClass::Fee, text(attempt.fee), text(said.fee), id));
    }
    if let Some((ours, theirs)) = settled_late(said, attempt) {
        let (ours, theirs) = (ours.to_string(), theirs.to_string());
        found.push(of(DifferenceClass::SettledLate, ours, theirs, id));
    }
    found
}

/// How far the payer's bank has come with taking it back, by the provider.
const fn dispute_there(state: SnapshotState) -> Option<bool> {
    match state {
        SnapshotState::Disputed => Some(false),
        SnapshotState::DisputeLost => Some(true),
        _ => None,
    }
}

/// The same by us: whether it is decided.
const fn dispute_here(status: AttemptStatus) -> Option<bool> {
    match status {
        AttemptStatus::Disputed => Some(false),
        AttemptStatus::DisputeLost => Some(true),
        _ => None,
    }
}

/// When we knew of the money and when it came, where that is too far apart.
fn settled_late(said: &Snapshot, attempt: &Attempt) -> Option<(Instant, Instant)> {
    let ours = attempt.settled_at.filter(|_| attempt.status.is_paid())?;
    let theirs = said.approved_at?;
    (theirs.plus_seconds(KNOWN_IN_TIME) < ours).then_some((ours, theirs))
}
