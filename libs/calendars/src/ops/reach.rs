//! A calendar that is written, reached: whoever keeps it, an appointment is put into it or taken out.

use ::caldav::{CalDav, new_href};
use google_calendar::GoogleCalendar;
use jobs::JobCtx;
use kernel::Instant;
use outbound::Url;
use secrecy::SecretString;

use super::caldav::fetch::place;
use super::caldav::login::Login;
use super::sealed::open;
use super::tokens::access;
use super::{caldav, google};
use crate::clerk::Clerk;
use crate::fault::Fault;
use crate::model::{AccountId, Objects, Plan, Provider};
use crate::trouble::Trouble;

/// A calendar, and what asking for a change of it takes.
pub enum Reached<'a> {
    /// At Google.
    Google(&'a GoogleCalendar, SecretString, &'a str),
    /// At a server of calendars.
    Caldav(Box<CalDav>, Url),
}

/// The calendar `calendar` of an account; with another access token than last time when `anew`.
pub async fn reach<'a>(
    ctx: &JobCtx,
    clerk: &'a Clerk,
    (account, provider): (AccountId, Provider),
    calendar: &'a str,
    anew: bool,
) -> Result<Reached<'a>, Trouble> {
    Ok(match provider {
        Provider::Google => {
            let access = access(ctx, clerk, account, anew).await?;
            Reached::Google(clerk.need_google()?, access, calendar)
        }
        Provider::Caldav => {
            let login = Login::of_bytes(&open(ctx, clerk, account).await?)?;
            let client = login.client(clerk.outbound()?)?;
            Reached::Caldav(Box::new(client), place(calendar)?)
        }
        // Nobody can write into what is only read.
        Provider::Feed => return Err(Trouble::Parted),
    })
}

impl Reached<'_> {
    /// Writes an appointment over the version that we know. Its new version, if the provider says which.
    pub async fn put(&self, plan: &Plan, known: Option<&str>, now: Instant) -> Result<Option<String>, Fault> {
        match self {
            Self::Google(client, access, calendar) => {
                let place = google::write::Place {
                    google: client,
                    access,
                    calendar,
                };
                Ok(google::write::put(place, plan, known).await.map(Some)?)
            }
            Self::Caldav(client, calendar) => {
                Ok(caldav::write::put(client, calendar, plan, known, now.0).await?)
            }
        }
    }

    /// Takes it out.
    pub async fn take_out(&self, name: &str, known: Option<&str>) -> Result<(), Fault> {
        match self {
            Self::Google(client, access, calendar) => {
                let place = google::write::Place {
                    google: client,
                    access,
                    calendar,
                };
                Ok(google::write::take_out(place, name, known).await?)
            }
            Self::Caldav(client, calendar) => {
                Ok(caldav::write::take_out(client, calendar, name, known).await?)
            }
        }
    }

    /// What of a calendar's folder is known after a change: our own writing shall not come back as somebody's.
    pub fn objects(&self, name: &str, etag: Option<String>, is_gone: bool) -> Objects {
        let mut objects = Objects::default();
        if let Self::Caldav(_, calendar) = self {
            let href = new_href(calendar, name);
            match etag {
                Some(etag) => objects.seen.push((href, Some(etag))),
                None if is_gone => objects.gone.push(href),
                None => {}
            }
        }
        objects
    }
}
