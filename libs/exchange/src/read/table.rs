//! A text becomes rows of cells.

use std::collections::HashMap;

use csv::{ReaderBuilder, StringRecord};
use kernel::{Error, Result};

use super::columns::{Column, form_of, meaning};
use crate::model::{Fault, FaultCode, FileForm};

/// Most faults that are told; behind them only their number counts.
const TOLD: usize = 1_000;

/// What was wrong, in the order of the file.
#[derive(Debug, Default)]
pub struct Faults {
    /// The first of them.
    pub told: Vec<Fault>,
    /// How many there are, notes left out.
    pub count: usize,
}

impl Faults {
    /// Adds one.
    pub fn add(&mut self, fault: Fault) {
        if !fault.code.is_note() {
            self.count += 1;
        }
        if self.told.len() < TOLD {
            self.told.push(fault);
        }
    }

    /// Says that something is missing, unless its cell was blamed already.
    pub fn miss(&mut self, line: u64, column: &str) {
        let fault = Fault::new(line, column, FaultCode::Required, "");
        let is_known = |told: &Fault| told.line == fault.line && told.column == fault.column;
        if !self.told.iter().any(is_known) {
            self.add(fault);
        }
    }
}

/// A place of the header.
#[derive(Debug, Clone)]
pub struct Place {
    /// As the file calls it.
    pub name: String,
    /// What it is measured in, if the header says so.
    pub unit: String,
    at: usize,
}

/// A file, taken apart.
#[derive(Debug)]
pub struct Table {
    /// Whose form it has.
    pub form: FileForm,
    /// Its lines below the header, each with its number.
    pub rows: Vec<(u64, StringRecord)>,
    places: HashMap<Column, Place>,
}

impl Table {
    /// Refuses (`file`) what is no table of products. A quote that is never closed is a fault of its line.
    pub fn of(text: &str, faults: &mut Faults) -> Result<Self> {
        let separator = separator_of(text);
        if let Some(line) = unclosed_quote(text, separator) {
            faults.add(Fault::new(line, "", FaultCode::UnclosedQuote, ""));
        }
        let mut reader = ReaderBuilder::new()
            .delimiter(separator)
            .flexible(true)
            .has_headers(false)
            .from_reader(text.as_bytes());
        let mut records = reader.records().filter_map(std::result::Result::ok);
        let header = records.next().ok_or_else(|| Error::invalid("file", "required"))?;
        let names: Vec<&str> = header.iter().collect();
        let form = form_of(&names).ok_or_else(|| Error::invalid("file", "not_a_catalogue"))?;
        let numbered = |record: StringRecord| (record.position().map_or(0, csv::Position::line), record);
        let is_blank = |record: &StringRecord| record.iter().all(|cell| cell.trim().is_empty());
        Ok(Self {
            form,
            rows: records.filter(|r| !is_blank(r)).map(numbered).collect(),
            places: places_of(form, &names),
        })
    }

    /// Where a column stands, if the file has it.
    pub fn place(&self, column: Column) -> Option<&Place> {
        self.places.get(&column)
    }

    /// The cell of a row as it stands there; what is missing at a row's end is empty.
    pub fn raw<'a>(&self, record: &'a StringRecord, column: Column) -> Option<&'a str> {
        let place = self.places.get(&column)?;
        Some(record.get(place.at).unwrap_or_default().trim())
    }
}

/// The first column of a meaning counts.
fn places_of(form: FileForm, names: &[&str]) -> HashMap<Column, Place> {
    let mut places = HashMap::new();
    for (at, name) in names.iter().enumerate() {
        if let Some((column, unit)) = meaning(form, name) {
            places.entry(column).or_insert_with(|| Place {
                name: name.trim().to_owned(),
                unit,
                at,
            });
        }
    }
    places
}

/// Of the usual marks the one that stands most often in the first line.
fn separator_of(text: &str) -> u8 {
    let header = text.trim_start().lines().next().unwrap_or_default();
    let count = |mark: &u8| header.bytes().filter(|b| b == mark).count();
    // Of equals the last one counts, so the comma comes last.
    [b'|', b'\t', b';', b',']
        .into_iter()
        .max_by_key(count)
        .unwrap_or(b',')
}

/// The line in which a quote is opened that swallows the rest of the file.
fn unclosed_quote(text: &str, separator: u8) -> Option<u64> {
    let (mut line, mut opened, mut at_start) = (1, None, true);
    let mut bytes = text.bytes().peekable();
    while let Some(byte) = bytes.next() {
        match (byte, opened) {
            (b'"', Some(_)) if bytes.peek() == Some(&b'"') => drop(bytes.next()),
            (b'"', Some(_)) => opened = None,
            (b'"', None) if at_start => opened = Some(line),
            _ => {}
        }
        at_start = byte == separator || byte == b'\n' || byte == b'\r';
        line += u64::from(byte == b'\n');
    }
    opened
}

#[cfg(test)]
mod tests {
    use super::{Faults, Table, separator_of, unclosed_quote};
    use crate::read::columns::Column;

    #[test]
    fn the_mark_between_cells_is_found() {
        assert_eq!(separator_of("a;b;c\n1,2;3;4"), b';');
        assert_eq!(separator_of("a\tb"), b'\t');
        assert_eq!(separator_of("nombre"), b',');
    }

    #[test]
    fn a_quote_that_is_not_closed_is_found_where_it_opens() {
        assert_eq!(unclosed_quote("a,b\n\"x\ny\",\"2\n3,4", b','), Some(3));
        assert_eq!(unclosed_quote("a,b\n\"x \"\"y\"\"\",2", b','), None);
        assert_eq!(unclosed_quote("a,b\n5\" de ancho,2", b','), None);
    }

    #[test]
    fn rows_know_their_line_and_their_columns() {
        let mut faults = Faults::default();
        let text = "Nombre;Precio\n\"Dos\nlíneas\";1\n;\nCepillo\n";
        let table = Table::of(text, &mut faults).unwrap();
        let lines: Vec<u64> = table.rows.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [2, 5]);
        let (_, last) = &table.rows[1];
        assert_eq!(table.raw(last, Column::Name), Some("Cepillo"));
        assert_eq!(table.raw(last, Column::Price), Some(""));
        assert_eq!(table.raw(last, Column::Sku), None);
        assert!(Table::of("", &mut faults).is_err());
        assert!(Table::of("fecha,total\n1,2", &mut faults).is_err());
    }
}
