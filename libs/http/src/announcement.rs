//! What the provider tells everybody who works at a shop.

use actix_web::HttpRequest;
use kernel::id::Uuid;
use kernel::{Instant, Locale};
use serde::Deserialize;

use crate::access::Visitor;

/// Names what somebody has read and put away, in their browser.
pub const READ_COOKIE: &str = "announcements_read";
/// Most that a browser remembers: older ones have ended.
const REMEMBERED: usize = 10;

/// One text with its time.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Announcement {
    /// Which.
    pub id: Uuid,
    /// `info`, `warning` or `error`.
    pub level: String,
    text_es: String,
    text_en: String,
    /// Seconds since 1970.
    from: i64,
    until: i64,
}

impl Announcement {
    /// In the reader's language.
    pub fn text(&self, locale: Locale) -> &str {
        match locale {
            Locale::Es => &self.text_es,
            Locale::En => &self.text_en,
        }
    }

    /// Whether its time has come and not passed.
    pub fn is_on(&self, now: Instant) -> bool {
        (self.from..self.until).contains(&now.unix_seconds())
    }
}

/// What somebody of the shop has not put away, newest first.
pub fn unread(visitor: &Visitor, req: &HttpRequest) -> Vec<Announcement> {
    if !visitor
        .person
        .as_ref()
        .is_some_and(|person| person.role.is_staff())
    {
        return vec![];
    }
    let (now, read) = (visitor.app.env.now(), read(req));
    let all = visitor.shop.announcements.iter();
    all.filter(|a| a.is_on(now) && !read.contains(&a.id))
        .cloned()
        .collect()
}

/// What the browser remembers once this one is put away, too.
pub fn put_away(req: &HttpRequest, id: Uuid) -> String {
    let mut read = read(req);
    read.retain(|other| *other != id);
    read.insert(0, id);
    read.truncate(REMEMBERED);
    let words: Vec<String> = read.iter().map(Uuid::to_string).collect();
    words.join(".")
}

fn read(req: &HttpRequest) -> Vec<Uuid> {
    let cookie = req.cookie(READ_COOKIE);
    let words = cookie.as_ref().map_or("", |cookie| cookie.value()).split('.');
    words
        .take(REMEMBERED)
        .filter_map(|word| word.parse().ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use actix_web::cookie::Cookie;
    use actix_web::test::TestRequest;
    use kernel::id::Uuid;
    use kernel::{Instant, Locale};

    use super::{Announcement, READ_COOKIE, put_away};

    #[test]
    fn it_is_shown_from_then_until_then() {
        let said = Announcement {
            id: Uuid::from_u128(1),
            level: "info".into(),
            text_es: "hola".into(),
            text_en: "hello".into(),
            from: 1_000,
            until: 2_000,
        };
        let at = |text: &str| said.is_on(Instant::from_timestamp(text.parse().unwrap()));
        assert!(at("1970-01-01T00:16:40Z") && !at("1970-01-01T00:16:39Z"));
        assert!(!at("1970-01-01T00:33:20Z"));
        assert_eq!((said.text(Locale::Es), said.text(Locale::En)), ("hola", "hello"));
    }

    #[test]
    fn a_browser_remembers_ten_and_nothing_made_up() {
        let ids: Vec<String> = (1..=12).map(|n| Uuid::from_u128(n).to_string()).collect();
        let cookie = Cookie::new(READ_COOKIE, format!("nonsense.{}", ids.join(".")));
        let req = TestRequest::default().cookie(cookie).to_http_request();
        let words = put_away(&req, Uuid::from_u128(3));
        assert!(
            words.starts_with(&ids[2]) && !words.contains("nonsense"),
            "{words}"
        );
        assert_eq!(words.matches(&ids[2]).count(), 1);
        assert!(words.split('.').count() <= 10);
    }
}
