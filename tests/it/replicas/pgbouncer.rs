//! `PgBouncer` with transaction pooling: fewer connections than the replicas together open, so that they are always shared.

use std::os::unix::fs::MetadataExt as _;
use std::process::Command;

use testkit::TestDatabase;

use super::process::Process;

/// Connections to PostgreSQL for each role.
pub const CONNECTIONS: i64 = 5;

/// One before the server of this database, for the roles whose connections are pooled.
pub async fn start(database: &TestDatabase) -> Process {
    let (place, name) = (place(&database.urls.app), database.name.clone());
    let users: String = [&database.urls.app, &database.urls.platform]
        .map(|url| {
            let (user, password) = user_of(url);
            format!("\"{user}\" \"{password}\"\n")
        })
        .concat();
    Process::start("pgbouncer", move |folder, address| {
        let (host, port) = place.split_once(':').unwrap();
        let users_file = folder.join("userlist.txt");
        std::fs::write(&users_file, users).unwrap();
        let settings = format!(
            "[databases]\n{name} = host={host} port={port}\n[pgbouncer]\nlisten_addr = {}\nlisten_port = {}\n\
             unix_socket_dir =\nauth_type = scram-sha-256\nauth_file = {}\npool_mode = transaction\n\
             default_pool_size = {CONNECTIONS}\nmax_client_conn = 200\n",
            address.ip(),
            address.port(),
            users_file.display(),
        );
        let file = folder.join("pgbouncer.ini");
        std::fs::write(&file, settings).unwrap();
        let mut pgbouncer = Command::new("/usr/sbin/pgbouncer");
        // It refuses to be root.
        if std::fs::metadata("/proc/self").unwrap().uid() == 0 {
            pgbouncer.args(["--user", "postgres"]);
        }
        pgbouncer.arg(file);
        pgbouncer
    })
    .await
}

/// The same role and database, reached at the pooler.
pub fn through(pgbouncer: &Process, url: &str) -> String {
    url.replace(&place(url), &pgbouncer.address.to_string())
}

/// `host:port` of a connection string.
fn place(url: &str) -> String {
    let (_, rest) = url.split_once('@').unwrap();
    rest.split('/').next().unwrap().to_owned()
}

fn user_of(url: &str) -> (String, String) {
    let (user, _) = url.split_once("://").unwrap().1.split_once('@').unwrap();
    let (user, password) = user.split_once(':').unwrap();
    (user.to_owned(), password.to_owned())
}
