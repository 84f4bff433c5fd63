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
    let header = req
        .headers()
        .get("x-forwarded-for")
        .and_then(|v| v.to_str().ok())
        .unwrap_or_default();
    let reported = header
        .rsplit(',')
        .map_while(|a| a.trim().parse::<IpAddr>().ok())
        .find(|a| !ours(a));
    reported.or(Some(peer))
}
