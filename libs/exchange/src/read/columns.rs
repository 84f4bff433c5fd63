//! Which column of a file means what: the names that each form gives it, in English and in Spanish.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::model::FileForm;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Column {
    /// Part of the address, which is the same in all lines of a product.
    Slug,
    Name,
    ShortDescription,
    Description,
    Category,
    Brand,
    Status,
    Published,
    Featured,
    Taxed,
    TaxClass,
    Tags,
    Length,
    Width,
    Height,
    SeoTitle,
    SeoDescription,
    /// Name of the first, second or third option.
    OptionName(u8),
    /// A choice of it.
    OptionValue(u8),
    Sku,
    Barcode,
    Price,
    ComparePrice,
    /// What is asked while something is reduced; the other price is then the one before.
    SalePrice,
    Cost,
    Weight,
    ForSale,
    Stock,
    Pictures,
    PictureAlt,
    /// What kind of product or variation the line is.
    Kind,
    /// What a variation belongs to.
    Parent,
    /// Which product it was at the other shop.
    OutsideId,
}

use Column as C;

/// Our own columns in the order in which they are written, with their Spanish and their English name.
pub const OWN: [(Column, &str, &str); 31] = [
    (C::Slug, "enlace", "slug"),
    (C::Name, "nombre", "name"),
    (C::ShortDescription, "descripción corta", "short description"),
    (C::Description, "descripción", "description"),
    (C::Category, "categoría", "category"),
    (C::Brand, "marca", "brand"),
    (C::Status, "estado", "status"),
    (C::Featured, "destacado", "featured"),
    (C::TaxClass, "impuesto", "tax class"),
    (C::Tags, "etiquetas", "tags"),
    (C::OptionName(0), "opción 1", "option 1"),
    (C::OptionValue(0), "valor 1", "value 1"),
    (C::OptionName(1), "opción 2", "option 2"),
    (C::OptionValue(1), "valor 2", "value 2"),
    (C::OptionName(2), "opción 3", "option 3"),
    (C::OptionValue(2), "valor 3", "value 3"),
    (C::Sku, "código", "sku"),
    (C::Barcode, "código de barras", "barcode"),
    (C::Price, "precio", "price"),
    (C::ComparePrice, "precio antes", "compare price"),
    (C::Cost, "costo", "cost"),
    (C::Stock, "existencias", "stock"),
    (C::Weight, "peso (g)", "weight (g)"),
    (C::ForSale, "a la venta", "for sale"),
    (C::Length, "largo (mm)", "length (mm)"),
    (C::Width, "ancho (mm)", "width (mm)"),
    (C::Height, "alto (mm)", "height (mm)"),
    (C::Pictures, "fotos", "pictures"),
    (C::PictureAlt, "texto de la foto", "picture text"),
    (C::SeoTitle, "título para buscadores", "seo title"),
    (
        C::SeoDescription,
        "descripción para buscadores",
        "seo description",
    ),
];

/// Shopify's, of today and of before.
const SHOPIFY: &[(Column, &[&str])] = &[
    (C::Slug, &["handle", "url handle"]),
    (C::Name, &["title"]),
    (C::Description, &["body", "description"]),
    (C::Category, &["type"]),
    (C::Brand, &["vendor"]),
    (C::Status, &["status"]),
    (C::Published, &["published", "published on online store"]),
    (C::Taxed, &["variant taxable", "charge tax"]),
    (C::Tags, &["tags"]),
    (C::SeoTitle, &["seo title"]),
    (C::SeoDescription, &["seo description"]),
    (C::OptionName(0), &["option1 name"]),
    (C::OptionValue(0), &["option1 value"]),
    (C::OptionName(1), &["option2 name"]),
    (C::OptionValue(1), &["option2 value"]),
    (C::OptionName(2), &["option3 name"]),
    (C::OptionValue(2), &["option3 value"]),
    (C::Sku, &["variant sku", "sku"]),
    (C::Barcode, &["variant barcode", "barcode"]),
    (C::Price, &["variant price", "price"]),
    (C::ComparePrice, &["variant compare at price", "compare-at price"]),
    (C::Cost, &["cost per item"]),
    (C::Weight, &["variant grams", "weight value"]),
    (C::Stock, &["variant inventory qty", "inventory quantity"]),
    (C::Pictures, &["image src", "product image url"]),
    (C::PictureAlt, &["image alt text"]),
];

