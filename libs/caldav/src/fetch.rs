//! Entries with their contents (RFC 4791 §7.9).

use std::collections::BTreeSet;

use outbound::Url;

use crate::client::{CalDav, report};
use crate::error::CalDavError;
use crate::href::resolve;
use crate::listing::ETAG;
use crate::model::{Fetched, Object, Skipped};
use crate::xml::{self, Name, Response, Space};

/// Entries of one call: some hundred kilobytes, mostly.
pub(crate) const BATCH: usize = 40;

const DATA: Name = (Space::CalDav, "calendar-data");

impl CalDav {
    /// Reads entries by their hrefs. One that cannot be read, or makes the answer too long, is skipped, and the rest is read.
    pub async fn fetch(&self, calendar: &Url, hrefs: &[String]) -> Result<Fetched, CalDavError> {
        let mut all = Fetched::default();
        let mut piles: Vec<&[String]> = hrefs.chunks(BATCH).rev().collect();
        while let Some(pile) = piles.pop() {
            match (self.multiget(calendar, pile).await, pile) {
                (Ok(fetched), _) => {
                    all.objects.extend(fetched.objects);
                    all.skipped.extend(fetched.skipped);
                }
                (Err(CalDavError::Unreadable(why)), [one]) => {
                    all.skipped.push(Skipped {
                        href: one.clone(),
                        etag: None,
                        why,
                    });
                }
                (Err(CalDavError::Unreadable(_)), _) => {
                    let (left, right) = pile.split_at(pile.len() / 2);
                    piles.extend([right, left]);
                }
                (Err(error), _) => return Err(error),
            }
        }
        Ok(all)
    }

    async fn multiget(&self, calendar: &Url, hrefs: &[String]) -> Result<Fetched, CalDavError> {
        let named = hrefs
            .iter()
            .map(|href| format!("<D:href>{}</D:href>", xml::escape(href)));
        let inside: Vec<String> = std::iter::once(xml::props(&[ETAG, DATA])).chain(named).collect();
        let body = xml::document((Space::CalDav, "calendar-multiget"), &inside.concat());
        let (answers, base) = self.query(report(calendar, "0", body)).await?;
        let mut asked: BTreeSet<&str> = hrefs.iter().map(String::as_str).collect();
        let mut fetched = Fetched::default();
        for each in &answers.responses {
            let href = resolve(&base, &each.href).map(|url| url.path().to_owned());
            if let Some(href) = href.filter(|href| asked.remove(href.as_str())) {
                fetched.add(href, each);
            }
        }
        Ok(fetched)
    }
}

impl Fetched {
    fn add(&mut self, href: String, response: &Response) {
        let etag = response.text(ETAG).map(str::to_owned);
        // Line ends stay as they came; whoever reads iCalendar takes them all.
        match (response.prop(DATA), response.status) {
            (Some(data), _) => {
                let ics = data.text.clone().into_bytes();
                self.objects.push(Object { href, etag, ics });
            }
            (None, 404 | 410) => {}
            (None, status) => {
                let why = format!("the server keeps its contents back, status {status}");
                self.skipped.push(Skipped { href, etag, why });
            }
        }
    }
}
