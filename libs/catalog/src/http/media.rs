//! Files of pictures. Names are made once and never mean another file, so browsers keep them for ever.

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use http::{Answer, Visitor};
use kernel::Error;

/// `GET /media/{key}`: whatever is there is WebP, since we wrote it ourselves.
pub(super) async fn serve(visitor: Visitor, key: web::Path<String>) -> Answer {
    if !key.ends_with(".webp") {
        return Err(Error::not_found().into());
    }
    let bytes = visitor.app.storage.get(visitor.shop.id, &key).await?;
    Ok(HttpResponse::Ok()
        .content_type("image/webp")
        .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .insert_header((header::CONTENT_DISPOSITION, "inline"))
        // Other pages of the shop's, and letters read in a browser, show its pictures.
        .insert_header(("cross-origin-resource-policy", "cross-origin"))
        .body(bytes))
}
