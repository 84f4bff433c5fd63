//! What the forms that put something into the cart send.

use catalog::{ProductId, VariantId};
use db::TenantTx;
use kernel::{Error, Line, Result};
use serde::Deserialize;
use validator::Validate;

use crate::ops::add_item::ItemRequest;

/// A product card sends product and variant; a product's page without scripts sends the options instead.
#[derive(Debug, Clone, Deserialize, Validate)]
pub struct AddForm {
    product_id: ProductId,
    variant_id: Option<VariantId>,
    #[serde(default = "one")]
    #[validate(range(min = 1, max = 999))]
    quantity: i32,
    #[serde(rename = "option-0")]
    first: Option<Line<40>>,
    #[serde(rename = "option-1")]
    second: Option<Line<40>>,
    #[serde(rename = "option-2")]
    third: Option<Line<40>>,
}

fn one() -> i32 {
    1
}

impl AddForm {
    /// What is wanted exactly.
    pub async fn resolved(&self, tx: &mut TenantTx) -> Result<ItemRequest> {
        let options: Vec<&str> = [&self.first, &self.second, &self.third]
            .into_iter()
            .flatten()
            .map(|line| &**line)
            .collect();
        let variant_id = match self.variant_id {
            None if !options.is_empty() => Some(self.by_options(tx, &options).await?),
            given => given,
        };
        Ok(ItemRequest {
            product_id: self.product_id,
            variant_id,
            quantity: self.quantity,
        })
    }

    async fn by_options(&self, tx: &mut TenantTx, options: &[&str]) -> Result<VariantId> {
        let found: Option<VariantId> = sqlx::query_scalar(
            "select variant_id from variant
              where tenant_id = $1 and product_id = $2 and option_values = $3 and active and removed_at is null",
        )
        .bind(tx.tenant())
        .bind(self.product_id)
        .bind(options)
        .fetch_optional(&mut **tx)
        .await?;
        found.ok_or_else(|| Error::invalid("variant_id", "unknown"))
    }
}
