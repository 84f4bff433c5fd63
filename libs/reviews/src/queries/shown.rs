//! What everybody sees: reviews that are published, and how they come out together.

use catalog::ProductId;
use db::TenantTx;
use kernel::{Error, Instant, PageQuery, Paged, PersonId, Result};
use serde::Serialize;
use sqlx::types::Json;
use utoipa::ToSchema;

use super::row::{PhotoView, ReviewRow, review_columns};
use crate::model::ReviewId;

/// How many reviews gave how many stars.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, sqlx::FromRow)]
pub struct Rating {
    /// Of one star.
    pub ones: i32,
    /// Of two.
    pub twos: i32,
    /// Of three.
    pub threes: i32,
    /// Of four.
    pub fours: i32,
    /// Of five.
    pub fives: i32,
}

impl Rating {
    /// From one star to five.
    pub const fn counts(self) -> [i32; 5] {
        [self.ones, self.twos, self.threes, self.fours, self.fives]
    }

    /// All of them.
    pub fn count(self) -> i32 {
        self.counts().iter().sum()
    }

    /// Stars on average, 0 of nobody.
    pub fn average(self) -> f64 {
        let stars: i32 = (1..=5).zip(self.counts()).map(|(stars, many)| stars * many).sum();
        match self.count() {
            0 => 0.0,
            count => f64::from(stars) / f64::from(count),
        }
    }
}

/// The same as the API gives it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RatingView {
    /// Stars on average, 0 to 5.
    pub average: f64,
    /// How many reviews.
    pub count: i32,
    /// How many of them gave one star, two, …, five.
    pub histogram: [i32; 5],
}

impl From<Rating> for RatingView {
    fn from(rating: Rating) -> Self {
        Self {
            average: (rating.average() * 100.0).round() / 100.0,
            count: rating.count(),
            histogram: rating.counts(),
        }
    }
}

/// A review as everybody reads it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ShownReview {
    /// Which.
    pub id: ReviewId,
    /// 1 to 5.
    pub stars: i16,
    /// In a few words.
    pub title: Option<String>,
    /// In more.
    pub text: String,
    /// A first name and a letter; all of them bought the product.
    pub author: String,
    /// What the shop says to it.
    pub answer: Option<String>,
    /// When it was published.
    #[schema(value_type = String, format = DateTime)]
    pub published_at: Instant,
    /// Its photos.
    pub photos: Vec<PhotoView>,
}

impl From<ReviewRow> for ShownReview {
    fn from(row: ReviewRow) -> Self {
        Self {
            photos: row.photos(),
            id: row.review_id,
            stars: row.stars,
            title: row.title,
            text: row.body,
            author: row.author,
            answer: row.answer,
            published_at: row.published_at.unwrap_or(row.created_at),
        }
    }
}

/// A product that reviews are of.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Reviewed {
    /// Which.
    pub product_id: ProductId,
    /// Its name.
    pub name: String,
    /// Part of its address.
    pub slug: String,
    /// Its reviews together.
    #[sqlx(flatten)]
    pub rating: Rating,
}

/// The product of this id or slug, while customers see it; otherwise it is not there.
pub async fn reviewed(tx: &mut TenantTx, id_or_slug: &str) -> Result<Reviewed> {
    sqlx::query_as(
        "select p.product_id, p.name, p.slug, coalesce(r.ones, 0) as ones, coalesce(r.twos, 0) as twos,
                coalesce(r.threes, 0) as threes, coalesce(r.fours, 0) as fours, coalesce(r.fives, 0) as fives
           from product p
           left join product_rating r on r.tenant_id = $1 and r.product_id = p.product_id
          where p.tenant_id = $1 and (p.product_id = $2 or p.slug = $3) and p.status = 'active'
          order by p.product_id = $2 desc
          limit 1",
    )
    .bind(tx.tenant())
    .bind(id_or_slug.parse::<ProductId>().ok())
    .bind(id_or_slug)
    .fetch_optional(&mut **tx)
    .await?
    .ok_or_else(Error::not_found)
}

