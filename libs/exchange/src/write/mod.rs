//! Products become lines of a file, in each of the forms that are read.

mod money;
pub mod sheet;
mod shopify;
mod vitrina;
mod woocommerce;

use kernel::Currency;

use crate::model::FileForm;
use crate::queries::whole::Stored;

pub use money::decimal;

/// How a file is written.
#[derive(Debug, Clone)]
pub struct Style {
    /// Whose form.
    pub form: FileForm,
    /// What prices are in.
    pub currency: Currency,
    /// Where the shop is, for the addresses of pictures: `https://demo.example`.
    pub origin: String,
    /// Whether costs are written.
    pub with_costs: bool,
}

impl Style {
    /// The line of names.
    pub fn head(&self) -> String {
        match self.form {
            FileForm::Vitrina => vitrina::head(self),
            FileForm::Shopify => shopify::head(),
            FileForm::Woocommerce => woocommerce::head(),
        }
    }

    /// The lines of a product; none for one that the form does not know.
    pub fn lines(&self, product: &Stored) -> String {
        let lines = match self.form {
            FileForm::Vitrina => vitrina::lines(self, product),
            FileForm::Shopify => shopify::lines(self, product),
            FileForm::Woocommerce => woocommerce::lines(self, product),
        };
        lines.iter().map(|cells| http::csv::line(cells)).collect()
    }

    /// Addresses of a product's pictures, the cover first.
    fn pictures(&self, product: &Stored) -> Vec<String> {
        let address = |key: &String| format!("{}{}", self.origin, pictures::url(key, 1280));
        product.pictures.iter().map(address).collect()
    }

    fn money(&self, amount: Option<i64>) -> String {
        amount
            .map(|amount| decimal(amount, self.currency))
            .unwrap_or_default()
    }

    fn cost(&self, amount: Option<i64>) -> String {
        self.money(amount.filter(|_| self.with_costs))
    }
}

fn number<T: ToString>(number: Option<T>) -> String {
    number.map(|n| n.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests;
