//! A product as people type it: prices in pesos, sides in centimetres, tags and choices with commas.

use std::collections::HashMap;

use http::Typed;
use kernel::{Currency, Result};
use serde_json::Value;

use super::sheet::{Row, Sheet, words};
use crate::VariantId;
use crate::model::ProductInput;
use crate::queries::product::ProductDetail;

/// Fields of a product with one form.
const ONLY: [&str; 6] = ["price", "compare_price", "cost", "sku", "barcode", "weight_g"];

/// Texts and choices that stand at the top of the form under the names of the API.
const PLAIN: [&str; 9] = [
    "name",
    "slug",
    "short_description",
    "description",
    "category_id",
    "status",
    "tax_class",
    "seo_title",
    "seo_description",
];

/// What the form shows of a product.
pub(super) fn written(product: &ProductDetail, currency: Currency) -> Vec<(String, String)> {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let side = |mm: Option<i32>| mm.map(centimetres).unwrap_or_default();
    let (card, more) = (&product.card, &product.more);
    let top = [
        ("name", card.name.clone()),
        ("slug", card.slug.clone()),
        ("short_description", text(&card.short_description)),
        ("description", text(&card.description)),
        (
            "category_id",
            card.category
                .as_ref()
                .map(|c| c.id.to_string())
                .unwrap_or_default(),
        ),
        (
            "brand",
            card.brand.as_ref().map(|b| b.name.clone()).unwrap_or_default(),
        ),
        ("tags", card.tags.join(", ")),
        ("status", card.status.as_str().to_owned()),
        ("featured", card.featured.to_string()),
        ("tax_class", more.tax_class.as_str().to_owned()),
        ("length_mm", side(more.length_mm)),
        ("width_mm", side(more.width_mm)),
        ("height_mm", side(more.height_mm)),
        ("seo_title", text(&more.own_seo_title)),
        ("seo_description", text(&more.own_seo_description)),
        ("version", card.version.to_string()),
    ];
    let sheet = Sheet::of(&product.options, &product.variants, currency);
    let only = sheet.rows.first().cloned().unwrap_or_default();
    let rest = if sheet.is_simple() {
        only_fields(&only)
    } else {
        sheet.write()
    };
    top.into_iter()
        .map(|(n, v)| (n.to_owned(), v))
        .chain(rest)
        .collect()
}

/// The fields of a product with one form.
pub(super) fn only_fields(row: &Row) -> Vec<(String, String)> {
    row.fields()
        .into_iter()
        .map(|(name, text)| (name.to_owned(), text.to_owned()))
        .collect()
}

/// What was typed with another sheet of variants, everything else as it was.
pub(super) fn with_sheet(typed: &Typed, sheet: &Sheet) -> Typed {
    let is_sheet = |name: &str| name.starts_with("options.") || name.starts_with("variants.");
    let kept = typed
        .pairs()
        .filter(|(name, _)| !is_sheet(name))
        .map(|(n, v)| (n.to_owned(), v.to_owned()));
    Typed::prefilled(kept.chain(sheet.write()).collect::<Vec<_>>())
}

/// Reads the form as the API reads a product. Without variants the price stands at the top.
pub(super) fn read(typed: &Typed, sheet: &Sheet, currency: Currency) -> Result<ProductInput> {
    let simple = sheet.is_simple();
    with_sheet(typed, sheet).nested(|name, text| {
        let last = name.rsplit('.').next().unwrap_or(name);
        let is_row = name.starts_with("variants.") || name.starts_with("options.");
        if is_row == simple && (is_row || ONLY.contains(&name)) {
            return Ok(None);
        }
        Ok(match last {
            "price" | "compare_price" | "cost" => Some(currency.read(text).ok_or("not_an_amount")?.into()),
            "weight_g" => Some(text.parse::<i32>().map_err(|_| "wrong_type")?.into()),
            "length_mm" | "width_mm" | "height_mm" => Some(millimetres(text).ok_or("not_a_side")?.into()),
            "featured" | "active" => Some(Value::Bool(text == "true")),
            "tags" | "choices" => Some(words(text).into()),
            _ if is_row || ONLY.contains(&name) || PLAIN.contains(&name) => Some(text.into()),
            _ => None,
        })
    })
}

