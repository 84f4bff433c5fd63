//! Which products of the shop a file is about, and which names are taken.

use std::collections::{HashMap, HashSet};

use catalog::ProductId;
use db::TenantTx;
use kernel::Result;

/// Products by their slugs.
pub async fn by_slug(tx: &mut TenantTx, slugs: &[&str]) -> Result<HashMap<String, ProductId>> {
    let rows: Vec<(String, ProductId)> =
        sqlx::query_as("select slug, product_id from product where tenant_id = $1 and slug = any ($2)")
            .bind(tx.tenant())
            .bind(slugs)
            .fetch_all(&mut **tx)
            .await?;
    Ok(rows.into_iter().collect())
}

/// Products by the codes of their variants.
pub async fn by_sku(tx: &mut TenantTx, skus: &[&str]) -> Result<HashMap<String, ProductId>> {
    let rows: Vec<(String, ProductId)> = sqlx::query_as(
        "select sku, product_id from variant where tenant_id = $1 and removed_at is null and sku = any ($2)",
    )
    .bind(tx.tenant())
    .bind(skus)
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().collect())
}

/// Products by the barcodes of their variants.
pub async fn by_barcode(tx: &mut TenantTx, barcodes: &[&str]) -> Result<HashMap<String, ProductId>> {
    let rows: Vec<(String, ProductId)> = sqlx::query_as(
        "select barcode, product_id from variant where tenant_id = $1 and removed_at is null and barcode = any ($2)",
    )
    .bind(tx.tenant())
    .bind(barcodes)
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().collect())
}

/// Names that must be new: the first numbered one of each that neither the shop nor the file has.
#[derive(Debug, Default)]
pub struct FreeNames(HashSet<String>);

impl FreeNames {
    /// Nobody else gets it.
    pub fn take(&mut self, name: &str) {
        self.0.insert(name.to_owned());
    }

    /// One for each of `count`. `number` makes the first, second, … name of one; `known` tells which of some exist.
    pub async fn settle(
        &mut self,
        tx: &mut TenantTx,
        count: usize,
        number: impl Fn(usize, u32) -> String,
        known: impl AsyncFn(&mut TenantTx, &[&str]) -> Result<HashMap<String, ProductId>>,
    ) -> Result<Vec<String>> {
        let mut tries = vec![0_u32; count];
        let mut settled = vec![String::new(); count];
        let mut open: Vec<usize> = (0..count).collect();
        while !open.is_empty() {
            let mut wanted = vec![];
            for at in &open {
                let Some(tried) = tries.get_mut(*at) else { continue };
                let name = loop {
                    *tried += 1;
                    let name = number(*at, *tried);
                    if self.0.insert(name.clone()) {
                        break name;
                    }
                };
                wanted.push((*at, name));
            }
            let names: Vec<&str> = wanted.iter().map(|(_, name)| name.as_str()).collect();
            let taken = known(tx, &names).await?;
            open = vec![];
            for (at, name) in wanted {
                if taken.contains_key(&name) {
                    open.push(at);
                } else if let Some(place) = settled.get_mut(at) {
                    *place = name;
                }
            }
        }
        Ok(settled)
    }
}
