//! The caller's address, believed from proxies only as far as the settings say.

use std::net::IpAddr;

use actix_web::HttpRequest;

/// The address to count and log by: the peer's, or the one that our `trusted` proxies in front report.
pub fn client_address(req: &HttpRequest, trusted: usize) -> Option<IpAddr> {
    let peer = req.peer_addr().map(|a| a.ip());
    if trusted == 0 {
        return peer;
    }
    let header = req.headers().get("x-forwarded-for").and_then(|v| v.to_str().ok()).unwrap_or_default();
    // Each proxy appends whom it saw; the caller may have written anything further left.
    let reported = header.rsplit(',').nth(trusted - 1).and_then(|a| a.trim().parse().ok());
    reported.or(peer)
}
