//! Giving money back once, however often the same wish arrives.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use http::Visitor;
use http::idempotency::{Ask, Claim, IdempotencyKey, claim, record};
use kernel::Result;

use super::api::payments::PaymentRefundView;
use crate::model::AttemptId;
use crate::ops::give_back::give_back_payment;
use crate::ops::refunds::Back;
use crate::treasury::Treasury;

/// What makes a wish the same as one before.
pub(super) struct Wish<'a> {
    /// Method and pattern of the route.
    pub route: &'static str,
    /// Names it.
    pub key: &'a IdempotencyKey,
    /// SHA-256 of its body.
    pub hash: [u8; 32],
}

/// Begins to give back what came by a payment. The same key again gives the same answer, and nothing more goes back.
pub(super) async fn refund_once(
    visitor: &Visitor,
    id: AttemptId,
    back: &Back,
    wish: &Wish<'_>,
) -> Result<HttpResponse> {
    let treasury = Treasury::of(&visitor.app);
    let mut tx = visitor.begin().await?;
    let ask = Ask {
        vault: &visitor.app.vault,
        actor: format!("payment:{id}"),
        route: wish.route,
        key: wish.key,
        request_hash: wish.hash,
    };
    if let Claim::Replay(answer) = claim(&mut tx, &ask).await? {
        return Ok(answer);
    }
    let refund = give_back_payment(&mut tx, &treasury, id, back).await?;
    let view = PaymentRefundView::from(refund);
    record(&mut tx, &ask, StatusCode::ACCEPTED, &view).await?;
    tx.commit().await?;
    Ok(HttpResponse::Accepted().json(view))
}
