//! What slices above add to a product's page.

use db::TenantTx;
use futures_util::future::LocalBoxFuture;
use http::{Page, Visitor};
use kernel::Result;

use crate::queries::product::ProductDetail;

/// Pieces of a product's page, as HTML that whoever gives them has escaped.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProductPart {
    /// Beside the button that buys.
    pub beside: String,
    /// Below all that the page says of the product.
    pub below: String,
}

/// Asks for one. The page is kept for everybody who is not signed in: what it gives then depends on the product alone.
pub type PartOfProduct = for<'a> fn(
    &'a mut TenantTx,
    &'a Visitor,
    &'a Page,
    &'a ProductDetail,
) -> LocalBoxFuture<'a, Result<ProductPart>>;

/// All of them, in order; the executable gives them.
#[derive(Debug, Clone, Default)]
pub struct PartsOfProduct(pub Vec<PartOfProduct>);

impl PartsOfProduct {
    /// Asks all and puts what they give together.
    pub(crate) async fn gather(
        &self,
        tx: &mut TenantTx,
        visitor: &Visitor,
        page: &Page,
        product: &ProductDetail,
    ) -> Result<ProductPart> {
        let mut whole = ProductPart::default();
        for part in &self.0 {
            let part = part(tx, visitor, page, product).await?;
            whole.beside.push_str(&part.beside);
            whole.below.push_str(&part.below);
        }
        Ok(whole)
    }
}
