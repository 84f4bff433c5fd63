//! Answers, read into a tree. No entity is ever defined or expanded but XML's own five, and the tree has its bounds.

use quick_xml::NsReader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};

use super::{Name, Space};

/// Nobody's answers go deeper than ten.
const MOST_DEPTH: usize = 30;
const MOST_ELEMENTS: usize = 300_000;

/// An element with what is in it.
#[derive(Debug)]
pub(crate) struct Element {
    pub space: Space,
    pub name: String,
    /// Its attribute `name`, the only one that CalDAV's answers need.
    pub label: Option<String>,
    /// All text directly in it.
    pub text: String,
    pub children: Vec<Element>,
}

impl Element {
    pub fn is(&self, (space, name): Name) -> bool {
        self.space == space && self.name == name
    }

    /// The children of a name.
    pub fn all(&self, name: Name) -> impl Iterator<Item = &Self> {
        self.children.iter().filter(move |child| child.is(name))
    }

    /// The first child of a name.
    pub fn child(&self, name: Name) -> Option<&Self> {
        self.all(name).next()
    }
}

/// The root of a document. Why not is said in words for a log.
pub(crate) fn read(bytes: &[u8]) -> Result<Element, &'static str> {
    let text = std::str::from_utf8(bytes).map_err(|_| "it is not UTF-8")?;
    let mut reader = NsReader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut tree = Tree::default();
    loop {
        let (space, event) = reader.read_resolved_event().map_err(|_| "it is not XML")?;
        match event {
            Event::Start(start) => tree.open(&start, space_of(&space))?,
            Event::End(_) => tree.close(),
            // Line ends stay as they are: a calendar has its own.
            Event::Text(text) => tree.say(&text),
            Event::CData(text) => tree.say(&text),
            Event::GeneralRef(reference) => match reference.resolve_char_ref() {
                Ok(Some(letter)) => tree.say(letter.encode_utf8(&mut [0; 4])),
                Ok(None) => tree.say(predefined(&reference).ok_or("it has entities of its own")?),
                Err(_) => return Err("it is not XML"),
            },
            Event::DocType(_) => return Err("it has a document type"),
            Event::Eof => return tree.root.ok_or("it is empty or breaks off"),
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

#[derive(Default)]
struct Tree {
    root: Option<Element>,
    open: Vec<Element>,
    elements: usize,
}

impl Tree {
    fn open(&mut self, start: &BytesStart<'_>, space: Space) -> Result<(), &'static str> {
        self.elements += 1;
        if self.elements > MOST_ELEMENTS || self.open.len() >= MOST_DEPTH || self.root.is_some() {
            return Err("it is too much, too deep or not one document");
        }
        let label = start.try_get_attribute("name").map_err(|_| "it is not XML")?;
        self.open.push(Element {
            space,
            name: start.local_name().into_inner().to_owned(),
            label: label.map(|attribute| attribute.value.into_owned()),
            text: String::new(),
            children: vec![],
        });
        Ok(())
    }

    fn close(&mut self) {
        let done = self.open.pop();
        match self.open.last_mut() {
            Some(parent) => parent.children.extend(done),
            None => self.root = done,
        }
    }

    fn say(&mut self, text: &str) {
        if let Some(element) = self.open.last_mut() {
            element.text.push_str(text);
        }
    }
}

fn space_of(resolved: &ResolveResult<'_>) -> Space {
    let ResolveResult::Bound(Namespace(address)) = resolved else {
        return Space::Other;
    };
    let known = Space::KNOWN.iter().find(|(.., each)| each == address);
    known.map_or(Space::Other, |(space, ..)| *space)
}

fn predefined(name: &str) -> Option<&'static str> {
    match name {
        "lt" => Some("<"),
        "gt" => Some(">"),
        "amp" => Some("&"),
        "apos" => Some("'"),
        "quot" => Some("\""),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::Space;
    use super::read;

    #[test]
    fn names_are_told_by_their_space_and_texts_are_whole() {
        let xml = r#"<?xml version="1.0"?><m xmlns="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">
            <!-- a note --><href>/a&amp;b&#x2F;<![CDATA[<c>]]></href><c:comp name="VEVENT"/><x:href xmlns:x="urn:x">/no</x:href></m>"#;
        let root = read(xml.as_bytes()).unwrap();
        assert!(root.is((Space::Dav, "m")));
        assert_eq!(root.all((Space::Dav, "href")).count(), 1);
        assert_eq!(root.child((Space::Dav, "href")).unwrap().text, "/a&b/<c>");
        let comp = root.child((Space::CalDav, "comp")).unwrap();
        assert_eq!(comp.label.as_deref(), Some("VEVENT"));
        assert!(root.child((Space::Other, "href")).is_some());
    }

    #[test]
    fn no_entity_grows() {
        let laughs = r#"<!DOCTYPE m [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><m xmlns="DAV:">&b;</m>"#;
        assert_eq!(read(laughs.as_bytes()).unwrap_err(), "it has a document type");
        let outside = r#"<!DOCTYPE m SYSTEM "file:///etc/passwd"><m/>"#;
        assert_eq!(read(outside.as_bytes()).unwrap_err(), "it has a document type");
        assert_eq!(read(b"<m>&b;</m>").unwrap_err(), "it has entities of its own");
    }

    /// Each of these once took time by the square of its length.
    #[test]
    fn what_is_made_to_take_long_does_not() {
        let many = |each: &dyn Fn(usize) -> String| (0..200_000).map(each).collect::<String>();
        let spaces = many(&|n| format!(" xmlns:a{n}=\"u{n}\""));
        let attributes = many(&|n| format!(" a{n}=\"\""));
        let children = "<a0:b/>".repeat(200_000);
        for xml in [
            format!("<m{spaces}>{children}</m>"),
            format!("<m{attributes}/>"),
            format!("<m>{}</m>", "&amp;".repeat(1_000_000)),
            format!("<m>{}</m>", "<![CDATA[]]>".repeat(500_000)),
        ] {
            let _ = read(xml.as_bytes());
        }
    }

    #[test]
    fn what_is_no_document_is_refused() {
        let deep = "<a>".repeat(1_000);
        let wide = format!("<a>{}</a>", "<b/>".repeat(400_000));
        for bytes in [
            b"".as_slice(),
            b"BEGIN:VCALENDAR",
            b"<a><b></a>",
            b"<a>",
            b"<a/><a/>",
            b"<a>\xe9</a>",
            b"<a>&#0;</a>",
            b"\xff\xfe<\0a\0/\0>\0",
            deep.as_bytes(),
            wide.as_bytes(),
        ] {
            assert!(
                read(bytes).is_err(),
                "{:?}",
                String::from_utf8_lossy(&bytes[..bytes.len().min(40)])
            );
        }
    }
}
