//! What programs ask of a shop: where they may look, what there is, and its mark.

use std::fmt::Write as _;

use actix_web::HttpResponse;
use actix_web::http::header;
use http::page::contrast_ratio;
use http::{Answer, Visitor};

use super::seo::absolute;
use super::view::{category_url, product_url};
use crate::queries::storefront::{SitemapRow, sitemap_categories, sitemap_products};

const A_DAY: (header::HeaderName, &str) = (header::CACHE_CONTROL, "public, max-age=86400");
const AN_HOUR: (header::HeaderName, &str) = (header::CACHE_CONTROL, "public, max-age=3600");

/// What is nobody else's business, or endless.
const PRIVATE: [&str; 9] = [
    "/admin",
    "/api/",
    "/account",
    "/cart",
    "/checkout",
    "/orders",
    "/search",
    "/login",
    "/register",
];

/// `GET /robots.txt`.
pub async fn robots(visitor: Visitor) -> Answer {
    let mut text = "User-agent: *\n".to_owned();
    for path in PRIVATE {
        let _ = writeln!(text, "Disallow: {path}");
    }
    let _ = writeln!(text, "\nSitemap: {}", absolute(&visitor, "/sitemap.xml"));
    Ok(HttpResponse::Ok()
        .content_type("text/plain; charset=utf-8")
        .insert_header(A_DAY)
        .body(text))
}

/// `GET /sitemap.xml`.
pub async fn sitemap(visitor: Visitor) -> Answer {
    let mut tx = visitor.begin_generic().await?;
    let categories = sitemap_categories(&mut tx).await?;
    let products = sitemap_products(&mut tx).await?;
    tx.commit().await?;
    let mut xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
                   <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
        .to_owned();
    for path in ["/", "/products"] {
        let _ = writeln!(xml, "<url><loc>{}</loc></url>", absolute(&visitor, path));
    }
    let addresses = categories.iter().map(|row| (category_url(&row.slug), row));
    for (path, SitemapRow { updated_at, .. }) in
        addresses.chain(products.iter().map(|row| (product_url(&row.slug), row)))
    {
        // Hosts and slugs hold nothing that XML would have to escape.
        let _ = writeln!(
            xml,
            "<url><loc>{}</loc><lastmod>{updated_at}</lastmod></url>",
            absolute(&visitor, &path)
        );
    }
    xml.push_str("</urlset>\n");
    Ok(HttpResponse::Ok()
        .content_type("application/xml; charset=utf-8")
        .insert_header(AN_HOUR)
        .body(xml))
}

/// `GET /icon.svg` and `/favicon.ico`: the logo, or the shop's initial on its colour.
pub async fn icon(visitor: Visitor) -> Answer {
    let shop = &visitor.shop;
    if let Some(key) = &shop.logo_key {
        let to = pictures::url(key, 320);
        return Ok(HttpResponse::Found()
            .insert_header((header::LOCATION, to))
            .insert_header(AN_HOUR)
            .finish());
    }
    let svg = initial_svg(&shop.name, &shop.brand_color);
    Ok(HttpResponse::Ok()
        .content_type("image/svg+xml")
        .insert_header(AN_HOUR)
        .body(svg))
}

fn initial_svg(name: &str, brand: &str) -> String {
    let initial: String = name
        .chars()
        .find(|c| c.is_alphanumeric())
        .map(|c| c.to_uppercase().collect())
        .unwrap_or_default();
    let on_white = contrast_ratio(brand, "#ffffff").unwrap_or(1.0);
    let ink = if on_white >= 3.0 { "#ffffff" } else { "#06231c" };
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 64 64\"><rect width=\"64\" height=\"64\" rx=\"14\" \
         fill=\"{brand}\"/><text x=\"32\" y=\"45\" text-anchor=\"middle\" font-family=\"Inter,Arial,sans-serif\" \
         font-size=\"38\" font-weight=\"700\" fill=\"{ink}\">{initial}</text></svg>"
    )
}

#[cfg(test)]
mod tests {
    use super::initial_svg;

    #[test]
    fn the_mark_is_the_initial_in_a_colour_that_can_be_read() {
        let dark = initial_svg("ñandú & cía", "#0f5c4d");
        assert!(dark.contains(">Ñ</text>") && dark.contains("#ffffff"), "{dark}");
        assert!(initial_svg("Sol", "#ffe100").contains("#06231c"));
        assert!(!initial_svg("<b>", "#000000").contains("<b>"));
    }
}
