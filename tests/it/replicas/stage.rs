//! Everything that two replicas stand on, and the shop that they are.

use std::net::SocketAddr;

use sqlx::PgConnection;
use testkit::{Answer, Client, TestDatabase, TestShop};

use super::nginx::{self, REPLICA};
use super::pgbouncer;
use super::process::{Process, free_address};
use crate::chaos::data_dir::DataDir;
use crate::chaos::server::{Server, vitrina};
use crate::chaos::shop;
use crate::limits::redis_server::RedisServer;

/// How the replicas reach PostgreSQL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Road {
    /// By themselves.
    Direct,
    /// Requests through `PgBouncer`, for what needs a session around it.
    PgBouncer,
}

/// How often one cart may be ordered in an hour.
pub const CHECKOUTS: usize = 20;
/// How often one caller may search in an hour.
pub const SEARCHES: usize = 10;

/// Two replicas, what stands before and behind them, and a shop.
pub struct Stage {
    /// Towards nginx.
    pub shop: TestShop,
    /// What the replicas share.
    pub dir: DataDir,
    /// The first, then the second.
    pub servers: [Server; 2],
    settings: Vec<(String, String)>,
    around: Around,
}

/// What stands before and behind the replicas, until the end.
struct Around {
    _nginx: Process,
    _redis: RedisServer,
    _pgbouncer: Option<Process>,
}

impl Stage {
    /// Starts all of it.
    pub async fn set(road: Road) -> Self {
        let dir = DataDir::beside(TestDatabase::create().await);
        let redis = RedisServer::start().await;
        let pgbouncer = match road {
            Road::Direct => None,
            Road::PgBouncer => Some(pgbouncer::start(dir.database().unwrap()).await),
        };
        let settings = settings(&dir, &redis, pgbouncer.as_ref());
        let servers = [
            serve(&dir, &settings, free_address()).await,
            serve(&dir, &settings, free_address()).await,
        ];
        let nginx = nginx::start([servers[0].address, servers[1].address]).await;
        let shop = shop::open(&dir, &servers[0]).await;
        let behind = |client: &Client| client.towards(nginx.address, &shop.host);
        let shop = TestShop {
            anonymous: behind(&shop.anonymous),
            owner: behind(&shop.owner),
            ..shop
        };
        Self {
            shop,
            dir,
            servers,
            settings,
            around: Around {
                _nginx: nginx,
                _redis: redis,
                _pgbouncer: pgbouncer,
            },
        }
    }

    /// Past every policy.
    pub async fn look(&self) -> PgConnection {
        self.dir.superuser().await
    }

    /// Kills the first replica.
    pub async fn kill_the_first(self) -> Maimed {
        let [first, second] = self.servers;
        let address = first.address;
        first.kill().await;
        Maimed {
            second,
            address,
            dir: self.dir,
            settings: self.settings,
            shop: self.shop,
            _around: self.around,
        }
    }

    /// That what should be pooled was.
    pub async fn assert_pooled(&self) {
        let counts: Vec<(String, i64)> = sqlx::query_as(
            "select usename::text, count(*) from pg_stat_activity
              where datname = current_database() and usename in ('vitrina_app', 'vitrina_platform') group by 1",
        )
        .fetch_all(&mut self.look().await)
        .await
        .unwrap();
        assert!(
            counts.iter().all(|(_, many)| *many <= pgbouncer::CONNECTIONS) && !counts.is_empty(),
            "{counts:?}"
        );
    }
}

/// What is left of it when the first replica is dead.
pub struct Maimed {
    /// The one that goes on.
    pub second: Server,
    /// Where the first one was.
    pub address: SocketAddr,
    /// What the replicas share.
    pub dir: DataDir,
    /// Towards nginx.
    pub shop: TestShop,
    settings: Vec<(String, String)>,
    _around: Around,
}

impl Maimed {
    /// The first one comes back to where it was.
    pub async fn bring_back(&self) -> Server {
        serve(&self.dir, &self.settings, self.address).await
    }
}

fn settings(dir: &DataDir, redis: &RedisServer, pgbouncer: Option<&Process>) -> Vec<(String, String)> {
    let urls = &dir.database().unwrap().urls;
    let plenty = "100000/1h".to_owned();
    let mut settings = vec![
        ("REDIS_URL", redis.url()),
        ("VITRINA_LIMITS__ON", "true".into()),
        ("VITRINA_LIMITS__ADDRESS", plenty.clone()),
        ("VITRINA_LIMITS__GENERAL", plenty.clone()),
        ("VITRINA_LIMITS__ANONYMOUS", plenty.clone()),
        ("VITRINA_LIMITS__STAFF", plenty),
        ("VITRINA_LIMITS__SEARCH", format!("{SEARCHES}/1h")),
        ("VITRINA_LIMITS__CHECKOUT", format!("{CHECKOUTS}/1h")),
    ];
    if let Some(pgbouncer) = pgbouncer {
        settings.extend([
            ("VITRINA_DATABASE__POOLER", "transaction".into()),
            ("VITRINA_DATABASE__DIRECT_URL", urls.owner.clone()),
            ("DATABASE_URL", pgbouncer::through(pgbouncer, &urls.owner)),
            (
                "VITRINA_DATABASE__APP_URL",
                pgbouncer::through(pgbouncer, &urls.app),
            ),
            (
                "VITRINA_DATABASE__PLATFORM_URL",
                pgbouncer::through(pgbouncer, &urls.platform),
            ),
        ]);
    }
    settings
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

async fn serve(dir: &DataDir, settings: &[(String, String)], address: SocketAddr) -> Server {
    let mut command = vitrina(dir);
    command.args(["serve", "--port", &address.port().to_string()]);
    command.envs(settings.iter().map(|(name, value)| (name, value)));
    Server::start_by(command, dir).await
}

/// Which replica gave an answer.
pub fn replica(answer: &Answer) -> String {
    answer.header(REPLICA)
}

/// The same question to one replica, then to the other.
pub async fn both(client: &Client, path: &str) -> [Answer; 2] {
    let first = client.get(path).await;
    let second = client.get(path).await;
    assert_ne!(replica(&first), replica(&second), "they take turns");
    [first, second]
}
