//! `multistatus` (RFC 4918 §13): an answer for each of several resources.

use super::{Element, Name, Space, read};

const ANSWER: Name = (Space::Dav, "response");
const HREF: Name = (Space::Dav, "href");
const STATUS: Name = (Space::Dav, "status");
const PROPSTAT: Name = (Space::Dav, "propstat");
const PROP: Name = (Space::Dav, "prop");

/// The answers.
#[derive(Debug)]
pub(crate) struct Multistatus {
    pub responses: Vec<Response>,
    /// Of sync-collection: the state that the answers lead to.
    pub token: Option<String>,
}

/// The answer for one resource.
#[derive(Debug)]
pub(crate) struct Response {
    /// As the server writes it.
    pub href: String,
    /// Of the resource as a whole; 200 when its properties have one each.
    pub status: u16,
    /// The properties that are there.
    props: Vec<Element>,
}

impl Multistatus {
    /// Reads one.
    pub fn read(body: &[u8]) -> Result<Self, &'static str> {
        let mut root = read(body)?;
        if !root.is((Space::Dav, "multistatus")) {
            return Err("it is XML of another kind");
        }
        let token = root
            .child((Space::Dav, "sync-token"))
            .map(|token| token.text.trim().to_owned());
        let answers = std::mem::take(&mut root.children).into_iter();
        let responses = answers
            .filter(|child| child.is(ANSWER))
            .map(Response::of)
            .collect();
        Ok(Self { responses, token })
    }
}

impl Response {
    fn of(element: Element) -> Self {
        let text = |name| element.child(name).map(|child| child.text.trim().to_owned());
        let href = text(HREF).unwrap_or_default();
        let whole = element.child(STATUS).map(status_of);
        let (mut props, mut failed) = (vec![], None);
        for each in element.children.into_iter().filter(|child| child.is(PROPSTAT)) {
            let status = each.child(STATUS).map_or(200, status_of);
            if (200..300).contains(&status) {
                let found = each.children.into_iter().filter(|child| child.is(PROP));
                props.extend(found.flat_map(|prop| prop.children));
            } else {
                failed = Some(status);
            }
        }
        // Some servers give what is gone no status as a whole, but one for each of its properties.
        let missing = failed.filter(|_| props.is_empty());
        let status = whole.or(missing).unwrap_or(200);
        Self { href, status, props }
    }

    /// A property, if it is there.
    pub fn prop(&self, name: Name) -> Option<&Element> {
        self.props.iter().find(|prop| prop.is(name))
    }

    /// A property's text, if there is any.
    pub fn text(&self, name: Name) -> Option<&str> {
        let text = self.prop(name)?.text.trim();
        (!text.is_empty()).then_some(text)
    }

    /// The address within a property (`<prop><href>…`).
    pub fn hrefs(&self, name: Name) -> impl Iterator<Item = &str> {
        let inside = self.prop(name).into_iter().flat_map(|prop| prop.all(HREF));
        inside
            .map(|href| href.text.trim())
            .filter(|href| !href.is_empty())
    }
}

/// `HTTP/1.1 404 Not Found`; what cannot be read is no success.
fn status_of(element: &Element) -> u16 {
    let code = element.text.split_whitespace().nth(1);
    code.and_then(|code| code.parse().ok()).unwrap_or(500)
}

#[cfg(test)]
mod tests {
    use super::{Multistatus, Space};

    const ETAG: super::Name = (Space::Dav, "getetag");

    #[test]
    fn answers_are_told_apart_by_their_statuses() {
        let body = r#"<d:multistatus xmlns:d="DAV:">
            <d:response><d:href> /a.ics </d:href><d:propstat><d:prop><d:getetag>"1"</d:getetag></d:prop>
              <d:status>HTTP/1.1 200 OK</d:status></d:propstat>
              <d:propstat><d:prop><d:displayname/></d:prop><d:status>HTTP/1.1 404 Not Found</d:status></d:propstat></d:response>
            <d:response><d:href>/b.ics</d:href><d:status>HTTP/1.1 404 Not Found</d:status></d:response>
            <d:response><d:href>/c.ics</d:href><d:propstat><d:prop><d:getetag/></d:prop>
              <d:status>HTTP/1.1 404 Not Found</d:status></d:propstat></d:response>
            <d:sync-token>http://x/1</d:sync-token></d:multistatus>"#;
        let read = Multistatus::read(body.as_bytes()).unwrap();
        let seen: Vec<_> = read
            .responses
            .iter()
            .map(|r| (r.href.as_str(), r.status, r.text(ETAG)))
            .collect();
        assert_eq!(
            seen,
            [
                ("/a.ics", 200, Some("\"1\"")),
                ("/b.ics", 404, None),
                ("/c.ics", 404, None)
            ]
        );
        assert_eq!(read.token.as_deref(), Some("http://x/1"));
    }

    #[test]
    fn another_page_is_no_multistatus() {
        assert!(Multistatus::read(b"<html><body>Sign in</body></html>").is_err());
        assert!(Multistatus::read(b"<multistatus/>").is_err());
    }
}
