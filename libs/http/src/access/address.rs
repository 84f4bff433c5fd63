//! The caller's address, believed from proxies only as far as the settings say.

use std::net::IpAddr;

use actix_web::HttpRequest;
use ipnet::IpNet;

/// The address to count and log by: the peer's, or, when that is a proxy of ours, the nearest one before it in
/// `X-Forwarded-For` that is not. The caller may have written anything further left.
pub fn client_address(req: &HttpRequest, proxies: &[IpNet]) -> Option<IpAddr> {
    let peer = req.peer_addr()?.ip();
    let ours = |address: &IpAddr| proxies.iter().any(|net| net.contains(address));
    if !ours(&peer) {
        return Some(peer);
    }
    // A proxy may add a line of its own instead of going on with the caller's: they read as one list (RFC 9110 §5.3).
    let lines: Vec<&str> = req
        .headers()
        .get_all("x-forwarded-for")
        .map(|v| v.to_str().unwrap_or_default())
        .collect();
    let reported = lines
        .join(",")
        .rsplit(',')
        .map_while(|a| a.trim().parse::<IpAddr>().ok())
        .find(|a| !ours(a));
    reported.or(Some(peer))
}
