//! Bodies of requests.

use super::{Name, Space};

/// Asks for properties.
pub(crate) fn propfind(wanted: &[Name]) -> String {
    document((Space::Dav, "propfind"), &props(wanted))
}

/// A whole body; `inside` is XML that we wrote.
pub(crate) fn document(root: Name, inside: &str) -> String {
    let spaces = Space::KNOWN.map(|(_, prefix, address)| format!(" xmlns:{prefix}=\"{address}\""));
    let (root, spaces) = (written(root), spaces.concat());
    format!("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<{root}{spaces}>{inside}</{root}>")
}

/// The properties that are wanted.
pub(crate) fn props(wanted: &[Name]) -> String {
    let names = wanted.iter().map(|name| format!("<{}/>", written(*name)));
    format!("<D:prop>{}</D:prop>", names.collect::<Vec<_>>().concat())
}

/// A text that stands in an element.
pub(crate) fn escape(text: &str) -> String {
    quick_xml::escape::escape(text).into_owned()
}

fn written((space, name): Name) -> String {
    let known = Space::KNOWN.iter().find(|(each, ..)| *each == space);
    known.map_or_else(|| name.to_owned(), |(_, prefix, _)| format!("{prefix}:{name}"))
}
