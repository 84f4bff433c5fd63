//! Reads that screens, the API and higher slices share.

use db::TenantTx;
use kernel::{Result, id::Uuid};

use crate::connector::connector;
use crate::model::{Attempt, MethodCode, MethodSetting, PayableKind};

/// Every way to pay as the shop set it up, in the order it shows them.
pub async fn list_methods(tx: &mut TenantTx) -> Result<Vec<MethodSetting>> {
    let mut settings: Vec<MethodSetting> = sqlx::query_as(
        "select code, enabled, instructions, instructions_en, version
           from payment_method
          where tenant_id = $1
          order by position, code",
    )
    .bind(tx.tenant())
    .fetch_all(&mut **tx)
    .await?;
    for code in MethodCode::ALL {
        if !settings.iter().any(|s| s.code == code) {
            settings.push(default_setting(code));
        }
    }
    Ok(settings)
}

/// The ways to pay that customers may choose.
pub async fn offered_methods(tx: &mut TenantTx) -> Result<Vec<MethodSetting>> {
    Ok(list_methods(tx)
        .await?
        .into_iter()
        .filter(|m| m.enabled)
        .collect())
}

/// One way to pay as the shop set it up.
pub async fn find_method(tx: &mut TenantTx, code: MethodCode) -> Result<MethodSetting> {
    let setting = list_methods(tx).await?.into_iter().find(|m| m.code == code);
    Ok(setting.unwrap_or_else(|| default_setting(code)))
}

fn default_setting(code: MethodCode) -> MethodSetting {
    let enabled = connector(code).capabilities().enabled_by_default;
    MethodSetting {
        code,
        enabled,
        instructions: None,
        instructions_en: None,
        version: 0,
    }
}

/// The newest attempt to pay something.
pub async fn latest_attempt(tx: &mut TenantTx, kind: PayableKind, id: Uuid) -> Result<Option<Attempt>> {
    Ok(sqlx::query_as(
        "select attempt_id, payable_kind, payable_id, method, status, amount, currency, reference, receipt, created_at,
                settled_at
           from payment_attempt
          where tenant_id = $1 and payable_kind = $2 and payable_id = $3
          order by created_at desc, attempt_id desc
          limit 1",
    )
    .bind(tx.tenant())
    .bind(kind)
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?)
}
