//! Counts and decides.

use std::collections::HashSet;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use aws_lc_rs::hmac;
use kernel::id::Uuid;
use kernel::{ApiKeyId, Env, PersonId, TenantId};
use moka::sync::Cache;
use shared_counters::{Addition, Count, SharedCounters};

use super::class::{Class, Rate, Rates};
use super::headers::Verdict;
use super::stretch::{Stretch, Taken};
use crate::access::network;
use crate::secrets::Secrets;

/// How often replicas tell each other.
const STEP: Duration = Duration::from_millis(100);
/// Callers that are remembered; who called least is forgotten first.
const MOST: u64 = 100_000;
/// Callers that are told of in one round trip.
const TOLD_AT_ONCE: usize = 500;
/// Bytes of a name: enough that two never meet.
const NAME_BYTES: usize = 16;

/// Who calls.
#[derive(Debug, Clone, Copy)]
pub enum Subject {
    /// Somebody signed in.
    Person(PersonId),
    /// A program, by its key.
    Key(ApiKeyId),
    /// A cart.
    Cart(Uuid),
    /// Anybody from there.
    Address(IpAddr),
    /// One browser, or one thing, from there.
    Device(IpAddr, Uuid),
}

type Name = [u8; NAME_BYTES];
type Known = (Class, Mutex<Stretch>);

/// Counts calls, in this process and with others.
pub struct Limiter {
    rates: Option<Rates>,
    env: Env,
    naming: hmac::Key,
    known: Cache<Name, Arc<Known>>,
    /// Who called since the others were told.
    untold: Mutex<HashSet<Name>>,
    shared: Option<Arc<SharedCounters>>,
}

impl std::fmt::Debug for Limiter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Limiter({:?})", self.shared)
    }
}

impl Limiter {
    /// Without rates nothing is counted; without shared counters each process counts alone.
    pub fn new(
        rates: Option<Rates>,
        shared: Option<Arc<SharedCounters>>,
        secrets: &Secrets,
        env: Env,
    ) -> Self {
        Self {
            rates,
            env,
            naming: hmac::Key::new(hmac::HMAC_SHA256, &secrets.mac("rate-limit", b"names")),
            known: Cache::builder().max_capacity(MOST).build(),
            untold: Mutex::default(),
            shared,
        }
    }

    /// The counters that replicas share.
    pub fn shared(&self) -> Option<&SharedCounters> {
        self.shared.as_deref()
    }

    /// Counts a call, as far as this process knows; one that there is no room for counts for nothing.
    pub fn take(&self, class: Class, tenant: Option<TenantId>, subject: Subject) -> Option<Verdict> {
        let rate = self.rates.as_ref().map(|rates| rates.of(class))?;
        let name = self.name(class, tenant, subject);
        let known = self.known(class, name);
        let now = self.now();
        let taken = lock(&known.1).take(rate, now);
        let verdict = judge(class, rate, now, taken);
        if verdict.has_room && self.shared.is_some() {
            let mut untold = self.untold.lock().unwrap_or_else(PoisonError::into_inner);
            untold.insert(name);
        }
        Some(verdict)
    }

    /// Counts a call of a class that is exact: all replicas together keep to the number, as long as Redis answers.
    pub async fn take_exactly(&self, class: Class, tenant: TenantId, subject: Subject) -> Option<Verdict> {
        let (Some(shared), Some(rates)) = (&self.shared, &self.rates) else {
            return self.take(class, Some(tenant), subject);
        };
        let (rate, now) = (rates.of(class), self.now());
        let name = self.name(class, Some(tenant), subject);
        let addition = |by| addition(&name, Stretch::number(rate, now), by, rate);
        let Some(count) = shared
            .add(&[addition(1)])
            .await
            .and_then(|counts| counts.first().copied())
        else {
            return self.take(class, Some(tenant), subject);
        };
        let taken = Stretch::heard(rate, now, count.present, count.before);
        if matches!(taken, Taken::No { .. }) {
            // Refused calls count for nothing, here as elsewhere.
            shared.add(&[addition(-1)]).await;
        }
        Some(judge(class, rate, now, taken))
    }

