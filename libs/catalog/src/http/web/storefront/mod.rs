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
use http::cache::Sharing;
use http::limits::Class;
use http::routes::Limit;

/// Declares them.
pub fn routes(r: &mut Routes) {
    r.get("/", "home_page", home::show).shared(Sharing::Page);
    r.get("/products", "products_page", list::all)
        .shared(Sharing::Page);
    r.get("/c/{slug}", "category_page", list::category)
        .shared(Sharing::Page);
    r.get("/search", "search_page", list::search)
        .shared(Sharing::Page)
        .limit(Limit::Class(Class::Search));
    r.get("/p/{slug}", "product_page", product::show)
        .shared(Sharing::Page);
    r.get("/robots.txt", "robots", robots::robots);
    r.get("/sitemap.xml", "sitemap", robots::sitemap)
        .shared(Sharing::Page);
    r.get("/icon.svg", "icon", robots::icon)
        .limit(Limit::Uncounted)
        .for_provider();
    r.get("/favicon.ico", "favicon", robots::icon)
        .limit(Limit::Uncounted);
}
