//! Options and variants as rows of a form: what was typed, made complete, and written down again. No database.

use http::Typed;

use crate::queries::product::{OptionView, VariantView};
use kernel::Currency;

/// Options that a product may have, and combinations of their choices.
pub(super) const OPTIONS: usize = 3;
const ROWS: usize = 100;

/// An option as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct OptionDraft {
    pub name: String,
    pub choices: Vec<String>,
}

/// A variant as typed; amounts are still texts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Row {
    pub id: String,
    pub values: Vec<String>,
    pub sku: String,
    pub barcode: String,
    pub price: String,
    pub compare_price: String,
    pub cost: String,
    pub weight_g: String,
    pub active: bool,
}

/// All of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Sheet {
    pub options: Vec<OptionDraft>,
    pub rows: Vec<Row>,
}

impl Sheet {
    /// From the form. Options without a name or choices and rows ticked for removal are not there.
    pub fn read(typed: &Typed) -> Self {
        let options = (0..OPTIONS).map(|i| OptionDraft {
            name: typed.get(&format!("options.{i}.name")).trim().to_owned(),
            choices: words(typed.get(&format!("options.{i}.choices"))),
        });
        let is_there = |i: &usize| typed.has(&format!("variants.{i}.price"));
        let rows = (0..ROWS)
            .filter(is_there)
            .filter(|i| typed.get(&format!("variants.{i}.remove")) != "true");
        Self {
            options: options
                .filter(|o| !(o.name.is_empty() && o.choices.is_empty()))
                .collect(),
            rows: rows.map(|i| Row::read(typed, i)).collect(),
        }
    }

    /// From what is stored.
    pub fn of(options: &[OptionView], variants: &[VariantView], currency: Currency) -> Self {
        let option = |o: &OptionView| OptionDraft {
            name: o.name.clone(),
            choices: o.choices.clone(),
        };
        Self {
            options: options.iter().map(option).collect(),
            rows: variants.iter().map(|v| Row::of(v, currency)).collect(),
        }
    }

    /// Whether the product has one form only.
    pub fn is_simple(&self) -> bool {
        self.options.is_empty()
    }

    /// Whether there are rows, each a combination of the options as they are now.
    pub fn fits(&self) -> bool {
        let is_combination = |row: &Row| {
            row.values.len() == self.options.len()
                && row
                    .values
                    .iter()
                    .zip(&self.options)
                    .all(|(value, option)| option.choices.contains(value))
        };
        !self.rows.is_empty() && self.rows.iter().all(is_combination)
    }

    /// One row for each combination. A new one is priced like the nearest that was there, else like `only`.
    pub fn expanded(self, only: &Row) -> Self {
        let mut combinations: Vec<Vec<String>> = vec![vec![]];
        for option in &self.options {
            let longer = |values: &Vec<String>| {
                let with = |choice: &String| values.iter().cloned().chain([choice.clone()]).collect();
                option.choices.iter().map(with).collect::<Vec<Vec<String>>>()
            };
            combinations = combinations.iter().flat_map(longer).take(ROWS).collect();
        }
        let row = |values: Vec<String>| match self.rows.iter().find(|row| row.values == values) {
            Some(same) => same.clone(),
            None => Row {
                values,
                ..self.nearest(only)
            },
        };
        Self {
            rows: combinations.into_iter().map(row).collect(),
            options: self.options.clone(),
        }
    }

    fn nearest(&self, only: &Row) -> Row {
        let priced = self.rows.iter().find(|row| !row.price.is_empty()).unwrap_or(only);
        let blank = String::new;
        Row {
            id: blank(),
            sku: blank(),
            barcode: blank(),
            values: vec![],
            active: true,
            ..priced.clone()
        }
    }

    /// As fields of the form, rows counted from 0.
    pub fn write(&self) -> Vec<(String, String)> {
        let mut pairs = vec![];
        for (i, option) in self.options.iter().enumerate() {
            pairs.push((format!("options.{i}.name"), option.name.clone()));
            pairs.push((format!("options.{i}.choices"), option.choices.join(", ")));
        }
        for (i, row) in self.rows.iter().enumerate() {
            row.write(i, &mut pairs);
        }
        pairs
    }
}

impl Row {
    fn read(typed: &Typed, i: usize) -> Self {
        let text = |name: &str| typed.get(&format!("variants.{i}.{name}")).trim().to_owned();
        let values = (0..OPTIONS)
            .map(|n| text(&format!("options.{n}")))
            .take_while(|value| !value.is_empty());
        Self {
            id: text("id"),
            values: values.collect(),
            sku: text("sku"),
            barcode: text("barcode"),
            price: text("price"),
            compare_price: text("compare_price"),
            cost: text("cost"),
            weight_g: text("weight_g"),
            active: typed.all(&format!("variants.{i}.active")).contains(&"true"),
        }
    }

    /// The fields of a product with one form.
    pub fn only(typed: &Typed) -> Self {
        let text = |name: &str| typed.get(name).trim().to_owned();
        Self {
            sku: text("sku"),
            barcode: text("barcode"),
            price: text("price"),
            compare_price: text("compare_price"),
            cost: text("cost"),
            weight_g: text("weight_g"),
            active: true,
            ..Self::default()
        }
    }

