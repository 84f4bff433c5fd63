//! What is done with an account: its calendars chosen, read now, parted from.

use actix_web::HttpRequest;
use http::limits::{Class, Subject};
use http::{Answer, Can, EdgeError, Form, Id, permit, see_other};
use kernel::{Error, Result};
use serde::Deserialize;
use validator::Validate;

use crate::jobs::SyncCalendar;
use crate::model::{AccountId, CalendarId};
use crate::ops::choose::{Chosen, choose as obey, lock_account};
use crate::ops::copies::write_soon;
use crate::ops::disconnect::disconnect as part_from;
use crate::queries::{list_calendars_of, list_unwritten};

/// A form of which only the token counts.
#[derive(Debug, Deserialize, Validate)]
pub struct Nothing {}

/// How to part.
#[derive(Debug, Deserialize, Validate)]
pub struct PartForm {
    /// Take the appointments out, too.
    #[serde(default)]
    take_out: bool,
}

/// As the boxes have it.
#[derive(Debug, Deserialize, Validate)]
pub struct ChooseForm {
    /// Ticked ones.
    #[serde(default)]
    reads: Vec<CalendarId>,
    /// The one that is written, or blank for none.
    #[serde(default)]
    writes: String,
}

/// `POST /admin/calendars/{id}`.
pub async fn choose(
    ctx: Can<permit::ManageCatalog>,
    Id(id): Id<AccountId>,
    form: Form<ChooseForm>,
) -> Answer {
    let form = form.into_inner()?;
    let chosen = Chosen {
        reads: form.reads,
        writes: written(&form.writes)?,
    };
    let mut tx = ctx.begin().await?;
    obey(&mut tx, id, &chosen).await?;
    tx.commit().await?;
    Ok(see_other("/admin/calendars?done=calendars-chosen"))
}

fn written(text: &str) -> Result<Option<CalendarId>> {
    if text.is_empty() {
        return Ok(None);
    }
    let id = text
        .parse()
        .map_err(|_| Error::invalid("writes", "not_a_choice"))?;
    Ok(Some(id))
}

/// `POST /admin/calendars/{id}/sync`: a few times an hour; otherwise the clock and messages see to it.
pub async fn sync(
    ctx: Can<permit::ManageCatalog>,
    req: HttpRequest,
    Id(id): Id<AccountId>,
    form: Form<Nothing>,
) -> Answer {
    form.into_inner()?;
    let person = ctx.person.as_ref().ok_or(EdgeError::Unauthenticated)?;
    ctx.count(&req, Class::CalendarSync, Subject::Person(person.person_id))
        .await?;
    let mut tx = ctx.begin().await?;
    lock_account(&mut tx, id).await?;
    for calendar in list_calendars_of(&mut tx, id).await? {
        if calendar.reads || calendar.writes {
            let calendar_id = calendar.calendar_id;
            let dedup = calendar_id.to_string();
            jobs::enqueue_once(&mut tx, &SyncCalendar { calendar_id }, &dedup).await?;
        }
    }
    for booking in list_unwritten(&mut tx, id).await? {
        write_soon(&mut tx, booking).await?;
    }
    tx.commit().await?;
    Ok(see_other("/admin/calendars?done=calendars-syncing"))
}

/// `POST /admin/calendars/{id}/disconnect`.
pub async fn disconnect(
    ctx: Can<permit::ManageCatalog>,
    Id(id): Id<AccountId>,
    form: Form<PartForm>,
) -> Answer {
    let form = form.into_inner()?;
    let mut tx = ctx.begin().await?;
    part_from(&mut tx, id, form.take_out).await?;
    tx.commit().await?;
    Ok(see_other("/admin/calendars?done=calendars-parted"))
}
