//! The grid as a form: what is typed, and beside it what stood there when the page was read.
//!
//! Of a product `version.ID`, `status.ID`, `category.ID` and `was.ID`; of a variant `price.ID.VARIANT`, `stock.ID.VARIANT` and
//! `was.ID.VARIANT`, where `was` has both cells with a bar between.

use catalog::{ProductId, VariantId};
use http::Typed;
use kernel::{Currency, Error, Result};

use crate::model::{GridChange, GridRow, GridVariant};

/// Only what was typed anew: somebody else may have changed the rest since.
pub fn read(typed: &Typed, currency: Currency) -> Result<GridChange> {
    let mut change = GridChange::default();
    for (name, version) in typed.pairs() {
        let Some(id) = name.strip_prefix("version.") else {
            continue;
        };
        let mut row = product(typed, id, version)?;
        row.variants = variants(typed, id, currency)?;
        if row.status.is_some() || row.category_id.is_some() || !row.variants.is_empty() {
            change.rows.push(row);
        }
    }
    Ok(change)
}

fn product(typed: &Typed, id: &str, version: &str) -> Result<GridRow> {
    let (status, category) = was(typed, id);
    let typed_status = typed.get(&format!("status.{id}"));
    let typed_category = typed.get(&format!("category.{id}"));
    let wrong = |field: &str| Error::invalid(field, "wrong_type");
    let category_of = |text: &str| match text {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| wrong("category_id")),
    };
    Ok(GridRow {
        product_id: id.parse::<ProductId>().map_err(|_| Error::not_found())?,
        version: version.parse().map_err(|_| wrong("version"))?,
        status: if typed_status == status {
            None
        } else {
            Some(status_of(typed_status)?)
        },
        category_id: if typed_category == category {
            None
        } else {
            Some(category_of(typed_category)?)
        },
        variants: vec![],
    })
}

fn status_of(text: &str) -> Result<catalog::ProductStatus> {
    let mut known = catalog::ProductStatus::ALL.into_iter();
    known
        .find(|status| status.as_str() == text)
        .ok_or_else(|| Error::invalid("status", "wrong_type"))
}

fn variants(typed: &Typed, product: &str, currency: Currency) -> Result<Vec<GridVariant>> {
    let mut variants = vec![];
    let beginning = format!("price.{product}.");
    for (name, price) in typed.pairs() {
        let Some(id) = name.strip_prefix(&beginning) else {
            continue;
        };
        let (old_price, old_stock) = was(typed, &format!("{product}.{id}"));
        let stock = typed.get(&format!("stock.{product}.{id}"));
        let (price, stock) = (price.trim(), stock.trim());
        let new_price = (price != old_price).then(|| {
            currency
                .read(price)
                .ok_or_else(|| Error::invalid("price", "wrong_type"))
        });
        let new_stock =
            (stock != old_stock).then(|| stock.parse().map_err(|_| Error::invalid("on_hand", "wrong_type")));
        let variant = GridVariant {
            variant_id: id.parse::<VariantId>().map_err(|_| Error::not_found())?,
            price: new_price.transpose()?,
            stock: new_stock.transpose()?,
        };
        if variant.price.is_some() || variant.stock.is_some() {
            variants.push(variant);
        }
    }
    Ok(variants)
}

/// Both cells as they were.
fn was<'a>(typed: &'a Typed, id: &str) -> (&'a str, &'a str) {
    typed
        .get(&format!("was.{id}"))
        .split_once('|')
        .unwrap_or_default()
}

/// Fields that bring a change about: what stands there now is taken for something else.
pub fn fields(change: &GridChange, currency: Currency) -> Vec<(String, String)> {
    let mut fields = vec![];
    for row in &change.rows {
        let id = row.product_id;
        let category = row
            .category_id
            .map(|c| c.map(|c| c.to_string()).unwrap_or_default());
        let status = row.status.map(catalog::ProductStatus::as_str);
        // A cell that does not change is the same before and after.
        let was = [status.map_or("", |_| "-"), category.as_ref().map_or("", |_| "-")].join("|");
        fields.extend([
            (format!("version.{id}"), row.version.to_string()),
            (format!("was.{id}"), was),
            (format!("status.{id}"), status.unwrap_or_default().to_owned()),
            (format!("category.{id}"), category.unwrap_or_default()),
        ]);
        for variant in &row.variants {
            let place = format!("{id}.{}", variant.variant_id);
            let price = variant.price.map(|price| currency.write(price));
            let stock = variant.stock.map(|stock| stock.to_string());
            let was = [
                price.as_ref().map_or("", |_| "-"),
                stock.as_ref().map_or("", |_| "-"),
            ]
            .join("|");
            fields.extend([
                (format!("price.{place}"), price.unwrap_or_default()),
                (format!("stock.{place}"), stock.unwrap_or_default()),
                (format!("was.{place}"), was),
            ]);
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::{fields, read};
    use http::Typed;
    use kernel::Currency;

    const PRODUCT: &str = "00000000-0000-7000-8000-00000000000a";
    const VARIANT: &str = "00000000-0000-7000-8000-00000000000b";

    fn typed(status: &str, price: &str, stock: &str) -> Typed {
        let field = |name: String, value: &str| (name, value.to_owned());
        Typed::prefilled([
            field(format!("version.{PRODUCT}"), "3"),
            field(format!("was.{PRODUCT}"), "draft|"),
            field(format!("status.{PRODUCT}"), status),
            field(format!("category.{PRODUCT}"), ""),
            field(format!("was.{PRODUCT}.{VARIANT}"), "58.900|4"),
            field(format!("price.{PRODUCT}.{VARIANT}"), price),
            field(format!("stock.{PRODUCT}.{VARIANT}"), stock),
        ])
    }

    #[test]
    fn only_what_was_typed_anew_changes() {
        let read = |typed: &Typed| read(typed, Currency::COP);
        assert!(read(&typed("draft", "58.900", "4")).unwrap().rows.is_empty());
        let change = read(&typed("active", "59.900", "4")).unwrap();
        let variant = &change.rows[0].variants[0];
        assert_eq!((variant.price, variant.stock), (Some(5_990_000), None));
        assert_eq!(change.rows[0].category_id, None);
        assert!(read(&typed("draft", "mucho", "4")).is_err());
        assert!(read(&typed("draft", "58.900", "x")).is_err());
    }

    #[test]
    fn what_takes_it_back_is_a_form_too() {
        let change = read(&typed("active", "59.900", "7"), Currency::COP).unwrap();
        let again = read(&Typed::prefilled(fields(&change, Currency::COP)), Currency::COP).unwrap();
        assert_eq!(format!("{again:?}"), format!("{change:?}"));
    }
}
