//! Identifiers: UUIDv7 (RFC 9562 §5.7), a type for each noun so that one cannot be passed for another.

/// Declares an id type over a UUID: `define_id!(/** An order. */ OrderId);` The caller's crate needs serde and sqlx.
#[macro_export]
macro_rules! define_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord,
            serde::Serialize, serde::Deserialize, sqlx::Type,
        )]
        #[serde(transparent)]
        #[sqlx(transparent)]
        pub struct $name(pub $crate::id::Uuid);

        impl From<$crate::id::Uuid> for $name {
            fn from(id: $crate::id::Uuid) -> Self {
                Self(id)
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
        impl $crate::id::__utoipa::PartialSchema for $name {
            fn schema() -> $crate::id::__utoipa::openapi::RefOr<$crate::id::__utoipa::openapi::schema::Schema> {
                $crate::id::uuid_schema()
            }
        }
        impl $crate::id::__utoipa::ToSchema for $name {}
        impl std::str::FromStr for $name {
            type Err = $crate::id::ParseIdError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self).map_err(|_| $crate::id::ParseIdError)
            }
        }
    };
}

#[doc(hidden)]
pub use utoipa as __utoipa;
pub use uuid::Uuid;

/// How ids look in the API's description.
#[doc(hidden)]
pub fn uuid_schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
    use utoipa::openapi::{KnownFormat, ObjectBuilder, SchemaFormat, schema::Type};
    ObjectBuilder::new()
        .schema_type(Type::String)
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::Uuid)))
        .into()
}

/// The text is not a UUID.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a UUID")]
pub struct ParseIdError;

define_id!(
    /// A business on the platform, or the platform itself ([`TenantId::PLATFORM`]).
    TenantId
);
define_id!(
    /// Somebody with an account at one tenant: staff or customer. Never shared between tenants.
    PersonId
);
define_id!(
    /// A signed-in browser or program.
    SessionId
);
define_id!(
    /// A key by which a program of the shop's calls the API.
    ApiKeyId
);
define_id!(
    /// A piece of work in the durable queue.
    JobId
);

impl TenantId {
    /// The pseudo-tenant that owns provider staff and platform-wide jobs.
    pub const PLATFORM: Self = Self(Uuid::from_u128(0x0000_0000_0000_7000_8000_0000_0000_0000));
}
