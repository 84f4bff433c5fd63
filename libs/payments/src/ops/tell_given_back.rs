//! Whoever paid is told that money went back.

use db::TenantTx;
use kernel::Result;

use crate::letters::given_back;
use crate::model::refund::refund_columns;
use crate::model::{Refund, RefundId};
use crate::queries::attempts::get_attempt;
use crate::treasury::Treasury;

/// Tells it once, however often it is asked to; a refund that came to nothing meanwhile is not told.
pub(crate) async fn tell_given_back(tx: &mut TenantTx, treasury: &Treasury, id: RefundId) -> Result<()> {
    let Some(refund) = claim(tx, id).await? else {
        return Ok(());
    };
    let attempt = get_attempt(tx, refund.attempt_id).await?;
    given_back(tx, treasury, &attempt, &refund).await
}

async fn claim(tx: &mut TenantTx, id: RefundId) -> Result<Option<Refund>> {
    Ok(sqlx::query_as(concat!(
        "update payment_refund set told_at = $3
          where tenant_id = $1 and refund_id = $2 and status = 'done' and told_at is null
         returning ",
        refund_columns!()
    ))
    .bind(tx.tenant())
    .bind(id)
    .bind(tx.now())
    .fetch_optional(&mut **tx)
    .await?)
}
