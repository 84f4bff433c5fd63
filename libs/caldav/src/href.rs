//! Hrefs: servers write one path in several ways (`@` and `%40`), we always in one.

use outbound::Url;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, percent_encode};

/// Also `+`, which some servers take for a blank when it stands bare.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'@');

/// The href of an entry that is to be made in a calendar; `name` is its own there, for ever.
pub fn new_href(calendar: &Url, name: &str) -> String {
    let folder = path_of(calendar);
    let name = percent_encode(name.as_bytes(), ENCODED);
    format!("{}/{name}.ics", folder.trim_end_matches('/'))
}

/// What a server names, seen from where it said so. Nothing unless it is an address.
pub(crate) fn resolve(base: &Url, href: &str) -> Option<Url> {
    let mut url = base.join(href.trim()).ok()?;
    if !matches!(url.scheme(), "http" | "https") {
        return None;
    }
    let path = path_of(&url);
    url.set_path(&path);
    url.set_query(None);
    url.set_fragment(None);
    Some(url)
}

/// An entry at the server of its calendar, by the path that is its href.
pub(crate) fn at(calendar: &Url, href: &str) -> Option<Url> {
    let mut url = calendar.clone();
    url.set_path(href);
    (href.starts_with('/') && !href.ends_with('/')).then_some(url)
}

/// An address's path as we spell it.
pub(crate) fn path_of(url: &Url) -> String {
    let segments = url.path().split('/').map(|segment| {
        let plain: Vec<u8> = percent_decode_str(segment).collect();
        percent_encode(&plain, ENCODED).to_string()
    });
    segments.collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::{Url, at, new_href, path_of, resolve};

    fn base() -> Url {
        "https://dav.example.com/ana%40x.test/cal/".parse().unwrap()
    }

    #[test]
    fn one_path_is_spelt_in_one_way() {
        for (said, href) in [
            ("/ana%40x.test/cal/1.ics", "/ana@x.test/cal/1.ics"),
            ("/ana@x.test/cal/1.ics", "/ana@x.test/cal/1.ics"),
            ("1.ics", "/ana@x.test/cal/1.ics"),
            (
                "https://dav.example.com/ana@x.test/cal/1.ics?x=1#y",
                "/ana@x.test/cal/1.ics",
            ),
            (" /a%2fb/c%2Bd/e+f/ñ/%C3%B1 ", "/a%2Fb/c%2Bd/e%2Bf/%C3%B1/%C3%B1"),
            ("/a/../../etc/%2e%2e/b", "/b"),
        ] {
            assert_eq!(resolve(&base(), said).unwrap().path(), href, "{said}");
        }
    }

    #[test]
    fn a_new_entry_lies_in_its_calendar() {
        assert_eq!(new_href(&base(), "0193-a"), "/ana@x.test/cal/0193-a.ics");
        assert_eq!(new_href(&base(), "../a/b"), "/ana@x.test/cal/..%2Fa%2Fb.ics");
        let bare = "https://dav.example.com/cal".parse().unwrap();
        assert_eq!(new_href(&bare, "a"), "/cal/a.ics");
    }

    proptest! {
        #[test]
        fn our_spelling_is_left_as_it_is(said in any::<String>()) {
            if let Some(once) = resolve(&base(), &said) {
                let path = path_of(&once);
                // Folders are no entries.
                let entry = format!("{path}x");
                assert_eq!(at(&base(), &entry).unwrap().path(), entry);
            }
        }
    }
}
