//! A browser's name for people, from what it says of itself, and from where it comes. A hint for people, nothing to decide by.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A kind of browser in a part of the network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// As [`device_name`] has it.
    pub name: String,
    /// The part of the network; none when the address is unknown.
    pub network: Option<IpAddr>,
}

impl Device {
    /// From what a request says.
    pub fn new(user_agent: Option<&str>, address: Option<IpAddr>) -> Self {
        Self {
            name: device_name(user_agent.unwrap_or_default()),
            network: address.map(neighbourhood),
        }
    }
}

/// What a provider mostly keeps for one region: a telephone changes its address several times a day, and who hears of
/// each change soon reads no warning any more.
fn neighbourhood(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(v4) => Ipv4Addr::from_bits(v4.to_bits() & (u32::MAX << 16)).into(),
        IpAddr::V6(v6) => Ipv6Addr::from_bits(v6.to_bits() & (u128::MAX << 96)).into(),
    }
}

/// "Chrome · Windows"; empty when it says nothing that we know.
pub fn device_name(user_agent: &str) -> String {
    let named = |known: &[(&'static str, &'static str)]| {
        known
            .iter()
            .find(|(sign, _)| user_agent.contains(sign))
            .map(|(_, name)| *name)
    };
    let parts = [named(&BROWSERS), named(&SYSTEMS)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The order matters: Edge and Opera also say Chrome, and Chrome also says Safari.
const BROWSERS: [(&str, &str); 8] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
];

/// Android also says Linux, and an iPhone "like Mac OS X".
const SYSTEMS: [(&str, &str); 6] = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
];

#[cfg(test)]
mod tests {
    use super::{Device, device_name};

    #[test]
    fn browsers_are_recognised_by_what_only_they_say() {
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/141.0 Safari/537.36 Edg/141.0";
        let iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Safari/604.1";
        let phone = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/141.0 Mobile Safari/537.36";
        assert_eq!(device_name(edge), "Edge · Windows");
        assert_eq!(device_name(iphone), "Safari · iPhone");
        assert_eq!(device_name(phone), "Chrome · Android");
        assert_eq!(device_name("curl/8.5"), "");
    }

    #[test]
    fn a_telephone_that_moves_within_its_provider_is_the_same_device() {
        let at = |address: &str| Device::new(Some("Android Chrome/141.0"), address.parse().ok());
        assert_eq!(at("181.49.3.7"), at("181.49.200.1"));
        assert_ne!(at("181.49.3.7"), at("190.24.3.7"));
        assert_eq!(at("2800:484:1::7"), at("2800:484:ffff::1"));
        assert_ne!(at("2800:484::7"), at("2800:e2::7"));
    }
}
