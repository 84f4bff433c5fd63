//! Reads over what lower slices keep; nothing here is written.

mod audit;
mod figures;
mod guide;
mod orders;
mod security;
mod todo;
mod top;

pub use audit::{AuditFilter, AuditRow, audit_log, team};
pub use figures::figures;
pub use guide::{Guide, guide};
pub use orders::{OrderTab, RecentOrder, recent_orders};
pub use security::{SecurityFilter, SecurityRow, security_log};
pub use todo::{Todo, todo};
pub use top::{Share, TopProduct, shares, top_products};
