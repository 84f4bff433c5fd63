//! Addresses at which other programs read the calendar: made, and taken back.

use db::TenantTx;
use http::secrets::{new_token, sha256};
use http::shop::Shop;
use kernel::{Error, PersonId, Result};

use crate::desk::Desk;
use crate::model::feed::{FeedRequest, NewFeed};
use crate::model::{FeedId, Scope};
use crate::queries::resources::get_resource;

/// Makes an address of what is within the scope. It is told here and never again: only a hash of its key is kept.
pub async fn publish_calendar(
    tx: &mut TenantTx,
    desk: &Desk,
    shop: &Shop,
    (by, scope): (Option<PersonId>, Scope),
    request: &FeedRequest,
) -> Result<NewFeed> {
    let whose = request.resource_id.or(scope.only());
    if let Some(resource) = whose {
        if !scope.holds(resource) {
            return Err(Error::invalid("resource_id", "not_a_choice"));
        }
        match get_resource(tx, resource).await {
            Err(Error::Refused(_)) => return Err(Error::invalid("resource_id", "not_a_choice")),
            other => other.map(drop)?,
        }
    }
    let id: FeedId = tx.new_id();
    let token = new_token(tx.env());
    sqlx::query(
        "insert into calendar_feed (tenant_id, feed_id, resource_id, token_hash, hide_names, created_by, created_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(whose)
    .bind(sha256(token.as_bytes()).as_slice())
    .bind(request.hide_names)
    .bind(by)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(NewFeed {
        id,
        address: desk.feed_link(shop, &token),
    })
}

/// Takes it back: whoever has it reads nothing from now on.
pub async fn withdraw_calendar(tx: &mut TenantTx, id: FeedId, scope: Scope) -> Result<()> {
    let withdrawn = sqlx::query(
        "update calendar_feed set revoked_at = $3
          where tenant_id = $1 and feed_id = $2 and revoked_at is null and ($4::uuid is null or resource_id = $4)",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(tx.now())
    .bind(scope.only())
    .execute(&mut **tx)
    .await?
    .rows_affected();
    match withdrawn {
        1 => Ok(()),
        _ => Err(Error::not_found()),
    }
}
