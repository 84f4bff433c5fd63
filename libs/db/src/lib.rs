//! The database: its roles, pools and transactions, the private cluster, the migrations and the proof of isolation.

pub mod audit;
pub mod bootstrap;
pub mod bus;
pub mod cause;
pub mod cluster;
mod gauges;
pub mod isolation;
pub mod migrations;
mod pool;
pub mod pools;
pub mod role;
pub mod tx;

pub use bus::{Bus, Event, Heard};
pub use gauges::PoolUse;
pub use pool::{Pool, Pooler};
pub use pools::Pools;
pub use role::Role;
pub use sqlx::PgConnection;
pub use tx::{PlatformTx, PlatformView, SharedTx, TenantTx};
