//! Which addresses may be called.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{Ipv4Net, Ipv6Net};
use reqwest::Url;

use crate::error::AddressFault;

/// Who may be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// The public internet, over HTTPS.
    Internet,
    /// Also this very machine, even over plain HTTP: for development and tests.
    ThisMachineToo,
}

/// Of IPv4, what IANA's registry of special addresses does not call globally reachable, and what is for many at once.
const PRIVATE_V4: &[Ipv4Net] = &[
    v4([0, 0, 0, 0], 8),       // this network
    v4([10, 0, 0, 0], 8),      // private
    v4([100, 64, 0, 0], 10),   // shared by a provider's customers
    v4([127, 0, 0, 0], 8),     // loopback
    v4([169, 254, 0, 0], 16),  // link-local; clouds tell machines their secrets there
    v4([172, 16, 0, 0], 12),   // private
    v4([192, 0, 0, 0], 24),    // protocols' own
    v4([192, 0, 2, 0], 24),    // documentation
    v4([192, 88, 99, 0], 24),  // relays of 6to4, given up
    v4([192, 168, 0, 0], 16),  // private
    v4([198, 18, 0, 0], 15),   // benchmarks
    v4([198, 51, 100, 0], 24), // documentation
    v4([203, 0, 113, 0], 24),  // documentation
    v4([224, 0, 0, 0], 4),     // multicast
    v4([240, 0, 0, 0], 4),     // reserved, and broadcast
];

/// Of IPv6, all that is public lies in here: not loopback, link-local, unique-local, multicast, nor IPv4 in disguise.
const GLOBAL_V6: Ipv6Net = v6([0x2000, 0, 0, 0, 0, 0, 0, 0], 3);

/// But not these.
const PRIVATE_V6: &[Ipv6Net] = &[
    v6([0x2001, 0, 0, 0, 0, 0, 0, 0], 23), // protocols' own, Teredo among them
    v6([0x2001, 0xdb8, 0, 0, 0, 0, 0, 0], 32), // documentation
    v6([0x2002, 0, 0, 0, 0, 0, 0, 0], 16), // 6to4: any IPv4 address inside
    v6([0x3fff, 0, 0, 0, 0, 0, 0, 0], 20), // documentation
];

/// How a network without IPv4 names its addresses (RFC 6052): the last four bytes count.
const TRANSLATED: Ipv6Net = v6([0x64, 0xff9b, 0, 0, 0, 0, 0, 0], 96);

impl Reach {
    /// Refuses what is wrong with an address as it is written. What a name leads to shows when it is called.
    pub fn check(self, url: &Url) -> Result<(), AddressFault> {
        if !url.username().is_empty() || url.password().is_some() {
            return Err(AddressFault::Credentials);
        }
        let literal = literal(url);
        match url.scheme() {
            "https" => {}
            "http" if self == Self::ThisMachineToo && is_this_machine(url, literal) => {}
            _ => return Err(AddressFault::NotHttps),
        }
        match literal {
            Some(address) if !self.allows(address) => Err(AddressFault::NotPublic),
            _ => Ok(()),
        }
    }

    /// Whether a connection to this address may be made.
    pub(crate) fn allows(self, address: IpAddr) -> bool {
        is_public(address) || self == Self::ThisMachineToo && address.is_loopback()
    }
}

/// The address that stands in place of a name. Odd spellings (`0x7f.1`) are addresses to the parser already.
fn literal(url: &Url) -> Option<IpAddr> {
    let host = url.host_str()?;
    host.trim_start_matches('[').trim_end_matches(']').parse().ok()
}

fn is_this_machine(url: &Url, literal: Option<IpAddr>) -> bool {
    literal.map_or(url.host_str() == Some("localhost"), |address| {
        address.is_loopback()
    })
}

fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) if TRANSLATED.contains(&address) => is_public_v4(last_four(address)),
        IpAddr::V6(address) => {
            GLOBAL_V6.contains(&address) && !PRIVATE_V6.iter().any(|net| net.contains(&address))
        }
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    !PRIVATE_V4.iter().any(|net| net.contains(&address))
}

fn last_four(address: Ipv6Addr) -> Ipv4Addr {
    let [.., a, b, c, d] = address.octets();
    Ipv4Addr::new(a, b, c, d)
}

