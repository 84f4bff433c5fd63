//! Shopify's form: a line for each variant and, where there are more of them, for each picture.

use catalog::TaxClass;

use super::{Style, number};
use crate::model::{Whole, WholeVariant, html, list};
use crate::queries::whole::Stored;

const HEAD: [&str; 30] = [
    "Handle",
    "Title",
    "Body (HTML)",
    "Vendor",
    "Type",
    "Tags",
    "Published",
    "Option1 Name",
    "Option1 Value",
    "Option2 Name",
    "Option2 Value",
    "Option3 Name",
    "Option3 Value",
    "Variant SKU",
    "Variant Grams",
    "Variant Inventory Tracker",
    "Variant Inventory Qty",
    "Variant Inventory Policy",
    "Variant Fulfillment Service",
    "Variant Price",
    "Variant Compare At Price",
    "Variant Requires Shipping",
    "Variant Taxable",
    "Variant Barcode",
    "Image Src",
    "Image Position",
    "SEO Title",
    "SEO Description",
    "Cost per item",
    "Status",
];

pub fn head() -> String {
    http::csv::line(&HEAD.map(str::to_owned))
}

pub fn lines(style: &Style, product: &Stored) -> Vec<Vec<String>> {
    let (whole, pictures) = (&product.whole, style.pictures(product));
    let count = whole.variants.len().max(pictures.len());
    let line = |n: usize| {
        let mut cells = vec![whole.slug.clone()];
        cells.extend(product_cells(whole, n == 0));
        cells.extend(variant_cells(style, whole, whole.variants.get(n), n == 0));
        let picture = pictures.get(n).cloned();
        cells.push(picture.clone().unwrap_or_default());
        cells.push(number(picture.map(|_| n + 1)));
        cells.extend(last_cells(style, whole, whole.variants.get(n), n == 0));
        cells
    };
    (0..count).map(line).collect()
}

fn product_cells(whole: &Whole, is_first: bool) -> Vec<String> {
    if !is_first {
        return vec![String::new(); 6];
    }
    vec![
        whole.name.clone(),
        html::from_text(whole.description.as_deref().unwrap_or_default()),
        whole.brand.clone().unwrap_or_default(),
        list::join(whole.category.iter().map(String::as_str), '>'),
        list::join(whole.tags.iter().map(String::as_str), ','),
        (whole.status == catalog::ProductStatus::Active)
            .to_string()
            .to_uppercase(),
    ]
}

/// From the options to the barcode.
fn variant_cells(
    style: &Style,
    whole: &Whole,
    variant: Option<&WholeVariant>,
    is_first: bool,
) -> Vec<String> {
    let Some(variant) = variant else {
        return vec![String::new(); 17];
    };
    let mut cells = vec![];
    for n in 0..3 {
        let name = whole.options.get(n).map(|o| o.name.as_str()).filter(|_| is_first);
        let choice = variant.options.get(n).map(String::as_str);
        // It has no product without options.
        let is_only = n == 0 && whole.options.is_empty();
        cells.push(name.unwrap_or(if is_only { "Title" } else { "" }).to_owned());
        cells.push(
            choice
                .unwrap_or(if is_only { "Default Title" } else { "" })
                .to_owned(),
        );
    }
    cells.extend([
        variant.sku.clone().unwrap_or_default(),
        number(variant.weight_g),
        "shopify".to_owned(),
        number(variant.stock),
        "deny".to_owned(),
        "manual".to_owned(),
        style.money(Some(variant.price)),
        style.money(variant.compare_price),
        "TRUE".to_owned(),
        (whole.tax_class != TaxClass::Excluded).to_string().to_uppercase(),
        variant.barcode.clone().unwrap_or_default(),
    ]);
    cells
}

/// Behind the pictures.
fn last_cells(style: &Style, whole: &Whole, variant: Option<&WholeVariant>, is_first: bool) -> Vec<String> {
    let of_first = |text: &str| if is_first { text.to_owned() } else { String::new() };
    vec![
        of_first(whole.seo_title.as_deref().unwrap_or_default()),
        of_first(whole.seo_description.as_deref().unwrap_or_default()),
        style.cost(variant.and_then(|v| v.cost)),
        of_first(whole.status.as_str()),
    ]
}
