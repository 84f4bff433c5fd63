//! From what somebody typed to their calendars (RFC 6764 §6, RFC 5397, RFC 4791 §6).

use outbound::Url;
use percent_encoding::percent_decode_str;

use crate::client::{CalDav, propfind};
use crate::error::CalDavError;
use crate::href::resolve;
use crate::model::Calendar;
use crate::xml::{self, Element, Multistatus, Name, Response, Space};

const WELL_KNOWN: &str = "/.well-known/caldav";
/// Nobody has more; a server that says otherwise is no calendar server.
const MOST_CALENDARS: usize = 500;
const MOST_HOMES: usize = 5;
/// Letters of a name.
const MOST_NAME: usize = 200;

const PRINCIPAL: Name = (Space::Dav, "current-user-principal");
const HOME: Name = (Space::CalDav, "calendar-home-set");
const KIND: Name = (Space::Dav, "resourcetype");
const NAME: Name = (Space::Dav, "displayname");
const COLOUR: Name = (Space::Apple, "calendar-color");
const COMPONENTS: Name = (Space::CalDav, "supported-calendar-component-set");
const PRIVILEGES: Name = (Space::Dav, "current-user-privilege-set");

impl CalDav {
    /// The account's calendars that hold events, found from the address that somebody typed: the server's, or any of theirs
    /// there.
    pub async fn calendars(&self) -> Result<Vec<Calendar>, CalDavError> {
        let mut found: Vec<Calendar> = vec![];
        for home in self.homes().await? {
            let (answers, base) = self
                .find(&home, "1", &[KIND, NAME, COLOUR, COMPONENTS, PRIVILEGES])
                .await?;
            let calendars = answers.responses.iter().filter_map(|each| calendar(&base, each));
            found.extend(calendars.filter(|each| self.account.trusts(&each.url)));
        }
        found.sort_by(|a, b| a.url.cmp(&b.url));
        found.dedup_by(|a, b| a.url == b.url);
        found.truncate(MOST_CALENDARS);
        Ok(found)
    }

    /// Where the account's calendars are kept.
    async fn homes(&self) -> Result<Vec<Url>, CalDavError> {
        let mut why = CalDavError::Gone;
        for start in self.starts() {
            match self.homes_from(&start).await {
                Ok(homes) if !homes.is_empty() => return Ok(homes),
                // It will not be otherwise next door.
                Err(error @ (CalDavError::Unauthorized | CalDavError::RateLimited { .. })) => {
                    return Err(error);
                }
                Err(error) if why == CalDavError::Gone => why = error,
                Ok(_) | Err(_) => {}
            }
        }
        Err(why)
    }

    /// What was typed comes first, unless it names a server alone.
    fn starts(&self) -> Vec<Url> {
        let typed = self.account.server.clone();
        let well_known = typed.join(WELL_KNOWN).ok();
        if typed.path() == "/" {
            well_known.into_iter().chain([typed]).collect()
        } else {
            [typed].into_iter().chain(well_known).collect()
        }
    }

    async fn homes_from(&self, start: &Url) -> Result<Vec<Url>, CalDavError> {
        let (answers, base) = self.find(start, "0", &[PRINCIPAL, HOME, KIND]).await?;
        let Some(first) = answers.responses.first() else {
            return Ok(vec![]);
        };
        let homes = named(first, HOME, &base);
        if !homes.is_empty() {
            return Ok(homes);
        }
        if let Some(principal) = named(first, PRINCIPAL, &base).first() {
            let (answers, base) = self.find(principal, "0", &[HOME]).await?;
            return Ok(answers
                .responses
                .first()
                .map_or(vec![], |each| named(each, HOME, &base)));
        }
        // A server without people may still have calendars.
        Ok(if is_calendar(first) { vec![base] } else { vec![] })
    }

    async fn find(
        &self,
        url: &Url,
        depth: &'static str,
        wanted: &[Name],
    ) -> Result<(Multistatus, Url), CalDavError> {
        self.query(propfind(url, depth, xml::propfind(wanted))).await
    }
}

fn named(response: &Response, name: Name, base: &Url) -> Vec<Url> {
    let urls = response.hrefs(name).filter_map(|href| resolve(base, href));
    urls.take(MOST_HOMES).collect()
}

