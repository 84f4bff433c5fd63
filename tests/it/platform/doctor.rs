//! `vitrina doctor` finds what an operator would otherwise find at night.

use crate::chaos::data_dir::DataDir;
use crate::chaos::server::{Server, vitrina};

async fn doctor(dir: &DataDir) -> (bool, String) {
    let mut command = vitrina(dir);
    // However full the disk of the machine is that runs the tests.
    command.env("VITRINA_HEALTH__DISK_PERCENT", "100");
    command.env("VITRINA_HEALTH__DISK_FULL_PERCENT", "100");
    let said = command.arg("doctor").output().await.unwrap();
    (
        said.status.success(),
        String::from_utf8_lossy(&said.stdout).into_owned(),
    )
}

#[tokio::test]
async fn doctor_looks_at_disk_connections_and_rights() {
    let dir = DataDir::new();
    let _server = Server::start(&dir).await;
    let (is_well, said) = doctor(&dir).await;
    assert!(is_well, "{said}");
    for part in [
        "MiB left",
        "up to date",
        "app, worker and platform connect",
        "as they must be",
        "opens every key",
    ] {
        assert!(said.contains(part), "{part} not in:\n{said}");
    }
    sqlx::raw_sql("alter role vitrina_app bypassrls")
        .execute(&mut dir.superuser().await)
        .await
        .unwrap();
    let (is_well, said) = doctor(&dir).await;
    assert!(
        !is_well && said.contains("vitrina_app the role may bypass row-level security"),
        "{said}"
    );
}
