//! What becomes of a product by what a file says of it.

use std::ops::Deref;

use super::whole::{Whole, WholeOption, WholeVariant};
use super::{Draft, DraftVariant, Fault, FaultCode};
use crate::read::{Faults, Names};

/// Most choices of an option, as the catalog has it.
const MOST_CHOICES: usize = 50;

/// The product as it is to be; `before` is none for a new one. What is wrong is told, and then it is not to be used. Its
/// address is left to whoever knows which are free.
pub fn merged(draft: &Draft, before: Option<&Whole>, names: &Names, faults: &mut Faults) -> Whole {
    let start = before.cloned().unwrap_or_default();
    if draft.name.is_none() && before.is_none() {
        faults.miss(draft.line, &names.name);
    }
    let (options, variants) = forms(draft, &start, names, faults);
    Whole {
        slug: start.slug,
        name: draft.name.as_ref().map_or(start.name, ToString::to_string),
        short_description: text(draft.short_description.as_ref(), start.short_description),
        description: text(draft.description.as_ref(), start.description),
        category: category(draft, start.category),
        brand: brand(draft, start.brand),
        status: draft.status.unwrap_or(start.status),
        featured: draft.featured.unwrap_or(start.featured),
        tax_class: draft.tax_class.unwrap_or(start.tax_class),
        tags: draft.tags.as_ref().map_or(start.tags, |tags| words(tags)),
        length_mm: draft.length_mm.unwrap_or(start.length_mm),
        width_mm: draft.width_mm.unwrap_or(start.width_mm),
        height_mm: draft.height_mm.unwrap_or(start.height_mm),
        seo_title: text(draft.seo_title.as_ref(), start.seo_title),
        seo_description: text(draft.seo_description.as_ref(), start.seo_description),
        options,
        variants,
    }
}

fn text<T: Deref<Target = str>>(given: Option<&Option<T>>, before: Option<String>) -> Option<String> {
    match given {
        Some(text) => text.as_deref().map(str::to_owned),
        None => before,
    }
}

fn words<const MAX: usize>(lines: &[kernel::Line<MAX>]) -> Vec<String> {
    lines.iter().map(ToString::to_string).collect()
}

/// The same name in other letters is the same category.
fn category(draft: &Draft, before: Vec<String>) -> Vec<String> {
    let Some(given) = &draft.category else {
        return before;
    };
    let path = given.as_deref().map(words).unwrap_or_default();
    if same(&path, &before) { before } else { path }
}

fn brand(draft: &Draft, before: Option<String>) -> Option<String> {
    let brand = text(draft.brand.as_ref(), before.clone());
    let is_same = brand.as_ref().map(|b| b.to_lowercase()) == before.as_ref().map(|b| b.to_lowercase());
    if is_same { before } else { brand }
}

fn same(one: &[String], other: &[String]) -> bool {
    one.len() == other.len()
        && one
            .iter()
            .zip(other)
            .all(|(a, b)| a.to_lowercase() == b.to_lowercase())
}

