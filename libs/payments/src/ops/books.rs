//! What payments write into the ledger. Each posting has a key of its own: written twice, it is there once.

use db::TenantTx;
use kernel::id::Uuid;
use kernel::{Currency, Result};
use ledger::{Account, AccountKind, Entry, Posting, TxnKind};

use crate::connector::connector;
use crate::model::{Attempt, DisputeMovement, Refund};
use crate::provider::Payout;

/// The money of an approved attempt came. What nobody owed is the payer's credit.
pub(crate) async fn received(tx: &mut TenantTx, attempt: &Attempt) -> Result<()> {
    let entries = vec![
        Entry::debit(place(attempt), attempt.amount),
        Entry::credit(income(attempt), attempt.amount),
    ];
    let key = format!("payment:{}", attempt.attempt_id);
    post(tx, attempt, (TxnKind::PaymentReceived, key), entries).await
}

/// Another sum came than was owed: it is there, and nobody's yet.
pub(crate) async fn strayed(tx: &mut TenantTx, attempt: &Attempt, said: i64) -> Result<()> {
    let entries = vec![
        Entry::debit(place(attempt), said),
        Entry::credit(Account::of(AccountKind::CustomerCredit), said),
    ];
    let key = format!("payment:{}", attempt.attempt_id);
    post(tx, attempt, (TxnKind::PaymentReceived, key), entries).await
}

/// What the provider keeps became known.
pub(crate) async fn fee(tx: &mut TenantTx, attempt: &Attempt, fee: i64) -> Result<()> {
    let entries = vec![
        Entry::debit(Account::with(AccountKind::Fees, owner(attempt)), fee),
        Entry::credit(place(attempt), fee),
    ];
    let key = format!("fee:{}", attempt.attempt_id);
    post(tx, attempt, (TxnKind::ProviderFee, key), entries).await
}

/// A refund was done. What goes back in another currency than is owed never came into these books.
pub(crate) async fn refunded(tx: &mut TenantTx, attempt: &Attempt, refund: &Refund) -> Result<()> {
    if !attempt.is_booked() {
        return Ok(());
    }
    let posting = refund_posting(tx, attempt, refund);
    ledger::post(tx, &posting).await?;
    Ok(())
}

/// One that was done came to nothing after all: posted again it is known, and what is known is reversed.
pub(crate) async fn unrefunded(tx: &mut TenantTx, attempt: &Attempt, refund: &Refund) -> Result<()> {
    if !attempt.is_booked() {
        return Ok(());
    }
    let posting = refund_posting(tx, attempt, refund);
    let done = ledger::post(tx, &posting).await?;
    let key = format!("refund-failed:{}", refund.refund_id);
    ledger::reverse(tx, done, &key, attempt.reference.clone()).await?;
    Ok(())
}

fn refund_posting(tx: &TenantTx, attempt: &Attempt, refund: &Refund) -> Posting {
    let entries = vec![
        Entry::debit(income(attempt), refund.amount),
        Entry::credit(place(attempt), refund.amount),
    ];
    let key = format!("refund:{}", refund.refund_id);
    posting(tx, attempt, (TxnKind::PaymentRefunded, key), entries)
}

/// The payer's bank took the money aside.
pub(crate) async fn disputed(tx: &mut TenantTx, attempt: &Attempt, dispute: (Uuid, i64)) -> Result<()> {
    let (id, amount) = dispute;
    let entries = vec![
        Entry::debit(Account::with(AccountKind::Disputes, owner(attempt)), amount),
        Entry::credit(place(attempt), amount),
    ];
    post(
        tx,
        attempt,
        (TxnKind::DisputeOpened, format!("dispute:{id}")),
        entries,
    )
    .await
}