fn is_calendar(response: &Response) -> bool {
    let kind = response.prop(KIND);
    kind.is_some_and(|kind| kind.child((Space::CalDav, "calendar")).is_some())
}

fn calendar(base: &Url, response: &Response) -> Option<Calendar> {
    let url = resolve(base, &response.href)?;
    let events = response.prop(COMPONENTS).is_none_or(holds_events);
    (is_calendar(response) && events).then(|| Calendar {
        name: name(response, &url),
        colour: response.text(COLOUR).and_then(colour),
        writable: response.prop(PRIVILEGES).is_none_or(may_write),
        url,
    })
}

/// A set that names nothing allows everything, as some servers mean it.
fn holds_events(set: &Element) -> bool {
    let mut components = set.all((Space::CalDav, "comp")).peekable();
    components.peek().is_none() || components.any(|each| each.label.as_deref() == Some("VEVENT"))
}

/// `write` and `all` hold the finer ones (RFC 3744 §3.12).
fn may_write(set: &Element) -> bool {
    let has = |name| {
        let mut each = set.all((Space::Dav, "privilege"));
        each.any(|privilege| privilege.child((Space::Dav, name)).is_some())
    };
    has("all") || has("write") || has("write-content") && has("bind")
}

fn name(response: &Response, url: &Url) -> String {
    let said = response.text(NAME).map(str::to_owned);
    let name = said.unwrap_or_else(|| {
        let words = url.path().rsplit('/').find(|word| !word.is_empty());
        percent_decode_str(words.unwrap_or_default())
            .decode_utf8_lossy()
            .into_owned()
    });
    let visible = name.chars().filter(|letter| !letter.is_control());
    visible.take(MOST_NAME).collect()
}

/// Apple's clients add how opaque it is.
fn colour(text: &str) -> Option<String> {
    let digits = text.strip_prefix('#')?.get(..6)?;
    let valid = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    valid.then(|| format!("#{}", digits.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::{Multistatus, calendar, colour};

    /// As servers answer: what may be read only, what holds tasks alone, what is no calendar.
    const HOME: &str = r#"<d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav" xmlns:a="http://apple.com/ns/ical/">
      <d:response><d:href>/ana/</d:href><d:propstat><d:prop><d:resourcetype><d:collection/></d:resourcetype></d:prop>
        <d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>
      <d:response><d:href>/ana/team/</d:href><d:propstat><d:prop><d:resourcetype><d:collection/><c:calendar/></d:resourcetype>
        <d:displayname>Work &amp; more</d:displayname><a:calendar-color>#FF2968FF</a:calendar-color>
        <c:supported-calendar-component-set><c:comp name="VTODO"/><c:comp name="VEVENT"/></c:supported-calendar-component-set>
        <d:current-user-privilege-set><d:privilege><d:read/></d:privilege><d:privilege><d:write/></d:privilege></d:current-user-privilege-set>
        </d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>
      <d:response><d:href>/ana/holidays/</d:href><d:propstat><d:prop><d:resourcetype><d:collection/><c:calendar/></d:resourcetype>
        <d:current-user-privilege-set><d:privilege><d:read/></d:privilege></d:current-user-privilege-set></d:prop>
        <d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>
      <d:response><d:href>/ana/tasks/</d:href><d:propstat><d:prop><d:resourcetype><d:collection/><c:calendar/></d:resourcetype>
        <c:supported-calendar-component-set><c:comp name="VTODO"/></c:supported-calendar-component-set></d:prop>
        <d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response></d:multistatus>"#;

    #[test]
    fn calendars_of_events_are_told_from_the_rest() {
        let base = "https://dav.example.com/ana/".parse().unwrap();
        let read = Multistatus::read(HOME.as_bytes()).unwrap();
        let found: Vec<_> = read
            .responses
            .iter()
            .filter_map(|each| calendar(&base, each))
            .collect();
        let seen: Vec<_> = found
            .iter()
            .map(|c| (c.url.path(), c.name.as_str(), c.colour.as_deref(), c.writable))
            .collect();
        assert_eq!(
            seen,
            [
                ("/ana/team/", "Work & more", Some("#ff2968"), true),
                ("/ana/holidays/", "holidays", None, false),
            ]
        );
    }

    #[test]
    fn only_colours_are_colours() {
        for text in ["red", "#12", "#12345g", "#ñandú!", ""] {
            assert_eq!(colour(text), None, "{text}");
        }
    }
}
