//! What tests stand on: the whole program on a real database of its own, reached through its front door.
//!
//! ```ignore
//! let app = TestApp::start().await;
//! let shop = app.shop("aurora").await;
//! let answer = shop.get("/api/v1/products").await;
//! ```
#![expect(
    clippy::expect_used,
    reason = "a test that cannot be set up has failed; the message says why"
)]
#![expect(clippy::missing_panics_doc, reason = "failing is what tests do")]

mod app;
mod client;
mod database;
mod goods;
pub mod google_calendar;
mod shop;
pub mod stand_ins;

pub use app::{TestApp, TestWorker};
pub use client::{Answer, Client};
pub use database::TestDatabase;
pub use goods::{Basket, Goods};
pub use shop::{PASSWORD, TestShop, sign_in};
