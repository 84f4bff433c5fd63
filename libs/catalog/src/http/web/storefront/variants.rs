//! What a customer chooses between on a product's page.

use http::Page;
use serde::Serialize;

use super::seo::block;
use crate::queries::product::{OptionView, VariantView};

/// From so many on, how many are left is nobody's worry.
const FEW: i32 = 5;

/// What is said of how many there are.
pub struct Stock {
    pub text: String,
    /// `many`, `low` or `none`.
    pub level: &'static str,
}

impl Stock {
    /// Of so many pieces.
    pub fn of(page: &Page, pieces: i32) -> Self {
        match pieces {
            ..=0 => Self {
                text: page.t("shop-stock-none"),
                level: "none",
            },
            1..=FEW => Self {
                text: page.tn("shop-stock-few", "count", pieces),
                level: "low",
            },
            _ => Self {
                text: page.t("shop-stock-many"),
                level: "many",
            },
        }
    }
}

/// An option as pills.
pub struct OptionChoices {
    pub name: String,
    pub values: Vec<OptionValue>,
}

/// One pill.
pub struct OptionValue {
    pub value: String,
    pub selected: bool,
}

/// The variant shown first: the first that can be bought.
pub fn preferred(variants: &[VariantView]) -> Option<&VariantView> {
    variants.iter().find(|v| v.stock > 0).or_else(|| variants.first())
}

/// Options with the choices that some variant has, those of `first` chosen.
pub fn choices(
    options: &[OptionView],
    variants: &[VariantView],
    first: Option<&VariantView>,
) -> Vec<OptionChoices> {
    let value_at = |variant: &VariantView, i: usize| variant.options.get(i).cloned();
    let choice = |(i, option): (usize, &OptionView)| OptionChoices {
        name: option.name.clone(),
        values: option
            .choices
            .iter()
            .filter(|choice| variants.iter().any(|v| value_at(v, i).as_ref() == Some(choice)))
            .map(|choice| OptionValue {
                value: choice.clone(),
                selected: first.and_then(|v| value_at(v, i)).as_ref() == Some(choice),
            })
            .collect(),
    };
    options.iter().enumerate().map(choice).collect()
}

/// For the script that follows the choice.
#[derive(Serialize)]
struct Data {
    variants: Vec<Variant>,
    none_text: String,
}

#[derive(Serialize)]
struct Variant {
    id: String,
    options: Vec<String>,
    price: String,
    compare: String,
    stock: i32,
    stock_text: String,
    level: &'static str,
    image: String,
}

/// All variants, prices formatted, as a block of JSON.
pub fn variants_json(page: &Page, variants: &[VariantView]) -> String {
    let variant = |v: &VariantView| {
        let stock = Stock::of(page, v.stock);
        Variant {
            id: v.id.to_string(),
            options: v.options.clone(),
            price: page.money(v.price),
            compare: v
                .compare_price
                .filter(|before| *before > v.price)
                .map(|b| page.money(b))
                .unwrap_or_default(),
            stock: v.stock,
            stock_text: stock.text,
            level: stock.level,
            image: String::new(),
        }
    };
    let data = Data {
        variants: variants.iter().map(variant).collect(),
        none_text: page.t("shop-no-variant"),
    };
    serde_json::to_value(data)
        .map(|value| block(&value))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{choices, preferred};
    use crate::VariantId;
    use crate::queries::product::{OptionView, VariantView};
    use kernel::id::Uuid;

    fn variant(option: &str, stock: i32) -> VariantView {
        VariantView {
            id: VariantId(Uuid::nil()),
            options: vec![option.to_owned()],
            sku: "x".into(),
            barcode: None,
            price: 100,
            compare_price: None,
            cost: None,
            weight_g: None,
            active: true,
            stock,
            on_hand: stock,
        }
    }

    #[test]
    fn the_first_that_can_be_bought_is_chosen_and_no_choice_leads_nowhere() {
        let variants = [variant("S", 0), variant("M", 3)];
        let option = OptionView {
            name: "Talla".into(),
            choices: vec!["S".into(), "M".into(), "L".into()],
        };
        let shown = choices(&[option], &variants, preferred(&variants));
        let values: Vec<(&str, bool)> = shown[0]
            .values
            .iter()
            .map(|v| (v.value.as_str(), v.selected))
            .collect();
        assert_eq!(values, [("S", false), ("M", true)]);
    }
}
