//! What every handler can reach, made once a process.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use actix_web::web;
use db::{Bus, PlatformTx, Pools, TenantTx};
use ipnet::IpNet;
use jobs::Timetable;
use kernel::{Actor, Env, ErrorCode, Result, TenantId};
use tokio_util::sync::CancellationToken;

use crate::assets::Assets;
use crate::cache::Pages;
use crate::i18n::I18n;
use crate::keys::KeyRing;
use crate::limits::Limiter;
use crate::lookout::Lookout;
use crate::routes::RouteTable;
use crate::secrets::Secrets;
use crate::shop::Shops;
use crate::sse::Streams;
use crate::vault::Vault;

/// The shared state as actix hands it out.
pub type AppData = web::Data<App>;

/// Settings that the edge obeys.
#[derive(Debug, Clone)]
pub struct EdgeSettings {
    /// `http` or `https`, as the browser sees it.
    pub scheme: String,
    /// What follows a host in links when the port is not the scheme's own: `:8080` or nothing.
    pub port_suffix: String,
    /// Version and environment, for `/health`.
    pub environment: String,
    /// Most bytes of a JSON or form body.
    pub body_limit: usize,
    /// Longest time that a body may take to come.
    pub body_timeout: Duration,
    /// Most bytes of an upload.
    pub upload_limit: usize,
    /// Most pixels of an uploaded picture.
    pub upload_pixels: u64,
    /// Proxies of ours, believed about the caller's address.
    pub trusted_proxies: Vec<IpNet>,
    /// Access tokens live this long (seconds).
    pub access_token_seconds: i64,
    /// Whether the mailbox page for development is there.
    pub development: bool,
    /// Demo logins are shown on the sign-in page.
    pub demo: bool,
    /// Closed for maintenance: seconds after which it is worth asking again.
    pub closed_for: Option<u32>,
    /// Origins whose scripts may call every shop's API.
    pub allowed_origins: Vec<String>,
}

impl Default for EdgeSettings {
    fn default() -> Self {
        Self {
            scheme: "http".into(),
            port_suffix: String::new(),
            environment: "development".into(),
            body_limit: 256 * 1024,
            body_timeout: Duration::from_secs(30),
            upload_limit: 10 * 1024 * 1024,
            upload_pixels: 50_000_000,
            trusted_proxies: vec![],
            access_token_seconds: 15 * 60,
            development: true,
            demo: false,
            closed_for: None,
            allowed_origins: vec![],
        }
    }
}

/// Settings of single slices, by their type: what stands below them cannot know them.
#[derive(Default)]
pub struct SliceSettings(HashMap<TypeId, Box<dyn Any + Send + Sync>>);

impl SliceSettings {
    /// Adds a slice's.
    pub fn with<T: Any + Send + Sync>(mut self, settings: T) -> Self {
        self.0.insert(TypeId::of::<T>(), Box::new(settings));
        self
    }

    /// A slice's own, or its defaults when nobody gave any.
    pub fn get<T: Any + Clone + Default>(&self) -> T {
        self.0
            .get(&TypeId::of::<T>())
            .and_then(|settings| settings.downcast_ref::<T>())
            .cloned()
            .unwrap_or_default()
    }
}

impl fmt::Debug for SliceSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SliceSettings({})", self.0.len())
    }
}

/// The shared state.
#[derive(Debug)]
pub struct App {
    /// One pool a role.
    pub pools: Pools,
    /// Clock and randomness.
    pub env: Env,
    /// Announcements between replicas.
    pub bus: Bus,
    /// Cancelled when the program is told to stop: what would stream for ever ends then.
    pub stopping: CancellationToken,
    /// Streams that are open.
    pub streams: Streams,
    /// Tenants by host.
    pub shops: Shops,
    /// Answers that are everybody's.
    pub pages: Pages,
    /// All texts.
    pub i18n: Arc<I18n>,
    /// CSS, scripts, icons, fonts.
    pub assets: Assets,
    /// How often somebody may call.
    pub limits: Limiter,
    /// Keys that sign access tokens.
    pub keys: KeyRing,
    /// The master key.
    pub secrets: Secrets,
    /// Watches for attackers.
    pub lookout: Lookout,
    /// What seals for single tenants.
    pub vault: Vault,
    /// Pictures and other files.
    pub storage: storage::Storage,
    /// Every route there is.
    pub routes: Arc<RouteTable>,
    /// Every code that an answer may carry, with the slice that gives it.
    pub codes: Vec<(&'static str, ErrorCode)>,
    /// What the clock starts. Set once all jobs are known, whose handlers hold this very state.
    pub timetable: OnceLock<Timetable>,
    /// Settings of the edge.
    pub settings: EdgeSettings,
    /// Settings of the slices.
    pub slices: SliceSettings,
}

impl App {
    /// A transaction for one tenant.
    pub async fn begin(&self, tenant: TenantId, actor: Actor) -> Result<TenantTx> {
        TenantTx::begin(&self.pools.app, tenant, actor, self.env.clone()).await
    }

    /// A transaction for one tenant whose statements are planned once; see [`TenantTx::begin_generic`].
    pub async fn begin_generic(&self, tenant: TenantId, actor: Actor) -> Result<TenantTx> {
        TenantTx::begin_generic(&self.pools.app, tenant, actor, self.env.clone()).await
    }

    /// A transaction for one tenant whose commit does not wait for the disk; see [`TenantTx::begin_async_commit`].
    pub async fn begin_async_commit(&self, tenant: TenantId, actor: Actor) -> Result<TenantTx> {
        TenantTx::begin_async_commit(&self.pools.app, tenant, actor, self.env.clone()).await
    }

    /// Forgets what it keeps as that changes, until the bus ends.
    pub async fn follow_changes(&self) {
        let mut announcements = self.bus.subscribe();
        while let Some(heard) = announcements.next().await {
            // Shops first: a page made after it was forgotten must not show the shop of before.
            self.shops.hear(heard);
            self.pages.hear(heard);
            self.keys.hear(heard);
        }
    }

    /// A transaction of the provider's panel, audited under its purpose.
    pub async fn begin_platform(&self, actor: Actor, purpose: &'static str) -> Result<PlatformTx> {
        PlatformTx::begin(&self.pools.platform, actor, self.env.clone(), purpose).await
    }

    /// What the clock starts.
    pub fn timetable(&self) -> Timetable {
        self.timetable.get().cloned().unwrap_or_default()
    }

    /// The address of a shop's page, for mails: `http://demo.localhost:8080/pedidos`.
    pub fn link(&self, host: &str, path: &str) -> String {
        format!(
            "{}://{host}{}{path}",
            self.settings.scheme, self.settings.port_suffix
        )
    }
}
