//! Products, pictures and links as the shop's templates show them.

use http::Page;
use kernel::Locale;

use crate::queries::cards::ProductCard;
use crate::{ProductId, VariantId};

/// A picture in all its sizes.
#[derive(Debug, Clone)]
pub struct Picture {
    /// The middle size.
    pub src: String,
    /// All sizes.
    pub srcset: String,
}

impl Picture {
    /// By the stem of its files.
    pub fn of(key: &str) -> Self {
        let sizes = pictures::WIDTHS.map(|width| format!("{} {width}w", pictures::url(key, width)));
        Self {
            src: pictures::url(key, 640),
            srcset: sizes.join(", "),
        }
    }
}

/// What `shop::product_card` takes.
#[derive(Debug, Clone)]
pub struct Card {
    pub product_id: ProductId,
    pub url: String,
    pub name: String,
    pub picture: Option<Picture>,
    pub price: i64,
    /// Whether other variants cost more.
    pub from: bool,
    pub compare_price: Option<i64>,
    pub rating: String,
    pub rating_count: u32,
    pub in_stock: bool,
    pub variant_id: Option<VariantId>,
}

impl Card {
    /// For readers of this page.
    pub fn of(page: &Page, product: ProductCard) -> Self {
        Self {
            product_id: product.id,
            url: product_url(&product.slug),
            name: product.name,
            picture: product.cover_key.as_deref().map(Picture::of),
            price: product.price,
            from: product.price_max > product.price,
            compare_price: product.compare_price,
            rating: stars(product.rating, product.reviews_count, page.locale()),
            rating_count: u32::try_from(product.reviews_count).unwrap_or(0),
            in_stock: product.in_stock,
            variant_id: product.variant_id,
        }
    }

    /// Several.
    pub fn all(page: &Page, products: Vec<ProductCard>) -> Vec<Self> {
        products
            .into_iter()
            .map(|product| Self::of(page, product))
            .collect()
    }
}

/// A link in a row: breadcrumbs, chips, suggestions.
#[derive(Debug, Clone)]
pub struct Link {
    pub href: String,
    pub label: String,
}

impl Link {
    pub fn new(href: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            href: href.into(),
            label: label.into(),
        }
    }

    /// The shop's first page, where breadcrumbs begin.
    pub fn home(page: &Page) -> Self {
        Self::new("/", page.t("ui-home"))
    }
}

/// A value and what people call it.
#[derive(Debug, Clone)]
pub struct Choice {
    pub value: String,
    pub label: String,
}

/// Where a product is.
pub fn product_url(slug: &str) -> String {
    format!("/p/{slug}")
}

/// Where a category is.
pub fn category_url(slug: &str) -> String {
    format!("/c/{slug}")
}

/// `4,7`; of nobody, nothing.
pub fn stars(average: f64, count: i32, locale: Locale) -> String {
    if count == 0 {
        return String::new();
    }
    let text = format!("{average:.1}");
    if locale == Locale::Es {
        text.replace('.', ",")
    } else {
        text
    }
}

/// A text's paragraphs, which empty lines divide.
pub fn paragraphs(text: &str) -> Vec<String> {
    text.split("\n\n")
        .map(str::trim)
        .filter(|p| !p.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Picture, paragraphs, stars};
    use kernel::Locale;

    #[test]
    fn stars_are_told_only_when_somebody_gave_them() {
        assert_eq!(stars(4.68, 12, Locale::Es), "4,7");
        assert_eq!(stars(5.0, 1, Locale::En), "5.0");
        assert_eq!(stars(0.0, 0, Locale::Es), "");
    }

    #[test]
    fn empty_lines_divide_paragraphs() {
        assert_eq!(paragraphs("uno\ndos\n\n\n tres \n"), ["uno\ndos", "tres"]);
    }

    #[test]
    fn a_picture_names_every_size() {
        let sizes = "/media/a1-320.webp 320w, /media/a1-640.webp 640w, /media/a1-1280.webp 1280w";
        assert_eq!(Picture::of("a1").srcset, sizes);
    }
}
