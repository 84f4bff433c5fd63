//! What receives pushes in the browser, also while none of our pages is open.

use actix_web::HttpRequest;
use http::Answer;
use http::assets::worker;

/// `GET /push-worker.js`: at the root, since it serves all pages below its own address.
pub async fn serve(req: HttpRequest) -> Answer {
    worker("push-worker.js", &req)
}