    /// Tells the others, and hears of them, until it is dropped.
    pub async fn keep_in_step(&self) {
        let (Some(shared), Some(rates)) = (&self.shared, &self.rates) else {
            return;
        };
        let mut every = tokio::time::interval(STEP);
        loop {
            every.tick().await;
            let names: Vec<Name> = {
                let mut untold = self.untold.lock().unwrap_or_else(PoisonError::into_inner);
                untold.drain().collect()
            };
            for some in names.chunks(TOLD_AT_ONCE) {
                self.tell(shared, rates, some).await;
            }
        }
    }

    async fn tell(&self, shared: &SharedCounters, rates: &Rates, names: &[Name]) {
        let known: Vec<(Name, Arc<Known>)> = names
            .iter()
            .filter_map(|name| self.known.get(name).map(|known| (*name, known)))
            .collect();
        let additions: Vec<Addition> = known
            .iter()
            .map(|(name, known)| {
                let (stretch, by) = lock(&known.1).untold();
                addition(name, stretch, i64::from(by), rates.of(known.0))
            })
            .collect();
        let Some(counts) = shared.add(&additions).await else {
            return;
        };
        for (((_, known), told), Count { present, before }) in known.iter().zip(&additions).zip(counts) {
            let by = u32::try_from(told.by).unwrap_or(0);
            lock(&known.1).hear(told.stretch, by, present, before);
        }
    }

    fn known(&self, class: Class, name: Name) -> Arc<Known> {
        self.known
            .get_with(name, || Arc::new((class, Mutex::new(Stretch::default()))))
    }

    /// The same in every replica, and nothing that an address could be read from.
    fn name(&self, class: Class, tenant: Option<TenantId>, subject: Subject) -> Name {
        let mut context = hmac::Context::with_key(&self.naming);
        context.update(class.name().as_bytes());
        context.update(tenant.map_or(Uuid::nil(), |tenant| tenant.0).as_bytes());
        match subject {
            Subject::Person(id) => context.update(&[b"p", id.0.as_bytes().as_slice()].concat()),
            Subject::Key(id) => context.update(&[b"k", id.0.as_bytes().as_slice()].concat()),
            Subject::Cart(id) => context.update(&[b"c", id.as_bytes().as_slice()].concat()),
            Subject::Address(ip) => context.update(&place(ip)),
            Subject::Device(ip, id) => {
                context.update(&[b"d", id.as_bytes().as_slice(), place(ip).as_slice()].concat());
            }
        }
        let mut name = [0; NAME_BYTES];
        name.copy_from_slice(&context.sign().as_ref()[..NAME_BYTES]);
        name
    }

    fn now(&self) -> i64 {
        self.env.now().0.as_millisecond()
    }
}

/// An address as it is counted.
fn place(ip: IpAddr) -> Vec<u8> {
    match network(ip) {
        IpAddr::V4(v4) => [b"4", v4.octets().as_slice()].concat(),
        IpAddr::V6(v6) => [b"6", v6.octets().as_slice()].concat(),
    }
}

fn judge(class: Class, rate: Rate, now: i64, taken: Taken) -> Verdict {
    let (left, rest, has_room) = match taken {
        Taken::Yes { left } => (left, Stretch::rest(rate, now), true),
        Taken::No { wait } => {
            metrics::counter!("rate_limited_total", "class" => class.name()).increment(1);
            (0, wait, false)
        }
    };
    Verdict {
        rate,
        left,
        rest,
        has_room,
    }
}

fn addition(name: &Name, stretch: i64, by: i64, rate: Rate) -> Addition {
    Addition {
        key: format!("limit:{}", db::bootstrap::hex(name)),
        stretch,
        by,
        keep_seconds: i64::from(rate.seconds) * 2,
    }
}

fn lock(stretch: &Mutex<Stretch>) -> std::sync::MutexGuard<'_, Stretch> {
    stretch.lock().unwrap_or_else(PoisonError::into_inner)
}
