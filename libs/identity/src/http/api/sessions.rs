//! Where one is signed in.

use actix_web::HttpResponse;
use http::{Answer, Id, SignedIn};
use kernel::SessionId;

use crate::ops::revoke_sessions::revoke_own;
use crate::queries::sessions::list_sessions;

/// `GET /api/v1/auth/sessions`.
pub async fn list(caller: SignedIn) -> Answer {
    let mut tx = caller.begin().await?;
    let sessions = list_sessions(&mut tx, caller.person.person_id, caller.person.session_id).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(sessions))
}

/// `DELETE /api/v1/auth/sessions/{id}`.
pub async fn end(caller: SignedIn, id: Id<SessionId>) -> Answer {
    let mut tx = caller.begin().await?;
    revoke_own(&mut tx, caller.person.person_id, id.0).await?;
    tx.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}
