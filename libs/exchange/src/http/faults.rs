//! What is wrong with a file, as a file of its own beside it.

use http::{Answer, Can, Id, csv, permit};

use super::web::words;
use crate::model::ImportId;
use crate::queries::imports::{find_import, list_faults};

const HEAD: [&str; 4] = ["line", "column", "fault", "value"];
const MOST: i64 = 1_000;

/// `GET /admin/products/imports/{id}/faults.csv`.
pub async fn file(ctx: Can<permit::ManageCatalog>, Id(id): Id<ImportId>) -> Answer {
    let mut tx = ctx.begin().await?;
    find_import(&mut tx, id).await?;
    let faults = list_faults(&mut tx, id, MOST).await?;
    tx.commit().await?;
    let mut text = csv::line(&HEAD.map(|name| ctx.t(&format!("exchange-column-{name}"))));
    for fault in faults {
        let what = ctx.t(&words::fault_key(fault.code));
        text.push_str(&csv::line(&[
            fault.line.to_string(),
            fault.column,
            what,
            fault.value,
        ]));
    }
    Ok(csv::answer("faults.csv", text))
}
