//! The shop's own pages: reviews to look at, and how it takes them.

mod decide;
mod list;
mod settings;

use http::Routes;

use crate::http::MANAGE;

/// Declares the pages.
pub fn routes(r: &mut Routes) {
    r.get("/admin/reviews", "desk_reviews_page", list::page)
        .staff(MANAGE);
    r.post("/admin/reviews/decide", "decide_reviews_form", decide::decide)
        .staff(MANAGE);
    r.post("/admin/reviews/undo", "undo_reviews_form", decide::undo)
        .staff(MANAGE);
    r.post("/admin/reviews/{id}/answer", "answer_review_form", decide::answer)
        .staff(MANAGE);
    r.post("/admin/reviews/{id}/keep", "keep_review_form", decide::keep)
        .staff(MANAGE);
    r.get("/admin/reviews/settings", "review_settings_page", settings::page)
        .staff(MANAGE);
    r.post("/admin/reviews/settings", "review_settings_form", settings::save)
        .staff(MANAGE);
}
