//! CSS, scripts, icons and fonts: built by npm, embedded, served compressed and for ever (their names hold a hash).

use std::collections::HashMap;

use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, web};
use kernel::Error;
use rust_embed::Embed;

use crate::app::AppData;
use crate::failure::Answer;

#[derive(Embed)]
#[folder = "../../apps/web/dist"]
struct Files;

/// Where each logical name is served.
#[derive(Debug, Default)]
pub struct Assets {
    urls: HashMap<String, String>,
}

impl Assets {
    /// Reads the build's manifest.
    pub fn load() -> Result<Self, &'static str> {
        let file =
            Files::get("manifest.json").ok_or("apps/web/dist/manifest.json is missing: run ./scripts/web")?;
        let names: HashMap<String, String> =
            serde_json::from_slice(&file.data).map_err(|_| "apps/web/dist/manifest.json cannot be read")?;
        Ok(Self {
            urls: names
                .into_iter()
                .map(|(name, hashed)| (name, format!("/assets/{hashed}")))
                .collect(),
        })
    }

    /// `app.css` → `/assets/app.1f2e3d.css`.
    pub fn url(&self, name: &str) -> &str {
        self.urls.get(name).map_or("/assets/missing", String::as_str)
    }
}

/// A script of ours that pages of other sites load. Its address never changes, so browsers ask again after a while.
pub fn for_other_sites(name: &str, req: &HttpRequest) -> Answer {
    let app = req
        .app_data::<AppData>()
        .ok_or_else(|| Error::fault("no application state"))?;
    let hashed = app.assets.url(name).trim_start_matches("/assets/");
    let mut response = answer(hashed, req)?;
    let headers = response.headers_mut();
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=600"),
    );
    headers.insert(
        header::CROSS_ORIGIN_RESOURCE_POLICY,
        HeaderValue::from_static("cross-origin"),
    );
    Ok(response)
}

/// A worker of our own pages. Its address says which of them it serves, so it holds no hash, and browsers ask each time.
pub fn worker(name: &str, req: &HttpRequest) -> Answer {
    let app = req
        .app_data::<AppData>()
        .ok_or_else(|| Error::fault("no application state"))?;
    let hashed = app.assets.url(name).trim_start_matches("/assets/");
    let mut response = answer(hashed, req)?;
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    Ok(response)
}

/// `GET /assets/{name}`.
pub async fn serve(name: web::Path<String>, req: HttpRequest) -> Answer {
    answer(&name, &req)
}

fn answer(name: &str, req: &HttpRequest) -> Answer {
    let accepted = req
        .headers()
        .get(header::ACCEPT_ENCODING)
        .and_then(|v| v.to_str().ok())
        .unwrap_or_default();
    let (file, encoding) = pick(name, accepted).ok_or_else(Error::not_found)?;
    let mut response = HttpResponse::Ok();
    response
        .content_type(content_type(name))
        .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .insert_header((header::VARY, "Accept-Encoding"));
    // `identity` too is said aloud, so that nobody compresses it once more.
    response.insert_header((header::CONTENT_ENCODING, HeaderValue::from_static(encoding)));
    Ok(response.body(file.data.into_owned()))
}

fn pick(name: &str, accepted: &str) -> Option<(rust_embed::EmbeddedFile, &'static str)> {
    for (token, suffix) in [("br", ".br"), ("gzip", ".gz")] {
        if accepted.contains(token)
            && let Some(file) = Files::get(&format!("{name}{suffix}"))
        {
            return Some((file, token));
        }
    }
    Files::get(name).map(|file| (file, "identity"))
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        Some("webp") => "image/webp",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("json" | "webmanifest") => "application/json",
        _ => "application/octet-stream",
    }
}
