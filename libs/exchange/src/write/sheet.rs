//! A workbook of one sheet, for Excel. Rows go to a file of their own while they are written, so memory does not grow with
//! them. Texts are texts whatever they begin with: nothing in it is a formula.

use kernel::{Currency, Error, Result};
use rust_xlsxwriter::{Format, Workbook, XlsxError};

use super::decimal;

/// What stands in a cell.
#[derive(Debug, Clone)]
pub enum Cell {
    /// A text.
    Text(String),
    /// A number that can be counted with.
    Number(f64),
}

impl Cell {
    /// A text, or nothing.
    pub fn maybe(text: Option<String>) -> Self {
        Self::Text(text.unwrap_or_default())
    }

    /// An amount in whole units of its currency.
    pub fn money(minor: i64, currency: Currency) -> Self {
        decimal(minor, currency)
            .parse()
            .map_or_else(|_| Self::Text(decimal(minor, currency)), Self::Number)
    }

    /// A number of pieces.
    pub fn count(count: i32) -> Self {
        Self::Number(f64::from(count))
    }
}

/// A workbook that is being written, from the first row to the last.
pub struct Sheet {
    book: Workbook,
    row: u32,
}

impl Sheet {
    /// With a row of names.
    pub fn new(names: &[String]) -> Result<Self> {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet_with_constant_memory().map_err(fault)?;
        sheet.set_freeze_panes(1, 0).map_err(fault)?;
        let bold = Format::new().set_bold();
        for (name, column) in names.iter().zip(0..) {
            sheet.set_column_width(column, 18).map_err(fault)?;
            sheet
                .write_string_with_format(0, column, name, &bold)
                .map_err(fault)?;
        }
        Ok(Self { book, row: 1 })
    }

    /// Adds a row.
    pub fn line(&mut self, cells: &[Cell]) -> Result<()> {
        let sheet = self.book.worksheet_from_index(0).map_err(fault)?;
        for (cell, column) in cells.iter().zip(0..) {
            let written = match cell {
                Cell::Text(text) if text.is_empty() => continue,
                Cell::Text(text) => sheet.write_string(self.row, column, text),
                Cell::Number(number) => sheet.write_number(self.row, column, *number),
            };
            written.map_err(fault)?;
        }
        self.row += 1;
        Ok(())
    }

    /// The file.
    pub fn finish(mut self) -> Result<Vec<u8>> {
        self.book.save_to_buffer().map_err(fault)
    }
}

fn fault(error: XlsxError) -> Error {
    Error::Fault(error.into())
}

#[cfg(test)]
mod tests {
    use super::{Cell, Sheet};
    use kernel::Currency;

    #[test]
    fn a_workbook_is_an_archive_whose_texts_run_nothing() {
        let mut sheet = Sheet::new(&["Nombre".to_owned(), "Precio".to_owned()]).unwrap();
        let cells = [Cell::Text("=1+1".to_owned()), Cell::money(123_450, Currency::COP)];
        sheet.line(&cells).unwrap();
        let file = sheet.finish().unwrap();
        assert!(file.starts_with(b"PK"));
        assert!(matches!(cells[1], Cell::Number(n) if (n - 1_234.5).abs() < f64::EPSILON));
    }
}
