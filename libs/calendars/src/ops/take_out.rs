//! We part from an account, and its owner wants our appointments out of its calendars.

use booking::model::BookingId;
use jobs::JobCtx;
use kernel::Result;
use sqlx::FromRow;

use super::reach::reach;
use crate::clerk::Clerk;
use crate::fault::Fault;
use crate::model::{AccountId, CalendarId, Provider};
use crate::trouble::Trouble;

/// So many a run; the next one goes on from there.
const MOST: i64 = 100;

#[derive(Debug, FromRow)]
struct Left {
    booking_id: BookingId,
    calendar_id: CalendarId,
    place: String,
    remote_id: String,
    etag: Option<String>,
}

/// Takes out what is still ahead, as far as it gets; whether any is left.
pub async fn take_out(
    ctx: &JobCtx,
    clerk: &Clerk,
    (account, provider): (AccountId, Provider),
) -> std::result::Result<bool, Trouble> {
    let left = list_left(ctx, account).await?;
    for one in &left {
        let known = one.etag.as_deref();
        let mut taken = take_one(ctx, clerk, (account, provider), one, known, false).await;
        if matches!(taken, Err(Trouble::Outside(Fault::Ended))) {
            taken = take_one(ctx, clerk, (account, provider), one, known, true).await;
        }
        match taken {
            // One that may not be taken out stays, and no other because of it.
            Ok(()) | Err(Trouble::Outside(Fault::Refused(_) | Fault::Unreadable(_))) => {}
            Err(trouble) => return Err(trouble),
        }
        forget(ctx, one).await?;
    }
    Ok(i64::try_from(left.len()).is_ok_and(|many| many == MOST))
}

async fn take_one(
    ctx: &JobCtx,
    clerk: &Clerk,
    account: (AccountId, Provider),
    one: &Left,
    known: Option<&str>,
    anew: bool,
) -> std::result::Result<(), Trouble> {
    let reached = reach(ctx, clerk, account, &one.place, anew).await?;
    Ok(reached.take_out(&one.remote_id, known).await?)
}

/// What was written and is not over.
async fn list_left(ctx: &JobCtx, account: AccountId) -> Result<Vec<Left>> {
    let mut tx = ctx.begin().await?;
    let left = sqlx::query_as(
        "select y.booking_id, y.calendar_id, c.remote_id as place, y.remote_id, y.etag
           from calendar_copy y
           join external_calendar c on c.tenant_id = $1 and c.calendar_id = y.calendar_id
           join booking b on b.tenant_id = $1 and b.booking_id = y.booking_id
          where y.tenant_id = $1 and c.account_id = $2 and y.state <> 'gone' and b.ends_at > $3
          order by b.starts_at, y.booking_id
          limit $4",
    )
    .bind(tx.tenant())
    .bind(account)
    .bind(tx.now())
    .bind(MOST)
    .fetch_all(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(left)
}

async fn forget(ctx: &JobCtx, one: &Left) -> Result<()> {
    let mut tx = ctx.begin().await?;
    sqlx::query("delete from calendar_copy where tenant_id = $1 and booking_id = $2 and calendar_id = $3")
        .bind(tx.tenant())
        .bind(one.booking_id)
        .bind(one.calendar_id)
        .execute(&mut *tx)
        .await?;
    tx.commit().await
}
