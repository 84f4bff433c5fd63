//! Our own form: one line a variant, the product in the first.

use super::{Style, number};
use crate::model::{WholeVariant, list};
use crate::queries::whole::Stored;
use crate::read::columns::{Column, OWN};

pub fn head(style: &Style) -> String {
    let names: Vec<String> = columns(style).map(|(_, name)| name.to_owned()).collect();
    http::csv::line(&names)
}

/// Whoever may not see costs gets no column of them, so that the file changes none.
fn columns(style: &Style) -> impl Iterator<Item = (Column, &'static str)> {
    let with_costs = style.with_costs;
    let all = OWN.iter().map(|(column, spanish, _)| (*column, *spanish));
    all.filter(move |(column, _)| with_costs || *column != Column::Cost)
}

pub fn lines(style: &Style, product: &Stored) -> Vec<Vec<String>> {
    let line = |(n, variant): (usize, &WholeVariant)| {
        let cell = |(column, _)| {
            let of_product = || {
                if n == 0 {
                    product_cell(style, product, column)
                } else {
                    String::new()
                }
            };
            variant_cell(style, product, variant, column).unwrap_or_else(of_product)
        };
        columns(style).map(cell).collect()
    };
    product.whole.variants.iter().enumerate().map(line).collect()
}

/// What stands in every line.
fn variant_cell(style: &Style, product: &Stored, variant: &WholeVariant, column: Column) -> Option<String> {
    let option = |n: u8| product.whole.options.get(usize::from(n)).map(|o| o.name.clone());
    let choice = |n: u8| variant.options.get(usize::from(n)).cloned();
    Some(match column {
        Column::Slug => product.whole.slug.clone(),
        Column::OptionName(n) => option(n).unwrap_or_default(),
        Column::OptionValue(n) => choice(n).unwrap_or_default(),
        Column::Sku => variant.sku.clone().unwrap_or_default(),
        Column::Barcode => variant.barcode.clone().unwrap_or_default(),
        Column::Price => style.money(Some(variant.price)),
        Column::ComparePrice => style.money(variant.compare_price),
        Column::Cost => style.cost(variant.cost),
        Column::Stock => number(variant.stock),
        Column::Weight => number(variant.weight_g),
        Column::ForSale => yes_or_no(variant.active),
        _ => return None,
    })
}

/// What stands in the first line alone.
fn product_cell(style: &Style, product: &Stored, column: Column) -> String {
    let whole = &product.whole;
    match column {
        Column::Name => whole.name.clone(),
        Column::ShortDescription => whole.short_description.clone().unwrap_or_default(),
        Column::Description => whole.description.clone().unwrap_or_default(),
        Column::Category => list::join(whole.category.iter().map(String::as_str), '>'),
        Column::Brand => whole.brand.clone().unwrap_or_default(),
        Column::Status => whole.status.as_str().to_owned(),
        Column::Featured => yes_or_no(whole.featured),
        Column::TaxClass => whole.tax_class.as_str().to_owned(),
        Column::Tags => list::join(whole.tags.iter().map(String::as_str), ','),
        Column::Length => number(whole.length_mm),
        Column::Width => number(whole.width_mm),
        Column::Height => number(whole.height_mm),
        Column::Pictures => style.pictures(product).join(", "),
        Column::SeoTitle => whole.seo_title.clone().unwrap_or_default(),
        Column::SeoDescription => whole.seo_description.clone().unwrap_or_default(),
        _ => String::new(),
    }
}

fn yes_or_no(yes: bool) -> String {
    if yes { "sí" } else { "no" }.to_owned()
}
