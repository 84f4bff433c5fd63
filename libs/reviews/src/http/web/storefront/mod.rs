//! What customers see: reviews of a product, their own, and their wish list.

mod list;
mod order;
mod report;
mod view;
mod wishes;
mod write;

use http::cache::Sharing;
use http::{Access, Routes};

pub(in crate::http) use view::{Bar, ReviewFace, average, bars, faces};

/// Declares the pages.
pub fn routes(r: &mut Routes) {
    r.get("/p/{slug}/reviews", "reviews_page", list::show)
        .shared(Sharing::Page);
    r.get("/p/{slug}/review", "review_this_page", order::lead)
        .access(Access::Own);
    r.get("/orders/{id}/reviews", "order_reviews_page", order::show)
        .access(Access::Own);
    r.get(
        "/orders/{id}/reviews/{product_id}",
        "write_review_page",
        write::show,
    )
    .access(Access::Own);
    r.post(
        "/orders/{id}/reviews/{product_id}",
        "write_review_form",
        write::save,
    )
    .changes_pages()
    .access(Access::Own);
    r.post(
        "/orders/{id}/reviews/{product_id}/pictures",
        "review_picture_form",
        write::add_photo,
    )
    .changes_pages()
    .access(Access::Own);
    r.post(
        "/orders/{id}/reviews/{product_id}/pictures/remove",
        "remove_review_picture_form",
        write::take_photo,
    )
    .changes_pages()
    .access(Access::Own);
    r.get("/reviews/{id}/report", "report_review_page", report::show);
    r.post("/reviews/{id}/report", "report_review_form", report::send);
    r.get("/account/wishlist", "wishlist_page", wishes::show)
        .access(Access::Own);
    r.post("/wishlist", "wish_form", wishes::change)
        .access(Access::Own);
}
