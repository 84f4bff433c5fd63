//! What reviews and wish lists answer over HTTP.

mod api;
mod buyer;
pub mod login;
pub mod part;
mod photo;
mod web;
mod wish_key;

use http::cache::Sharing;
use http::{Access, Routes};
use kernel::{Module, Permission};

use crate::ops::answer::ReviewAnswer;
use crate::ops::decide::ReviewDecisions;
use crate::ops::report::ReportRequest;
use crate::ops::save_settings::ReviewSettingsRequest;
use crate::ops::write_review::ReviewRequest;
use crate::queries::desk::DeskReview;
use crate::queries::own::OwnReview;

const MANAGE: Permission = Permission::ManageCatalog;

/// Declares them.
pub(crate) fn routes(r: &mut Routes) {
    r.of_module(Module::Storefront);
    reviews(r);
    desk(r);
    wishes(r);
    web::routes(r);
}

fn reviews(r: &mut Routes) {
    use api::{photos, reviews as h};
    r.get("/api/v1/products/{id}/reviews", "list_reviews", h::list)
        .summary("What customers say of a product, and how many stars they give it.")
        .shared(Sharing::Data)
        .query::<h::ReviewsQuery>()
        .gives::<h::ReviewList>(200);
    r.get("/api/v1/products/{id}/review", "get_own_review", h::own)
        .summary(
            "The caller's own review of a product: theirs who are signed in, or whose order's link it is.",
        )
        .access(Access::Own)
        .query::<h::OwnQuery>()
        .gives::<OwnReview>(200)
        .refuses(&[409]);
    r.put("/api/v1/products/{id}/review", "write_review", h::write)
        .summary("Writes the caller's review of a product that they bought and got, or writes it anew.")
        .access(Access::Own)
        .changes_pages()
        .takes::<ReviewRequest>()
        .gives::<OwnReview>(200)
        .refuses(&[409]);
    r.post("/api/v1/reviews/{id}/pictures", "add_review_picture", photos::add)
        .summary("A photo more for the caller's own review, four at most: multipart with `file`.")
        .access(Access::Own)
        .changes_pages()
        .query::<photos::KeyQuery>()
        .takes_upload()
        .gives_nothing(204)
        .refuses(&[409]);
    r.delete(
        "/api/v1/reviews/{id}/pictures/{position}",
        "remove_review_picture",
        photos::remove,
    )
    .summary("Takes a photo of the caller's own review away.")
    .access(Access::Own)
    .changes_pages()
    .query::<photos::KeyQuery>()
    .gives_nothing(204);
    r.post("/api/v1/reviews/{id}/reports", "report_review", h::report)
        .summary("Tells the shop that a review should not stand there.")
        .takes::<ReportRequest>()
        .gives_nothing(202);
}

fn desk(r: &mut Routes) {
    use api::desk as h;
    r.get("/api/v1/admin/reviews", "list_desk_reviews", h::list)
        .summary("Reviews to look at, published, rejected or complained of.")
        .staff(MANAGE)
        .query::<h::DeskQuery>()
        .gives_page::<DeskReview>();
    r.put("/api/v1/admin/reviews/decisions", "decide_reviews", h::decide)
        .summary("Publishes or rejects many reviews at once; answers what takes it back.")
        .staff(MANAGE)
        .takes::<ReviewDecisions>()
        .gives::<ReviewDecisions>(200)
        .refuses(&[412]);
    r.put("/api/v1/admin/reviews/{id}/answer", "answer_review", h::answer)
        .summary("Answers a review, where everybody reads it; without a text the answer goes.")
        .staff(MANAGE)
        .takes::<ReviewAnswer>()
        .gives_nothing(204);
    r.post("/api/v1/admin/reviews/{id}/keep", "keep_review", h::keep)
        .summary("Lets a review stand: what readers said against it is settled.")
        .staff(MANAGE)
        .gives_nothing(204);
    r.get(
        "/api/v1/admin/reviews/settings",
        "get_review_settings",
        h::settings,
    )
    .summary("How the shop takes reviews.")
    .staff(MANAGE)
    .gives::<h::ReviewSettingsView>(200);
    r.put(
        "/api/v1/admin/reviews/settings",
        "put_review_settings",
        h::save_settings,
    )
    .summary("Says how the shop takes reviews.")
    .staff(MANAGE)
    .takes::<ReviewSettingsRequest>()
    .gives::<h::ReviewSettingsView>(200)
    .refuses(&[412]);
}

fn wishes(r: &mut Routes) {
    use api::wishes as h;
    r.get("/api/v1/wishlist", "get_wishlist", h::get)
        .summary("The caller's wish list; a guest's is reached by X-Wishlist-Token.")
        .access(Access::Own)
        .gives::<h::WishList>(200);
    r.put("/api/v1/wishlist/{product_id}", "add_wish", h::add)
        .summary("Puts a product on the caller's wish list.")
        .access(Access::Own)
        .gives::<h::WishList>(200)
        .refuses(&[409]);
    r.delete("/api/v1/wishlist/{product_id}", "remove_wish", h::remove)
        .summary("Takes a product off the caller's wish list.")
        .access(Access::Own)
        .gives::<h::WishList>(200);
}
