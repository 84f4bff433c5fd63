//! The ways to pay, as the shop set them up.

use db::TenantTx;
use kernel::Result;

use crate::connector::connector;
use crate::model::{MethodCode, MethodSetting};
use crate::queries::accounts::list_accounts;

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

/// The ways to pay that customers may choose: switched on, and those over a provider only with an account that it takes.
pub async fn offered_methods(tx: &mut TenantTx) -> Result<Vec<MethodSetting>> {
    let methods: Vec<MethodSetting> = list_methods(tx)
        .await?
        .into_iter()
        .filter(|m| m.enabled)
        .collect();
    if !methods.iter().any(|m| connector(m.code).capabilities().online) {
        return Ok(methods);
    }
    let accounts = list_accounts(tx).await?;
    let usable = |m: &MethodSetting| {
        !connector(m.code).capabilities().online
            || accounts
                .iter()
                .any(|account| account.refused_at.is_none() && account.offers(m.code))
    };
    Ok(methods.into_iter().filter(usable).collect())
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
