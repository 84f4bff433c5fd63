//! Whom notifications may be brought to.

use std::net::{IpAddr, SocketAddr};

use reqwest::Url;

/// On this machine only, whatever its name there: what stands in for somebody calls no strangers. The address to call, and the
/// host that it is called as. With a receiver, everybody by a name is found at its port.
pub fn local(address: &str, receiver: Option<SocketAddr>) -> Option<(Url, String)> {
    let mut url: Url = address.parse().ok()?;
    let name = url.host_str()?.to_owned();
    let port = url.port_or_known_default()?;
    let here = name == "localhost" || name.ends_with(".localhost");
    let literal = name.trim_matches(['[', ']']).parse::<IpAddr>();
    if url.scheme() != "http" || !(here || literal.is_ok_and(|address| address.is_loopback())) {
        return None;
    }
    if here {
        url.set_host(Some("127.0.0.1")).ok()?;
        let port = receiver.map_or(port, |receiver| receiver.port());
        url.set_port(Some(port)).ok()?;
    }
    Some((url, format!("{name}:{port}")))
}
