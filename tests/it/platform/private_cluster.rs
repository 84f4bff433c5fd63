//! The private PostgreSQL: made, closed to others, stopped, adopted after a kill, and refused to a second program.

use std::path::PathBuf;
use std::process::Command;

use db::cluster::PrivateCluster;
use kernel::Env;
use sqlx::{Connection as _, PgConnection};

/// A data directory that is removed, with the cluster that root keeps elsewhere.
struct DataDir(PathBuf);

impl DataDir {
    fn new(name: &str) -> Self {
        let dir = std::env::temp_dir().join(format!("vitrina-cluster-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&dir);
        Self(dir)
    }

    async fn open(&self) -> anyhow::Result<PrivateCluster> {
        PrivateCluster::open(&self.0, None, &Env::system()).await
    }
}

impl Drop for DataDir {
    fn drop(&mut self) {
        if let Ok(home) = std::fs::read_to_string(self.0.join("cluster.home")) {
            let _ = std::fs::remove_dir_all(home.trim());
        }
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[tokio::test]
async fn it_keeps_its_rows_over_a_stop_and_tells_a_second_program_to_go_elsewhere() {
    let dir = DataDir::new("keep");
    let cluster = dir.open().await.unwrap();
    let second = dir
        .open()
        .await
        .expect_err("a second program must be refused")
        .to_string();
    assert!(
        second.contains("already using") && second.contains("--data-dir"),
        "{second}"
    );

    let mut conn = PgConnection::connect(&cluster.urls().owner).await.unwrap();
    sqlx::raw_sql("create table kept (n int); insert into kept values (7)")
        .execute(&mut conn)
        .await
        .unwrap();
    drop(conn);
    cluster.stop().await.unwrap();

    let cluster = dir.open().await.unwrap();
    let mut conn = PgConnection::connect(&cluster.urls().owner).await.unwrap();
    let kept: i32 = sqlx::query_scalar("select n from kept")
        .fetch_one(&mut conn)
        .await
        .unwrap();
    assert_eq!(kept, 7);
    drop(conn);
    cluster.stop().await.unwrap();
}

#[tokio::test]
async fn a_server_left_behind_is_adopted_and_a_dead_one_is_started_again() {
    let dir = DataDir::new("orphan");
    // Dropped without a stop, as a `kill -9` of the program would: PostgreSQL goes on.
    drop(dir.open().await.unwrap());
    let cluster = dir.open().await.unwrap();
    let mut conn = PgConnection::connect(&cluster.urls().owner).await.unwrap();
    sqlx::raw_sql("create table kept (n int); insert into kept values (7)")
        .execute(&mut conn)
        .await
        .unwrap();
    let postmaster: i32 =
        sqlx::query_scalar("select regexp_replace(pg_read_file('postmaster.pid'), '\\n.*', '')::int")
            .fetch_one(&mut PgConnection::connect(cluster.superuser_url()).await.unwrap())
            .await
            .unwrap();
    drop(conn);
    drop(cluster);
    assert!(
        Command::new("kill")
            .args(["-9", &postmaster.to_string()])
            .status()
            .unwrap()
            .success()
    );

    let cluster = dir.open().await.unwrap();
    let mut conn = PgConnection::connect(&cluster.urls().owner).await.unwrap();
    let kept: i32 = sqlx::query_scalar("select n from kept")
        .fetch_one(&mut conn)
        .await
        .unwrap();
    assert_eq!(kept, 7, "what was committed survives the kill");
    drop(conn);
    cluster.stop().await.unwrap();
}

#[tokio::test]
async fn another_local_user_cannot_connect() {
    let dir = DataDir::new("closed");
    let cluster = dir.open().await.unwrap();
    let superuser_url = cluster.superuser_url().to_owned();
    // Without the password nobody gets in, not even who may enter the socket's directory.
    let password = superuser_url.split([':', '@']).nth(2).unwrap().to_owned();
    let guessed = superuser_url.replace(&password, "guess");
    let refused = PgConnection::connect(&guessed)
        .await
        .expect_err("a wrong password must be refused")
        .to_string();
    assert!(refused.contains("password authentication failed"), "{refused}");
    // Another user does not even reach the socket, though they knew the password.
    let is_root = Command::new("id")
        .arg("-u")
        .output()
        .unwrap()
        .stdout
        .starts_with(b"0\n");
    if is_root {
        let psql = Command::new("runuser")
            .args(["-u", "nobody", "--", "psql", &superuser_url, "-c", "select 1"])
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&psql.stderr);
        assert!(
            !psql.status.success() && said.contains("Permission denied"),
            "{said}"
        );
    }
    for secret in ["cluster.json", "database.url", "app.url"] {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(dir.0.join(secret))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o077, 0, "{secret} is readable by others");
    }
    cluster.stop().await.unwrap();
}
