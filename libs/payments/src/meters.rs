//! What is counted: under the documents' names.

use std::collections::HashMap;

use db::TenantTx;

use crate::model::event::EventStatus;
use crate::model::{Attempt, AttemptStatus, MethodCode};
use crate::ops::events::Pointer;

/// An attempt reached a state.
pub(crate) fn moved(tx: &TenantTx, attempt: &Attempt) {
    if attempt.method != MethodCode::Pse {
        return;
    }
    let status = attempt.status.as_str();
    let bank = attempt.bank.clone().unwrap_or_default();
    let document = attempt.document_type.clone().unwrap_or_default();
    let labels = [
        ("status", status.to_owned()),
        ("bank", bank),
        ("document_type", document),
    ];
    metrics::counter!("pse_payments_total", &labels).increment(1);
    if attempt.status.is_open()
        || matches!(
            attempt.status,
            AttemptStatus::Refunded | AttemptStatus::PartiallyRefunded
        )
    {
        return;
    }
    let units = attempt.amount / attempt.currency.minor_per_unit();
    metrics::counter!("pse_payment_amount_total", "status" => status)
        .increment(u64::try_from(units).unwrap_or(0));
    let took = u32::try_from(tx.now().seconds_since(attempt.created_at)).unwrap_or(0);
    metrics::histogram!("pse_payment_duration_seconds", &labels).record(f64::from(took));
}

/// So many payments by PSE are under way; a state that none is in has none.
pub(crate) fn open(counts: &HashMap<AttemptStatus, i64>) {
    for status in AttemptStatus::ALL.into_iter().filter(|status| status.is_open()) {
        let count = counts.get(&status).copied().unwrap_or(0);
        let count = f64::from(u32::try_from(count).unwrap_or(u32::MAX));
        metrics::gauge!("pse_payments_open", "status" => status.as_str()).set(count);
    }
}

/// A webhook was acted on, so long after it came.
pub(crate) fn handled(tx: &TenantTx, told: &Pointer, status: EventStatus) {
    let took = tx.now().0.duration_since(told.received_at.0).as_secs_f64();
    let labels = [
        ("source", told.provider.as_str().to_owned()),
        ("type", told.kind.clone()),
        ("status", status.as_str().to_owned()),
    ];
    metrics::histogram!("webhook_processing_seconds", &labels).record(took);
}
