//! Somebody pays by PSE: what is asked is written down before anybody is asked.

use std::net::IpAddr;

use db::TenantTx;
use kernel::{Error, FieldError, Result};

use super::begin::{New, insert, refuse_second};
use super::locking::lock_intent_of;
use crate::error::PaymentsError;
use crate::model::payer::{DocumentType, PayerKind};
use crate::model::{Account, Attempt, AttemptId, Intent, MethodCode, Payer, ProviderCode, PseRequest};
use crate::provider::{CollectOrder, Means};
use crate::queries::accounts::{find_account_at, list_banks};
use crate::queries::methods::find_method;
use crate::treasury::Treasury;

/// Seconds that a payer has at their bank (facts of the provider: 15 minutes).
pub(crate) const AT_THE_BANK: i64 = 15 * 60;

/// From where it is paid.
#[derive(Debug, Clone)]
pub struct Origin {
    /// The payer's address on the network.
    pub ip: IpAddr,
    /// Where the browser comes back to.
    pub return_url: String,
    /// Where the provider tells of changes; none when nobody could reach it.
    pub hook_url: Option<String>,
}

/// Writes an attempt that is about to be sent, and the job that looks after it. Refuses what is paid (`payment_received`), closed,
/// or under way already (`payment_under_way`). The call itself is the caller's, after the commit: [`super::call::send`].
pub async fn begin_pse(
    tx: &mut TenantTx,
    treasury: &Treasury,
    intent: &Intent,
    request: &PseRequest,
    origin: &Origin,
) -> Result<Attempt> {
    let account = check_offer(tx, intent.amount).await?;
    check(&request.payer)?;
    let banks = list_banks(tx).await?;
    let bank = banks.iter().find(|bank| bank.code == request.bank.as_str());
    let bank = bank.ok_or_else(|| Error::invalid("bank", "not_a_choice"))?;
    if !bank.is_offered() {
        return Err(Error::invalid("bank", "bank_rests"));
    }
    let hook = treasury.hook(intent.payable_kind)?;
    (hook.lock)(tx, intent.payable_id).await?;
    let intent = lock_intent_of(tx, intent.payable_kind, intent.payable_id).await?;
    refuse_second(tx, &intent).await?;
    let id: AttemptId = tx.new_id();
    let order = CollectOrder {
        attempt: id.0,
        amount: intent.amount,
        currency: intent.currency.as_str().to_owned(),
        description: intent.reference.clone(),
        return_url: origin.return_url.clone(),
        hook_url: origin.hook_url.clone(),
        ip: origin.ip,
        means: Means::Pse {
            bank: request.bank.to_string(),
            payer: Box::new(request.payer.clone()),
        },
    };
    let new = New {
        method: MethodCode::Pse,
        bank: Some(request.bank.as_str()),
        document_type: Some(request.payer.document_type),
        keeps_for: None,
    };
    insert(tx, treasury, (&intent, &account, &order), new).await
}

/// The account by which PSE is offered for this sum.
async fn check_offer(tx: &mut TenantTx, amount: i64) -> Result<Account> {
    let method = find_method(tx, MethodCode::Pse).await?;
    let account = find_account_at(tx, ProviderCode::Mercadopago).await?;
    let ready = account.filter(|account| method.enabled && account.refused_at.is_none());
    let account = ready.ok_or(PaymentsError::MethodOff)?;
    let least = account.least.is_some_and(|least| amount < least);
    let most = account.most.is_some_and(|most| amount > most);
    if least || most {
        return Err(PaymentsError::SumOutOfRange.into());
    }
    Ok(account)
}

fn check(payer: &Payer) -> Result<()> {
    let mut wrong = vec![];
    let mut field = |name: &str, code: &'static str| {
        wrong.push(FieldError {
            field: format!("payer.{name}"),
            code,
            args: vec![],
        });
    };
    if !payer.document_type.fits(&payer.document()) {
        field("document", "not_a_document");
    }
    let company = payer.kind == PayerKind::Company;
    if company != (payer.document_type == DocumentType::Nit) {
        field("document_type", "not_a_choice");
    }
    if !company && payer.last_name.is_none() {
        field("last_name", "required");
    }
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(Error::invalid_fields(wrong))
    }
}
