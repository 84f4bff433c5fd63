//! The script that puts these pages into another site's.

use actix_web::HttpRequest;
use http::Answer;
use http::assets::for_other_sites;

/// `GET /widget.js`.
pub async fn script(req: HttpRequest) -> Answer {
    for_other_sites("widget.js", &req)
}
