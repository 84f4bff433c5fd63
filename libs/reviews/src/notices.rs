//! What the shop is told of reviews.

use db::TenantTx;
use http::App;
use kernel::{Email, Error, Result};
use notifications::{MailContent, Notice, ShopMail, Topic, tell_shop};

/// Where the shop works through them.
const PENDING: &str = "/admin/reviews";
const REPORTED: &str = "/admin/reviews?tab=reported";

/// A review was written, or written anew so that it is to be looked at again.
pub(crate) async fn tell_written(tx: &mut TenantTx, app: &App, product: &str, stars: i16) -> Result<()> {
    let stars = stars.to_string();
    let news = News {
        purpose: "reviews.written",
        path: PENDING,
        keys: [
            "reviews-mail-written-subject",
            "reviews-mail-written-heading",
            "reviews-mail-written-text",
        ],
        row: ("reviews-mail-stars", &stars),
        has_own_words: true,
    };
    tell(tx, app, product, &news).await
}

/// Somebody complained of a review that stands there.
pub(crate) async fn tell_reported(tx: &mut TenantTx, app: &App, product: &str, reason: &str) -> Result<()> {
    let news = News {
        purpose: "reviews.reported",
        path: REPORTED,
        keys: [
            "reviews-mail-reported-subject",
            "reviews-mail-reported-heading",
            "reviews-mail-reported-text",
        ],
        row: ("reviews-mail-reason", reason),
        has_own_words: false,
    };
    tell(tx, app, product, &news).await
}

struct News<'a> {
    purpose: &'static str,
    path: &'static str,
    /// Of subject, heading and text.
    keys: [&'static str; 3],
    /// Key of a label, and what stands beside it.
    row: (&'static str, &'a str),
    /// Whether the shop may say it in its own words.
    has_own_words: bool,
}

async fn tell(tx: &mut TenantTx, app: &App, product: &str, news: &News<'_>) -> Result<()> {
    let shop = http::shop::find(tx).await?.ok_or_else(Error::not_found)?;
    let to = shop.email.as_deref().and_then(Email::parse);
    let values = vec![("product", product.to_owned()), ("shop", shop.name.clone())];
    let args: Vec<(&str, &str)> = values
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let word = |key: &str| app.i18n.text(shop.locale, key, &args);
    let [subject, heading, text] = news.keys.map(word);
    let mail = ShopMail {
        purpose: news.purpose,
        locale: shop.locale,
        subject,
        content: MailContent {
            heading,
            paragraphs: vec![text],
            rows: vec![(word(news.row.0), news.row.1.to_owned())],
            button: Some((
                word("reviews-mail-written-button"),
                app.link(&shop.host, news.path),
            )),
            ..MailContent::default()
        },
    };
    let notice = Notice::of(Topic::ReviewWritten, news.path.to_owned(), mail, to.as_ref());
    tell_shop(
        tx,
        if news.has_own_words {
            notice.with_values(shop.locale, values)
        } else {
            notice
        },
    )
    .await
}
