//! Codes, barcodes and addresses that stand in a file twice, and products with more variants than fit.

use std::collections::HashMap;

use kernel::Slug;

use super::{Faults, Names};
use crate::model::{Draft, Fault, FaultCode};

/// Most variants of a product, as the catalog has it.
const MOST_VARIANTS: usize = 100;

/// Blames the second of each.
pub fn find(drafts: &[Draft], names: &Names, faults: &mut Faults) {
    let (mut skus, mut barcodes, mut slugs) = (HashMap::new(), HashMap::new(), HashMap::new());
    for draft in drafts {
        // What has a code is known by it, so two may share a name.
        let (column, slug) = match &draft.slug {
            Some(slug) => (&names.slug, Some(slug.clone())),
            None if draft.variants.iter().all(|v| v.sku.is_none()) => (
                &names.name,
                draft.name.as_ref().and_then(|name| Slug::from_name(name)),
            ),
            None => (&names.name, None),
        };
        if let Some(slug) = slug {
            once(&mut slugs, slug.as_str(), draft.line, column, faults);
        }
        if let Some(extra) = draft.variants.get(MOST_VARIANTS) {
            faults.add(Fault::new(extra.line, &names.option, FaultCode::TooMany, ""));
        }
        for variant in &draft.variants {
            if let Some(sku) = &variant.sku {
                once(&mut skus, sku, variant.line, &names.sku, faults);
            }
            if let Some(barcode) = variant.barcode.as_ref().and_then(Option::as_ref) {
                once(&mut barcodes, barcode, variant.line, &names.barcode, faults);
            }
        }
    }
}

fn once(seen: &mut HashMap<String, u64>, text: &str, line: u64, column: &str, faults: &mut Faults) {
    if seen.insert(text.to_owned(), line).is_some() {
        faults.add(Fault::new(line, column, FaultCode::Duplicate, text));
    }
}
