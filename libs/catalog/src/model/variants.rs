//! Options, their choices, and the combinations that are sold.

use std::collections::HashSet;

use kernel::{Currency, Error, FieldError, Line, Result};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::VariantId;
use super::product::{MAX_PRICE, MAX_WEIGHT, ProductInput};

/// What customers choose by: "Size" with its choices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OptionInput {
    /// `Color`, `Talla`, …
    pub name: Line<40>,
    /// In the order in which they are shown.
    #[validate(length(min = 1, max = 50))]
    pub choices: Vec<Line<40>>,
}

/// One combination. Prices are in minor units, tax included.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VariantInput {
    /// Which of the present ones this is; a new one when left out.
    #[serde(default)]
    pub id: Option<VariantId>,
    /// One choice of each option, in the options' order.
    #[serde(default)]
    #[validate(length(max = 3))]
    pub options: Vec<Line<40>>,
    /// Its code; made from the product's slug when left out, kept when there is an `id`.
    #[serde(default)]
    pub sku: Option<Line<60>>,
    /// Its barcode.
    #[serde(default)]
    pub barcode: Option<Line<60>>,
    /// Price.
    #[validate(range(min = 0, max = MAX_PRICE))]
    pub price: i64,
    /// Price before, if it is reduced.
    #[serde(default)]
    #[validate(range(min = 0, max = MAX_PRICE))]
    pub compare_price: Option<i64>,
    /// What it costs the shop.
    #[serde(default)]
    #[validate(range(min = 0, max = MAX_PRICE))]
    pub cost: Option<i64>,
    /// Weight, in grams.
    #[serde(default)]
    #[validate(range(min = 0, max = MAX_WEIGHT))]
    pub weight_g: Option<i32>,
    /// Whether it is sold at present.
    #[serde(default = "yes")]
    pub active: bool,
}

fn yes() -> bool {
    true
}

/// All options and variants of a product.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VariantSet {
    /// At most three; none for a product with one form.
    #[serde(default)]
    #[validate(length(max = 3), nested)]
    pub options: Vec<OptionInput>,
    /// At least one.
    #[validate(length(min = 1, max = 100), nested)]
    pub variants: Vec<VariantInput>,
}

impl VariantSet {
    /// What a product brings along, if it says anything of its variants. `only` is its present only variant.
    pub(crate) fn of(product: &ProductInput, only: Option<VariantId>) -> Result<Option<Self>> {
        match (&product.variants, product.describes_only_variant()) {
            (Some(_), true) => Err(Error::invalid("price", "set_per_variant")),
            (Some(variants), false) => {
                let options = product.options.clone().unwrap_or_default();
                Ok(Some(Self {
                    options,
                    variants: variants.clone(),
                }))
            }
            (None, _) if product.options.is_some() => Err(Error::invalid("variants", "required")),
            (None, true) => Ok(Some(Self {
                options: vec![],
                variants: vec![only_variant(product, only)?],
            })),
            (None, false) => Ok(None),
        }
    }

    /// The rules that need no database; each fault names its field.
    pub fn check(&self, currency: Currency) -> Result<()> {
        let mut faults = vec![];
        self.check_options(&mut faults);
        self.check_combinations(&mut faults);
        for (i, variant) in self.variants.iter().enumerate() {
            variant.check_prices(i, currency, &mut faults);
        }
        if faults.is_empty() {
            Ok(())
        } else {
            Err(Error::invalid_fields(faults))
        }
    }

    fn check_options(&self, faults: &mut Vec<FieldError>) {
        let mut names = HashSet::new();
        for (i, option) in self.options.iter().enumerate() {
            if !names.insert(option.name.to_lowercase()) {
                faults.push(fault(format!("options.{i}.name"), "duplicate"));
            }
            let mut choices = HashSet::new();
            for (j, choice) in option.choices.iter().enumerate() {
                if !choices.insert(choice.to_lowercase()) {
                    faults.push(fault(format!("options.{i}.choices.{j}"), "duplicate"));
                }
            }
        }
    }

