//! Reads shared by pages and API: over all tenants, as the platform role, in which PostgreSQL allows no change.

pub mod announcements;
pub mod flags;
pub mod history;
pub mod tenants;
