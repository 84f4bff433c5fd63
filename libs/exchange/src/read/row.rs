//! A row whose cells are read one by one; what cannot be read is a fault with its column.

use catalog::{ProductStatus, TaxClass};
use csv::StringRecord;
use kernel::{Currency, Line, Prose};

use super::columns::Column;
use super::table::{Faults, Table};
use crate::model::{Fault, FaultCode, FileForm, Given, html, list, measure};

/// Largest price, in minor units, as the catalog has it.
const MOST_MONEY: i64 = 1_000_000_000_000;
const MOST_GRAMS: i32 = 1_000_000;
const MOST_MILLIMETRES: i32 = 100_000;
const MOST_LEVELS: usize = 4;

/// A line of the file.
pub struct Row<'a> {
    /// Its number.
    pub line: u64,
    /// The file.
    pub table: &'a Table,
    /// Its cells.
    pub record: &'a StringRecord,
    /// Where its faults go.
    pub faults: &'a mut Faults,
}

impl<'a> Row<'a> {
    /// A cell without the apostrophe that keeps spreadsheets from running it. `None` when the file has no such column.
    pub fn text(&self, column: Column) -> Option<&'a str> {
        self.table.raw(self.record, column).map(http::csv::bare)
    }

    /// Whether something stands in this column.
    pub fn has(&self, column: Column) -> bool {
        self.text(column).is_some_and(|text| !text.is_empty())
    }

    /// Says what is wrong with a cell.
    pub fn blame(&mut self, column: Column, code: FaultCode) {
        let name = self.table.place(column).map_or("", |place| &place.name);
        let value = self.table.raw(self.record, column).unwrap_or_default();
        self.faults.add(Fault::new(self.line, name, code, value));
    }

    /// A cell by a reader of its own. What is wrong counts as empty.
    pub fn given<T>(&mut self, column: Column, read: impl FnOnce(&str) -> Result<T, FaultCode>) -> Given<T> {
        let text = self.text(column)?;
        if text.is_empty() {
            return Some(None);
        }
        // Our own export guards what begins like a formula; what comes bare is one.
        let is_formula = self
            .table
            .raw(self.record, column)
            .is_some_and(|raw| raw.starts_with('='));
        let value = if is_formula {
            Err(FaultCode::Formula)
        } else {
            read(text)
        };
        Some(value.map_err(|code| self.blame(column, code)).ok())
    }

    /// One line of text.
    pub fn line_of<const MAX: usize>(&mut self, column: Column) -> Given<Line<MAX>> {
        self.given(column, |text| Ok(Line::parse(text)?))
    }

    /// Several lines of text; of other programs HTML.
    pub fn prose<const MAX: usize>(&mut self, column: Column) -> Given<Prose<MAX>> {
        let form = self.table.form;
        let prose = self.given(column, |text| {
            let text = match form {
                FileForm::Vitrina => text.to_owned(),
                FileForm::Shopify => html::to_text(text),
                // It writes line ends as two characters.
                FileForm::Woocommerce => html::to_text(&text.replace("\\n", "\n")),
            };
            if text.is_empty() {
                Ok(None)
            } else {
                Ok(Some(Prose::parse(&text)?))
            }
        });
        prose.map(Option::flatten)
    }

    /// An amount, as somebody types it.
    pub fn money(&mut self, column: Column, currency: Currency) -> Given<i64> {
        self.given(column, |text| {
            let amount = currency.read(text).ok_or(FaultCode::NotAPrice)?;
            if amount > MOST_MONEY {
                return Err(FaultCode::OutOfRange);
            }
            if amount % currency.step() == 0 {
                Ok(amount)
            } else {
                Err(FaultCode::NotWhole)
            }
        })
    }

    /// Pieces. Less than nothing, which shops that sell on order have, is nothing.
    pub fn count(&mut self, column: Column) -> Option<i32> {
        let count = self.given(column, |text| {
            let whole = text
                .split_once(['.', ','])
                .filter(|(_, rest)| rest.bytes().all(|b| b == b'0'));
            let text = whole.map_or(text, |(whole, _)| whole);
            let pieces: i32 = text.parse().map_err(|_| FaultCode::NotACount)?;
            if pieces > inventory::model::MOST {
                Err(FaultCode::OutOfRange)
            } else {
                Ok(pieces.max(0))
            }
        });
        count.flatten()
    }

    /// A weight in the unit that the header names.
    pub fn grams(&mut self, column: Column) -> Given<i32> {
        let unit = self.unit(column);
        self.given(column, |text| {
            let grams = measure::grams(text, &unit).ok_or(FaultCode::NotANumber)?;
            if grams > MOST_GRAMS {
                Err(FaultCode::OutOfRange)
            } else {
                Ok(grams)
            }
        })
    }

    /// A length in the unit that the header names. No length at all is none.
    pub fn millimetres(&mut self, column: Column) -> Given<i32> {
        let unit = self.unit(column);
        let length = self.given(column, |text| {
            let length = measure::millimetres(text, &unit).ok_or(FaultCode::NotANumber)?;
            if length > MOST_MILLIMETRES {
                Err(FaultCode::OutOfRange)
            } else {
                Ok(length)
            }
        });
        length.map(|length| length.filter(|mm| *mm > 0))
    }

    fn unit(&self, column: Column) -> String {
        self.table
            .place(column)
            .map(|place| place.unit.clone())
            .unwrap_or_default()
    }

    /// Yes or no.
    pub fn flag(&mut self, column: Column) -> Option<bool> {
        self.given(column, |text| yes_or_no(text).ok_or(FaultCode::NotAChoice))
            .flatten()
    }

    /// Several words.
    pub fn words<const MAX: usize>(&mut self, column: Column, most: usize) -> Given<Vec<Line<MAX>>> {
        self.given(column, |text| {
            let mut words: Vec<Line<MAX>> = vec![];
            for word in list::split(text, ',') {
                let word = Line::parse(&word)?;
                if !words.contains(&word) {
                    words.push(word);
                }
            }
            if words.len() > most {
                Err(FaultCode::TooMany)
            } else {
                Ok(words)
            }
        })
    }

    /// A category with those above it. Of several, the deepest counts.
    pub fn category(&mut self, column: Column) -> Given<Vec<Line<120>>> {
        let several = self.table.form == FileForm::Woocommerce;
        let mut others = false;
        let path = self.given(column, |text| {
            let paths = if several {
                list::split(text, ',')
            } else {
                vec![text.to_owned()]
            };
            others = paths.len() > 1;
            let paths: Result<Vec<_>, _> = paths.iter().map(|path| category_path(path)).collect();
            // Of equals the first: `max_by_key` would give the last.
            let deepest = paths?.into_iter().rev().max_by_key(Vec::len);
            deepest.ok_or(FaultCode::Required)
        });
        if others {
            self.blame(column, FaultCode::OneCategory);
        }
        path
    }

    /// Whether customers see it.
    pub fn status(&mut self) -> Option<ProductStatus> {
        let status = self.given(Column::Status, |text| status(text).ok_or(FaultCode::NotAChoice));
        let published = self.given(Column::Published, |text| {
            published(text).ok_or(FaultCode::NotAChoice)
        });
        match (status.flatten(), published.flatten()) {
            (Some(ProductStatus::Active) | None, Some(false)) => Some(ProductStatus::Draft),
            (Some(status), _) => Some(status),
            (None, Some(true)) => Some(ProductStatus::Active),
            (None, None) => None,
        }
    }

    /// How it is taxed; other programs only say whether it is.
    pub fn tax_class(&mut self) -> Option<TaxClass> {
        let class = self.given(Column::TaxClass, |text| {
            let mut known = TaxClass::ALL.into_iter();
            known
                .find(|class| class.as_str() == text.to_lowercase())
                .ok_or(FaultCode::NotAChoice)
        });
        let taxed = self.given(Column::Taxed, |text| taxed(text).ok_or(FaultCode::NotAChoice));
        class
            .flatten()
            .or_else(|| (taxed.flatten() == Some(false)).then_some(TaxClass::Excluded))
    }
}

