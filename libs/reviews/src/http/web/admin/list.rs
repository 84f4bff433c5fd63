//! The list of reviews.

use actix_web::HttpRequest;
use askama::Template;
use http::page::{Pager, Tab, address};
use http::{Answer, Can, Page, Query, Visitor, html, permit};
use kernel::{Instant, PageQuery, Result};
use serde::Deserialize;

use crate::queries::PhotoView;
use crate::queries::desk::{DeskReview, ReviewTab, list_desk, tab_counts};

/// What stands in the address.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    #[serde(default)]
    tab: ReviewTab,
    page: Option<u32>,
}

impl Wanted {
    /// The list's own address.
    pub(super) fn address(&self) -> String {
        link(self.tab, self.page.unwrap_or(1))
    }
}

fn link(tab: ReviewTab, at: u32) -> String {
    let at = if at > 1 { at.to_string() } else { String::new() };
    address("/admin/reviews", &[("tab", tab.as_str()), ("page", &at)])
}

#[derive(Template)]
#[template(path = "reviews/admin/list.html")]
pub(super) struct ReviewsPage {
    pub(super) page: Page,
    tabs: Vec<Tab>,
    tab: &'static str,
    /// What keeps to tab and page in the addresses of forms: `?tab=…`.
    place: String,
    rows: Vec<Row>,
    pager: Pager,
    /// What is wrong with what was asked for.
    pub(super) problem: String,
    /// What was done just now, and what takes that back.
    pub(super) saved: String,
    pub(super) undo: Vec<String>,
}

struct Row {
    id: String,
    /// What a ticked box sends: id and version.
    pick: String,
    product: String,
    product_url: String,
    order_url: String,
    stars: i16,
    title: String,
    text: String,
    author: String,
    email: String,
    at: Instant,
    reject_reason: String,
    answer: String,
    reports: Vec<String>,
    photos: Vec<PhotoView>,
}

/// `GET /admin/reviews`.
pub async fn page(ctx: Can<permit::ManageCatalog>, req: HttpRequest, wanted: Query<Wanted>) -> Answer {
    html(&shown(&ctx, &req, &wanted).await?)
}

/// The page as it is now.
pub(super) async fn shown(ctx: &Visitor, req: &HttpRequest, wanted: &Wanted) -> Result<ReviewsPage> {
    let at = PageQuery {
        page: wanted.page.unwrap_or(1),
        limit: 25,
    }
    .checked()?;
    let mut tx = ctx.begin().await?;
    let found = list_desk(&mut tx, wanted.tab, at).await?;
    let counts = tab_counts(&mut tx).await?;
    tx.commit().await?;
    let page = Page::titled(ctx, req, "reviews-desk-title");
    let tabs = ReviewTab::ALL.into_iter().map(|tab| Tab {
        href: link(tab, 1),
        label: page.t(name_key(tab)),
        current: tab == wanted.tab,
        count: match tab {
            ReviewTab::Pending => Some(counts.pending),
            ReviewTab::Reported => Some(counts.reported),
            ReviewTab::Published | ReviewTab::Rejected => None,
        },
    });
    Ok(ReviewsPage {
        tabs: tabs.collect(),
        tab: wanted.tab.as_str(),
        place: wanted.address().replacen("/admin/reviews", "", 1),
        pager: Pager::new(&page, found.pagination, |at| link(wanted.tab, at)),
        rows: found.data.into_iter().map(Row::from).collect(),
        problem: String::new(),
        saved: String::new(),
        undo: vec![],
        page,
    })
}

const fn name_key(tab: ReviewTab) -> &'static str {
    match tab {
        ReviewTab::Pending => "reviews-tab-pending",
        ReviewTab::Published => "reviews-tab-published",
        ReviewTab::Rejected => "reviews-tab-rejected",
        ReviewTab::Reported => "reviews-tab-reported",
    }
}

impl From<DeskReview> for Row {
    fn from(review: DeskReview) -> Self {
        Self {
            id: review.id.to_string(),
            pick: format!("{}.{}", review.id, review.version),
            product: review.product,
            product_url: format!("/admin/products/{}", review.product_id),
            order_url: format!("/admin/orders/{}", review.order_id),
            stars: review.stars,
            title: review.title.unwrap_or_default(),
            text: review.text,
            author: review.author,
            email: review.email,
            at: review.created_at,
            reject_reason: review.reject_reason.unwrap_or_default(),
            answer: review.answer.unwrap_or_default(),
            reports: review.reports,
            photos: review.photos,
        }
    }
}