/// A page of a product's reviews, newest first; of so many stars only, if that is wanted.
pub async fn list_shown(
    tx: &mut TenantTx,
    product: &Reviewed,
    stars: Option<i16>,
    page: PageQuery,
) -> Result<Paged<ShownReview>> {
    let rows: Vec<ReviewRow> = sqlx::query_as(concat!(
        "select ",
        review_columns!(),
        "  from review r
          where r.tenant_id = $1 and r.product_id = $2 and r.status = 'published' and ($3::smallint is null or r.stars = $3)
          order by r.published_at desc, r.review_id
          limit $4 offset $5"
    ))
    .bind(tx.tenant())
    .bind(product.product_id)
    .bind(stars)
    .bind(i64::from(page.limit))
    .bind(page.offset())
    .fetch_all(&mut **tx)
    .await?;
    let counts = product.rating.counts();
    let total = stars.map_or(product.rating.count(), |stars| {
        let at = usize::try_from(stars - 1).unwrap_or(usize::MAX);
        counts.get(at).copied().unwrap_or(0)
    });
    let shown = rows.into_iter().map(ShownReview::from).collect();
    Ok(Paged::new(shown, page, i64::from(total)))
}

/// What a product's page shows.
#[derive(Debug, Clone)]
pub struct OnPage {
    /// Its reviews together.
    pub rating: Rating,
    /// The newest three.
    pub latest: Vec<ShownReview>,
    /// Whether the person who asks has it on their wish list.
    pub is_wished: bool,
}

#[derive(sqlx::FromRow)]
struct OnPageRow {
    #[sqlx(flatten)]
    rating: Rating,
    latest: Json<Vec<ReviewRow>>,
    is_wished: bool,
}

/// Everything that a product's page shows; one statement.
pub async fn on_page(tx: &mut TenantTx, product: ProductId, person: Option<PersonId>) -> Result<OnPage> {
    let row: OnPageRow = sqlx::query_as(concat!(
        "select coalesce(p.ones, 0) as ones, coalesce(p.twos, 0) as twos, coalesce(p.threes, 0) as threes,
                coalesce(p.fours, 0) as fours, coalesce(p.fives, 0) as fives,
                coalesce((select jsonb_agg(to_jsonb(s) order by s.published_at desc, s.review_id)
                            from (select ",
        review_columns!(),
        "                           from review r
                                   where r.tenant_id = $1 and r.product_id = $2 and r.status = 'published'
                                   order by r.published_at desc, r.review_id
                                   limit 3) s), '[]') as latest,
                exists (select from wish_item i
                          join wish_list w on w.tenant_id = i.tenant_id and w.list_id = i.list_id
                         where i.tenant_id = $1 and i.product_id = $2 and w.person_id = $3) as is_wished
           from (values (0)) one
           left join product_rating p on p.tenant_id = $1 and p.product_id = $2"
    ))
    .bind(tx.tenant())
    .bind(product)
    .bind(person)
    .fetch_one(&mut **tx)
    .await?;
    Ok(OnPage {
        rating: row.rating,
        latest: row.latest.0.into_iter().map(ShownReview::from).collect(),
        is_wished: row.is_wished,
    })
}

#[cfg(test)]
mod tests {
    use super::{Rating, RatingView};

    #[test]
    fn an_average_is_rounded_once_and_nobodys_is_nothing() {
        let rating = Rating {
            ones: 1,
            fives: 2,
            ..Rating::default()
        };
        let view = RatingView::from(rating);
        assert!((view.average - 3.67).abs() < 1e-9);
        assert_eq!((view.count, view.histogram), (3, [1, 0, 0, 0, 2]));
        assert!(Rating::default().average().abs() < 1e-9);
    }
}