    fn check_combinations(&self, faults: &mut Vec<FieldError>) {
        let (mut combinations, mut ids, mut skus) = (HashSet::new(), HashSet::new(), HashSet::new());
        for (i, variant) in self.variants.iter().enumerate() {
            if variant.options.len() != self.options.len() {
                faults.push(fault(format!("variants.{i}.options"), "one_per_option"));
            } else if !variant
                .options
                .iter()
                .zip(&self.options)
                .all(|(c, o)| o.choices.contains(c))
            {
                faults.push(fault(format!("variants.{i}.options"), "not_a_choice"));
            } else if !combinations.insert(&variant.options) {
                faults.push(fault(format!("variants.{i}.options"), "duplicate"));
            }
            if variant.id.is_some_and(|id| !ids.insert(id)) {
                faults.push(fault(format!("variants.{i}.id"), "duplicate"));
            }
            if variant.sku.as_ref().is_some_and(|sku| !skus.insert(sku.as_str())) {
                faults.push(fault(format!("variants.{i}.sku"), "duplicate"));
            }
        }
    }
}

impl VariantInput {
    fn check_prices(&self, i: usize, currency: Currency, faults: &mut Vec<FieldError>) {
        let step = currency.step();
        if self.price % step != 0 {
            faults.push(fault(format!("variants.{i}.price"), "not_whole"));
        }
        if let Some(compare) = self.compare_price {
            if compare % step != 0 {
                faults.push(fault(format!("variants.{i}.compare_price"), "not_whole"));
            } else if compare <= self.price {
                faults.push(fault(format!("variants.{i}.compare_price"), "not_above_price"));
            }
        }
    }
}

fn only_variant(product: &ProductInput, id: Option<VariantId>) -> Result<VariantInput> {
    Ok(VariantInput {
        id,
        options: vec![],
        sku: product.sku.clone(),
        barcode: product.barcode.clone(),
        price: product.price.ok_or_else(|| Error::invalid("price", "required"))?,
        compare_price: product.compare_price,
        cost: product.cost,
        weight_g: product.weight_g,
        active: true,
    })
}

fn fault(field: String, code: &'static str) -> FieldError {
    FieldError {
        field,
        code,
        args: vec![],
    }
}

/// What a variant is called beside its product: "Rojo / M".
pub fn option_text(values: &[String]) -> String {
    values.join(" / ")
}

#[cfg(test)]
mod tests {
    use super::{OptionInput, VariantInput, VariantSet};
    use kernel::{Currency, Error, Line};

    fn line<const N: usize>(text: &str) -> Line<N> {
        Line::parse(text).unwrap()
    }

    fn variant(options: &[&str], price: i64) -> VariantInput {
        VariantInput {
            id: None,
            options: options.iter().map(|o| line(o)).collect(),
            sku: None,
            barcode: None,
            price,
            compare_price: None,
            cost: None,
            weight_g: None,
            active: true,
        }
    }

    fn sizes() -> Vec<OptionInput> {
        vec![OptionInput {
            name: line("Talla"),
            choices: vec![line("S"), line("M")],
        }]
    }

    fn faults(set: &VariantSet) -> Vec<(String, &'static str)> {
        match set.check(Currency::COP) {
            Err(Error::Refused(r)) => r.fields.into_iter().map(|f| (f.field, f.code)).collect(),
            _ => vec![],
        }
    }

    #[test]
    fn each_combination_is_there_once_and_made_of_the_choices() {
        let fine = VariantSet {
            options: sizes(),
            variants: vec![variant(&["S"], 100), variant(&["M"], 200)],
        };
        assert_eq!(faults(&fine), []);
        let wrong = VariantSet {
            options: sizes(),
            variants: vec![
                variant(&["S"], 100),
                variant(&["S"], 100),
                variant(&["L"], 100),
                variant(&[], 100),
            ],
        };
        let expected = [
            ("variants.1.options", "duplicate"),
            ("variants.2.options", "not_a_choice"),
            ("variants.3.options", "one_per_option"),
        ];
        assert_eq!(faults(&wrong), expected.map(|(f, c)| (f.to_owned(), c)));
    }

    #[test]
    fn prices_are_whole_pesos_and_the_one_before_is_higher() {
        let mut cheap = variant(&[], 1_050);
        cheap.compare_price = Some(900);
        let set = VariantSet {
            options: vec![],
            variants: vec![cheap],
        };
        let expected = [
            ("variants.0.price", "not_whole"),
            ("variants.0.compare_price", "not_above_price"),
        ];
        assert_eq!(faults(&set), expected.map(|(f, c)| (f.to_owned(), c)));
    }
}
