//! The edge: who asks, for which tenant, in which language; what is decoded, refused and rendered.

pub mod access;
mod ages;
pub mod announcement;
pub mod app;
pub mod assets;
pub mod browse;
pub mod cache;
pub mod csv;
pub mod days;
pub mod device;
pub mod edge;
pub mod errors;
pub mod extract;
pub mod failure;
pub mod figures;
mod flag;
pub mod i18n;
pub mod idempotency;
mod jobs;
pub mod keys;
pub mod limits;
mod link_key;
pub mod lookout;
pub mod openapi;
pub mod page;
pub mod rights;
pub mod routes;
pub mod secrets;
pub mod shop;
pub mod slice;
pub mod sse;
pub mod vault;

pub use access::{Can, SignedIn, Visitor, permit};
pub use app::{App, AppData};
pub use edge::{Admits, admitting, framing_our_own};
pub use errors::EdgeError;
pub use extract::{Form, Id, Json, Query, Typed, Upload};
pub use failure::{Answer, Failure};
pub use flag::Flag;
pub use jobs::{ForgetTraces, KeepingKeys, PurgeKeys, RenewKeys, WrapKeys, jobs};
pub use link_key::LinkKey;
pub use lookout::{Kind, Lookout, Sighting};
pub use page::{FormState, Page, html, html_with, see_other};
pub use routes::{Access, Routes};
pub use shop::Shop;
pub use slice::Slice;
pub use vault::{Place, SealedColumn, Vault};

/// The edge's own sealed columns.
pub const SEALED: &[SealedColumn] = &[idempotency::SEALED];
