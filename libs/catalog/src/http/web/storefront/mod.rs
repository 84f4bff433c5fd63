//! The shop's own pages: home, lists, search, product, and what search engines read.

mod address;
mod details;
mod filters;
mod home;
mod list;
mod product;
mod robots;
mod seo;
mod spelling;
mod variants;
pub(super) mod view;

use http::Routes;

/// Declares them.
pub fn routes(r: &mut Routes) {
    r.get("/", "home_page", home::show);
    r.get("/products", "products_page", list::all);
    r.get("/c/{slug}", "category_page", list::category);
    r.get("/search", "search_page", list::search);
    r.get("/p/{slug}", "product_page", product::show);
    r.get("/robots.txt", "robots", robots::robots);
    r.get("/sitemap.xml", "sitemap", robots::sitemap);
    r.get("/icon.svg", "icon", robots::icon);
    r.get("/favicon.ico", "favicon", robots::icon);
}
