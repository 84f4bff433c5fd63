//! What staff do about all shops, the same for pages and API.

use http::Visitor;
use kernel::Result;

use crate::model::AnnouncementId;
use crate::ops::{self, Closing, NewAnnouncement, Sharing};

/// Says for how many of a hundred shops a switch is on.
pub async fn share_among(ctx: &Visitor, flag: &str, share: Sharing) -> Result<()> {
    let mut tx = ctx.app.begin_platform(ctx.actor(), "share_flag").await?;
    ops::share_flag(&mut tx, flag, share).await?;
    tx.commit().await
}

/// Closes all shops, or opens them.
pub async fn close_all(ctx: &Visitor, closing: Closing) -> Result<()> {
    let mut tx = ctx.app.begin_platform(ctx.actor(), "set_maintenance").await?;
    ops::close_all(&mut tx, closing).await?;
    tx.commit().await?;
    ctx.app.shops.forget(ctx.shop.id);
    Ok(())
}

/// Tells everybody who works at a shop something.
pub async fn say(ctx: &Visitor, new: &NewAnnouncement) -> Result<AnnouncementId> {
    let mut tx = ctx.app.begin_platform(ctx.actor(), "announce").await?;
    let id = ops::announce(&mut tx, new).await?;
    tx.commit().await?;
    Ok(id)
}

/// Takes it back.
pub async fn take_back(ctx: &Visitor, id: AnnouncementId) -> Result<()> {
    let mut tx = ctx
        .app
        .begin_platform(ctx.actor(), "withdraw_announcement")
        .await?;
    ops::withdraw(&mut tx, id).await?;
    tx.commit().await
}
