//! Reviews as the shop works through them.

use catalog::ProductId;
use db::TenantTx;
use kernel::{Instant, PageQuery, Paged, Result};
use sales::model::OrderId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::row::{PhotoView, ReviewRow, review_columns};
use crate::model::{ReviewId, ReviewStatus};

/// Which of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReviewTab {
    /// Those that wait for the shop.
    #[default]
    Pending,
    /// Those that everybody sees.
    Published,
    /// Those that the shop does not show.
    Rejected,
    /// Those that everybody sees and somebody complained of.
    Reported,
}

impl ReviewTab {
    /// In the order of the tabs.
    pub const ALL: [Self; 4] = [Self::Pending, Self::Published, Self::Rejected, Self::Reported];

    /// As addresses have it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Published => "published",
            Self::Rejected => "rejected",
            Self::Reported => "reported",
        }
    }

    const fn status(self) -> ReviewStatus {
        match self {
            Self::Pending => ReviewStatus::Pending,
            Self::Published | Self::Reported => ReviewStatus::Published,
            Self::Rejected => ReviewStatus::Rejected,
        }
    }
}

/// A review as the shop sees it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DeskReview {
    /// Which.
    pub id: ReviewId,
    /// Of which product.
    pub product_id: ProductId,
    /// Its name.
    pub product: String,
    /// The order that shows that they bought it.
    pub order_id: OrderId,
    /// 1 to 5.
    pub stars: i16,
    /// In a few words.
    pub title: Option<String>,
    /// In more.
    pub text: String,
    /// As everybody reads it.
    pub author: String,
    /// Their address.
    pub email: String,
    /// Where it stands.
    pub status: ReviewStatus,
    /// Why the shop does not show it.
    pub reject_reason: Option<String>,
    /// What the shop says to it.
    pub answer: Option<String>,
    /// Why others find that it should not stand there; those that the shop has not settled.
    pub reports: Vec<String>,
    /// Its photos.
    pub photos: Vec<PhotoView>,
    /// When it was written.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Instant,
    /// Changes with every change.
    pub version: i64,
}

#[derive(sqlx::FromRow)]
struct DeskRow {
    #[sqlx(flatten)]
    review: ReviewRow,
    product_id: ProductId,
    product: String,
    order_id: OrderId,
    email: String,
    reports: Vec<String>,
    total: i64,
}

impl From<DeskRow> for DeskReview {
    fn from(row: DeskRow) -> Self {
        let review = row.review;
        Self {
            photos: review.photos(),
            id: review.review_id,
            product_id: row.product_id,
            product: row.product,
            order_id: row.order_id,
            stars: review.stars,
            title: review.title,
            text: review.body,
            author: review.author,
            email: row.email,
            status: review.status,
            reject_reason: review.reject_reason,
            answer: review.answer,
            reports: row.reports,
            created_at: review.created_at,
            version: review.version,
        }
    }
}

/// Reviews of a tab, newest first.
pub async fn list_desk(tx: &mut TenantTx, tab: ReviewTab, page: PageQuery) -> Result<Paged<DeskReview>> {
    let rows: Vec<DeskRow> = sqlx::query_as(concat!(
        "with fits as (
           select f.* from review f
            where f.tenant_id = $1 and f.status = $2
              and (not $3 or exists (select from review_report o
                                      where o.tenant_id = $1 and o.review_id = f.review_id and o.kept_at is null)))
         select ",
        review_columns!(),
        ",      r.product_id, p.name as product, r.order_id, r.email,
                array(select o.reason from review_report o
                       where o.tenant_id = $1 and o.review_id = r.review_id and o.kept_at is null
                       order by o.created_at, o.report_id limit 20) as reports,
                (select count(*) from fits) as total
           from fits r
           join product p on p.tenant_id = $1 and p.product_id = r.product_id
          order by r.created_at desc, r.review_id
          limit $4 offset $5"
    ))
    .bind(tx.tenant())
    .bind(tab.status())
    .bind(tab == ReviewTab::Reported)
    .bind(i64::from(page.limit))
    .bind(page.offset())
    .fetch_all(&mut **tx)
    .await?;
    let total = rows.first().map_or(0, |row| row.total);
    Ok(Paged::new(
        rows.into_iter().map(DeskReview::from).collect(),
        page,
        total,
    ))
}

/// How many there are behind the tabs that wait for somebody.
#[derive(Debug, Clone, Copy, sqlx::FromRow)]
pub struct TabCounts {
    /// To look at.
    pub pending: i64,
    /// Complained of.
    pub reported: i64,
}

/// Counts them.
pub async fn tab_counts(tx: &mut TenantTx) -> Result<TabCounts> {
    Ok(sqlx::query_as(
        "select (select count(*) from review where tenant_id = $1 and status = 'pending') as pending,
                (select count(distinct o.review_id) from review_report o
                   join review r on r.tenant_id = $1 and r.review_id = o.review_id and r.status = 'published'
                  where o.tenant_id = $1 and o.kept_at is null) as reported",
    )
    .bind(tx.tenant())
    .fetch_one(&mut **tx)
    .await?)
}