/// Who may not see costs must not wipe them out either.
pub(super) fn keep_costs(input: &mut ProductInput, costs: &HashMap<VariantId, Option<i64>>) {
    let known = |id: Option<VariantId>| id.and_then(|id| costs.get(&id).copied().flatten());
    for variant in input.variants.iter_mut().flatten() {
        variant.cost = known(variant.id);
    }
    if input.variants.is_none() {
        input.cost = costs.values().copied().flatten().next();
    }
}

/// `12,5` centimetres are 125 millimetres.
fn millimetres(text: &str) -> Option<i32> {
    let (whole, tenth) = text.split_once([',', '.']).unwrap_or((text, "0"));
    let digits =
        |t: &str, most: usize| (1..=most).contains(&t.len()) && t.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole, 5) || !digits(tenth, 1) {
        return None;
    }
    Some(whole.parse::<i32>().ok()? * 10 + tenth.parse::<i32>().ok()?)
}

fn centimetres(mm: i32) -> String {
    if mm % 10 == 0 {
        (mm / 10).to_string()
    } else {
        format!("{},{}", mm / 10, mm % 10)
    }
}

#[cfg(test)]
mod tests {
    use super::super::sheet::{Row, Sheet};
    use super::{centimetres, keep_costs, millimetres, read};
    use http::Typed;
    use kernel::{Currency, Error};

    fn typed(pairs: &[(&str, &str)]) -> Typed {
        Typed::prefilled(pairs.iter().map(|(n, v)| (*n, (*v).to_owned())))
    }

    #[test]
    fn a_product_is_read_as_people_type_it() {
        let form = typed(&[
            ("csrf_token", "x"),
            ("name", "Camiseta"),
            ("price", "$ 58.900"),
            ("tags", "algodón, nuevo"),
            ("featured", "true"),
            ("length_mm", "12,5"),
            ("brand", "Aurora"),
            ("version", "3"),
        ]);
        let input = read(&form, &Sheet::default(), Currency::COP).unwrap();
        assert_eq!(
            (input.price, input.length_mm, input.featured),
            (Some(5_890_000), Some(125), true)
        );
        assert_eq!(input.tags.len(), 2);
        assert!(input.variants.is_none() && input.options.is_none());
    }

    #[test]
    fn rows_take_the_place_of_the_price_at_the_top() {
        let form = typed(&[
            ("name", "Camiseta"),
            ("price", "10"),
            ("options.0.name", "Talla"),
            ("options.0.choices", "S,M"),
        ]);
        let sheet = Sheet::read(&form).expanded(&Row {
            price: "10".into(),
            active: true,
            ..Row::default()
        });
        let input = read(&form, &sheet, Currency::COP).unwrap();
        assert_eq!(input.price, None);
        let variants = input.variants.unwrap();
        assert_eq!(variants.len(), 2);
        assert_eq!((variants[1].price, variants[1].options[0].as_str()), (1_000, "M"));
    }

    #[test]
    fn a_wrong_amount_is_named_by_its_row() {
        let form = typed(&[
            ("name", "Camiseta"),
            ("options.0.name", "Talla"),
            ("options.0.choices", "S"),
            ("variants.0.options.0", "S"),
            ("variants.0.price", "mucho"),
        ]);
        let Err(Error::Refused(refusal)) = read(&form, &Sheet::read(&form), Currency::COP) else {
            panic!()
        };
        assert_eq!(
            (refusal.fields[0].field.as_str(), refusal.fields[0].code),
            ("variants.0.price", "not_an_amount")
        );
    }

    #[test]
    fn costs_survive_who_may_not_see_them() {
        let mut input = read(
            &typed(&[("name", "A"), ("price", "10")]),
            &Sheet::default(),
            Currency::COP,
        )
        .unwrap();
        let id = crate::VariantId(kernel::id::Uuid::nil());
        keep_costs(&mut input, &[(id, Some(500))].into());
        assert_eq!(input.cost, Some(500));
    }

    #[test]
    fn sides_go_there_and_back() {
        for mm in [1, 10, 125, 99_999] {
            assert_eq!(millimetres(&centimetres(mm)), Some(mm));
        }
        for bad in ["", "-1", "1,25", "x", "1e2"] {
            assert_eq!(millimetres(bad), None, "{bad}");
        }
    }
}
