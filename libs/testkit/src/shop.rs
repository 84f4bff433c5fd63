//! A shop in a test, with people of every role.

use billing::ops::give_plan::{Given, give_plan};
use db::PlatformTx;
use identity::{NewPerson, SignUp};
use kernel::{Actor, Email, Line, Locale, PersonId, Role, Slug, TenantId};
use serde_json::json;
use tokio::sync::OnceCell;

use crate::app::TestApp;
use crate::client::Client;

/// Everybody's password.
pub const PASSWORD: &str = "Vitrina-prueba-2026";

/// A shop with its owner.
pub struct TestShop {
    /// Its id.
    pub tenant: TenantId,
    /// Its host.
    pub host: String,
    /// Nobody signed in.
    pub anonymous: Client,
    /// The owner, by access token.
    pub owner: Client,
}

impl TestShop {
    pub(crate) async fn open(app: &TestApp, slug: &str) -> Self {
        let password_hash = password_hash().await;
        let (pool, env) = (&app.pools.platform, app.env.clone());
        let tx = PlatformTx::begin(pool, Actor::System, env, "sign_up")
            .await
            .expect("beginning");
        let sign_up = SignUp {
            slug: Slug::parse(slug).expect("a slug"),
            name: Line::parse(slug).expect("a name"),
            email: Email::parse(&format!("owner@{slug}.test")).expect("an address"),
            owner_name: Line::parse("Dueña").expect("a name"),
            password_hash,
            locale: Locale::Es,
            verified: true,
        };
        let (mut tx, _) = identity::sign_up(tx, sign_up, "localhost")
            .await
            .expect("signing up");
        // Whoever tests what plans refuse says which.
        give_plan(&mut tx, Given::Largest)
            .await
            .expect("the largest plan");
        let tenant = tx.tenant();
        tx.commit().await.expect("opening the shop");
        let host = format!("{slug}.localhost");
        let anonymous = Client::new(app.address, &host);
        let owner = sign_in(&anonymous, &format!("owner@{slug}.test")).await;
        Self {
            tenant,
            host,
            anonymous,
            owner,
        }
    }

    /// Where its server listens.
    pub fn anonymous_address(&self) -> std::net::SocketAddr {
        self.anonymous.address()
    }

    /// Somebody with this role, by access token, and their id.
    pub async fn person(&self, app: &TestApp, role: Role, email: &str) -> (Client, PersonId) {
        let mut tx = app.begin(self.tenant).await;
        let new = NewPerson {
            email: Email::parse(email).expect("an address"),
            name: Line::parse("Persona de Prueba").expect("a name"),
            phone: None,
            role,
            locale: Locale::Es,
            password_hash: Some(password_hash().await),
            verified: true,
        };
        let id = identity::create_person(&mut tx, new)
            .await
            .expect("making a person");
        tx.commit().await.expect("committing");
        (sign_in(&self.anonymous, email).await, id)
    }
}

/// Hashing is slow on purpose; once is enough.
async fn password_hash() -> String {
    static HASH: OnceCell<String> = OnceCell::const_new();
    HASH.get_or_init(|| async {
        identity::hash_password(PASSWORD.to_owned())
            .await
            .expect("hashing")
    })
    .await
    .clone()
}

/// Signs in over the API.
pub async fn sign_in(client: &Client, email: &str) -> Client {
    let body = json!({ "email": email, "password": PASSWORD });
    let answer = client
        .another()
        .post("/api/v1/auth/login", &body)
        .await
        .expect(200);
    client.with_token(answer.json()["access_token"].as_str().expect("a token"))
}
