//! The database: its roles, pools and transactions, the private cluster, the migrations and the proof of isolation.

pub mod bootstrap;
pub mod bus;
pub mod cluster;
mod gauges;
pub mod isolation;
pub mod migrations;
pub mod pools;
pub mod role;
pub mod tx;

pub use bus::{Bus, Event, Heard};
pub use gauges::PoolUse;
pub use pools::Pools;
pub use role::Role;
pub use sqlx::PgConnection;
pub use tx::{PlatformTx, PlatformView, TenantTx};
