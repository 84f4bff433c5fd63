//! Our own form and Shopify's: lines with the same `enlace` or `Handle` are one product. The first tells of the product, each
//! of a variant, a picture, or both.

use std::collections::HashMap;

use kernel::{Currency, Line};

use super::columns::Column;
use super::fields;
use super::row::Row;
use super::table::{Faults, Table};
use crate::model::{Draft, DraftVariant, FaultCode};

/// What Shopify calls the only form of a product.
const ONLY: (&str, &str) = ("title", "default title");

/// The products of the file, in its order.
pub fn gather(table: &Table, currency: Currency, faults: &mut Faults) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = vec![];
    let mut known: HashMap<String, usize> = HashMap::new();
    for (line, record) in &table.rows {
        let mut row = Row {
            line: *line,
            table,
            record,
            faults,
        };
        let key = key_of(&row);
        let place = key.as_ref().and_then(|key| known.get(key)).copied();
        let place = place.unwrap_or_else(|| {
            drafts.push(fields::product(&mut row));
            if let Some(key) = key {
                known.insert(key, drafts.len() - 1);
            }
            drafts.len() - 1
        });
        if let Some(draft) = drafts.get_mut(place) {
            take(draft, &mut row, currency);
        }
    }
    drafts
}

/// What is the same in all lines of a product. A line with neither stands alone.
fn key_of(row: &Row<'_>) -> Option<String> {
    let slug = row.text(Column::Slug).filter(|text| !text.is_empty());
    let name = row.text(Column::Name).filter(|text| !text.is_empty());
    match (slug, name) {
        (Some(slug), _) => Some(format!("slug {slug}")),
        (None, Some(name)) => Some(format!("name {}", name.to_lowercase())),
        (None, None) => None,
    }
}

fn take(draft: &mut Draft, row: &mut Row<'_>, currency: Currency) {
    let pictures = fields::pictures(row);
    fields::add_pictures(draft, pictures, row);
    let is_variant = draft.variants.is_empty()
        || [Column::OptionValue(0), Column::Sku, Column::Price]
            .iter()
            .any(|column| row.has(*column));
    if !is_variant {
        return;
    }
    let mut variant = fields::variant(row, currency);
    variant.options = options(draft, row);
    add(draft, variant, row);
}

/// The choices of this line. Names stand in the first line of a product, and may stand in every one.
fn options(draft: &mut Draft, row: &mut Row<'_>) -> Vec<Line<40>> {
    let choices = fields::choices(row);
    if let [(name, choice)] = &choices[..] {
        let name = name.as_ref().map(|name| name.to_lowercase());
        if name.is_none_or(|name| name == ONLY.0) && choice.to_lowercase() == ONLY.1 {
            return vec![];
        }
    }
    if draft.variants.is_empty() {
        let names = choices.iter().filter_map(|(name, _)| name.clone());
        draft.options = names.collect();
    }
    choices.into_iter().map(|(_, choice)| choice).collect()
}

fn add(draft: &mut Draft, variant: DraftVariant, row: &mut Row<'_>) {
    let twin = |other: &DraftVariant| other.options == variant.options;
    if variant.options.len() != draft.options.len() {
        row.blame(Column::OptionValue(0), FaultCode::OptionsDiffer);
    } else if draft.variants.iter().any(twin) {
        let column = if variant.options.is_empty() {
            Column::Slug
        } else {
            Column::OptionValue(0)
        };
        row.blame(column, FaultCode::Duplicate);
    } else {
        draft.variants.push(variant);
    }
}
