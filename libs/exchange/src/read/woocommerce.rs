//! `WooCommerce`'s form: products, and variations that name the product to which they belong, wherever it stands.

use std::collections::HashMap;

use kernel::{Currency, Line};

use super::columns::Column;
use super::fields;
use super::row::Row;
use super::table::{Faults, Table};
use crate::model::{Draft, DraftVariant, FaultCode, list};

/// A product that has variations: its attributes with their choices.
struct Parent {
    draft: usize,
    attributes: Vec<(Line<40>, Vec<Line<40>>)>,
}

/// The products of the file, in its order.
pub fn gather(table: &Table, currency: Currency, faults: &mut Faults) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = vec![];
    let mut parents: Vec<Parent> = vec![];
    let mut names: HashMap<String, usize> = HashMap::new();
    let mut variations = vec![];
    for (line, record) in &table.rows {
        let mut row = Row {
            line: *line,
            table,
            record,
            faults,
        };
        match Kind::of(&row) {
            Kind::Simple => drafts.push(simple(&mut row, currency)),
            Kind::Variable => {
                names.extend(names_of(&row).map(|name| (name, parents.len())));
                parents.push(Parent {
                    draft: drafts.len(),
                    attributes: attributes(&mut row),
                });
                drafts.push(with_pictures(&mut row));
            }
            Kind::Variation => variations.push((*line, record)),
            Kind::Other => row.blame(Column::Kind, FaultCode::OtherKind),
        }
    }
    for (line, record) in variations {
        let mut row = Row {
            line,
            table,
            record,
            faults,
        };
        let parent = row
            .text(Column::Parent)
            .and_then(|name| names.get(name))
            .and_then(|at| parents.get(*at));
        match parent.and_then(|parent| Some((parent, drafts.get_mut(parent.draft)?))) {
            Some((parent, draft)) => vary(draft, parent, &mut row, currency),
            None => row.blame(Column::Parent, FaultCode::UnknownParent),
        }
    }
    for parent in &parents {
        let Some(draft) = drafts.get_mut(parent.draft) else {
            continue;
        };
        if draft.variants.is_empty() {
            faults.add(crate::model::Fault::new(draft.line, "", FaultCode::OtherKind, ""));
        }
    }
    // What has nothing to sell is left out, and was told.
    drafts.retain(|draft| !draft.variants.is_empty());
    drafts
}

enum Kind {
    Simple,
    Variable,
    Variation,
    /// Groups of products, and what is sold elsewhere.
    Other,
}

impl Kind {
    /// `simple, downloadable, virtual`.
    fn of(row: &Row<'_>) -> Self {
        let text = row.text(Column::Kind).unwrap_or_default().to_lowercase();
        let words = list::split(&text, ',');
        let is = |kind: &str| words.iter().any(|word| word == kind);
        match () {
            () if is("variation") => Self::Variation,
            () if is("variable") => Self::Variable,
            () if is("simple") || words.is_empty() => Self::Simple,
            () => Self::Other,
        }
    }
}

/// How variations name it: by its code, or by `id:` and its number.
fn names_of(row: &Row<'_>) -> impl Iterator<Item = String> {
    let sku = row
        .text(Column::Sku)
        .filter(|sku| !sku.is_empty())
        .map(str::to_owned);
    let id = row.text(Column::OutsideId).filter(|id| !id.is_empty());
    sku.into_iter().chain(id.map(|id| format!("id:{id}")))
}

fn with_pictures(row: &mut Row<'_>) -> Draft {
    let mut draft = fields::product(row);
    let pictures = fields::pictures(row);
    fields::add_pictures(&mut draft, pictures, row);
    draft
}

fn simple(row: &mut Row<'_>, currency: Currency) -> Draft {
    let mut draft = with_pictures(row);
    draft.variants.push(fields::variant(row, currency));
    draft
}

fn attributes(row: &mut Row<'_>) -> Vec<(Line<40>, Vec<Line<40>>)> {
    let mut attributes = vec![];
    for n in 0..3 {
        let name = row.line_of(Column::OptionName(n)).flatten();
        let choices = row.words(Column::OptionValue(n), 50).flatten();
        attributes.extend(name.zip(choices));
    }
    attributes
}

/// Adds the variation to its product; one that is for any choice of an attribute becomes one for each.
fn vary(draft: &mut Draft, parent: &Parent, row: &mut Row<'_>, currency: Currency) {
    let pictures = fields::pictures(row);
    fields::add_pictures(draft, pictures, row);
    draft.options = parent.attributes.iter().map(|(name, _)| name.clone()).collect();
    let own = own_choices(row);
    let mut combinations: Vec<Vec<Line<40>>> = vec![vec![]];
    for (name, choices) in &parent.attributes {
        let fixed = own
            .iter()
            .find(|(own, _)| own.to_lowercase() == name.to_lowercase());
        let choices = fixed.map_or(choices.clone(), |(_, choice)| vec![choice.clone()]);
        let longer = |begun: &Vec<Line<40>>| {
            let with = |choice: &Line<40>| begun.iter().chain([choice]).cloned().collect::<Vec<_>>();
            choices.iter().map(with).collect::<Vec<_>>()
        };
        combinations = combinations.iter().flat_map(longer).collect();
    }
    let variant = fields::variant(row, currency);
    if combinations.len() > 1 {
        row.blame(Column::OptionValue(0), FaultCode::AnyChoice);
    }
    for options in &combinations {
        let variant = one_of(&variant, options.clone(), &own, combinations.len() > 1);
        // What is named on its own comes before what is for any choice.
        if !draft
            .variants
            .iter()
            .any(|known| known.options == variant.options)
        {
            draft.variants.push(variant);
        }
    }
}

/// The variation with these choices. Of several each has a code of its own, and none the pieces that all share.
fn one_of(
    variant: &DraftVariant,
    options: Vec<Line<40>>,
    own: &[(Line<40>, Line<40>)],
    is_many: bool,
) -> DraftVariant {
    if !is_many {
        return DraftVariant {
            options,
            ..variant.clone()
        };
    }
    let free = options
        .iter()
        .filter(|choice| !own.iter().any(|(_, fixed)| fixed == *choice));
    let ending: Vec<&str> = free.map(Line::as_str).collect();
    let sku = variant
        .sku
        .as_ref()
        .and_then(|sku| Line::parse(&format!("{sku}-{}", ending.join("-"))).ok());
    DraftVariant {
        options,
        sku,
        barcode: variant.barcode.as_ref().map(|_| None),
        stock: None,
        ..variant.clone()
    }
}

/// Attributes of the variation that have a choice, by name.
fn own_choices(row: &mut Row<'_>) -> Vec<(Line<40>, Line<40>)> {
    fields::choices(row)
        .into_iter()
        .filter_map(|(name, choice)| Some((name?, choice)))
        .collect()
}
