//! The facts of a product, a row each.

use http::Page;
use kernel::Locale;

use crate::queries::product::ProductDetail;

/// A fact.
pub struct Row {
    pub label: String,
    pub value: String,
}

/// What is known of it.
pub fn details(page: &Page, detail: &ProductDetail) -> Vec<Row> {
    let card = &detail.card;
    let only = if detail.variants.len() == 1 {
        detail.variants.first()
    } else {
        None
    };
    let weight = detail
        .variants
        .first()
        .and_then(|v| v.weight_g)
        .filter(|g| *g > 0);
    let facts = [
        ("shop-detail-brand", card.brand.as_ref().map(|b| b.name.clone())),
        (
            "shop-detail-category",
            card.category.as_ref().map(|c| c.name.clone()),
        ),
        ("shop-detail-sku", only.map(|v| v.sku.clone())),
        (
            "shop-detail-weight",
            weight.map(|grams| mass(grams, page.locale())),
        ),
        ("shop-detail-size", size(detail, page.locale())),
        (
            "shop-detail-tags",
            Some(card.tags.join(", ")).filter(|tags| !tags.is_empty()),
        ),
    ];
    facts
        .into_iter()
        .filter_map(|(key, value)| {
            Some(Row {
                label: page.t(key),
                value: value?,
            })
        })
        .collect()
}

/// `350 g`, `1,2 kg`.
fn mass(grams: i32, locale: Locale) -> String {
    if grams < 1000 {
        format!("{grams} g")
    } else {
        format!("{} kg", tenths(grams, 100, locale))
    }
}

/// `20 × 12,5 × 4 cm`; all three sides or none.
fn size(detail: &ProductDetail, locale: Locale) -> Option<String> {
    let sides = [
        detail.more.length_mm?,
        detail.more.width_mm?,
        detail.more.height_mm?,
    ];
    let [length, width, height] = sides.map(|mm| tenths(mm, 1, locale));
    Some(format!("{length} × {width} × {height} cm"))
}

/// `amount` in units of a tenth times `per_tenth`, rounded to one place: `1250` g by 100 is `1,3`.
fn tenths(amount: i32, per_tenth: i32, locale: Locale) -> String {
    let tenths = (amount + per_tenth / 2) / per_tenth;
    let point = if locale == Locale::Es { ',' } else { '.' };
    match tenths % 10 {
        0 => (tenths / 10).to_string(),
        rest => format!("{}{point}{rest}", tenths / 10),
    }
}

#[cfg(test)]
mod tests {
    use super::{mass, tenths};
    use kernel::Locale;

    #[test]
    fn measures_read_as_people_write_them() {
        assert_eq!(mass(350, Locale::Es), "350 g");
        assert_eq!(mass(1250, Locale::Es), "1,3 kg");
        assert_eq!(mass(2000, Locale::En), "2 kg");
        assert_eq!(tenths(125, 1, Locale::En), "12.5");
    }
}
