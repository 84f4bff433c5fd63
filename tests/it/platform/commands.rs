//! The executable's commands, given to the executable itself.

use std::process::Stdio;

use db::migrations::MIGRATOR;
use reqwest::Method;
use serde_json::{Value, json};
use testkit::{Client, PASSWORD, TestDatabase};
use tokio::io::AsyncWriteExt as _;
use tokio::process::Command;

use crate::chaos::data_dir::DataDir;
use crate::chaos::server::{Server, serve, vitrina};

/// How a command ended and what it said.
#[derive(Debug)]
struct Ended {
    succeeded: bool,
    out: String,
    err: String,
}

/// A database that somebody else manages, and an empty data directory.
struct Managed {
    database: TestDatabase,
    dir: DataDir,
}

impl Managed {
    async fn new() -> Self {
        Self {
            database: TestDatabase::create().await,
            dir: DataDir::new(),
        }
    }

    /// Names the database to the command. Only its roles' passwords are not our own: the tests' cluster has them already.
    fn tell(&self, command: &mut Command) {
        let urls = &self.database.urls;
        command
            .env("DATABASE_URL", &urls.owner)
            .env("VITRINA_DATABASE__APP_URL", &urls.app)
            .env("VITRINA_DATABASE__WORKER_URL", &urls.worker)
            .env("VITRINA_DATABASE__PLATFORM_URL", &urls.platform)
            .env("VITRINA_DATABASE__APP_POOL", "4")
            .env(
                "JWT_SECRET",
                "abcdefghijklmnopqrstuvwxyz0123456789-ABCDEFGHIJKLMNOPQRSTUVWXYZ-tests",
            );
    }

    async fn run(&self, arguments: &[&str]) -> Ended {
        self.run_with(arguments, "").await
    }

    async fn run_with(&self, arguments: &[&str], input: &str) -> Ended {
        let mut command = vitrina(&self.dir);
        self.tell(&mut command);
        end(command.args(arguments), input).await
    }
}

