//! One use case a file.

mod allow_origins;
mod change_profile;
mod open_tenant;
mod set_standing;

pub use allow_origins::{AllowedOrigins, allow_origins};
pub use change_profile::{Profile, change_profile, set_logo};
pub use open_tenant::{ensure_platform_host, open_tenant};
pub use set_standing::{TenantRow, list_tenants, set_standing};