/// Options and variants. Those that the file does not mention stay, as long as they have the same options.
fn forms(
    draft: &Draft,
    start: &Whole,
    names: &Names,
    faults: &mut Faults,
) -> (Vec<WholeOption>, Vec<WholeVariant>) {
    let old: Vec<String> = start.options.iter().map(|option| option.name.clone()).collect();
    let new = words(&draft.options);
    // A file about codes and pieces alone says nothing of options.
    let silent = new.is_empty() && draft.variants.iter().all(|v| v.options.is_empty());
    let keeps = start.variants.is_empty() || silent || same(&old, &new);
    let mut variants = start.variants.clone();
    let mut met = vec![false; variants.len()];
    for drafted in &draft.variants {
        let place = place_of(drafted, draft, &variants, keeps);
        let Some(variant) = place.and_then(|place| variants.get_mut(place)) else {
            if drafted.price.is_none() {
                faults.miss(drafted.line, &names.price);
            }
            if silent && !old.is_empty() {
                faults.add(Fault::new(
                    drafted.line,
                    &names.option,
                    FaultCode::OptionsDiffer,
                    "",
                ));
            }
            variants.push(changed(&blank(), drafted, silent));
            continue;
        };
        *variant = changed(variant, drafted, silent);
        if let Some(met) = place.and_then(|place| met.get_mut(place)) {
            *met = true;
        }
        if variant.stock.is_some_and(|stock| stock < variant.reserved) {
            faults.add(Fault::new(
                drafted.line,
                &names.stock,
                FaultCode::BelowReserved,
                "",
            ));
        }
    }
    if !keeps && met.contains(&false) {
        faults.add(Fault::new(
            draft.line,
            &names.option,
            FaultCode::OptionsDiffer,
            "",
        ));
    }
    let options = options(start, &new, &variants, silent, keeps);
    check(draft, &options, &variants, names, faults);
    (options, variants)
}

/// Which of the present variants a line is about: by its code, else by its choices, else because there is but one.
fn place_of(drafted: &DraftVariant, draft: &Draft, variants: &[WholeVariant], keeps: bool) -> Option<usize> {
    let by_sku = drafted
        .sku
        .as_deref()
        .and_then(|sku| variants.iter().position(|v| v.sku.as_deref() == Some(sku)));
    let choices = words(&drafted.options);
    let by_choices = || variants.iter().position(|v| keeps && v.options == choices);
    let only = || (variants.len() == 1 && draft.variants.len() == 1).then_some(0);
    by_sku.or_else(by_choices).or_else(only)
}

fn blank() -> WholeVariant {
    WholeVariant {
        id: None,
        options: vec![],
        sku: None,
        barcode: None,
        price: 0,
        compare_price: None,
        cost: None,
        weight_g: None,
        active: true,
        stock: None,
        reserved: 0,
    }
}

fn changed(before: &WholeVariant, drafted: &DraftVariant, silent: bool) -> WholeVariant {
    let price = drafted.price.unwrap_or(before.price);
    let compare_price = drafted.compare_price.unwrap_or(before.compare_price);
    WholeVariant {
        id: before.id,
        options: if silent {
            before.options.clone()
        } else {
            words(&drafted.options)
        },
        sku: drafted
            .sku
            .as_ref()
            .map(ToString::to_string)
            .or_else(|| before.sku.clone()),
        barcode: text(drafted.barcode.as_ref(), before.barcode.clone()),
        price,
        compare_price: compare_price.filter(|compare| *compare > price),
        cost: drafted.cost.unwrap_or(before.cost),
        weight_g: drafted.weight_g.unwrap_or(before.weight_g),
        active: drafted.active.unwrap_or(before.active),
        stock: drafted.stock.or(before.stock),
        reserved: before.reserved,
    }
}

/// Choices stay in their order, and new ones come behind.
fn options(
    start: &Whole,
    new: &[String],
    variants: &[WholeVariant],
    silent: bool,
    keeps: bool,
) -> Vec<WholeOption> {
    if silent {
        return start.options.clone();
    }
    let option = |(at, name): (usize, &String)| {
        let before = start.options.get(at).filter(|_| keeps);
        let mut choices = before.map(|option| option.choices.clone()).unwrap_or_default();
        for choice in variants.iter().filter_map(|v| v.options.get(at)) {
            if !choices.contains(choice) {
                choices.push(choice.clone());
            }
        }
        WholeOption {
            name: before.map_or(name.clone(), |option| option.name.clone()),
            choices,
        }
    };
    new.iter().enumerate().map(option).collect()
}

