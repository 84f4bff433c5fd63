//! `[server]`

use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;

use ipnet::IpNet;
use url::{Host, Url};

use super::form;
use super::reader::Section;

/// How the program listens, and under which address people reach it.
#[derive(Debug, Clone)]
pub struct Server {
    /// Address to listen on.
    pub host: IpAddr,
    /// Port to listen on; 0 lets the system choose.
    pub port: u16,
    /// The platform's address as browsers see it. Tenants are sub-domains of its host.
    pub public_url: Url,
    /// Threads that serve requests; `None` means one a core.
    pub workers: Option<usize>,
    /// Most open connections for each of them.
    pub max_connections: usize,
    /// Peers whose `Forwarded` and `X-Forwarded-…` headers are believed.
    pub trusted_proxies: Vec<IpNet>,
    /// Largest body other than an upload, in bytes.
    pub body_max_bytes: usize,
    /// Longest time a request may take.
    pub request_timeout: Duration,
    /// Longest time to finish what has begun when told to stop.
    pub shutdown_timeout: Duration,
}

impl Server {
    pub(super) fn read(section: &mut Section<'_>) -> Self {
        let localhost = IpAddr::V4(Ipv4Addr::LOCALHOST);
        let port = section.number("port", 0..=u16::MAX);
        let server = Self {
            host: section.required("host", "an IP address", localhost, |text| text.parse().ok()),
            port,
            public_url: public_url(section, port),
            workers: Some(section.number("workers", 0..=512)).filter(|workers| *workers > 0),
            max_connections: section.number("max_connections", 10..=1_000_000),
            trusted_proxies: section.list("trusted_proxies", "an IP address or network", network),
            body_max_bytes: section.number("body_max_bytes", 1_024..=16 * 1_024 * 1_024),
            request_timeout: section.seconds("request_timeout_seconds", 1..=600),
            shutdown_timeout: section.seconds("shutdown_seconds", 1..=600),
        };
        section.rule(
            &["public_url"],
            matches!(server.public_url.host(), Some(Host::Domain(_))),
            "tenants are sub-domains, and an IP address has none",
            "write a name, such as http://localhost:8080",
        );
        section.rule(
            &["public_url"],
            !section.is_production()
                || server.public_url.scheme() == "https"
                || form::is_local(&server.public_url),
            "without HTTPS browsers keep no session",
            "write an address that begins with https://",
        );
        server
    }

    /// Whether only this machine's own browsers can be meant.
    pub fn is_local(&self) -> bool {
        form::is_local(&self.public_url)
    }

    /// Where browsers find the tenant, or the panel, with this label: `http://demo.localhost:8080`.
    pub fn origin_of(&self, label: &str) -> String {
        let host = self.public_url.host_str().unwrap_or_default();
        let port = self
            .public_url
            .port()
            .map(|port| format!(":{port}"))
            .unwrap_or_default();
        format!("{}://{label}.{host}{port}", self.public_url.scheme())
    }
}

fn public_url(section: &mut Section<'_>, port: u16) -> Url {
    let form = "an address without a path, such as https://example.com";
    let given = section.optional("public_url", form, form::origin);
    given.unwrap_or_else(|| here(port))
}

#[expect(clippy::expect_used, reason = "a fixed text with a number is a valid address")]
fn here(port: u16) -> Url {
    Url::parse(&format!("http://localhost:{port}")).expect("a valid address")
}

fn network(text: &str) -> Option<IpNet> {
    text.parse().ok().or_else(|| text.parse().ok().map(IpAddr::into))
}
