//! What stands in for Mercado Pago (site MCO): its Payments API, the bank behind PSE, the script that turns cards into tokens,
//! notifications, and faults at hand. Everything is in memory. Nothing here comes from our own client: it is written after
//! Mercado Pago's pages.

mod account;
mod answer;
mod api;
mod bank;
mod books;
mod browser;
mod call;
mod cards;
mod challenge;
mod chargeback;
mod desk;
mod hooks;
mod methods;
mod money;
mod pay;
mod payment;
mod refund;
mod rules;
mod search;
mod serve;
mod world;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use actix_web::web;
use kernel::{Env, Instant};

pub use crate::faults::Fault;
pub use account::webhook_secret;
pub use books::{Booked, BookedRefund, Books};
pub use desk::Desk;
pub use hooks::Delivery;
pub use serve::Served;
use world::World;

/// A receiver has so long to answer a notification.
const PATIENCE: Duration = Duration::from_secs(22);

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
    /// An empty one, which goes by this clock. Every access token that begins with `APP_USR-` or `TEST-` is an account.
    pub fn new(env: Env) -> Result<Self, reqwest::Error> {
        let client = reqwest::Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(PATIENCE)
            .build()?;
        let world = Arc::new(Mutex::new(World::new(env.now())));
        Ok(Self { env, world, client })
    }

    /// What tests and people behind the counter do at Mercado Pago themselves.
    pub fn desk(&self) -> Desk {
        Desk::new(self.clone())
    }

    /// Its routes, for a server that stands for `api.mercadopago.com`, `sdk.mercadopago.com` and the bank at once.
    pub fn routes(&self, cfg: &mut web::ServiceConfig) {
        cfg.app_data(web::Data::new(self.clone()))
            .configure(api::routes)
            .configure(browser::routes)
            .configure(bank::routes)
            .configure(challenge::routes);
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
