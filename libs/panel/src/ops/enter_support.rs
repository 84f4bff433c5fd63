//! A token of a support access lets its holder into the shop's administration, once.

use db::{PlatformTx, TenantTx};
use http::App;
use http::secrets::token_hash;
use identity::{Client, Opened, PeopleSettings, admit_helper, ensure_helper};
use kernel::{Actor, Instant, PersonId, Result, Role, SessionId, TenantId};
use serde_json::json;

use crate::error::PanelError;
use crate::letters::{Letter, tell_owners};
use crate::model::AccessId;

/// An access that nobody has used yet.
#[derive(Debug, sqlx::FromRow)]
pub struct Waiting {
    /// Which.
    pub access_id: AccessId,
    /// Whose, at the platform.
    pub staff_id: PersonId,
    /// Their name.
    pub staff_name: String,
    /// What for.
    pub reason: String,
    /// Until when.
    pub ends_at: Instant,
}

/// Somebody is in.
#[derive(Debug)]
pub struct Entered {
    /// Their session.
    pub opened: Opened,
    /// Seconds that are left.
    pub seconds: i64,
}

/// The access of this token, if it lets in still; refuses with `support_access_over`.
pub async fn find_waiting(tx: &mut TenantTx, token: &str) -> Result<Waiting> {
    let found: Option<Waiting> = sqlx::query_as(
        "select access_id, staff_id, staff_name, reason, ends_at from support_access
          where tenant_id = $1 and token_hash = $2 and entered_at is null and ended_at is null and ends_at > $3",
    )
    .bind(tx.tenant())
    .bind(token_hash(token))
    .bind(tx.now())
    .fetch_optional(&mut **tx)
    .await?;
    found.ok_or_else(|| PanelError::SupportAccessOver.into())
}

/// Uses the token up and opens the helper's session, which both logs tell and the owners are mailed.
pub async fn enter_support(
    app: &App,
    shop: TenantId,
    token: &str,
    client: &Client,
    people: &PeopleSettings,
) -> Result<Entered> {
    let (waiting, helper) = prepare(app, shop, token).await?;
    refuse_former_staff(app, waiting.staff_id).await?;
    let mut tx = begin(app, shop, &waiting, helper).await?;
    take(&mut tx, &waiting).await?;
    let seconds = waiting.ends_at.seconds_since(tx.now());
    let opened = admit_helper(&mut tx, helper, seconds, client, people).await?;
    name_session(&mut tx, &waiting, opened.id).await?;
    tell_owners(
        &mut tx,
        app,
        Letter::Support,
        &format!("{}: {}", waiting.staff_name, waiting.reason),
    )
    .await?;
    tx.commit().await?;
    Ok(Entered { opened, seconds })
}

async fn prepare(app: &App, shop: TenantId, token: &str) -> Result<(Waiting, PersonId)> {
    let locale = app.shops.by_id(shop).await?.locale;
    let mut tx = app.begin(shop, Actor::System).await?;
    let waiting = find_waiting(&mut tx, token).await?;
    let helper = ensure_helper(&mut tx, waiting.staff_id, &waiting.staff_name, locale).await?;
    tx.commit().await?;
    Ok((waiting, helper))
}

/// Who lost the role since. Whoever loses it a moment later has the access ended, which [`take`] sees.
async fn refuse_former_staff(app: &App, staff: PersonId) -> Result<()> {
    let mut tx = app.begin(TenantId::PLATFORM, Actor::System).await?;
    let may = identity::may_help(&mut tx, staff).await?;
    tx.commit().await?;
    if may {
        Ok(())
    } else {
        Err(PanelError::SupportAccessOver.into())
    }
}

async fn begin(app: &App, shop: TenantId, waiting: &Waiting, helper: PersonId) -> Result<TenantTx> {
    let actor = Actor::Person {
        id: helper,
        role: Role::Helper,
        // There is no session yet; the access that it will stand on has its place in the log.
        session: SessionId(waiting.access_id.0),
    };
    let mut tx: PlatformTx = app.begin_platform(actor, "enter_support_access").await?;
    let details = json!({
        "access": waiting.access_id, "staff": waiting.staff_id, "name": waiting.staff_name, "reason": waiting.reason,
    });
    tx.concerns(shop, details);
    tx.enter(shop).await
}

/// Of two who hold the token, one finds it used.
async fn take(tx: &mut TenantTx, waiting: &Waiting) -> Result<()> {
    let done = sqlx::query(
        "update support_access set entered_at = $3
          where tenant_id = $1 and access_id = $2 and entered_at is null and ended_at is null and ends_at > $3",
    )
    .bind(tx.tenant())
    .bind(waiting.access_id)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    if done.rows_affected() == 1 {
        Ok(())
    } else {
        Err(PanelError::SupportAccessOver.into())
    }
}

async fn name_session(tx: &mut TenantTx, waiting: &Waiting, session: SessionId) -> Result<()> {
    sqlx::query("update support_access set session_id = $3 where tenant_id = $1 and access_id = $2")
        .bind(tx.tenant())
        .bind(waiting.access_id)
        .bind(session)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
