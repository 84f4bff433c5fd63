//! The caller's address, believed from proxies only as far as the settings say.

use std::net::{IpAddr, Ipv6Addr};

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

/// What one customer of a provider has, for counting: an IPv6 address counts with its whole /64, of which everybody has
/// plenty.
pub fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & (u128::MAX << 64))),
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::client_address;
    use actix_web::test::TestRequest;

    #[test]
    fn several_lines_read_as_one_list() {
        let ask = |lines: &[&str]| {
            let mut req = TestRequest::default().peer_addr("127.0.0.1:9".parse().unwrap());
            for line in lines {
                req = req.append_header(("X-Forwarded-For", *line));
            }
            let proxies = ["127.0.0.1/32".parse().unwrap()];
            client_address(&req.to_http_request(), &proxies)
                .unwrap()
                .to_string()
        };
        assert_eq!(ask(&["6.6.6.0", "198.51.100.7"]), "198.51.100.7");
        assert_eq!(ask(&["6.6.6.0, 198.51.100.7"]), "198.51.100.7");
        assert_eq!(ask(&["198.51.100.7, 127.0.0.1"]), "198.51.100.7");
        assert_eq!(ask(&[]), "127.0.0.1");
    }
}
