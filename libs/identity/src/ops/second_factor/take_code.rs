//! A code is taken once: of the app never the same or an earlier one again, of the recovery codes none twice.

use db::TenantTx;
use http::Vault;
use kernel::{PersonId, Result};

use super::factor::find_factor;
use super::recovery::{count_recovery_codes, use_recovery_code};
use crate::model::GivenCode;

/// What was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// A code of the app.
    App,
    /// A recovery code; so many are left.
    Recovery(i64),
}

/// Takes the code if it is right. Nothing is counted here.
pub async fn take_code(
    tx: &mut TenantTx,
    vault: &Vault,
    person: PersonId,
    given: &GivenCode,
) -> Result<Option<Taken>> {
    let Some(factor) = find_factor(tx, vault, person).await? else {
        return Ok(None);
    };
    if factor.confirmed_at.is_none() {
        return Ok(None);
    }
    match given {
        GivenCode::App(code) => {
            let step = factor.secret.step_of(code, tx.now())?;
            let Some(step) = step.filter(|step| *step > factor.last_step) else {
                return Ok(None);
            };
            use_step(tx, person, step).await?;
            Ok(Some(Taken::App))
        }
        GivenCode::Recovery(hash) => {
            if !use_recovery_code(tx, person, hash).await? {
                return Ok(None);
            }
            Ok(Some(Taken::Recovery(count_recovery_codes(tx, person).await?)))
        }
    }
}

/// From now on this step's code is a used one.
pub(super) async fn use_step(tx: &mut TenantTx, person: PersonId, step: i64) -> Result<()> {
    sqlx::query("update second_factor set last_step = $3 where tenant_id = $1 and person_id = $2")
        .bind(tx.tenant())
        .bind(person)
        .bind(step)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
