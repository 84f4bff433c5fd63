//! Lists, page by page. One odd thing does not lose a page: it is named, and the others are read.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::error::StripeError;
use crate::event::Notification;
use crate::id::{PaymentIntentId, is_name};
use crate::intent::PaymentIntent;
use crate::movement::Movement;

/// A page of payments, newest first.
#[derive(Debug, Clone)]
pub struct Page {
    /// Those that can be read.
    pub payments: Vec<PaymentIntent>,
    /// Names of those that cannot.
    pub skipped: Vec<String>,
    /// After which one the next page begins. None after the last page.
    pub next: Option<PaymentIntentId>,
}

/// A page of events, newest first.
#[derive(Debug, Clone)]
pub struct EventPage {
    /// Those that can be read.
    pub events: Vec<Notification>,
    /// Names of those that cannot.
    pub skipped: Vec<String>,
    /// After which one the next page begins. None after the last page.
    pub next: Option<String>,
}

/// A page of movements, newest first.
#[derive(Debug, Clone)]
pub struct MovementPage {
    /// Those that can be read.
    pub movements: Vec<Movement>,
    /// Names of those that cannot.
    pub skipped: Vec<String>,
    /// After which one the next page begins. None after the last page.
    pub next: Option<String>,
}

#[derive(Deserialize)]
struct List<'a> {
    #[serde(borrow)]
    data: Vec<&'a RawValue>,
    #[serde(default)]
    has_more: bool,
}

#[derive(Deserialize)]
struct Named {
    id: Option<String>,
}

/// What any list comes to.
pub(crate) struct Read<T> {
    /// Those that can be read.
    pub all: Vec<T>,
    /// Names of those that cannot.
    pub skipped: Vec<String>,
    /// The last one's name, while there are more.
    pub next: Option<String>,
}

impl<T> Read<T> {
    pub(crate) fn of(
        json: &[u8],
        read: impl Fn(&[u8]) -> Result<T, StripeError>,
    ) -> Result<Self, StripeError> {
        let list: List<'_> = serde_json::from_slice(json).map_err(|_| StripeError::Unreadable)?;
        let last = list.data.last().map(|raw| name(raw));
        let mut page = Self {
            all: vec![],
            skipped: vec![],
            next: last.filter(|_| list.has_more),
        };
        for raw in list.data {
            match read(raw.get().as_bytes()) {
                Ok(one) => page.all.push(one),
                Err(_) => page.skipped.push(name(raw)),
            }
        }
        Ok(page)
    }

    /// Of a short list that decides something: one that cannot be read spoils it.
    pub(crate) fn whole(
        json: &[u8],
        read: impl Fn(&[u8]) -> Result<T, StripeError>,
    ) -> Result<Vec<T>, StripeError> {
        let page = Self::of(json, read)?;
        if page.skipped.is_empty() {
            Ok(page.all)
        } else {
            Err(StripeError::Unreadable)
        }
    }
}

impl Page {
    pub(crate) fn read(json: &[u8]) -> Result<Self, StripeError> {
        let read = Read::of(json, PaymentIntent::read)?;
        let next = read.next.as_deref().map(PaymentIntentId::parse);
        // Without the last one's name nobody knows where the next page begins.
        if next == Some(None) {
            return Err(StripeError::Unreadable);
        }
        Ok(Self {
            payments: read.all,
            skipped: read.skipped,
            next: next.flatten(),
        })
    }
}

impl EventPage {
    pub(crate) fn read(json: &[u8]) -> Result<Self, StripeError> {
        let read = Read::of(json, |json| {
            Notification::read(json).ok_or(StripeError::Unreadable)
        })?;
        if read.next.as_deref().is_some_and(|next| !is_name(next)) {
            return Err(StripeError::Unreadable);
        }
        Ok(Self {
            events: read.all,
            skipped: read.skipped,
            next: read.next,
        })
    }
}

impl MovementPage {
    pub(crate) fn read(json: &[u8]) -> Result<Self, StripeError> {
        let read = Read::of(json, Movement::read)?;
        if read.next.as_deref().is_some_and(|next| !is_name(next)) {
            return Err(StripeError::Unreadable);
        }
        Ok(Self {
            movements: read.all,
            skipped: read.skipped,
            next: read.next,
        })
    }
}

/// What can be said of something that cannot be read.
fn name(raw: &RawValue) -> String {
    let named = serde_json::from_str::<Named>(raw.get()).ok();
    let id = named.and_then(|named| named.id);
    id.unwrap_or_default().chars().take(255).collect()
}

#[cfg(test)]
mod tests {
    use super::Page;
    use crate::error::StripeError;

    const ONE: &str = r#"{"id":"pi_8","status":"succeeded","amount":1,"currency":"cop","created":1}"#;

    #[test]
    fn one_odd_payment_does_not_lose_the_page() {
        let json =
            format!(r#"{{"data":[{{"id":"pi_7","status":"succeeded"}},{{}},{ONE}],"has_more":false}}"#);
        let page = Page::read(json.as_bytes()).unwrap();
        assert_eq!(
            (page.payments.len(), page.skipped),
            (1, vec!["pi_7".to_owned(), String::new()])
        );
        assert_eq!(page.next, None);
        for json in ["", "[]", r#"{"has_more":true}"#] {
            assert_eq!(
                Page::read(json.as_bytes()).err(),
                Some(StripeError::Unreadable),
                "{json}"
            );
        }
    }

    #[test]
    fn a_page_says_after_whom_the_next_one_begins() {
        let next = |json: &str| Page::read(json.as_bytes()).map(|page| page.next.map(|id| id.to_string()));
        assert_eq!(
            next(&format!(r#"{{"data":[{ONE}],"has_more":true}}"#)),
            Ok(Some("pi_8".into()))
        );
        // The last one is odd, and still has a name.
        assert_eq!(
            next(r#"{"data":[{"id":"pi_9"}],"has_more":true}"#),
            Ok(Some("pi_9".into()))
        );
        assert_eq!(
            next(r#"{"data":[{}],"has_more":true}"#),
            Err(StripeError::Unreadable)
        );
        assert_eq!(next(r#"{"data":[],"has_more":true}"#), Ok(None));
    }
}
