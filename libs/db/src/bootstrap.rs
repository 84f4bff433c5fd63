//! What only a superuser can do, once per cluster: the roles, the database and the extensions.

use anyhow::Context as _;
use kernel::Env;
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, PgConnection};
use url::Url;

use crate::Role;
use crate::pools::Urls;

/// Extensions that migrations rely on.
const EXTENSIONS: [&str; 4] = ["pg_trgm", "unaccent", "btree_gist", "btree_gin"];

/// Passwords of the roles that log in.
#[derive(Debug, Clone)]
pub struct Passwords(Vec<(Role, String)>);

impl Passwords {
    /// New random ones, 192 bits each.
    pub fn random(env: &Env) -> Self {
        Self(
            Role::ALL
                .into_iter()
                .filter(|r| r.can_login())
                .map(|r| (r, hex(&env.random::<24>())))
                .collect(),
        )
    }

    /// As kept in a data directory: names of roles with their passwords.
    pub fn from_pairs(pairs: Vec<(String, String)>) -> Self {
        let role = |name: &str| Role::ALL.into_iter().find(|r| r.name() == name);
        Self(
            pairs
                .into_iter()
                .filter_map(|(name, password)| Some((role(&name)?, password)))
                .collect(),
        )
    }

    /// The one of `role`; empty for a role that does not log in.
    pub fn of(&self, role: Role) -> &str {
        self.0.iter().find(|(r, _)| *r == role).map_or("", |(_, p)| p)
    }
}

/// Hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

/// Makes roles, database and extensions where they are missing, and sets the passwords. May run again.
pub async fn bootstrap(superuser_url: &str, database: &str, passwords: &Passwords) -> anyhow::Result<()> {
    let mut conn = PgConnection::connect(superuser_url)
        .await
        .context("connecting as superuser")?;
    for role in Role::ALL {
        make_role(&mut conn, role, passwords.of(role))
            .await
            .with_context(|| format!("role {}", role.name()))?;
    }
    // The owner makes objects that the searcher shall own; SET ROLE needs membership.
    run(
        &mut conn,
        format!("grant {} to {}", Role::Searcher.name(), Role::Owner.name()),
    )
    .await?;
    // Sign-up begins as platform and goes on as app in the same transaction (`PlatformTx::enter`).
    run(
        &mut conn,
        format!("grant {} to {}", Role::App.name(), Role::Platform.name()),
    )
    .await?;
    make_database(&mut conn, database).await?;
    conn.close().await?;

    let options: PgConnectOptions = superuser_url.parse()?;
    let mut conn = options.database(database).connect().await?;
    for extension in EXTENSIONS {
        run(&mut conn, format!("create extension if not exists {extension}")).await?;
    }
    // Nobody but the owner makes objects; the roles only use them.
    run(&mut conn, "revoke all on schema public from public".into()).await?;
    run(
        &mut conn,
        format!("alter schema public owner to {}", Role::Owner.name()),
    )
    .await?;
    for role in Role::ALL {
        run(
            &mut conn,
            format!("grant usage on schema public to {}", role.name()),
        )
        .await?;
    }
    run(
        &mut conn,
        format!("grant create on schema public to {}", Role::Searcher.name()),
    )
    .await?;
    conn.close().await?;
    Ok(())
}

async fn make_role(conn: &mut PgConnection, role: Role, password: &str) -> anyhow::Result<()> {
    let name = role.name();
    let exists: bool = sqlx::query_scalar("select exists (select from pg_roles where rolname = $1)")
        .bind(name)
        .fetch_one(&mut *conn)
        .await?;
    if !exists {
        run(conn, format!("create role {name}")).await?;
    }
    let login = if role.can_login() { "login" } else { "nologin" };
    // What platform is a member of, it takes up only by saying so.
    let inherit = if role == Role::Platform {
        "noinherit"
    } else {
        "inherit"
    };
    run(
        conn,
        format!("alter role {name} with {login} nosuperuser nobypassrls nocreatedb nocreaterole {inherit}"),
    )
    .await?;
    if role.can_login() {
        // Safe to format: our own hexadecimal digits; ALTER ROLE takes no parameters.
        anyhow::ensure!(
            password.bytes().all(|b| b.is_ascii_alphanumeric()),
            "a role's password may only hold letters and digits"
        );
        run(conn, format!("alter role {name} with password '{password}'")).await?;
    }
    Ok(())
}

async fn make_database(conn: &mut PgConnection, database: &str) -> anyhow::Result<()> {
    anyhow::ensure!(
        database.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_'),
        "the database's name may only hold letters, digits and _"
    );
    let exists: bool = sqlx::query_scalar("select exists (select from pg_database where datname = $1)")
        .bind(database)
        .fetch_one(&mut *conn)
        .await?;
    let owner = Role::Owner.name();
    if !exists {
        run(
            conn,
            format!("create database {database} owner {owner} encoding 'UTF8' template template0"),
        )
        .await?;
    }
    run(conn, format!("revoke all on database {database} from public")).await?;
    for role in Role::ALL {
        let name = role.name();
        run(conn, format!("grant connect on database {database} to {name}")).await?;
        // Nobody needs temporary tables, and one could stand in for a table of ours.
        run(
            conn,
            format!("revoke temporary on database {database} from {name}"),
        )
        .await?;
    }
    Ok(())
}

async fn run(conn: &mut PgConnection, sql: String) -> sqlx::Result<()> {
    sqlx::query(AssertSqlSafe(sql)).execute(conn).await.map(drop)
}

/// The roles' connection strings: the superuser's with another user, password and database.
pub fn urls(superuser_url: &str, database: &str, passwords: &Passwords) -> anyhow::Result<Urls> {
    let of = |role: Role| -> anyhow::Result<String> {
        let mut url = Url::parse(superuser_url).context("the connection string is no URL")?;
        url.set_path(&format!("/{database}"));
        url.set_username(role.name())
            .ok()
            .context("the connection string takes no user")?;
        url.set_password(Some(passwords.of(role)))
            .ok()
            .context("the connection string takes no password")?;
        Ok(url.into())
    };
    Ok(Urls {
        owner: of(Role::Owner)?,
        app: of(Role::App)?,
        worker: of(Role::Worker)?,
        platform: of(Role::Platform)?,
        backup: of(Role::Backup)?,
    })
}
