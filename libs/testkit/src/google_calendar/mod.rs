//! What stands in for Google Calendar and the OAuth server before it, on a port of its own, with faults at hand.
//!
//! One account with some calendars. It has sync tokens that page and that grow too old (410), versions of entries (412), ids
//! that are taken (409), channels that call back, or do not, and a clock of its own. Nothing here comes from our own client:
//! it is written after Google's pages.

mod calendars;
mod channels;
mod desk;
mod events;
mod faults;
mod oauth;
mod world;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use actix_web::dev::ServerHandle;
use actix_web::{App, HttpServer, web};
use serde_json::{Value, json};

pub use world::ACCOUNT;
use world::{Call, World};

type Shared = Arc<Mutex<World>>;

/// A running stand-in.
pub struct FakeGoogle {
    /// Its address: `http://127.0.0.1:…`.
    pub url: String,
    world: Shared,
    handle: ServerHandle,
}

impl FakeGoogle {
    /// With the account [`ACCOUNT`], its own calendar of the same name, and another one called `Feriados` that it may only read.
    pub async fn start() -> Self {
        Self::start_at(0).await
    }

    /// The same at this port, or at a free one for 0.
    #[expect(clippy::unused_async, reason = "a server starts inside of a runtime")]
    pub async fn start_at(port: u16) -> Self {
        let world = Shared::new(Mutex::new(World::new()));
        let data = web::Data::new(Arc::clone(&world));
        let server = HttpServer::new(move || {
            App::new()
                .app_data(data.clone())
                .configure(oauth::routes)
                .configure(calendars::routes)
                .configure(channels::routes)
                .configure(desk::routes)
                .configure(events::routes)
        })
        .workers(1)
        // Nobody is hung up on: that would be a fault that no test asked for.
        .keep_alive(Duration::from_mins(10))
        .disable_signals()
        .bind(("127.0.0.1", port))
        .expect("a free port");
        let url = format!("http://{}", server.addrs()[0]);
        let server = server.run();
        let handle = server.handle();
        tokio::spawn(server);
        Self { url, world, handle }
    }

    fn world(&self) -> MutexGuard<'_, World> {
        lock(&self.world)
    }

    /// Sends messages to this server, whatever host and port their address names.
    pub fn push_to(&self, address: SocketAddr) {
        self.world().push_to = Some(address);
    }

    /// From now on messages are lost, or not.
    pub fn lose_pushes(&self, lost: bool) {
        self.world().pushes_are_lost = lost;
    }

    /// Sets its clock (seconds since 1970).
    pub fn set_clock(&self, now: i64) {
        self.world().now = now;
    }

    /// Moves its clock.
    pub fn advance(&self, seconds: i64) {
        self.world().now += seconds;
    }

    /// The next so many calls of a kind (`events.list`, `token`, …, or `any`) fail with this status and reason.
    pub fn fail(&self, kind: &str, times: usize, status: u16, reason: &str) {
        self.world().faults.add(kind, times, status, reason);
    }

    /// From now on one in so many calls fails, in one of the ways that pass; none at 0.
    pub fn fail_one_in(&self, calls: usize) {
        self.world().faults.one_in = calls;
    }

    /// The account has another calendar that it may write.
    pub fn open_calendar(&self, id: &str) {
        self.world().open_calendar(id);
    }

    /// Each call takes so long from now on.
    pub fn be_slow(&self, time: Duration) {
        self.world().slow = time;
    }

    /// Its owner withdraws the permission: access tokens are refused, refresh tokens an `invalid_grant`.
    pub fn withdraw(&self) {
        self.world().withdraw();
    }

    /// The next person at the page of consent says no, or unticks this scope.
    pub fn say_no(&self) {
        self.world().says_no = true;
    }

    /// The next grant lacks the permission to list calendars.
    pub fn untick_a_scope(&self) {
        self.world().unticks = true;
    }

    /// Every sync token given so far is too old.
    pub fn forget_sync_tokens(&self) {
        self.world().forget_sync_tokens();
    }

    /// Entries of a page.
    pub fn page_of(&self, entries: usize) {
        self.world().page = entries;
    }

    /// Somebody writes an entry at Google; fills in what is missing. Messages are sent before this returns.
    pub async fn put(&self, calendar: &str, entry: Value) {
        let pushes = self.world().put(calendar, entry);
        channels::send_all(&self.world, pushes).await;
    }

    /// Somebody changes what is there.
    pub async fn change(&self, calendar: &str, id: &str, changes: Value) {
        let mut entry = self.entry(calendar, id);
        world::merge(&mut entry, changes);
        self.put(calendar, entry).await;
    }

    /// Somebody deletes an entry at Google.
    pub async fn delete(&self, calendar: &str, id: &str) {
        self.change(calendar, id, json!({ "status": "cancelled" })).await;
    }

    /// An entry as it is; null when there is none.
    pub fn entry(&self, calendar: &str, id: &str) -> Value {
        self.world().entry(calendar, id)
    }

    /// Every entry that takes place.
    pub fn entries(&self, calendar: &str) -> Vec<Value> {
        let all = self.world().all(calendar);
        all.into_iter()
            .filter(|entry| entry["status"] != "cancelled")
            .collect()
    }

    /// How many calls of a kind were made.
    pub fn calls(&self, kind: &str) -> usize {
        self.world().calls.iter().filter(|call| call.kind == kind).count()
    }

    /// How many calls were made since this was asked last, by kind.
    pub fn take_calls(&self) -> BTreeMap<&'static str, usize> {
        let mut by_kind = BTreeMap::new();
        for call in std::mem::take(&mut self.world().calls) {
            *by_kind.entry(call.kind).or_default() += 1;
        }
        by_kind
    }

    /// The query of the last call of a kind.
    pub fn last_query(&self, kind: &str) -> String {
        let world = self.world();
        let last = world.calls.iter().rev().find(|call| call.kind == kind);
        last.map(|call: &Call| call.query.clone()).unwrap_or_default()
    }

    /// Open channels: id, address, token and what they watch.
    pub fn channels(&self) -> Vec<(String, String, String, String)> {
        self.world().open_channels()
    }

    /// How many refresh tokens are worth something.
    pub fn grants(&self) -> usize {
        self.world().refresh.len()
    }
}

impl Drop for FakeGoogle {
    fn drop(&mut self) {
        tokio::spawn(self.handle.stop(false));
    }
}

fn lock(world: &Shared) -> MutexGuard<'_, World> {
    world.lock().unwrap_or_else(PoisonError::into_inner)
}
