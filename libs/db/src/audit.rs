//! The audit log of a tenant. Rows of most tables leave their trace by themselves (trigger `audit_row`, set up by
//! `select audit_table('…')` in a migration); what is replaced as a whole is recorded here.

use kernel::Result;
use serde_json::Value;

use crate::TenantTx;
use crate::cause::is_staff;

/// A thing that was another before.
#[derive(Debug)]
pub struct Change<'a> {
    /// What it is: `shipping`. The words for people are `audit-subject-<it>`.
    pub subject: &'static str,
    /// Which; the tenant's own id where there is one only.
    pub id: String,
    /// What people call it, or nothing.
    pub label: Option<&'a str>,
    /// An object, of which only members that differ are kept.
    pub before: Value,
    /// The same afterwards.
    pub after: Value,
}

/// Writes it into the audit log, in the transaction of the change, if staff did it and something differs. Never pass
/// secrets.
pub async fn record(tx: &mut TenantTx, change: Change<'_>) -> Result<()> {
    if !is_staff(tx.actor()) {
        return Ok(());
    }
    sqlx::query("select audit_write($1, $2, $3, 'update', $4, $5)")
        .bind(change.subject)
        .bind(change.id)
        .bind(change.label)
        .bind(change.before)
        .bind(change.after)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
