//! Photos of a review: added one by one, and taken away. Their files are stored already; see `pictures`.

use billing::admit;
use db::TenantTx;
use kernel::{Error, Limit, Result};
use pictures::Prepared;

pub use super::lock::Writer;
use super::lock::{find_theirs, lock_product};
use crate::error::ReviewsError;
use crate::jobs::delete_photo;
use crate::model::{MOST_PHOTOS, ReviewId, ReviewStatus};
use crate::queries::settings::review_settings;

/// Refuses whoever did not write it, before anybody works on their file.
pub async fn require_theirs(tx: &mut TenantTx, review: ReviewId, writer: Writer) -> Result<()> {
    find_theirs(tx, review, writer).await.map(drop)
}

/// Shows it after the others. The shop looks at the review again, unless it shows reviews at once.
pub async fn add_photo(tx: &mut TenantTx, review: ReviewId, writer: Writer, photo: &Prepared) -> Result<()> {
    admit(tx, Limit::Storage).await?;
    let status = lock_theirs(tx, review, writer).await?;
    insert(tx, review, photo).await?;
    let settings = review_settings(tx).await?;
    touch(
        tx,
        review,
        ReviewStatus::when_written(Some(status), settings.shown_at_once),
    )
    .await
}

/// Takes it away, with its files; what stays was looked at before.
pub async fn remove_photo(tx: &mut TenantTx, review: ReviewId, writer: Writer, position: i16) -> Result<()> {
    let status = lock_theirs(tx, review, writer).await?;
    let key: Option<String> = sqlx::query_scalar(
        "delete from review_picture where tenant_id = $1 and review_id = $2 and position = $3 returning key",
    )
    .bind(tx.tenant())
    .bind(review)
    .bind(position)
    .fetch_optional(&mut **tx)
    .await?;
    delete_photo(tx, key.ok_or_else(Error::not_found)?).await?;
    touch(tx, review, status).await
}

/// Holds the review, its product first.
async fn lock_theirs(tx: &mut TenantTx, review: ReviewId, writer: Writer) -> Result<ReviewStatus> {
    let (product, _) = find_theirs(tx, review, writer).await?;
    lock_product(tx, product).await?;
    let (_, status) = find_theirs(tx, review, writer).await?;
    Ok(status)
}

async fn insert(tx: &mut TenantTx, review: ReviewId, photo: &Prepared) -> Result<()> {
    let pixels = |n: u32| i32::try_from(n).map_err(|e| Error::Fault(e.into()));
    let made = sqlx::query(
        "insert into review_picture (tenant_id, review_id, position, key, width, height, bytes, created_at)
         select $1, $2, free.position::smallint, $3, $4, $5, $6, $7
           from generate_series(0, $8::bigint::integer - 1) as free (position)
          where not exists (select from review_picture i
                             where i.tenant_id = $1 and i.review_id = $2 and i.position = free.position)
          order by free.position
          limit 1",
    )
    .bind(tx.tenant())
    .bind(review)
    .bind(&photo.key)
    .bind(pixels(photo.width)?)
    .bind(pixels(photo.height)?)
    .bind(photo.bytes())
    .bind(tx.now())
    .bind(MOST_PHOTOS)
    .execute(&mut **tx)
    .await?;
    if made.rows_affected() == 1 {
        return Ok(());
    }
    Err(kernel::Error::from(ReviewsError::TooManyPhotos).with("most", MOST_PHOTOS))
}

/// It is another review now; whoever judges what they saw before is told so.
async fn touch(tx: &mut TenantTx, review: ReviewId, status: ReviewStatus) -> Result<()> {
    sqlx::query(
        "update review
            set status = $3, reject_reason = case when $3 = 'rejected' then reject_reason end,
                published_at = case when $3 = 'published' then coalesce(published_at, $4) else published_at end,
                updated_at = $4, version = version + 1
          where tenant_id = $1 and review_id = $2",
    )
    .bind(tx.tenant())
    .bind(review)
    .bind(status)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}
