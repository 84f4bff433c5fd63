//! Accounts that somebody types: for whose time, and what was wrong with it, in words.

use booking::model::ResourceId;
use booking::queries::resources::get_resource;
use db::TenantTx;
use http::page::Crumb;
use http::{Page, Visitor};
use kernel::{Error, Result};
use serde::Deserialize;

use crate::fault::Fault;
use crate::trouble::Trouble;

/// For whose time.
#[derive(Debug, Default, Deserialize)]
pub struct ForWhom {
    /// Whose.
    pub resource: Option<ResourceId>,
    /// An account that is connected again.
    pub account: Option<crate::model::AccountId>,
}

/// The name of whose time it is about.
pub async fn name_of(ctx: &Visitor, id: Option<ResourceId>) -> Result<String> {
    let mut tx = ctx.begin().await?;
    let resource = get_resource(&mut tx, id.ok_or_else(Error::not_found)?).await?;
    tx.commit().await?;
    Ok(resource.name)
}

/// That it is one of the shop's, said of the field that names it.
pub async fn check_resource(tx: &mut TenantTx, id: ResourceId) -> Result<()> {
    let known: bool =
        sqlx::query_scalar("select exists (select from resource where tenant_id = $1 and resource_id = $2)")
            .bind(tx.tenant())
            .bind(id)
            .fetch_one(&mut **tx)
            .await?;
    known
        .then_some(())
        .ok_or_else(|| Error::invalid("resource_id", "unknown"))
}

/// The way back.
pub fn crumbs(page: &Page) -> Vec<Crumb> {
    vec![
        Crumb::new("/admin/calendars", page.t("calendars-title")),
        Crumb::new("", page.title.clone()),
    ]
}

/// What the provider said, as something wrong with a field: with the address unless it is about the password.
pub fn refused(fault: Fault, address: &'static str, password: &'static str) -> Error {
    match fault {
        Fault::Permission => Error::invalid(password, "wrong_login"),
        Fault::NotAllowed(_) => Error::invalid(address, "address_not_allowed"),
        Fault::Unreadable(_) => Error::invalid(address, "not_a_calendar"),
        Fault::Refused(_) => Error::invalid(address, "calendar_refused"),
        Fault::Limited { .. } | Fault::Away(_) | Fault::Ended | Fault::Conflict => {
            Error::invalid(address, "not_reached")
        }
    }
}

/// There is no way out at all.
pub fn unreachable(trouble: Trouble, address: &'static str) -> Error {
    match trouble {
        Trouble::Own(error) => error,
        Trouble::Outside(fault) => refused(fault, address, address),
        Trouble::Parted => Error::invalid(address, "not_reached"),
    }
}