const fn v4(octets: [u8; 4], length: u8) -> Ipv4Net {
    Ipv4Net::new_assert(Ipv4Addr::from_octets(octets), length)
}

const fn v6(segments: [u16; 8], length: u8) -> Ipv6Net {
    Ipv6Net::new_assert(Ipv6Addr::from_segments(segments), length)
}

#[cfg(test)]
mod tests {
    use super::{AddressFault, Reach, is_public};

    const PUBLIC: &str = "1.1.1.1 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.0 \
         169.253.255.255 172.15.255.255 172.32.0.0 192.0.1.0 192.167.255.255 192.169.0.0 \
         198.17.255.255 198.20.0.0 223.255.255.255 2606:4700::1111 2001:200::1 2a00:1450::1 \
         64:ff9b::101:101";

    const PRIVATE: &str = "0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.127.255.255 127.0.0.1 127.255.255.255 \
         169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.8 192.0.2.1 192.88.99.1 192.168.0.1 \
         198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.255 240.0.0.1 \
         255.255.255.255 :: ::1 ::7f00:1 ::ffff:127.0.0.1 ::ffff:1.1.1.1 64:ff9b::7f00:1 \
         64:ff9b::a9fe:a9fe 64:ff9b:1::1 100::1 2001::1 2001:1ff::1 2001:db8::1 2002:7f00:1:: 3fff::1 \
         4000::1 fc00::1 fd00:ec2::254 fe80::1 fec0::1 ff02::1";

    #[test]
    fn what_is_public_is_told_from_what_is_not() {
        for public in PUBLIC.split_whitespace() {
            assert!(is_public(public.parse().unwrap()), "{public}");
        }
        for private in PRIVATE.split_whitespace() {
            assert!(!is_public(private.parse().unwrap()), "{private}");
        }
    }

    #[test]
    fn addresses_are_refused_as_they_are_written() {
        let says = |reach: Reach, url: &str| reach.check(&url.parse().unwrap());
        for fine in [
            "https://dav.example.com/a",
            "https://dav.example.com:8443/",
            "https://1.1.1.1/",
        ] {
            assert_eq!(says(Reach::Internet, fine), Ok(()), "{fine}");
        }
        for (refused, fault) in [
            ("http://dav.example.com/", AddressFault::NotHttps),
            ("http://127.0.0.1/", AddressFault::NotHttps),
            ("ftp://dav.example.com/", AddressFault::NotHttps),
            ("file:///etc/passwd", AddressFault::NotHttps),
            ("https://ana@dav.example.com/", AddressFault::Credentials),
            ("https://:secret@dav.example.com/", AddressFault::Credentials),
            ("https://127.0.0.1/", AddressFault::NotPublic),
            ("https://127.1/", AddressFault::NotPublic),
            ("https://0x7f.0.0.1/", AddressFault::NotPublic),
            ("https://2130706433/", AddressFault::NotPublic),
            ("https://0177.0.0.1/", AddressFault::NotPublic),
            ("https://127.0.0.1./", AddressFault::NotPublic),
            ("https://１２７.0.0.1/", AddressFault::NotPublic),
            (
                "https://169.254.169.254/latest/meta-data",
                AddressFault::NotPublic,
            ),
            ("https://[::1]/", AddressFault::NotPublic),
            ("https://[::ffff:10.0.0.1]/", AddressFault::NotPublic),
            ("https://[fe80::1]/", AddressFault::NotPublic),
        ] {
            assert_eq!(says(Reach::Internet, refused), Err(fault), "{refused}");
        }
    }

    #[test]
    fn plain_http_goes_to_this_machine_only_and_only_when_allowed() {
        let fine = |url: &str| Reach::ThisMachineToo.check(&url.parse().unwrap()).is_ok();
        assert!(fine("http://127.0.0.1:9/") && fine("http://[::1]:9/") && fine("http://localhost:9/"));
        assert!(fine("https://127.0.0.1/") && fine("https://dav.example.com/"));
        for foreign in [
            "http://dav.example.com/",
            "http://10.0.0.1/",
            "https://10.0.0.1/",
            "http://localhost.evil.test/",
        ] {
            assert!(!fine(foreign), "{foreign}");
        }
    }
}
