//! The calls. Each takes the access token of the moment; a grant is refreshed by whoever keeps it.

use jiff::Timestamp;
use reqwest::Method;
use secrecy::SecretString;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use url::Url;

use crate::entry::{Draft, Entry, Written};
use crate::error::CalendarError;
use crate::registration::Registration;
use crate::wire::{Call, Wire};

/// Entries of a page.
const PAGE: &str = "500";
/// What we read of entries. Neither titles nor guests' names are among it.
const FIELDS: &str = "nextPageToken,nextSyncToken,timeZone,items(id,etag,status,recurringEventId,originalStartTime,start,end,\
                      recurrence,transparency,extendedProperties/private,attendees(self,responseStatus))";

/// Google Calendar, as one client of it.
pub struct GoogleCalendar {
    pub(crate) registration: Registration,
    pub(crate) wire: Wire,
}

impl std::fmt::Debug for GoogleCalendar {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("GoogleCalendar(…)")
    }
}

/// A calendar to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarFace {
    /// Google's name for it; of somebody's own, their address.
    pub id: String,
    /// As its owner calls it.
    pub name: String,
    /// IANA name of its zone.
    pub zone: Option<String>,
    /// Whether entries can be written into it.
    pub writable: bool,
    /// Whether it is the account's own.
    pub primary: bool,
}

/// From where on changes are asked for.
#[derive(Debug, Clone, Copy)]
pub enum Since<'a> {
    /// Everything that is not over by then.
    Beginning(Timestamp),
    /// What changed since this token was given.
    Token(&'a str),
}

/// A page of changes.
#[derive(Debug, Clone)]
pub struct Changes {
    /// What there is, or was deleted.
    pub entries: Vec<Entry>,
    /// Ids of what cannot be read.
    pub skipped: Vec<String>,
    /// Asks for the next page.
    pub next_page: Option<String>,
    /// On the last page: asks for what changes from now on.
    pub sync_token: Option<String>,
    /// IANA name of the calendar's zone.
    pub zone: Option<String>,
}

/// A channel to be opened.
#[derive(Debug, Clone, Copy)]
pub struct ChannelRequest<'a> {
    /// Our name for it.
    pub id: &'a str,
    /// Where messages go.
    pub address: &'a Url,
    /// Comes with each message.
    pub token: &'a str,
    /// Until when we want it.
    pub until: Timestamp,
}

