//! The ways to pay, as the shop set them up.

use db::TenantTx;
use kernel::Result;

use crate::connector::connector;
use crate::model::{MethodCode, MethodSetting};
use crate::queries::accounts::list_accounts;

/// Every way to pay as the shop set it up, in the order it shows them.
pub async fn list_methods(tx: &mut TenantTx) -> Result<Vec<MethodSetting>> {
    let mut settings: Vec<MethodSetting> = sqlx::query_as(
        "select m.code, m.enabled, m.instructions, m.instructions_en, m.version,
                coalesce(s.off_by_hand or s.off_until > $2, false) as rests
           from payment_method m
           left join payment_switch s on s.tenant_id = m.tenant_id and s.method = m.code and s.bank = ''
          where m.tenant_id = $1
          order by m.position, m.code",
    )
    .bind(tx.tenant())
    .bind(tx.now())
    .fetch_all(&mut **tx)
    .await?;
    for code in MethodCode::ALL {
        if !settings.iter().any(|s| s.code == code) {
            settings.push(default_setting(code));
        }
    }
    Ok(settings)
}

/// What customers may choose from.
#[derive(Debug, Clone, Default)]
pub struct Offer {
    /// In the order in which the shop shows them.
    pub methods: Vec<MethodSetting>,
    /// Those that would be among them and rest now, since nobody answers there.
    pub resting: Vec<MethodSetting>,
}

/// The ways to pay that customers may choose: switched on, awake, and those over a provider only with an account that it takes.
pub async fn offer(tx: &mut TenantTx) -> Result<Offer> {
    let methods: Vec<MethodSetting> = list_methods(tx)
        .await?
        .into_iter()
        .filter(|m| m.enabled)
        .collect();
    let is_online = |m: &MethodSetting| connector(m.code).capabilities().online;
    let accounts = if methods.iter().any(is_online) {
        list_accounts(tx).await?
    } else {
        vec![]
    };
    let usable = |m: &MethodSetting| !is_online(m) || accounts.iter().any(|account| account.offers(m.code));
    let (resting, methods) = methods.into_iter().filter(usable).partition(|m| m.rests);
    Ok(Offer { methods, resting })
}

/// The same for whoever takes an order: where nothing is awake, what rests is better than nothing, since it wakes in minutes.
pub async fn offered_methods(tx: &mut TenantTx) -> Result<Vec<MethodSetting>> {
    Ok(offer(tx).await?.for_orders())
}

impl Offer {
    /// What an order may be placed with.
    pub fn for_orders(self) -> Vec<MethodSetting> {
        if self.methods.is_empty() {
            self.resting
        } else {
            self.methods
        }
    }
}

/// One of those that customers may choose.
pub async fn find_offered(tx: &mut TenantTx, code: MethodCode) -> Result<Option<MethodSetting>> {
    Ok(offered_methods(tx).await?.into_iter().find(|m| m.code == code))
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
        rests: false,
    }
}
