//! Somebody of the shop corrects the ledger by hand, and takes a correction back.

use db::TenantTx;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use kernel::id::Uuid;
use kernel::{Currency, Error, Instant, Line, Result};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::post::{Posted, try_post};
use super::reverse::reverse;
use crate::LedgerError;
use crate::model::{Account, Entry, Posting, TxnId, TxnKind};
use crate::queries::transactions::get_transaction;

/// Most that is moved at once by hand, in minor units.
const MOST: i64 = 1_000_000_000_000;

/// So much out of one account and into another.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AdjustmentRequest {
    /// The account that gives (credit): `bank`, `clearing:stripe`.
    pub from: Account,
    /// The account that takes (debit).
    pub to: Account,
    /// Minor units of the shop's currency.
    #[validate(range(min = 1, max = MOST))]
    pub amount: i64,
    /// Why, for whoever reads it later.
    pub reason: Line<300>,
    /// On which day of the shop's zone it happened; today if nothing is said.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub date: Option<Date>,
}

/// Why a correction is taken back.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReversalRequest {
    /// For whoever reads it later.
    pub reason: Line<300>,
}

/// What an adjustment is written with.
#[derive(Debug, Clone)]
pub struct Context<'a> {
    /// The shop's.
    pub currency: Currency,
    /// The shop's.
    pub zone: &'a TimeZone,
    /// The same again is written once.
    pub key: Uuid,
}

/// Writes it. Refuses a day to come, accounts that are one, and a key under which something else was written
/// (`ledger_already_recorded`).
pub async fn adjust(tx: &mut TenantTx, ctx: &Context<'_>, wanted: &AdjustmentRequest) -> Result<TxnId> {
    if !(1..=MOST).contains(&wanted.amount) {
        return Err(Error::invalid("amount", "out_of_range"));
    }
    if wanted.from == wanted.to {
        return Err(Error::invalid("to", "duplicate"));
    }
    let posting = Posting {
        kind: TxnKind::Adjustment,
        source_type: "adjustment",
        source_id: ctx.key,
        key: format!("adjustment:{}", ctx.key),
        occurred_at: moment(tx.now(), wanted.date, ctx.zone)?,
        currency: ctx.currency,
        memo: Some(wanted.reason.to_string()),
        entries: vec![
            Entry::debit(wanted.to.clone(), wanted.amount),
            Entry::credit(wanted.from.clone(), wanted.amount),
        ],
    };
    match try_post(tx, &posting).await? {
        Posted::New(id) | Posted::Known(id) => Ok(id),
        Posted::Other => Err(LedgerError::AlreadyRecorded.into()),
    }
}

/// Noon of an earlier day, this moment of today.
fn moment(now: Instant, date: Option<Date>, zone: &TimeZone) -> Result<Instant> {
    let today = now.0.to_zoned(zone.clone()).date();
    let out_of_range = || Error::invalid("date", "out_of_range");
    match date {
        None => Ok(now),
        Some(day) if day == today => Ok(now),
        Some(day) if day > today || day.year() < 2000 => Err(out_of_range()),
        Some(day) => {
            let noon = day.at(12, 0, 0, 0).to_zoned(zone.clone());
            Ok(Instant::from_timestamp(
                noon.map_err(|_| out_of_range())?.timestamp(),
            ))
        }
    }
}

/// Takes an adjustment back; twice is once. What payments wrote is theirs to correct (`ledger_not_by_hand`).
pub async fn take_back(tx: &mut TenantTx, txn: TxnId, wanted: &ReversalRequest) -> Result<TxnId> {
    if get_transaction(tx, txn).await?.kind != TxnKind::Adjustment {
        return Err(LedgerError::NotByHand.into());
    }
    reverse(
        tx,
        txn,
        &format!("reversal:{txn}"),
        Some(wanted.reason.to_string()),
    )
    .await
}

#[cfg(test)]
mod tests {
    use super::moment;
    use jiff::tz::TimeZone;
    use kernel::Instant;

    #[test]
    fn a_day_is_the_shops_own() {
        let zone = TimeZone::get("America/Bogota").unwrap();
        // Ten in the evening of the 26th in Bogotá.
        let now = Instant("2026-11-27T03:00:00Z".parse().unwrap());
        let on = |day: &str| moment(now, Some(day.parse().unwrap()), &zone).ok();
        assert_eq!(moment(now, None, &zone).ok(), Some(now));
        assert_eq!(on("2026-11-26"), Some(now));
        assert_eq!(
            on("2026-11-25").map(|at| at.to_string()).as_deref(),
            Some("2026-11-25T17:00:00Z")
        );
        assert_eq!(on("2026-11-27"), None);
        assert_eq!(on("1999-12-31"), None);
    }
}
