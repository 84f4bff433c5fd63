//! What every handler can reach, made once a process.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use actix_web::web;
use db::{Bus, PlatformTx, Pools, TenantTx};
use ipnet::IpNet;
use kernel::{Actor, Env, ErrorCode, Result, TenantId};
use tokio_util::sync::CancellationToken;

use crate::assets::Assets;
use crate::i18n::I18n;
use crate::keys::KeyRing;
use crate::routes::RouteTable;
use crate::secrets::Secrets;
use crate::shop::Shops;
use crate::sse::Streams;

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
    /// All texts.
    pub i18n: Arc<I18n>,
    /// CSS, scripts, icons, fonts.
    pub assets: Assets,
    /// Keys that sign access tokens.
    pub keys: KeyRing,
    /// The master key.
    pub secrets: Secrets,
    /// Pictures and other files.
    pub storage: storage::Storage,
    /// Every route there is.
    pub routes: Arc<RouteTable>,
    /// Every code that an answer may carry, with the slice that gives it.
    pub codes: Vec<(&'static str, ErrorCode)>,
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

    /// A transaction of the provider's panel, audited under its purpose.
    pub async fn begin_platform(&self, actor: Actor, purpose: &'static str) -> Result<PlatformTx> {
        PlatformTx::begin(&self.pools.platform, actor, self.env.clone(), purpose).await
    }

    /// The address of a shop's page, for mails: `http://demo.localhost:8080/pedidos`.
    pub fn link(&self, host: &str, path: &str) -> String {
        format!(
            "{}://{host}{}{path}",
            self.settings.scheme, self.settings.port_suffix
        )
    }
}