/// `WooCommerce`'s, in English and as its Spanish shops write it.
const WOOCOMMERCE: &[(Column, &[&str])] = &[
    (C::OutsideId, &["id"]),
    (C::Kind, &["type", "tipo"]),
    (C::Sku, &["sku"]),
    (C::Barcode, &["gtin, upc, ean, or isbn", "gtin, upc, ean o isbn"]),
    (C::Name, &["name", "nombre"]),
    (C::Published, &["published", "publicado"]),
    (
        C::Featured,
        &["is featured?", "¿esta destacado?", "¿es destacado?", "destacado"],
    ),
    (C::ShortDescription, &["short description", "descripcion corta"]),
    (C::Description, &["description", "descripcion"]),
    (C::Taxed, &["tax status", "estado del impuesto"]),
    (C::Stock, &["stock", "inventario", "existencias"]),
    (C::Weight, &["weight", "peso"]),
    (C::Length, &["length", "longitud"]),
    (C::Width, &["width", "anchura", "ancho"]),
    (C::Height, &["height", "altura"]),
    (
        C::SalePrice,
        &["sale price", "precio rebajado", "precio de oferta"],
    ),
    (C::Price, &["regular price", "precio normal", "precio regular"]),
    (
        C::Cost,
        &["cost of goods", "coste de los bienes", "costo de los bienes"],
    ),
    (C::Category, &["categories", "categorias"]),
    (C::Brand, &["brands", "marcas"]),
    (C::Tags, &["tags", "etiquetas"]),
    (C::Pictures, &["images", "imagenes"]),
    (C::Parent, &["parent", "superior", "principal"]),
    (C::OptionName(0), &["attribute 1 name", "nombre del atributo 1"]),
    (C::OptionName(1), &["attribute 2 name", "nombre del atributo 2"]),
    (C::OptionName(2), &["attribute 3 name", "nombre del atributo 3"]),
    (
        C::OptionValue(0),
        &["attribute 1 value(s)", "valor(es) del atributo 1"],
    ),
    (
        C::OptionValue(1),
        &["attribute 2 value(s)", "valor(es) del atributo 2"],
    ),
    (
        C::OptionValue(2),
        &["attribute 3 value(s)", "valor(es) del atributo 3"],
    ),
];

/// Lower case, without accents, one space between words.
fn plain(name: &str) -> String {
    let bare = name.nfd().filter(|c| !is_combining_mark(*c)).collect::<String>();
    bare.to_lowercase()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// A name and the unit in brackets behind it: `Weight (kg)`.
fn with_unit(name: &str) -> (String, String) {
    let name = plain(name);
    match name.strip_suffix(')').and_then(|rest| rest.rsplit_once(" (")) {
        Some((name, unit)) => (name.to_owned(), unit.to_owned()),
        None => (name, String::new()),
    }
}

/// What the column of this name holds in a file of this form, and in which unit.
pub fn meaning(form: FileForm, name: &str) -> Option<(Column, String)> {
    let (bare, unit) = with_unit(name);
    let found = match form {
        FileForm::Vitrina => OWN
            .iter()
            .find(|(_, spanish, english)| with_unit(spanish).0 == bare || *with_unit(english).0 == bare)
            .map(|(column, ..)| *column),
        FileForm::Shopify => named(SHOPIFY, &bare),
        FileForm::Woocommerce => named(WOOCOMMERCE, &bare),
    };
    found.map(|column| (column, unit))
}

fn named(table: &[(Column, &[&str])], bare: &str) -> Option<Column> {
    let mut known = table.iter();
    known
        .find(|(_, names)| names.contains(&bare))
        .map(|(column, _)| *column)
}

/// Whose form a file with this header has; `None` when it is nobody's.
pub fn form_of(header: &[&str]) -> Option<FileForm> {
    let has = |form, column| {
        let mut meanings = header.iter().filter_map(|name| meaning(form, name));
        meanings.any(|(found, _)| found == column)
    };
    let is = |form| match form {
        FileForm::Shopify => has(form, C::Slug) && has(form, C::Name) && has(form, C::OptionValue(0)),
        FileForm::Woocommerce => has(form, C::Kind) && has(form, C::Name) && has(form, C::Price),
        FileForm::Vitrina => {
            has(form, C::Name) || (has(form, C::Slug) && has(form, C::Sku)) || has(form, C::Sku)
        }
    };
    [FileForm::Shopify, FileForm::Woocommerce, FileForm::Vitrina]
        .into_iter()
        .find(|form| is(*form))
}

#[cfg(test)]
mod tests {
    use super::{Column, form_of, meaning};
    use crate::model::FileForm;

    #[test]
    fn a_file_is_known_by_its_header() {
        let shopify = [
            "Handle",
            "Title",
            "Body (HTML)",
            "Option1 Name",
            "Option1 Value",
            "Variant Price",
        ];
        let newer = ["Title", "URL handle", "Description", "Option1 value", "Price"];
        let woo = ["ID", "Type", "SKU", "Name", "Regular price"];
        let spanish = ["ID", "Tipo", "SKU", "Nombre", "Precio normal", "Categorías"];
        assert_eq!(form_of(&shopify), Some(FileForm::Shopify));
        assert_eq!(form_of(&newer), Some(FileForm::Shopify));
        assert_eq!(form_of(&woo), Some(FileForm::Woocommerce));
        assert_eq!(form_of(&spanish), Some(FileForm::Woocommerce));
        assert_eq!(form_of(&["NOMBRE", "Precio"]), Some(FileForm::Vitrina));
        assert_eq!(form_of(&["sku", "stock"]), Some(FileForm::Vitrina));
        assert_eq!(form_of(&["fecha", "total"]), None);
    }

    #[test]
    fn accents_capitals_and_units_are_forgiven() {
        let weight = meaning(FileForm::Woocommerce, "Weight (lbs)");
        assert_eq!(weight, Some((Column::Weight, "lbs".to_owned())));
        let category = meaning(FileForm::Vitrina, " Categoria ");
        assert_eq!(category, Some((Column::Category, String::new())));
        assert_eq!(
            meaning(FileForm::Shopify, "Body (HTML)").map(|(column, _)| column),
            Some(Column::Description)
        );
    }
}
