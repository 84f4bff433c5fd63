//! nginx with the configuration of `ecosystem/nginx`, but for names, ports and certificates.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::process::Process;

/// Says on every answer which replica gave it.
pub const REPLICA: &str = "x-replica";

/// One before these replicas, on a free port.
pub async fn start(replicas: [SocketAddr; 2]) -> Process {
    Process::start("nginx", |folder, address| {
        let file = folder.join("nginx.conf");
        std::fs::write(&file, whole(folder, &ours(replicas, address, folder))).unwrap();
        let mut nginx = Command::new(program());
        nginx
            .arg("-p")
            .arg(folder)
            .arg("-c")
            .arg(file)
            .arg("-e")
            .arg(folder.join("error.log"));
        nginx
    })
    .await
}

/// Not on the path of everybody.
fn program() -> PathBuf {
    let found = ["/usr/sbin/nginx", "/usr/local/sbin/nginx"]
        .map(PathBuf::from)
        .into_iter()
        .find(|p| p.exists());
    found.unwrap_or_else(|| "nginx".into())
}

/// What a distribution's own file says around it. One process, so that its end is the end of all.
fn whole(folder: &Path, ours: &str) -> String {
    let folder = folder.display();
    let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|what| format!("{what}_temp_path {folder}/{what};"));
    format!(
        "daemon off; master_process off; pid {folder}/pid;\nevents {{ worker_connections 1024; }}\nhttp {{\n{}\n{ours}\n}}\n",
        temporary.join("\n")
    )
}

/// The deployment's own file: each of these lines must be there, or the test would run something else.
fn ours(replicas: [SocketAddr; 2], address: SocketAddr, folder: &Path) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ecosystem/nginx/vitrina.conf");
    let text = std::fs::read_to_string(path).unwrap();
    // The server that only sends browsers on to TLS.
    let (before, rest) = text
        .split_once("server {\n    listen 80;")
        .expect("a server on port 80");
    let (_, after) = rest.split_once("\n}\n").expect("its end");
    let mut text = format!("{before}{after}");
    assert_eq!(
        text.matches("    server 127.0.0.1:").count(),
        2,
        "two replicas, as there"
    );
    let [first, second] = replicas.map(|replica| format!("    server {replica} "));
    for (there, here) in [
        ("    server 127.0.0.1:8080 ", first.as_str()),
        ("    server 127.0.0.1:8081 ", &second),
        (
            "    listen 443 ssl http2;\n",
            &format!("    listen {address};\n    add_header {REPLICA} $upstream_addr always;\n"),
        ),
        ("    listen [::]:443 ssl http2;\n", ""),
        (
            "server_name example.com *.example.com;",
            "server_name localhost *.localhost;",
        ),
        (
            "/var/log/nginx/vitrina.log",
            &format!("{}/access.log", folder.display()),
        ),
    ] {
        assert!(
            text.contains(there),
            "ecosystem/nginx/vitrina.conf says no longer: {there}"
        );
        text = text.replace(there, here);
    }
    text.lines()
        .filter(|line| !line.trim_start().starts_with("ssl_"))
        .collect::<Vec<_>>()
        .join("\n")
}
