//! What became of a call is written down.

use db::TenantTx;
use http::AppData;
use kernel::{Actor, Result, TenantId};
use stripe::StripeError;

use super::look::look;
use super::task::Outcome;
use crate::model::operation::{Operation, OperationId, OperationKind, OperationStatus};
use crate::queries::operations::{lock_operation, operation};
use crate::till::Till;

/// Writes it down, and takes Stripe's word for the subscription where that is another one now.
pub(crate) async fn close(
    (till, app): (&Till, &AppData),
    tenant: TenantId,
    id: OperationId,
    outcome: &Result<Outcome, StripeError>,
) -> Result<Operation> {
    let mut tx = app.begin(tenant, Actor::System).await?;
    let known = operation(&mut tx, id).await?;
    tx.commit().await?;
    let moves = outcome.is_ok() && changes_the_plan(known.kind);
    let is_done = status_of(outcome) == OperationStatus::Done;
    // The subscription first: whoever agrees to something else meanwhile finds this under way, and from then on another plan.
    if moves && is_done {
        look(till, app, tenant, None).await?;
    }
    let mut tx = app.begin(tenant, Actor::System).await?;
    let known = lock_operation(&mut tx, id).await?;
    if known.is_under_way() {
        write(&mut tx, &known, outcome).await?;
    }
    let closed = operation(&mut tx, id).await?;
    tx.commit().await?;
    // What waits for its money has to be known to wait before somebody may see that it came.
    if moves && !is_done {
        look(till, app, tenant, None).await?;
    }
    if moves {
        note_charge(app, tenant, id).await
    } else {
        Ok(closed)
    }
}

const fn changes_the_plan(kind: OperationKind) -> bool {
    !matches!(kind, OperationKind::Customer | OperationKind::Checkout)
}

async fn write(tx: &mut TenantTx, known: &Operation, outcome: &Result<Outcome, StripeError>) -> Result<()> {
    if let Ok(Outcome::Known(customer)) = outcome {
        name_customer(tx, customer.as_str()).await?;
    }
    let outside = match outcome {
        Ok(Outcome::Known(customer)) => Some(customer.to_string()),
        Ok(Outcome::Page(page)) => Some(page.id.to_string()),
        Ok(Outcome::Changed(said)) => said.latest_invoice.as_ref().map(ToString::to_string),
        Ok(Outcome::Planned) | Err(_) => None,
    };
    sqlx::query(
        "update billing_operation
            set status = $3, outside_id = coalesce($4, outside_id), failure = $5, tries = tries + 1, updated_at = $6
          where tenant_id = $1 and operation_id = $2",
    )
    .bind(tx.tenant())
    .bind(known.operation_id)
    .bind(status_of(outcome))
    .bind(outside)
    .bind(outcome.as_ref().err().map(failure))
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

fn status_of(outcome: &Result<Outcome, StripeError>) -> OperationStatus {
    match outcome {
        Ok(Outcome::Changed(said)) if said.pending.is_some() => OperationStatus::Waiting,
        Ok(_) => OperationStatus::Done,
        Err(error) if error.may_have_happened() => OperationStatus::Unknown,
        Err(StripeError::Busy { .. }) => OperationStatus::Unknown,
        Err(_) => OperationStatus::Refused,
    }
}

/// For us: it names nobody.
fn failure(error: &StripeError) -> String {
    let why = match error {
        StripeError::Refused { code, message, .. } => {
            format!("{}: {message}", code.as_deref().unwrap_or("refused"))
        }
        error => error.name().to_owned(),
    };
    why.chars().take(200).collect()
}

async fn name_customer(tx: &mut TenantTx, customer: &str) -> Result<()> {
    sqlx::query(
        "update subscription set customer_id = coalesce(customer_id, $2), updated_at = $3, version = version + 1
          where tenant_id = $1",
    )
    .bind(tx.tenant())
    .bind(customer)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// What an upgrade was charged stands in its invoice. In a trial nothing is charged, and there is none.
async fn note_charge(app: &AppData, tenant: TenantId, id: OperationId) -> Result<Operation> {
    let mut tx = app.begin(tenant, Actor::System).await?;
    sqlx::query(
        "update billing_operation o
            set charged = coalesce((select i.due from billing_invoice i
                                     where i.tenant_id = o.tenant_id and i.outside_id = o.outside_id
                                       and i.reason = 'subscription_update' and i.issued_at >= o.counted_at), 0)
          where o.tenant_id = $1 and o.operation_id = $2 and o.kind = 'upgrade' and o.status = 'done'
            and o.charged is null",
    )
    .bind(tenant)
    .bind(id)
    .execute(&mut *tx)
    .await?;
    let closed = operation(&mut tx, id).await?;
    tx.commit().await?;
    if let (Some(shown), Some(charged)) = (closed.shown, closed.charged)
        && shown != charged
    {
        tracing::error!(operation = %id, shown, charged, "another sum was charged than was shown");
    }
    Ok(closed)
}
