//! Somebody of the shop says which banks are offered.

use db::TenantTx;
use kernel::{Error, Line, Result};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::switches::set_switch;
use crate::model::MethodCode;
use crate::queries::accounts::list_banks;

/// What is not offered by PSE; what is not mentioned is.
#[derive(Debug, Clone, Default, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BanksRequest {
    /// Codes of banks.
    #[serde(default)]
    #[validate(length(max = 200))]
    pub off: Vec<Line<20>>,
}

/// Switches each bank off or on; one that rested because it did not answer is offered again when it is on. Only what changes is
/// written.
pub async fn switch_banks(tx: &mut TenantTx, wanted: &BanksRequest) -> Result<()> {
    let banks = list_banks(tx).await?;
    let unknown = |code: &&Line<20>| !banks.iter().any(|bank| bank.code == code.as_str());
    if let Some(position) = wanted.off.iter().position(|code| unknown(&code)) {
        return Err(Error::invalid(format!("off.{position}"), "not_a_choice"));
    }
    for bank in &banks {
        let off = wanted.off.iter().any(|code| code.as_str() == bank.code);
        if off != bank.off_by_hand || bank.rests && !off {
            set_switch(tx, MethodCode::Pse, &bank.code, off).await?;
        }
    }
    Ok(())
}
