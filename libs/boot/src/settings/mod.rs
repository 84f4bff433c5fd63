//! Settings: typed, read once, and refused with every fault named at once.
//!
//! Later wins: `config/default.toml`, the environment's file, the file of `--config`, the usual variables
//! (`DATABASE_URL`), our own (`VITRINA_SERVER__PORT`), flags. One file here a section; each reads its keys by name, and
//! the keys that nobody reads are unknown. Secrets are `SecretString`, so that no log shows them by accident.

mod billing;
mod booking;
mod cache;
mod cors;
mod data;
mod database;
mod environment;
mod fault;
mod file;
mod form;
mod health;
mod idle;
mod integrations;
mod jobs;
mod keeping;
mod limits;
mod mail;
mod maintenance;
mod names;
mod people;
mod reader;
mod redis;
mod sales;
mod secrets;
mod server;
mod sources;
mod telemetry;
#[cfg(test)]
mod tests;
mod uploads;

pub use billing::Billing;
pub use booking::Booking;
pub use cache::Cache;
pub use cors::Cors;
pub use data::Data;
pub use database::{Database, Pooler};
pub use environment::Environment;
pub use fault::{Fault, Faults};
pub use health::Health;
pub use idle::{WITHOUT_EFFECT, is_without_effect};
pub use integrations::{Alerts, Aws, Google, Integrations, MercadoPago, Stripe, Twilio};
pub use jobs::Jobs;
pub use keeping::Keeping;
pub use limits::{Limits, Rate};
pub use mail::{Mail, MailTls};
pub use maintenance::Maintenance;
pub use people::People;
pub use redis::Redis;
pub use sales::Sales;
pub use secrets::Secrets;
pub use server::Server;
pub use sources::{Overrides, Sources};
pub use telemetry::{LogFormat, Telemetry};
pub use uploads::Uploads;

use std::collections::BTreeSet;

use reader::Reader;
use sources::Layers;

/// Everything that can be set. `Debug` shows no secret.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Development, production or test.
    pub environment: Environment,
    /// How the program listens.
    pub server: Server,
    /// PostgreSQL.
    pub database: Database,
    /// Redis.
    pub redis: Redis,
    /// What is kept in memory.
    pub cache: Cache,
    /// What shops subscribe to.
    pub billing: Billing,
    /// What is kept on disk.
    pub data: Data,
    /// The master key.
    pub secrets: Secrets,
    /// How mail leaves.
    pub mail: Mail,
    /// Logs, metrics, reports of faults.
    pub telemetry: Telemetry,
    /// Sessions, passwords and sign-in.
    pub people: People,
    /// How often somebody may call.
    pub limits: Limits,
    /// Carts and orders.
    pub sales: Sales,
    /// The appointment book.
    pub booking: Booking,
    /// Pictures that people send.
    pub uploads: Uploads,
    /// Work in the background.
    pub jobs: Jobs,
    /// How long things are kept.
    pub keeping: Keeping,
    /// When the program calls itself degraded.
    pub health: Health,
    /// The closed door.
    pub maintenance: Maintenance,
    /// Other sites that may call the API.
    pub cors: Cors,
    /// Other people's systems.
    pub integrations: Integrations,
    /// Keys that somebody set and that nothing obeys yet: worth a warning at start.
    pub without_effect: BTreeSet<String>,
}

impl Settings {
    /// Reads all sources; fails with everything that is wrong in any of them.
    pub fn load(sources: &Sources) -> Result<Self, Faults> {
        let mut reader = Reader::new(Layers::of(sources));
        let settings = Self::read(&mut reader);
        reader.finish().map(|()| settings)
    }

    fn read(reader: &mut Reader) -> Self {
        let settings = Self {
            environment: reader.environment(),
            server: Server::read(&mut reader.section("server")),
            database: Database::read(&mut reader.section("database")),
            redis: Redis::read(&mut reader.section("redis")),
            billing: Billing::read(&mut reader.section("billing")),
            cache: Cache::read(&mut reader.section("cache")),
            data: Data::read(&mut reader.section("data")),
            secrets: Secrets::read(&mut reader.section("secrets")),
            mail: Mail::read(&mut reader.section("mail")),
            telemetry: Telemetry::read(&mut reader.section("telemetry")),
            people: People::read(&mut reader.section("people")),
            limits: Limits::read(&mut reader.section("limits")),
            sales: Sales::read(&mut reader.section("sales")),
            booking: Booking::read(&mut reader.section("booking")),
            uploads: Uploads::read(&mut reader.section("uploads")),
            jobs: Jobs::read(&mut reader.section("jobs")),
            keeping: Keeping::read(&mut reader.section("keeping")),
            health: Health::read(&mut reader.section("health")),
            maintenance: Maintenance::read(&mut reader.section("maintenance")),
            cors: Cors::read(&mut reader.section("cors")),
            integrations: Integrations::read(&mut reader.section("integrations")),
            without_effect: reader.without_effect(),
        };
        let ports = (settings.server.port, settings.telemetry.metrics_port);
        reader.rule(
            &["telemetry.metrics_port", "server.port"],
            ports.0 == 0 || Some(ports.0) != ports.1,
            "it is the port of the shops",
            "write another port, or 0 to serve no metrics",
        );
        settings
    }
}