/// `Cabello > Champú`, four levels at most and none below itself.
fn category_path(text: &str) -> Result<Vec<Line<120>>, FaultCode> {
    let mut path: Vec<Line<120>> = vec![];
    for name in list::split(text, '>') {
        let name = Line::parse(&name)?;
        if path
            .iter()
            .any(|above| above.to_lowercase() == name.to_lowercase())
        {
            return Err(FaultCode::Circle);
        }
        path.push(name);
    }
    match path.len() {
        0 => Err(FaultCode::Required),
        1..=MOST_LEVELS => Ok(path),
        _ => Err(FaultCode::TooDeep),
    }
}

fn yes_or_no(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "1" | "true" | "yes" | "sí" | "si" | "verdadero" => Some(true),
        "0" | "false" | "no" | "falso" => Some(false),
        _ => None,
    }
}

/// `-1` is a draft of `WooCommerce`.
fn published(text: &str) -> Option<bool> {
    if text == "-1" {
        Some(false)
    } else {
        yes_or_no(text)
    }
}

fn taxed(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "taxable" | "shipping" => Some(true),
        "none" => Some(false),
        other => yes_or_no(other),
    }
}

fn status(text: &str) -> Option<ProductStatus> {
    match text.to_lowercase().as_str() {
        "active" | "activo" | "publicado" => Some(ProductStatus::Active),
        "draft" | "borrador" | "unlisted" => Some(ProductStatus::Draft),
        "archived" | "archivado" => Some(ProductStatus::Archived),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{category_path, status, taxed, yes_or_no};
    use crate::model::FaultCode;
    use catalog::ProductStatus;

    #[test]
    fn categories_have_neither_circles_nor_cellars() {
        assert_eq!(category_path("Cabello > Champú").map(|path| path.len()), Ok(2));
        assert_eq!(category_path("A > B > a"), Err(FaultCode::Circle));
        assert_eq!(category_path("A > B > C > D > E"), Err(FaultCode::TooDeep));
    }

    #[test]
    fn words_are_understood_in_both_languages() {
        assert_eq!(
            [yes_or_no("Sí"), yes_or_no("FALSE"), yes_or_no("quizá")],
            [Some(true), Some(false), None]
        );
        assert_eq!(
            [status("Borrador"), status("?")],
            [Some(ProductStatus::Draft), None]
        );
        assert_eq!([taxed("none"), taxed("TRUE")], [Some(false), Some(true)]);
    }
}
