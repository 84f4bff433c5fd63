//! `WooCommerce`'s form: a line for each product and, where it has options, for each of its variations.

use catalog::{ProductStatus, TaxClass};

use super::{Style, number};
use crate::model::{Whole, WholeVariant, html, list, measure};
use crate::queries::whole::Stored;

const HEAD: [&str; 31] = [
    "ID",
    "Type",
    "SKU",
    "GTIN, UPC, EAN, or ISBN",
    "Name",
    "Published",
    "Is featured?",
    "Short description",
    "Description",
    "Tax status",
    "In stock?",
    "Stock",
    "Weight (kg)",
    "Length (cm)",
    "Width (cm)",
    "Height (cm)",
    "Sale price",
    "Regular price",
    "Categories",
    "Tags",
    "Images",
    "Parent",
    "Brands",
    "Attribute 1 name",
    "Attribute 1 value(s)",
    "Attribute 1 visible",
    "Attribute 2 name",
    "Attribute 2 value(s)",
    "Attribute 3 name",
    "Attribute 3 value(s)",
    "Position",
];

/// Where the attributes begin, and the columns of each.
const ATTRIBUTES: [(usize, usize); 3] = [(23, 24), (26, 27), (28, 29)];

pub fn head() -> String {
    http::csv::line(&HEAD.map(str::to_owned))
}

/// It knows no archived products.
pub fn lines(style: &Style, product: &Stored) -> Vec<Vec<String>> {
    let whole = &product.whole;
    if whole.status == ProductStatus::Archived {
        return vec![];
    }
    match &whole.variants[..] {
        [only] if whole.options.is_empty() => {
            let mut cells = product_line(style, product, "simple");
            fill_variant(style, &mut cells, only);
            set(&mut cells, "SKU", only.sku.clone().unwrap_or_default());
            vec![cells]
        }
        variants => {
            let mut parent = product_line(style, product, "variable");
            set(&mut parent, "SKU", parent_code(whole));
            for (option, (name, choices)) in whole.options.iter().zip(ATTRIBUTES) {
                put(&mut parent, name, option.name.clone());
                put(
                    &mut parent,
                    choices,
                    list::join(option.choices.iter().map(String::as_str), ','),
                );
            }
            let variation =
                |(n, variant): (usize, &WholeVariant)| variation_line(style, whole, variant, n + 1);
            std::iter::once(parent)
                .chain(variants.iter().enumerate().map(variation))
                .collect()
        }
    }
}

/// A product with variations has a code of its own there, by which they name it.
fn parent_code(whole: &Whole) -> String {
    format!("{}-all", whole.slug)
}

fn product_line(style: &Style, product: &Stored, kind: &str) -> Vec<String> {
    let whole = &product.whole;
    let mut cells = vec![String::new(); HEAD.len()];
    let published = if whole.status == ProductStatus::Active {
        "1"
    } else {
        "-1"
    };
    let words = |words: &[String], mark| list::join(words.iter().map(String::as_str), mark);
    for (name, value) in [
        ("Type", kind.to_owned()),
        ("Name", whole.name.clone()),
        ("Published", published.to_owned()),
        ("Is featured?", u8::from(whole.featured).to_string()),
        (
            "Short description",
            html::from_text(whole.short_description.as_deref().unwrap_or_default()),
        ),
        (
            "Description",
            html::from_text(whole.description.as_deref().unwrap_or_default()),
        ),
        ("Tax status", tax_status(whole).to_owned()),
        (
            "Length (cm)",
            whole.length_mm.map(measure::centimetres).unwrap_or_default(),
        ),
        (
            "Width (cm)",
            whole.width_mm.map(measure::centimetres).unwrap_or_default(),
        ),
        (
            "Height (cm)",
            whole.height_mm.map(measure::centimetres).unwrap_or_default(),
        ),
        // The commas between paths are not those within them.
        (
            "Categories",
            list::join([words(&whole.category, '>').as_str()], ','),
        ),
        ("Tags", words(&whole.tags, ',')),
        ("Images", style.pictures(product).join(", ")),
        ("Brands", whole.brand.clone().unwrap_or_default()),
        ("Position", "0".to_owned()),
    ] {
        set(&mut cells, name, value);
    }
    cells
}

fn tax_status(whole: &Whole) -> &'static str {
    if whole.tax_class == TaxClass::Excluded {
        "none"
    } else {
        "taxable"
    }
}

fn variation_line(style: &Style, whole: &Whole, variant: &WholeVariant, position: usize) -> Vec<String> {
    let mut cells = vec![String::new(); HEAD.len()];
    let options = whole.options.iter().zip(&variant.options);
    for (name, value) in [
        ("Type", "variation".to_owned()),
        ("SKU", variant.sku.clone().unwrap_or_default()),
        ("Name", format!("{} - {}", whole.name, variant.options.join(", "))),
        ("Published", u8::from(variant.active).to_string()),
        ("Tax status", tax_status(whole).to_owned()),
        ("Parent", parent_code(whole)),
        ("Position", position.to_string()),
    ] {
        set(&mut cells, name, value);
    }
    fill_variant(style, &mut cells, variant);
    for ((option, choice), (name, value)) in options.zip(ATTRIBUTES) {
        put(&mut cells, name, option.name.clone());
        put(&mut cells, value, choice.clone());
    }
    cells
}

/// While something is reduced, the price before is the regular one.
fn fill_variant(style: &Style, cells: &mut [String], variant: &WholeVariant) {
    let sale = variant.compare_price.map(|_| variant.price);
    let regular = variant.compare_price.unwrap_or(variant.price);
    for (name, value) in [
        (
            "GTIN, UPC, EAN, or ISBN",
            variant.barcode.clone().unwrap_or_default(),
        ),
        (
            "In stock?",
            u8::from(variant.stock.is_some_and(|stock| stock > 0)).to_string(),
        ),
        ("Stock", number(variant.stock)),
        (
            "Weight (kg)",
            variant.weight_g.map(measure::kilograms).unwrap_or_default(),
        ),
        ("Sale price", style.money(sale)),
        ("Regular price", style.money(Some(regular))),
    ] {
        set(cells, name, value);
    }
}

fn set(cells: &mut [String], name: &str, value: String) {
    if let Some(at) = HEAD.iter().position(|known| *known == name) {
        put(cells, at, value);
    }
}

fn put(cells: &mut [String], at: usize, value: String) {
    if let Some(cell) = cells.get_mut(at) {
        *cell = value;
    }
}