async fn end(command: &mut Command, input: &str) -> Ended {
    let (out, err) = (Stdio::piped(), Stdio::piped());
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(out)
        .stderr(err)
        .spawn()
        .unwrap();
    // One that ends without reading is no failure.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes()).await;
    let output = child.wait_with_output().await.unwrap();
    Ended {
        succeeded: output.status.success(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

#[tokio::test]
async fn every_command_explains_itself() {
    let dir = DataDir::new();
    let mut left: Vec<Vec<String>> = vec![vec![]];
    let mut seen = vec![];
    while let Some(path) = left.pop() {
        let help = end(vitrina(&dir).args(&path).arg("--help"), "").await;
        let usage = format!(
            "Usage: {}",
            [&["vitrina".to_owned()], path.as_slice()].concat().join(" ")
        );
        assert!(help.succeeded && help.out.contains(&usage), "{path:?}: {help:?}");
        let commands = help.out.split("Commands:\n").nth(1).unwrap_or_default();
        for line in commands.lines().take_while(|line| !line.is_empty()) {
            let (name, words) = line.trim().split_once(' ').unwrap_or((line.trim(), ""));
            assert!(!words.trim().is_empty(), "{path:?} {name} is not explained");
            if name != "help" {
                left.push([path.as_slice(), &[name.to_owned()]].concat());
            }
        }
        seen.push(path.join(" "));
    }
    for command in [
        "serve",
        "worker",
        "migrate down",
        "tenant suspend",
        "person reset-second-factor",
        "plans check",
        "plans sync",
        "person create-staff",
        "schedules list",
        "schedules run",
        "keys rotate",
        "verify-isolation",
        "doctor",
        "slots",
    ] {
        assert!(
            seen.iter().any(|path| path == command),
            "{command} is not among {seen:?}"
        );
    }
}

#[tokio::test]
async fn slots_answers_each_case_on_a_line_of_its_own() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../libs/slots/tests/data/cases.json");
    let file: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let expected = file["cases"].as_array().unwrap().iter();
    let expected: Vec<_> = expected
        .map(|case| json!({"id": case["id"], "slots": case["expected"]}))
        .collect();
    let dir = DataDir::new();
    let ended = end(vitrina(&dir).args(["slots", "--cases", path]), "").await;
    assert!(ended.succeeded, "{}", ended.err);
    let lines = ended.out.lines().map(|line| serde_json::from_str(line).unwrap());
    assert_eq!(lines.collect::<Vec<Value>>(), expected);

    let ended = end(vitrina(&dir).args(["slots", "--cases", "none.json"]), "").await;
    assert!(
        !ended.succeeded && ended.err.contains("reading none.json"),
        "{ended:?}"
    );
}

#[tokio::test]
async fn verify_isolation_succeeds_on_our_schema_and_names_what_breaks_it() {
    let managed = Managed::new().await;
    let fine = managed.run(&["verify-isolation"]).await;
    assert!(fine.succeeded && fine.out.contains("isolation holds"), "{fine:?}");

    sqlx::raw_sql("alter table product no force row level security; drop policy tenant_isolation on brand")
        .execute(&mut managed.database.superuser().await)
        .await
        .unwrap();
    let broken = managed.run(&["verify-isolation"]).await;
    assert!(!broken.succeeded, "{broken:?}");
    let has_row = |object: &str, problem: &str| {
        broken
            .out
            .lines()
            .any(|line| line.starts_with(object) && line.contains(problem))
    };
    assert!(has_row("product ", "not forced"), "{broken:?}");
    assert!(has_row("brand ", "tenant_isolation"), "{broken:?}");
    assert!(broken.out.ends_with("2 findings\n"), "{broken:?}");
}

#[tokio::test]
async fn migrate_goes_down_and_up_and_the_others_say_what_is_missing() {
    let managed = Managed::new().await;
    let mut versions: Vec<i64> = MIGRATOR
        .iter()
        .filter(|m| !m.migration_type.is_down_migration())
        .map(|m| m.version)
        .collect();
    versions.sort_unstable();
    let (newest, kept) = (versions[versions.len() - 1], versions[versions.len() - 2]);
    let is_applied = async || {
        let status = managed.run(&["migrate", "status"]).await;
        assert!(status.succeeded, "{status:?}");
        assert_eq!(status.out.lines().count(), versions.len());
        let line = status
            .out
            .lines()
            .find(|line| line.starts_with(&newest.to_string()));
        line.unwrap().contains("  applied  ")
    };
    assert!(is_applied().await);
    let doctor = managed.run(&["doctor"]).await;
    assert!(
        doctor.succeeded && doctor.out.contains("up to date"),
        "{doctor:?}"
    );

    let down = managed.run(&["migrate", "down", "--to", &kept.to_string()]).await;
    assert!(down.succeeded, "{down:?}");
    assert!(!is_applied().await);
    let doctor = managed.run(&["doctor"]).await;
    assert!(
        !doctor.succeeded && doctor.out.contains("1 have not run"),
        "{doctor:?}"
    );
    let list = managed.run(&["tenant", "list"]).await;
    assert!(
        !list.succeeded && list.err.contains("vitrina migrate up"),
        "{list:?}"
    );

    let up = managed.run(&["migrate", "up"]).await;
    assert!(up.succeeded, "{up:?}");
    assert!(is_applied().await);
}

#[tokio::test]
async fn tenants_are_opened_listed_suspended_and_reactivated() {
    let managed = Managed::new().await;
    let create = [
        "tenant",
        "create",
        "--slug",
        "aurora",
        "--name",
        "Salón Aurora",
        "--owner-email",
        "ana@aurora.test",
        "--owner-name",
        "Ana",
    ];
    let without = managed.run(&create).await;
    assert!(
        !without.succeeded && without.err.contains("standard input"),
        "{without:?}"
    );
    let created = managed.run_with(&create, PASSWORD).await;
    assert!(
        created.succeeded && created.out.contains("aurora."),
        "{created:?}"
    );
    let again = managed.run_with(&create, PASSWORD).await;
    assert!(!again.succeeded, "the name is taken: {again:?}");

    let standing = async || {
        let list = managed.run(&["tenant", "list"]).await;
        assert!(list.succeeded, "{list:?}");
        let line = list
            .out
            .lines()
            .find(|line| line.contains("Salón Aurora"))
            .unwrap();
        line.split_whitespace().nth(1).unwrap().to_owned()
    };
    assert_eq!(standing().await, "active");
    let suspended = managed
        .run(&["tenant", "suspend", "aurora", "--reason", "no pagó"])
        .await;
    assert!(suspended.succeeded, "{suspended:?}");
    assert_eq!(standing().await, "suspended");
    let back = managed.run(&["tenant", "reactivate", "aurora"]).await;
    assert!(back.succeeded, "{back:?}");
    assert_eq!(standing().await, "active");
    let unknown = managed.run(&["tenant", "reactivate", "nobody"]).await;
    assert!(!unknown.succeeded && !unknown.err.is_empty(), "{unknown:?}");

    let audited: Vec<String> = sqlx::query_scalar("select purpose from platform_audit order by audit_id")
        .fetch_all(&mut managed.database.superuser().await)
        .await
        .unwrap();
    assert_eq!(
        audited,
        [
            "sync_plans",
            "create_tenant",
            "suspend_tenant",
            "reactivate_tenant"
        ]
    );
}

#[tokio::test]
async fn a_leaked_signing_key_is_replaced_at_once() {
    let managed = Managed::new().await;
    let mut superuser = managed.database.superuser().await;
    let mut newest = async || -> (i64, Option<bool>) {
        sqlx::query_as("select count(*), max(signs_from) <= now() from signing_key")
            .fetch_one(&mut superuser)
            .await
            .unwrap()
    };
    let (before, _) = newest().await;
    for made in [1, 2] {
        let rotated = managed.run(&["keys", "rotate"]).await;
        assert!(
            rotated.succeeded && rotated.out.contains("new key"),
            "{rotated:?}"
        );
        assert_eq!(newest().await, (before + made, Some(true)));
    }
    let revoked = managed.run(&["keys", "rotate", "--revoke-old"]).await;
    assert!(
        revoked.succeeded && revoked.out.contains("no older one is believed"),
        "{revoked:?}"
    );
    assert_eq!(newest().await, (1, Some(true)));
}

#[tokio::test]
async fn the_operator_sees_what_the_clock_does_and_has_it_done_now() {
    let managed = Managed::new().await;
    let line = async |name: &str| {
        let list = managed.run(&["schedules", "list"]).await;
        assert!(list.succeeded, "{list:?}");
        let line = list.out.lines().find(|line| line.starts_with(name));
        line.unwrap_or_else(|| panic!("{name} is not in {}", list.out))
            .to_owned()
    };
    let carts = line("sales.purge_carts ").await;
    assert!(
        carts.contains("each shop") && carts.contains("04:00 of its own zone"),
        "{carts}"
    );
    let keys = line("http.wrap_keys ").await;
    assert!(
        keys.contains("platform") && keys.contains("every hour at :15"),
        "{keys}"
    );

    for _ in 0..2 {
        let run = managed.run(&["schedules", "run", "http.wrap_keys"]).await;
        assert!(run.succeeded, "{run:?}");
    }
    let keys = line("http.wrap_keys ").await;
    assert!(keys.contains(" waiting "), "{keys}");
    let (waiting, audited): (i64, i64) = sqlx::query_as(
        "select (select count(*) from job where kind = 'http.wrap_keys'),
                (select count(*) from platform_audit where purpose = 'run_schedule')",
    )
    .fetch_one(&mut managed.database.superuser().await)
    .await
    .unwrap();
    assert_eq!((waiting, audited), (1, 2), "asked twice, done once");
    let unknown = managed.run(&["schedules", "run", "nothing"]).await;
    assert!(
        !unknown.succeeded && unknown.err.contains("schedules list"),
        "{unknown:?}"
    );
}

#[tokio::test]
async fn the_operator_helps_who_is_locked_out_alone() {
    let managed = Managed::new().await;
    let shop = ["tenant", "create", "--slug", "aurora", "--name", "Salón Aurora"];
    let owner = ["--owner-email", "ana@aurora.test", "--owner-name", "Ana"];
    let create = [shop.as_slice(), &owner].concat();
    let created = managed.run_with(&create, PASSWORD).await;
    assert!(created.succeeded, "{created:?}");
    let reset = async |shop: &str, email: &str| {
        let command = ["person", "reset-second-factor", "--shop", shop, "--email", email];
        managed.run(&command).await
    };
    let none = reset("aurora", "ana@aurora.test").await;
    assert!(!none.succeeded && none.err.contains("second factor"), "{none:?}");
    let mut superuser = managed.database.superuser().await;
    sqlx::raw_sql(
        "insert into second_factor (tenant_id, person_id, sealed_secret, created_at, confirmed_at)
         select tenant_id, person_id, '\\x00', now(), now() from person where email = 'ana@aurora.test'",
    )
    .execute(&mut superuser)
    .await
    .unwrap();
    let elsewhere = reset("nobody", "ana@aurora.test").await;
    assert!(
        !elsewhere.succeeded && elsewhere.err.contains("nobody"),
        "{elsewhere:?}"
    );
    let done = reset("aurora", "ana@aurora.test").await;
    assert!(done.succeeded, "{done:?}");
    let (left, audited): (i64, i64) = sqlx::query_as(
        "select (select count(*) from second_factor),
                (select count(*) from platform_audit where purpose = 'reset_second_factor' and about_tenant is not null)",
    )
    .fetch_one(&mut superuser)
    .await
    .unwrap();
    assert_eq!((left, audited), (0, 1));
}

#[tokio::test]
async fn with_a_database_of_somebody_elses_no_private_one_is_made() {
    let managed = Managed::new().await;
    let mut command = serve(&managed.dir);
    managed.tell(&mut command);
    let server = Server::start_by(command, &managed.dir).await;
    let client = Client::new(server.address, "platform.localhost");
    client.get("/health/ready").await.expect(200);
    let page = client.send(client.request(Method::GET, "/signup")).await;
    assert_eq!(page.status, 200, "{}", page.text);
    for file in ["cluster.json", "cluster.home", "database.url", "postgres"] {
        assert!(!managed.dir.path().join(file).exists(), "{file} was made");
    }
    server.terminate();
    assert!(server.ended().await.success());
}

#[tokio::test]
async fn files_of_another_major_version_of_postgresql_are_refused_in_words() {
    let dir = DataDir::new();
    let server = Server::start(&dir).await;
    server.terminate();
    assert!(server.ended().await.success());
    let version = dir.home().unwrap().join("data/PG_VERSION");
    let made_by = std::fs::read_to_string(&version).unwrap();
    std::fs::write(&version, "9\n").unwrap();
    let refused = end(&mut serve(&dir), "").await;
    assert!(!refused.succeeded, "{refused:?}");
    assert!(refused.err.contains("PostgreSQL 9"), "{refused:?}");
    // Nothing was touched: with the right programs it goes on.
    std::fs::write(&version, made_by).unwrap();
    let server = Server::start(&dir).await;
    server.terminate();
    assert!(server.ended().await.success());
}