fn check(
    draft: &Draft,
    options: &[WholeOption],
    variants: &[WholeVariant],
    names: &Names,
    faults: &mut Faults,
) {
    let mut blame = |code| faults.add(Fault::new(draft.line, &names.option, code, ""));
    let twice = |choices: &[String]| {
        let lower: Vec<String> = choices.iter().map(|choice| choice.to_lowercase()).collect();
        (1..lower.len()).any(|n| {
            lower
                .get(..n)
                .zip(lower.get(n))
                .is_some_and(|(first, one)| first.contains(one))
        })
    };
    if options.iter().any(|option| option.choices.len() > MOST_CHOICES) {
        blame(FaultCode::TooMany);
    } else if options.iter().any(|option| twice(&option.choices)) {
        blame(FaultCode::Duplicate);
    }
    let is_twin = |n: usize| {
        let one = variants.get(n).map(|v| &v.options);
        variants.iter().take(n).any(|other| Some(&other.options) == one)
    };
    if (1..variants.len()).any(is_twin) {
        blame(FaultCode::Duplicate);
    }
}

#[cfg(test)]
mod tests {
    use super::merged;
    use crate::model::{FaultCode, Whole};
    use crate::read::{Faults, read};
    use kernel::Currency;

    fn merge(text: &str, before: Option<&Whole>) -> (Whole, Vec<FaultCode>) {
        let mut faults = Faults::default();
        let reading = read(text.as_bytes(), Currency::COP).unwrap();
        let whole = merged(&reading.drafts[0], before, &reading.names, &mut faults);
        (whole, faults.told.iter().map(|f| f.code).collect())
    }

    const SHIRT: &str = "enlace,nombre,categoría,opción 1,valor 1,código,precio,existencias\n\
                         camisa,Camisa,Ropa,Talla,S,C-S,1000,5\ncamisa,,,,M,C-M,1000,5\n";

    #[test]
    fn the_same_file_changes_nothing() {
        let (whole, faults) = merge(SHIRT, None);
        assert_eq!(faults, []);
        assert_eq!(whole.options[0].choices, ["S", "M"]);
        let (again, faults) = merge(SHIRT, Some(&whole));
        assert_eq!((again, faults), (whole, vec![]));
    }

    #[test]
    fn what_a_file_does_not_mention_stays() {
        let (whole, _) = merge(SHIRT, None);
        let (after, faults) = merge("código,existencias\nC-M,9\n", Some(&whole));
        assert_eq!(faults, []);
        assert_eq!(after.variants[1].stock, Some(9));
        assert_eq!(
            (&after.name, &after.options, &after.variants[0]),
            (&whole.name, &whole.options, &whole.variants[0])
        );
    }

    #[test]
    fn an_empty_cell_empties_and_other_letters_are_the_same_category() {
        let (whole, _) = merge(SHIRT, None);
        let (after, _) = merge(
            "enlace,nombre,categoría,código\ncamisa,Camisa,,C-S\n",
            Some(&whole),
        );
        assert!(after.category.is_empty());
        let (after, _) = merge(
            "enlace,nombre,categoría,código\ncamisa,Camisa,ROPA,C-S\n",
            Some(&whole),
        );
        assert_eq!(after, whole);
    }

    #[test]
    fn other_options_are_refused_while_others_stay() {
        let (whole, _) = merge(SHIRT, None);
        let other = "enlace,nombre,opción 1,valor 1,código,precio\ncamisa,Camisa,Color,Azul,C-A,1000\n";
        assert_eq!(merge(other, Some(&whole)).1, [FaultCode::OptionsDiffer]);
        let all = "enlace,nombre,opción 1,valor 1,código\ncamisa,Camisa,Color,Azul,C-S\ncamisa,,,Rojo,C-M\n";
        let (after, faults) = merge(all, Some(&whole));
        assert_eq!((after.options[0].name.as_str(), faults), ("Color", vec![]));
    }

    #[test]
    fn a_new_product_needs_a_name_and_a_price() {
        assert_eq!(
            merge("enlace,código,existencias\nx,X-1,1\n", None).1,
            [FaultCode::Required, FaultCode::Required]
        );
    }
}
