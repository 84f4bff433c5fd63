//! A file comes in.

use http::{Upload, Visitor};
use kernel::{Error, Permission, Result};

use crate::model::ImportId;
use crate::ops::check_file::check_file;
use crate::read::read;

/// Reads it beside the threads that answer, then looks at it in one transaction.
pub(super) async fn look_at(visitor: &Visitor, upload: &Upload) -> Result<ImportId> {
    let (bytes, currency) = (upload.file.clone(), visitor.shop.currency);
    let reading = tokio::task::spawn_blocking(move || read(&bytes, currency)).await;
    let reading = reading.map_err(|e| Error::Fault(e.into()))??;
    let sees_costs = may_see_costs(visitor);
    let mut tx = visitor.begin().await?;
    let id = check_file(&mut tx, reading, sees_costs).await?;
    tx.commit().await?;
    Ok(id)
}

pub(super) fn may_see_costs(visitor: &Visitor) -> bool {
    visitor
        .person
        .as_ref()
        .is_some_and(|p| p.role.may(Permission::ViewCosts))
}