/// A movement of the provider's balance by a dispute, with what the provider took for it: held until the bank decides, or lost by
/// now.
pub(crate) async fn dispute_moved(
    tx: &mut TenantTx,
    attempt: &Attempt,
    (id, is_lost): (Uuid, bool),
    movement: &DisputeMovement,
) -> Result<()> {
    let held = if is_lost {
        Account::of(AccountKind::DisputeLosses)
    } else {
        Account::with(AccountKind::Disputes, owner(attempt))
    };
    let lines = [
        (held, -movement.amount),
        (Account::with(AccountKind::Fees, owner(attempt)), movement.fee),
        (place(attempt), movement.amount - movement.fee),
    ];
    let entries = lines.into_iter().filter(|(_, amount)| *amount != 0);
    let entries: Vec<Entry> = entries
        .map(|(account, amount)| Entry { account, amount })
        .collect();
    if entries.is_empty() {
        return Ok(());
    }
    let kind = match movement.amount {
        ..0 => TxnKind::DisputeOpened,
        0 => TxnKind::ProviderFee,
        1.. => TxnKind::DisputeWon,
    };
    let name: String = movement.outside_id.chars().take(100).collect();
    post(tx, attempt, (kind, format!("dispute:{id}:{name}")), entries).await
}

/// A provider handed over what it had collected, or took it back since no bank took it: less than nothing then.
pub(crate) async fn paid_out(
    tx: &mut TenantTx,
    account: &crate::model::Account,
    payout: &Payout,
    currency: Currency,
) -> Result<()> {
    let provider = account.provider.as_str();
    let name: String = payout.outside_id.chars().take(100).collect();
    let entry = |account, amount| Entry { account, amount };
    let posting = Posting {
        kind: TxnKind::Settlement,
        source_type: "payment_account",
        source_id: account.account_id.0,
        key: format!("payout:{}:{name}", account.account_id),
        occurred_at: payout.at,
        currency,
        memo: Some(payout.outside_id.chars().take(300).collect()),
        entries: vec![
            entry(Account::of(AccountKind::Bank), payout.amount),
            entry(Account::with(AccountKind::Clearing, provider), -payout.amount),
        ],
    };
    ledger::post(tx, &posting).await?;
    Ok(())
}

/// The bank decided: the money is the shop's again, or lost.
pub(crate) async fn decided(
    tx: &mut TenantTx,
    attempt: &Attempt,
    dispute: (Uuid, i64),
    won: bool,
) -> Result<()> {
    let (id, amount) = dispute;
    let (kind, to) = if won {
        (TxnKind::DisputeWon, place(attempt))
    } else {
        (TxnKind::DisputeLost, Account::of(AccountKind::DisputeLosses))
    };
    let entries = vec![
        Entry::debit(to, amount),
        Entry::credit(Account::with(AccountKind::Disputes, owner(attempt)), amount),
    ];
    post(tx, attempt, (kind, format!("dispute-end:{id}")), entries).await
}

async fn post(
    tx: &mut TenantTx,
    attempt: &Attempt,
    (kind, key): (TxnKind, String),
    entries: Vec<Entry>,
) -> Result<()> {
    if attempt.amount == 0 {
        return Ok(());
    }
    let posting = posting(tx, attempt, (kind, key), entries);
    ledger::post(tx, &posting).await?;
    Ok(())
}

fn posting(tx: &TenantTx, attempt: &Attempt, (kind, key): (TxnKind, String), entries: Vec<Entry>) -> Posting {
    Posting {
        kind,
        source_type: "payment",
        source_id: attempt.attempt_id.0,
        key,
        occurred_at: tx.now(),
        currency: attempt.currency,
        memo: attempt.reference.clone(),
        entries,
    }
}

/// Where the money is.
fn place(attempt: &Attempt) -> Account {
    match attempt.provider {
        Some(provider) => Account::with(AccountKind::Clearing, provider.as_str()),
        None => connector(attempt.method).place(),
    }
}

fn income(attempt: &Attempt) -> Account {
    let kind = if attempt.surplus {
        AccountKind::CustomerCredit
    } else {
        AccountKind::Sales
    };
    Account::of(kind)
}

fn owner(attempt: &Attempt) -> &'static str {
    attempt.provider.map_or("", |provider| provider.as_str())
}