/// A channel over which Google says that a calendar changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Channel {
    /// Google's name for what is watched; stopping wants it.
    pub resource: String,
    /// Until when it is open.
    pub until: Timestamp,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawList {
    #[serde(default)]
    items: Vec<RawCalendar>,
    next_page_token: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawCalendar {
    id: String,
    #[serde(default)]
    summary: String,
    summary_override: Option<String>,
    time_zone: Option<String>,
    #[serde(default)]
    access_role: String,
    #[serde(default)]
    primary: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawChanges {
    #[serde(default)]
    items: Vec<Value>,
    next_page_token: Option<String>,
    next_sync_token: Option<String>,
    time_zone: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawChannel {
    resource_id: String,
    expiration: Option<String>,
}

impl GoogleCalendar {
    /// Calls nobody yet. Fails when there are no certificates of authorities to trust.
    pub fn new(registration: Registration) -> Result<Self, reqwest::Error> {
        let wire = Wire::new(registration.endpoints.plain_loopback)?;
        Ok(Self { registration, wire })
    }

    /// The calendars of the account: the first 500.
    pub async fn calendars(&self, access: &SecretString) -> Result<Vec<CalendarFace>, CalendarError> {
        let mut found = vec![];
        let mut page: Option<String> = None;
        for _ in 0..2 {
            let mut url = self.at(&["users", "me", "calendarList"])?;
            url.query_pairs_mut().append_pair("maxResults", "250");
            if let Some(token) = &page {
                url.query_pairs_mut().append_pair("pageToken", token);
            }
            let list: RawList = self.ask(Method::GET, url, access, None, None).await?;
            found.extend(list.items.into_iter().map(CalendarFace::of));
            page = list.next_page_token;
            if page.is_none() {
                break;
            }
        }
        Ok(found)
    }

    /// A page of what is there or has changed. [`CalendarError::Gone`] when the token is too old: begin anew.
    pub async fn changes(
        &self,
        access: &SecretString,
        calendar: &str,
        since: Since<'_>,
        page: Option<&str>,
    ) -> Result<Changes, CalendarError> {
        let mut url = self.at(&["calendars", calendar, "events"])?;
        {
            // The same words each time: a token is worth something only beside those that it was given for.
            let mut query = url.query_pairs_mut();
            query.append_pair("maxResults", PAGE);
            query.append_pair("singleEvents", "false");
            query.append_pair("fields", FIELDS);
            match since {
                Since::Beginning(from) => query.append_pair("timeMin", &from.to_string()),
                Since::Token(token) => query.append_pair("syncToken", token),
            };
            if let Some(page) = page {
                query.append_pair("pageToken", page);
            }
        }
        let raw: RawChanges = self.ask(Method::GET, url, access, None, None).await?;
        let mut changes = Changes {
            entries: vec![],
            skipped: vec![],
            next_page: raw.next_page_token,
            sync_token: raw.next_sync_token,
            zone: raw.time_zone,
        };
        for item in raw.items {
            match Entry::read(item) {
                Ok(entry) => changes.entries.push(entry),
                Err(id) => changes.skipped.push(id),
            }
        }
        Ok(changes)
    }

    /// One entry as it is.
    pub async fn get(&self, access: &SecretString, calendar: &str, id: &str) -> Result<Entry, CalendarError> {
        let url = self.at(&["calendars", calendar, "events", id])?;
        let value: Value = self.ask(Method::GET, url, access, None, None).await?;
        Entry::read(value).map_err(|_| CalendarError::Unavailable("the entry cannot be read".into()))
    }

    /// Writes a new entry, without telling its guests. [`CalendarError::Exists`] when its id is taken, were it by a deleted one.
    pub async fn insert(
        &self,
        access: &SecretString,
        calendar: &str,
        draft: &Draft,
    ) -> Result<Written, CalendarError> {
        let url = quiet(self.at(&["calendars", calendar, "events"])?);
        self.ask(Method::POST, url, access, None, Some(draft.to_json()))
            .await
    }

    /// Changes an entry that still is this version.
    pub async fn replace(
        &self,
        access: &SecretString,
        calendar: &str,
        draft: &Draft,
        etag: &str,
    ) -> Result<Written, CalendarError> {
        let url = quiet(self.at(&["calendars", calendar, "events", &draft.id])?);
        self.ask(Method::PATCH, url, access, Some(etag), Some(draft.to_json()))
            .await
    }

    /// Takes an entry away. One that is away already is as good.
    pub async fn remove(
        &self,
        access: &SecretString,
        calendar: &str,
        id: &str,
        etag: Option<&str>,
    ) -> Result<(), CalendarError> {
        let call = Call {
            method: Method::DELETE,
            url: quiet(self.at(&["calendars", calendar, "events", id])?),
            access,
            if_match: etag,
            body: None,
        };
        match self.wire.call(call).await {
            Ok(_) | Err(CalendarError::Gone | CalendarError::Missing) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Opens a channel.
    pub async fn watch(
        &self,
        access: &SecretString,
        calendar: &str,
        wanted: ChannelRequest<'_>,
    ) -> Result<Channel, CalendarError> {
        let url = self.at(&["calendars", calendar, "events", "watch"])?;
        let body = json!({
            "id": wanted.id,
            "type": "web_hook",
            "address": wanted.address.as_str(),
            "token": wanted.token,
            "expiration": wanted.until.as_millisecond().to_string(),
        });
        let raw: RawChannel = self.ask(Method::POST, url, access, None, Some(body)).await?;
        let until = raw.expiration.and_then(|text| text.parse().ok());
        let until = until.and_then(|milliseconds| Timestamp::from_millisecond(milliseconds).ok());
        Ok(Channel {
            resource: raw.resource_id,
            until: until.unwrap_or(wanted.until),
        })
    }

    /// Closes one. One that is closed already is as good.
    pub async fn stop(&self, access: &SecretString, id: &str, resource: &str) -> Result<(), CalendarError> {
        let call = Call {
            method: Method::POST,
            url: self.at(&["channels", "stop"])?,
            access,
            if_match: None,
            body: Some(json!({ "id": id, "resourceId": resource })),
        };
        match self.wire.call(call).await {
            Ok(_) | Err(CalendarError::Gone | CalendarError::Missing) => Ok(()),
            Err(error) => Err(error),
        }
    }

    async fn ask<T: DeserializeOwned>(
        &self,
        method: Method,
        url: Url,
        access: &SecretString,
        if_match: Option<&str>,
        body: Option<Value>,
    ) -> Result<T, CalendarError> {
        let call = Call {
            method,
            url,
            access,
            if_match,
            body,
        };
        let answer = self.wire.call(call).await?;
        serde_json::from_slice(&answer)
            .map_err(|_| CalendarError::Unavailable("the answer cannot be read".into()))
    }

    /// Names of calendars and entries may hold anything; each is one step of the path.
    fn at(&self, steps: &[&str]) -> Result<Url, CalendarError> {
        let mut url = self.registration.endpoints.api.clone();
        url.path_segments_mut()
            .map_err(|()| CalendarError::Refused("the API's address is none".into()))?
            .extend(steps);
        Ok(url)
    }
}

impl CalendarFace {
    fn of(raw: RawCalendar) -> Self {
        Self {
            name: raw.summary_override.unwrap_or(raw.summary),
            zone: raw.time_zone,
            writable: matches!(raw.access_role.as_str(), "owner" | "writer"),
            primary: raw.primary,
            id: raw.id,
        }
    }
}

/// Guests hear of appointments from us.
fn quiet(mut url: Url) -> Url {
    url.query_pairs_mut().append_pair("sendUpdates", "none");
    url
}
