//! A browser's name for people, from what it says of itself. A hint in a list, nothing to decide by.

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
    use super::device_name;

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
}
