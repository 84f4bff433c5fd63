//! The shop says how it wants to be paid.

use db::TenantTx;
use http::EdgeError;
use kernel::{Error, FieldError, Prose, Result};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::switches::wake;
use crate::connector::connector;
use crate::model::MethodCode;
use crate::queries::accounts::list_accounts;
use crate::queries::list_methods;

/// All ways to pay, in the order they are shown; what is not mentioned is switched off.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MethodsRequest {
    /// Each at most once.
    #[validate(length(max = 4))]
    pub methods: Vec<MethodRequest>,
}

/// One way to pay.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MethodRequest {
    /// Which.
    pub code: MethodCode,
    /// Whether customers may choose it.
    pub enabled: bool,
    /// What the payer reads: account, holder, document.
    #[serde(default, deserialize_with = "kernel::text::blank_as_none")]
    pub instructions: Option<Prose<2000>>,
    /// The same in English.
    #[serde(default, deserialize_with = "kernel::text::blank_as_none")]
    pub instructions_en: Option<Prose<2000>>,
}

/// Replaces the settings. `read_version` is what the writer had seen, if they say so.
pub async fn save_methods(
    tx: &mut TenantTx,
    wanted: &MethodsRequest,
    read_version: Option<i64>,
) -> Result<()> {
    check(wanted)?;
    lock_settings(tx).await?;
    require_accounts(tx, wanted).await?;
    let settings = list_methods(tx).await?;
    if read_version.is_some_and(|read| read != settings.iter().map(|s| s.version).sum::<i64>()) {
        return Err(EdgeError::Stale.into());
    }
    for setting in settings {
        match wanted.methods.iter().position(|m| m.code == setting.code) {
            Some(position) => {
                upsert(tx, &wanted.methods[position], position).await?;
                if setting.rests && wanted.methods[position].enabled {
                    wake(tx, setting.code).await?;
                }
            }
            None => switch_off(tx, setting.code).await?,
        }
    }
    Ok(())
}

fn check(wanted: &MethodsRequest) -> Result<()> {
    for (i, method) in wanted.methods.iter().enumerate() {
        if wanted.methods[..i]
            .iter()
            .any(|earlier| earlier.code == method.code)
        {
            return Err(Error::invalid(format!("methods.{i}.code"), "duplicate"));
        }
        let needs = connector(method.code).capabilities().needs_instructions;
        if method.enabled && needs && method.instructions.is_none() {
            return Err(Error::invalid(format!("methods.{i}.instructions"), "required"));
        }
    }
    Ok(())
}

/// What a provider moves is offered only with an account there: who switches it on connects one first (`needs_account`). One whose
/// credential is refused for now counts, so that the rest can be saved meanwhile.
async fn require_accounts(tx: &mut TenantTx, wanted: &MethodsRequest) -> Result<()> {
    let is_online = |method: &MethodRequest| method.enabled && connector(method.code).capabilities().online;
    if !wanted.methods.iter().any(is_online) {
        return Ok(());
    }
    let accounts = list_accounts(tx).await?;
    let is_known = |code| {
        accounts
            .iter()
            .any(|account| account.is_connected() && account.moves(code))
    };
    let missing = wanted
        .methods
        .iter()
        .enumerate()
        .filter(|(_, method)| is_online(method) && !is_known(method.code));
    let wrong: Vec<FieldError> = missing
        .map(|(i, _)| FieldError {
            field: format!("methods.{i}.enabled"),
            code: "needs_account",
            args: vec![],
        })
        .collect();
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(Error::invalid_fields(wrong))
    }
}

/// Two people who save at once take turns, also the first time, when there is no row to lock.
async fn lock_settings(tx: &mut TenantTx) -> Result<()> {
    sqlx::query("select from tenant where tenant_id = $1 for no key update")
        .bind(tx.tenant())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

async fn upsert(tx: &mut TenantTx, method: &MethodRequest, position: usize) -> Result<()> {
    sqlx::query(
        "insert into payment_method
           (tenant_id, code, enabled, position, instructions, instructions_en, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (tenant_id, code) do update
         set enabled = excluded.enabled, position = excluded.position, instructions = excluded.instructions,
             instructions_en = excluded.instructions_en, updated_at = excluded.updated_at,
             version = payment_method.version + 1",
    )
    .bind(tx.tenant())
    .bind(method.code)
    .bind(method.enabled)
    .bind(i16::try_from(position).unwrap_or(i16::MAX))
    .bind(&method.instructions)
    .bind(&method.instructions_en)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// What the payer reads is kept for the day it is switched on again.
async fn switch_off(tx: &mut TenantTx, code: MethodCode) -> Result<()> {
    sqlx::query(
        "insert into payment_method (tenant_id, code, enabled, position, updated_at)
         values ($1, $2, false, 100, $3)
         on conflict (tenant_id, code) do update
         set enabled = false, position = 100, updated_at = excluded.updated_at, version = payment_method.version + 1",
    )
    .bind(tx.tenant())
    .bind(code)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{MethodRequest, MethodsRequest, check};
    use crate::MethodCode;

    fn method(code: MethodCode) -> MethodRequest {
        MethodRequest {
            code,
            enabled: true,
            instructions: None,
            instructions_en: None,
        }
    }

    #[test]
    fn a_transfer_needs_an_account_and_nothing_comes_twice() {
        let check = |methods| check(&MethodsRequest { methods }).is_ok();
        assert!(check(vec![method(MethodCode::CashOnDelivery)]));
        assert!(!check(vec![method(MethodCode::BankTransfer)]));
        assert!(!check(vec![
            method(MethodCode::CashOnDelivery),
            method(MethodCode::CashOnDelivery)
        ]));
    }
}
