//! Who or what an appointment takes.

use kernel::{Instant, Line, PersonId};
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use utoipa::ToSchema;
use validator::Validate;

use super::ResourceId;
use super::calendar::Zone;

/// What a resource is to the times that are offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum ResourceKind {
    /// A professional: starts are counted from when their hours begin.
    Person,
    /// A room, a chair, a machine: there for whoever works with it.
    Thing,
}

/// A professional, a room, a chair, a machine.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
pub struct Resource {
    /// Which.
    #[sqlx(rename = "resource_id")]
    pub id: ResourceId,
    /// What it is.
    pub kind: ResourceKind,
    /// What it is called.
    pub name: String,
    /// IANA name of the zone in which its hours are read.
    pub time_zone: String,
    /// Whether public holidays are days off.
    pub rests_on_holidays: bool,
    /// Whether it can be booked.
    pub active: bool,
    /// Its place in lists.
    pub position: i16,
    /// Who of the staff this professional is.
    pub person_id: Option<PersonId>,
    /// When it was added.
    pub created_at: Instant,
    /// Grows with each change.
    pub version: i64,
}

/// A resource as people type it.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResourceRequest {
    /// What it is.
    pub kind: ResourceKind,
    /// What it is called.
    pub name: Line<80>,
    /// In which zone its hours are read; the shop's when left out.
    #[serde(default)]
    pub time_zone: Option<Zone>,
    /// Whether public holidays are days off.
    #[serde(default)]
    pub rests_on_holidays: bool,
    /// Whether it can be booked.
    #[serde(default = "yes")]
    pub active: bool,
    /// Its place in lists.
    #[serde(default)]
    #[validate(range(min = 0, max = 1000))]
    pub position: i16,
    /// Who of the staff this professional is, if somebody: with the role of one they work with these appointments alone, and
    /// reminders of them go to their address.
    #[serde(default)]
    pub person_id: Option<PersonId>,
}

fn yes() -> bool {
    true
}
