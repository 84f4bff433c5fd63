//! What search engines and shared links read.

use http::{Page, Visitor};
use serde_json::{Value, json};

/// For the template `head.html`.
#[derive(Debug, Clone)]
pub struct Seo {
    /// The one address of this page.
    pub canonical: String,
    /// Title where the link is shared.
    pub title: String,
    /// Picture where the link is shared, absolute.
    pub image: Option<String>,
    /// `website` or `product`.
    pub kind: &'static str,
    /// Not for search engines.
    pub hidden: bool,
    /// Structured data as a block of JSON, ready to stand in a `<script>`; may be empty.
    pub data: String,
}

impl Seo {
    /// Of the page at `path`.
    pub fn of(visitor: &Visitor, page: &Page, path: &str) -> Self {
        Self {
            canonical: absolute(visitor, path),
            title: page.title.clone(),
            image: None,
            kind: "website",
            hidden: false,
            data: String::new(),
        }
    }

    /// Shown with this picture where the link is shared.
    #[must_use]
    pub fn pictured(mut self, visitor: &Visitor, key: Option<&str>) -> Self {
        self.image = key.map(|key| absolute(visitor, &pictures::url(key, 1280)));
        self
    }
}

/// The address with host.
pub fn absolute(visitor: &Visitor, path: &str) -> String {
    visitor.app.link(&visitor.shop.host, path)
}

/// JSON that no text inside it can end: `<` and `&` are written as escapes.
pub fn block(data: &Value) -> String {
    data.to_string()
        .replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
}

/// The way to a page, for search engines.
pub fn breadcrumb_data(visitor: &Visitor, crumbs: &[super::view::Link]) -> Value {
    let item = |(i, crumb): (usize, &super::view::Link)| json!({ "@type": "ListItem", "position": i + 1, "name": crumb.label, "item": absolute(visitor, &crumb.href) });
    json!({
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": crumbs.iter().enumerate().map(item).collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::block;

    #[test]
    fn no_name_ends_the_script() {
        let text = block(&serde_json::json!({ "name": "</script><b>&" }));
        assert_eq!(text, r#"{"name":"\u003c/script\u003e\u003cb\u003e\u0026"}"#);
    }
}
