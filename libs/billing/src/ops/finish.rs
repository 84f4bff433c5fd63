//! What Stripe was asked and nobody knows the end of: it is asked again, with the same key.

use http::AppData;
use jobs::{JobCtx, JobError};
use kernel::Actor;
use stripe::StripeError;

use super::close::close;
use super::look::look;
use super::task::{Outcome, Task};
use crate::model::operation::{Operation, OperationId, OperationKind};
use crate::queries::operations::operation;
use crate::till::Till;

/// Seconds after which somebody who asked has an answer, or nobody listens any more.
pub(crate) const FINISHED_BY: i64 = 180;
/// Seconds for which Stripe remembers a key, with an hour to spare.
const REMEMBERED: i64 = 23 * 60 * 60;

/// Asks again, or looks what became of it where the key is forgotten.
pub(crate) async fn finish(ctx: &JobCtx, app: &AppData, id: OperationId) -> Result<(), JobError> {
    let till = Till::of(app);
    let shop = app.shops.by_id(ctx.tenant).await?;
    let mut tx = app.begin(ctx.tenant, Actor::System).await?;
    let known = operation(&mut tx, id).await?;
    if !known.is_under_way() {
        return Ok(());
    }
    let task = Task::prepare(&mut tx, (app, &shop), till.is_live(), &known).await?;
    tx.commit().await?;
    let is_remembered = ctx.now().seconds_since(known.created_at) < REMEMBERED;
    let outcome = if is_remembered {
        task.send(till.stripe()?).await
    } else {
        late(&till, app, ctx, (&known, &task)).await?
    };
    let closed = close((&till, app), ctx.tenant, id, &outcome).await?;
    if closed.is_under_way() {
        return Err(JobError::retry("nobody answered"));
    }
    Ok(())
}

/// Nothing is sent any more: how it stands there says whether it happened.
async fn late(
    till: &Till,
    app: &AppData,
    ctx: &JobCtx,
    (known, task): (&Operation, &Task),
) -> Result<Result<Outcome, StripeError>, JobError> {
    if known.kind == OperationKind::Customer {
        let found = task.find_customer(till.stripe()?).await;
        return Ok(found.and_then(|found| found.map(Outcome::Known).ok_or_else(forgotten)));
    }
    look(till, app, ctx.tenant, None).await?;
    Ok(Err(forgotten()))
}

fn forgotten() -> StripeError {
    StripeError::Refused {
        status: 0,
        code: Some("forgotten".to_owned()),
        message: "nobody answered for a day; the subscription was looked at instead".to_owned(),
    }
}
