//! A photo that somebody sends for their review, whether from a page or a program.

use http::{Upload, Visitor};
use kernel::Result;

use crate::model::ReviewId;
use crate::ops::photos::{Writer, add_photo, require_theirs};

/// Nobody works on the file of who did not write the review; nothing is held while somebody does.
pub(super) async fn keep_photo(
    visitor: &Visitor,
    review: ReviewId,
    writer: Writer,
    upload: &Upload,
) -> Result<()> {
    let mut tx = visitor.begin().await?;
    require_theirs(&mut tx, review, writer).await?;
    tx.commit().await?;
    let app = &visitor.app;
    let photo = pictures::prepare(&app.env, upload.file.clone(), app.settings.upload_pixels).await?;
    photo.store(&app.storage, visitor.shop.id).await?;
    let mut tx = visitor.begin().await?;
    let kept = add_photo(&mut tx, review, writer, &photo).await;
    let kept = match kept {
        Ok(()) => tx.commit().await,
        Err(error) => Err(error),
    };
    if kept.is_err() {
        // The row was refused: so its files go. Should that fail, they lie there unseen.
        let _ = pictures::remove(&app.storage, visitor.shop.id, &photo.key).await;
    }
    kept
}
