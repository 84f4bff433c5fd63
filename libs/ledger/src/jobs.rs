//! Every night, whether the ledger adds up.

use jobs::{Job, JobCtx, JobError, Registry, Timing};
use serde::{Deserialize, Serialize};

use crate::queries::proof::prove;

/// Add up the tenant's ledger.
#[derive(Debug, Serialize, Deserialize)]
pub struct ProveLedger {}

impl Job for ProveLedger {
    const KIND: &'static str = "ledger.prove";
}

/// Says who handles this slice's jobs.
pub fn jobs(registry: &mut Registry) {
    registry.handle::<ProveLedger, _, _>(prove_ledger);
    registry.for_each_tenant("ledger.prove", Timing::each_day(5, 0), &ProveLedger {});
}

/// A breach is nothing that the shop could mend, and trying again finds it again: whoever runs the program is told, by
/// the log and by an alarm on `ledger_breaches_total`.
async fn prove_ledger(ctx: JobCtx, _: ProveLedger) -> Result<(), JobError> {
    let mut tx = ctx.begin().await?;
    let proof = prove(&mut tx).await?;
    tx.commit().await?;
    let breaches = u64::try_from(proof.breaches()).unwrap_or(u64::MAX);
    metrics::counter!("ledger_breaches_total").increment(breaches);
    if breaches > 0 {
        tracing::error!(
            currencies = proof.currencies,
            transactions = proof.transactions,
            "the ledger does not add up"
        );
    }
    Ok(())
}
