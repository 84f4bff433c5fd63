//! Types of the panel.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

kernel::define_id!(
    /// A text for everybody who works at a shop.
    AnnouncementId
);
kernel::define_id!(
    /// Somebody of the provider's at a shop, for a while.
    AccessId
);
kernel::define_id!(
    /// What staff remember of a shop.
    NoteId
);

/// How weighty an announcement is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Level {
    /// Good to know.
    Info,
    /// Mind it.
    Warning,
    /// Something does not work.
    Error,
}

impl Level {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Info, Self::Warning, Self::Error];

    /// The name as stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// Somebody who owns a shop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Owner {
    /// Name.
    pub name: String,
    /// Address.
    pub email: String,
}
