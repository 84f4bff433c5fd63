//! What staff do about one shop, the same for pages and API: one audited transaction each, and this replica forgets what it
//! kept of the shop before any announcement.

use billing::ops::steer::{GivenPlan, LongerTrial, extend_trial, give_shop_plan};
use http::{App, Visitor};
use kernel::{Error, Result, TenantId};

use crate::model::{AccessId, NoteId};
use crate::ops::{self, Choosing, Closing, NewNote, SupportRequest, Suspending};

/// Closes its doors.
pub async fn suspend(ctx: &Visitor, id: TenantId, why: &Suspending) -> Result<()> {
    let tx = ctx.app.begin_platform(ctx.actor(), "suspend_tenant").await?;
    ops::suspend(tx, &ctx.app, id, why).await?.commit().await?;
    forget(&ctx.app, id);
    Ok(())
}

/// Opens them again.
pub async fn reactivate(ctx: &Visitor, id: TenantId) -> Result<()> {
    let tx = ctx.app.begin_platform(ctx.actor(), "reactivate_tenant").await?;
    ops::reactivate(tx, &ctx.app, id).await?.commit().await?;
    forget(&ctx.app, id);
    Ok(())
}

/// Writes a note.
pub async fn note(ctx: &Visitor, id: TenantId, new: &NewNote) -> Result<NoteId> {
    let mut tx = ctx.app.begin_platform(ctx.actor(), "note_tenant").await?;
    let note = ops::write_note(&mut tx, id, &name_of(ctx)?, new).await?;
    tx.commit().await?;
    Ok(note)
}

/// Closes it for maintenance, or opens it.
pub async fn close(ctx: &Visitor, id: TenantId, closing: Closing) -> Result<()> {
    let mut tx = ctx.app.begin_platform(ctx.actor(), "set_maintenance").await?;
    ops::close_shop(&mut tx, id, closing).await?;
    tx.commit().await?;
    forget(&ctx.app, id);
    Ok(())
}

/// Says of a switch what the shop has.
pub async fn choose(ctx: &Visitor, id: TenantId, flag: &str, choice: Choosing) -> Result<()> {
    let mut tx = ctx.app.begin_platform(ctx.actor(), "choose_flag").await?;
    ops::choose_flag(&mut tx, id, flag, choice).await?;
    tx.commit().await?;
    forget(&ctx.app, id);
    Ok(())
}

/// Lets its trial last longer.
pub async fn prolong(ctx: &Visitor, id: TenantId, longer: LongerTrial) -> Result<()> {
    let tx = ctx.app.begin_platform(ctx.actor(), "extend_trial").await?;
    extend_trial(tx, id, longer).await?.commit().await?;
    forget(&ctx.app, id);
    Ok(())
}

/// Gives it a plan without anybody paying.
pub async fn give(ctx: &Visitor, id: TenantId, given: &GivenPlan) -> Result<()> {
    let tx = ctx.app.begin_platform(ctx.actor(), "give_plan").await?;
    give_shop_plan(tx, id, given).await?.commit().await?;
    forget(&ctx.app, id);
    Ok(())
}

/// Opens a support access; gives the address at the shop that lets in once.
pub async fn ask_to_help(ctx: &Visitor, id: TenantId, wanted: &SupportRequest) -> Result<String> {
    let tx = ctx.app.begin_platform(ctx.actor(), "open_support_access").await?;
    let (mut tx, token) = ops::open_support(tx, id, &name_of(ctx)?, wanted).await?;
    let shop = http::shop::find(&mut tx).await?.ok_or_else(Error::not_found)?;
    tx.commit().await?;
    Ok(ctx.app.link(&shop.host, &format!("/support/enter?token={token}")))
}

/// Ends one.
pub async fn end_help(ctx: &Visitor, id: TenantId, access: AccessId) -> Result<()> {
    let mut tx = ctx.app.begin_platform(ctx.actor(), "end_support_access").await?;
    ops::end_support(&mut tx, id, access).await?;
    tx.commit().await
}

fn forget(app: &App, id: TenantId) {
    app.shops.forget(id);
    app.pages.forget(id);
}

fn name_of(ctx: &Visitor) -> Result<String> {
    let person = ctx.person.as_ref();
    person
        .map(|person| person.name.clone())
        .ok_or_else(|| Error::fault("a deed of nobody's"))
}
