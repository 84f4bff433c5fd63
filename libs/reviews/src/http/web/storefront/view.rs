//! Reviews as the shop's templates show them.

use http::Page;
use kernel::{Instant, Locale};

use crate::queries::PhotoView;
use crate::queries::shown::{Rating, ShownReview};

/// A review to read.
pub(in crate::http) struct ReviewFace {
    pub stars: i16,
    pub title: String,
    pub text: String,
    pub author: String,
    pub published_at: Instant,
    pub answer: String,
    pub photos: Vec<PhotoView>,
    pub report_url: String,
}

/// How many gave so many stars.
pub(in crate::http) struct Bar {
    pub stars: i16,
    pub count: i32,
    /// Of all of them, 0 to 100.
    pub percent: i32,
    pub href: String,
    pub current: bool,
}

/// Several to read.
pub(in crate::http) fn faces(reviews: Vec<ShownReview>) -> Vec<ReviewFace> {
    reviews
        .into_iter()
        .map(|review| ReviewFace {
            report_url: format!("/reviews/{}/report", review.id),
            stars: review.stars,
            title: review.title.unwrap_or_default(),
            text: review.text,
            author: review.author,
            published_at: review.published_at,
            answer: review.answer.unwrap_or_default(),
            photos: review.photos,
        })
        .collect()
}

/// From five stars to one; `address` makes the address of those that gave so many.
pub(in crate::http) fn bars(
    rating: Rating,
    chosen: Option<i16>,
    address: impl Fn(i16) -> String,
) -> Vec<Bar> {
    let all = rating.count().max(1);
    let of = |(stars, count): (i16, i32)| Bar {
        stars,
        count,
        percent: count.saturating_mul(100) / all,
        href: address(stars),
        current: chosen == Some(stars),
    };
    (1..=5).zip(rating.counts()).map(of).rev().collect()
}

/// `4,7`; of nobody, nothing.
pub(in crate::http) fn average(page: &Page, rating: Rating) -> String {
    if rating.count() == 0 {
        return String::new();
    }
    let text = format!("{:.1}", rating.average());
    if page.locale() == Locale::Es {
        text.replace('.', ",")
    } else {
        text
    }
}
