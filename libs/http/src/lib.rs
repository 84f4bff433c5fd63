//! The edge: who asks, for which tenant, in which language; what is decoded, refused and rendered.

pub mod access;
pub mod app;
pub mod assets;
pub mod browse;
pub mod edge;
pub mod errors;
pub mod extract;
pub mod failure;
pub mod i18n;
pub mod idempotency;
mod jobs;
pub mod keys;
pub mod openapi;
pub mod page;
pub mod routes;
pub mod secrets;
pub mod shop;
pub mod slice;
pub mod sse;

pub use access::{Can, SignedIn, Visitor, permit};
pub use app::{App, AppData};
pub use errors::EdgeError;
pub use extract::{Form, Id, Json, Query, Typed, Upload};
pub use failure::{Answer, Failure};
pub use jobs::{PurgeKeys, jobs};
pub use page::{FormState, Page, html, html_with, see_other};
pub use routes::{Access, Routes};
pub use shop::Shop;
pub use slice::Slice;
