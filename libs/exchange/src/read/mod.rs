//! From the bytes of a file to the products that it describes. No database, no web.

mod by_slug;
pub(crate) mod columns;
mod encoding;
mod fields;
mod row;
mod table;
mod twins;
mod woocommerce;

use kernel::{Currency, Result};

use crate::model::{Draft, FileForm};
pub use table::Faults;

/// A file that was read.
#[derive(Debug)]
pub struct Reading {
    /// Whose form it has.
    pub form: FileForm,
    /// Lines below the header.
    pub lines: usize,
    /// Its products, in its order.
    pub drafts: Vec<Draft>,
    /// What is wrong with it.
    pub faults: Faults,
    /// How the file calls its columns.
    pub names: Names,
}

/// What columns are called that are blamed after the reading.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// Of the address.
    pub slug: String,
    /// Of the name.
    pub name: String,
    /// Of the codes.
    pub sku: String,
    /// Of the barcodes.
    pub barcode: String,
    /// Of the prices.
    pub price: String,
    /// Of the first option's choices.
    pub option: String,
    /// Of the pieces.
    pub stock: String,
}

/// Reads a file. Refuses (`file`) what is no table of products; everything else that is wrong is told by line and column.
pub fn read(bytes: &[u8], currency: Currency) -> Result<Reading> {
    let text = encoding::decode(bytes);
    let mut faults = Faults::default();
    let table = table::Table::of(&text, &mut faults)?;
    let drafts = match table.form {
        FileForm::Woocommerce => woocommerce::gather(&table, currency, &mut faults),
        FileForm::Vitrina | FileForm::Shopify => by_slug::gather(&table, currency, &mut faults),
    };
    let names = names_of(&table);
    twins::find(&drafts, &names, &mut faults);
    Ok(Reading {
        form: table.form,
        lines: table.rows.len(),
        drafts,
        faults,
        names,
    })
}

fn names_of(table: &table::Table) -> Names {
    use columns::Column;
    // What is missing is told by the name that we would give it.
    let name = |column, usual: &str| {
        table
            .place(column)
            .map_or(usual.to_owned(), |place| place.name.clone())
    };
    Names {
        slug: name(Column::Slug, "enlace"),
        name: name(Column::Name, "nombre"),
        sku: name(Column::Sku, "código"),
        barcode: name(Column::Barcode, "código de barras"),
        price: name(Column::Price, "precio"),
        option: name(Column::OptionValue(0), "valor 1"),
        stock: name(Column::Stock, "existencias"),
    }
}

#[cfg(test)]
mod tests;
