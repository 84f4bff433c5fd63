//! What a line says of its product, and of the variant that it is.

use kernel::{Currency, Line, Slug};

use super::columns::Column;
use super::row::Row;
use crate::model::{Draft, DraftPicture, DraftVariant, FaultCode, list};

/// Most tags and pictures of a product, as the catalog has it.
const MOST_TAGS: usize = 30;
const MOST_PICTURES: usize = 20;
/// Longest address of a picture.
const LONGEST_ADDRESS: usize = 2_000;

/// The product of a line, without variants.
pub fn product(row: &mut Row<'_>) -> Draft {
    Draft {
        line: row.line,
        slug: slug(row),
        name: row.line_of(Column::Name).flatten(),
        short_description: row.prose(Column::ShortDescription),
        description: row.prose(Column::Description),
        category: row.category(Column::Category),
        brand: row.line_of(Column::Brand),
        status: row.status(),
        featured: row.flag(Column::Featured),
        tax_class: row.tax_class(),
        tags: row.words(Column::Tags, MOST_TAGS).map(Option::unwrap_or_default),
        length_mm: row.millimetres(Column::Length),
        width_mm: row.millimetres(Column::Width),
        height_mm: row.millimetres(Column::Height),
        seo_title: row.line_of(Column::SeoTitle),
        seo_description: row.line_of(Column::SeoDescription),
        options: vec![],
        variants: vec![],
        pictures: vec![],
    }
}

fn slug(row: &mut Row<'_>) -> Option<Slug> {
    let slug = row.given(Column::Slug, |text| {
        Slug::parse(text)
            .or_else(|| Slug::from_name(text))
            .ok_or(FaultCode::BadCharacters)
    });
    slug.flatten()
}

/// The variant of a line, without options. Cost counts only where whoever brings the file may see it.
pub fn variant(row: &mut Row<'_>, currency: Currency) -> DraftVariant {
    let price = row.money(Column::Price, currency).flatten();
    let sale = row.money(Column::SalePrice, currency);
    let (price, before) = match sale {
        // A sale price stands beside the price before.
        Some(sale) => (sale.or(price), Some(sale.and(price))),
        None => (price, row.money(Column::ComparePrice, currency)),
    };
    // Some programs repeat the price as the price before.
    let higher = |before: Option<i64>| before.filter(|before| price.is_none_or(|price| *before > price));
    DraftVariant {
        line: row.line,
        options: vec![],
        sku: row.line_of(Column::Sku).flatten(),
        barcode: row.line_of(Column::Barcode),
        price,
        compare_price: before.map(higher),
        cost: row.money(Column::Cost, currency),
        weight_g: row.grams(Column::Weight),
        active: row.flag(Column::ForSale),
        stock: row.count(Column::Stock),
    }
}

/// The pictures that a line names.
pub fn pictures(row: &mut Row<'_>) -> Vec<DraftPicture> {
    let Some(text) = row.text(Column::Pictures).filter(|text| !text.is_empty()) else {
        return vec![];
    };
    let alt = row.line_of(Column::PictureAlt).flatten();
    let mut pictures = vec![];
    for url in list::split(text, ',') {
        if is_address(&url) {
            let alt = alt.clone().filter(|_| pictures.is_empty());
            pictures.push(DraftPicture {
                line: row.line,
                url,
                alt,
            });
        } else {
            row.blame(Column::Pictures, FaultCode::NotAnAddress);
        }
    }
    pictures
}

fn is_address(url: &str) -> bool {
    let has_scheme = url.starts_with("https://") || url.starts_with("http://");
    has_scheme && url.len() <= LONGEST_ADDRESS && url.bytes().all(|b| b.is_ascii_graphic())
}

/// Adds a picture of the product that it does not have yet.
pub fn add_pictures(draft: &mut Draft, pictures: Vec<DraftPicture>, row: &mut Row<'_>) {
    for picture in pictures {
        if draft.pictures.iter().any(|known| known.url == picture.url) {
            continue;
        }
        if draft.pictures.len() == MOST_PICTURES {
            row.blame(Column::Pictures, FaultCode::TooMany);
            return;
        }
        draft.pictures.push(picture);
    }
}

/// The options of a line: name and choice, where both stand.
pub fn choices(row: &mut Row<'_>) -> Vec<(Option<Line<40>>, Line<40>)> {
    let mut choices = vec![];
    for n in 0..3 {
        let name = row.line_of(Column::OptionName(n)).flatten();
        if let Some(choice) = row.line_of(Column::OptionValue(n)).flatten() {
            choices.push((name, choice));
        }
    }
    choices
}