    pub fn of(variant: &VariantView, currency: Currency) -> Self {
        let amount = |minor: Option<i64>| minor.map(|m| currency.write(m)).unwrap_or_default();
        Self {
            id: variant.id.to_string(),
            values: variant.options.clone(),
            sku: variant.sku.clone(),
            barcode: variant.barcode.clone().unwrap_or_default(),
            price: amount(Some(variant.price)),
            compare_price: amount(variant.compare_price),
            cost: amount(variant.cost),
            weight_g: variant.weight_g.map(|g| g.to_string()).unwrap_or_default(),
            active: variant.active,
        }
    }

    /// "Rojo / M".
    pub fn title(&self) -> String {
        crate::model::option_text(&self.values)
    }

    /// What can be typed, by the names of the fields.
    pub fn fields(&self) -> [(&'static str, &str); 6] {
        [
            ("sku", &self.sku),
            ("barcode", &self.barcode),
            ("price", &self.price),
            ("compare_price", &self.compare_price),
            ("cost", &self.cost),
            ("weight_g", &self.weight_g),
        ]
    }

    fn write(&self, i: usize, pairs: &mut Vec<(String, String)>) {
        pairs.push((format!("variants.{i}.id"), self.id.clone()));
        for (n, value) in self.values.iter().enumerate() {
            pairs.push((format!("variants.{i}.options.{n}"), value.clone()));
        }
        for (name, text) in self.fields() {
            pairs.push((format!("variants.{i}.{name}"), text.to_owned()));
        }
        pairs.push((format!("variants.{i}.active"), self.active.to_string()));
    }
}

/// `S, M,, L` without what is empty or said twice.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = vec![];
    for word in text
        .split([',', '\n'])
        .map(str::trim)
        .filter(|word| !word.is_empty())
    {
        if !words.iter().any(|w| w == word) {
            words.push(word.to_owned());
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{Row, Sheet};
    use http::Typed;

    fn typed(pairs: &[(&str, &str)]) -> Typed {
        Typed::prefilled(pairs.iter().map(|(n, v)| (*n, (*v).to_owned())))
    }

    fn only(price: &str) -> Row {
        Row {
            price: price.into(),
            active: true,
            ..Row::default()
        }
    }

    #[test]
    fn every_combination_gets_a_row_priced_like_the_one_there_was() {
        let form = typed(&[
            ("options.0.name", "Talla"),
            ("options.0.choices", "S, M,, S"),
            ("options.2.name", "Color"),
            ("options.2.choices", "Rojo"),
        ]);
        let sheet = Sheet::read(&form);
        assert!(!sheet.fits());
        let sheet = sheet.expanded(&only("58.900"));
        assert!(sheet.fits());
        let titles: Vec<String> = sheet.rows.iter().map(Row::title).collect();
        assert_eq!(titles, ["S / Rojo", "M / Rojo"]);
        assert!(
            sheet
                .rows
                .iter()
                .all(|r| r.price == "58.900" && r.id.is_empty() && r.active)
        );
    }

    #[test]
    fn rows_that_stay_keep_everything_and_removed_ones_go() {
        let form = typed(&[
            ("options.0.name", "Talla"),
            ("options.0.choices", "S, M, L"),
            ("variants.0.id", "a"),
            ("variants.0.options.0", "S"),
            ("variants.0.price", "10"),
            ("variants.0.sku", "uno"),
            ("variants.0.active", "false"),
            ("variants.1.id", "b"),
            ("variants.1.options.0", "M"),
            ("variants.1.price", "20"),
            ("variants.1.remove", "true"),
        ]);
        let sheet = Sheet::read(&form);
        assert_eq!(sheet.rows.len(), 1);
        assert!(sheet.fits());
        let sheet = sheet.expanded(&Row::default());
        assert_eq!(
            (
                sheet.rows[0].id.as_str(),
                sheet.rows[0].sku.as_str(),
                sheet.rows[0].active
            ),
            ("a", "uno", false)
        );
        assert_eq!(
            (
                sheet.rows[1].title(),
                sheet.rows[1].price.as_str(),
                sheet.rows[1].id.as_str()
            ),
            ("M".into(), "10", "")
        );
    }

    #[test]
    fn what_is_written_is_read_again() {
        let sheet = Sheet::read(&typed(&[
            ("options.0.name", "Talla"),
            ("options.0.choices", "S, M"),
        ]));
        let sheet = sheet.expanded(&only("10"));
        assert_eq!(Sheet::read(&Typed::prefilled(sheet.write())), sheet);
    }

    #[test]
    fn a_flood_of_choices_stops_at_a_hundred_rows() {
        let many: Vec<String> = (0..50).map(|n| n.to_string()).collect();
        let many = many.join(",");
        let pairs: Vec<(String, String)> = (0..3)
            .flat_map(|i| {
                [
                    (format!("options.{i}.name"), i.to_string()),
                    (format!("options.{i}.choices"), many.clone()),
                ]
            })
            .collect();
        assert_eq!(
            Sheet::read(&Typed::prefilled(pairs))
                .expanded(&Row::default())
                .rows
                .len(),
            100
        );
    }
}
