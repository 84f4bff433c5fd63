//! `vitrina verify-isolation`.

use std::process::ExitCode;

use anyhow::Context as _;
use boot::Settings;
use kernel::Env;
use sqlx::{Connection as _, PgConnection};

use crate::database::Database;

/// Prints what is wrong; succeeds when nothing is.
pub async fn run(settings: Settings) -> anyhow::Result<ExitCode> {
    let database = Database::open_beside(&settings, &Env::system()).await?;
    let findings = look(&database.urls.owner).await;
    database.close().await?;
    let findings = findings?;
    if findings.is_empty() {
        println!("isolation holds: every tenant table, role, view and function is as it must be");
        return Ok(ExitCode::SUCCESS);
    }
    let width = findings.iter().map(|f| f.object.len()).max().unwrap_or(0);
    for finding in &findings {
        println!("{:width$}  {}", finding.object, finding.problem);
    }
    println!("{} findings", findings.len());
    Ok(ExitCode::FAILURE)
}

/// What breaks the promise.
pub(super) async fn look(url: &str) -> anyhow::Result<Vec<db::isolation::Finding>> {
    let mut conn = PgConnection::connect(url)
        .await
        .context("connecting as the owner role")?;
    let findings = db::isolation::verify(&mut conn).await?;
    conn.close().await?;
    Ok(findings)
}
