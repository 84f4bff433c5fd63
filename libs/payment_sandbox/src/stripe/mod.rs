//! What stands in for Stripe: payment intents, cards that are kept, refunds, disputes, the balance, the script that pays in the
//! browser, subscriptions, events, and faults at hand. Everything is in memory. Nothing here comes from our own client, nor from the library
//! that it uses: it is written after Stripe's pages, for version 2026-09-30.endive.

mod account;
mod answer;
mod api;
mod balance;
mod billing;
mod books;
mod browser;
mod call;
mod cards;
mod challenge;
mod charge;
mod confirm;
mod create;
mod customer;
mod desk;
mod dispute;
mod event;
mod form;
mod hooks;
mod intent;
mod listing;
mod refund;
mod search;
mod serve;
mod world;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use actix_web::web;
use kernel::{Env, Instant};

pub use crate::faults::Fault;
pub use account::webhook_secret;
pub use billing::BILLING_KINDS;
pub use billing::books::{BookedInvoice, BookedSubscription, Told};
pub use billing::collect::AfterLast;
pub use billing::person::CheckoutEnd;
pub use books::{Booked, BookedRefund, Books, Movement};
pub use desk::Desk;
pub use hooks::Delivery;
pub use serve::Served;
use world::World;

/// The version of the API.
const VERSION: &str = "2026-09-30.endive";
/// A receiver has so long to answer a notification.
const PATIENCE: Duration = Duration::from_secs(20);

/// All of it. Cheap to clone; clones are one and the same.
#[derive(Clone)]
pub struct Sandbox {
    env: Env,
    world: Arc<Mutex<World>>,
    client: reqwest::Client,
}

impl std::fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sandbox(…)")
    }
}

impl Sandbox {
    /// An empty one, which goes by this clock. Every secret key that begins with `sk_test_` or `sk_live_` is an account, and
    /// `pk_…` with the same rest is its public key.
    pub fn new(env: Env) -> Result<Self, reqwest::Error> {
        let client = reqwest::Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(PATIENCE)
            .build()?;
        let world = Arc::new(Mutex::new(World::new(env.now(), env.random())));
        Ok(Self { env, world, client })
    }

    /// What tests and people do at Stripe and in the browser themselves.
    pub fn desk(&self) -> Desk {
        Desk::new(self.clone())
    }

    /// Its routes, for a server that stands for `api.stripe.com`, `js.stripe.com` and the card's bank at once.
    pub fn routes(&self, cfg: &mut web::ServiceConfig) {
        cfg.app_data(web::Data::new(self.clone()))
            .configure(api::routes)
            .configure(browser::routes)
            .configure(challenge::routes)
            .configure(billing::routes);
    }

    fn now(&self) -> Instant {
        self.env.now()
    }

    /// The world as it is by now.
    fn world(&self) -> MutexGuard<'_, World> {
        let mut world = self.world.lock().unwrap_or_else(PoisonError::into_inner);
        world.pass(self.now());
        world
    }
}
