//! A shop in use, and callers of every sort, for requests that are not meant well.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU32, Ordering};

use http::routes::RouteSpec;
use kernel::{Clock, Env, Role};
use payment_sandbox::mercado_pago::{Sandbox, Served};
use payment_sandbox::stripe;
use reqwest::Method;
use serde_json::{Value, json};
use testkit::{Answer, Basket, Client, PASSWORD, TestApp, TestShop};

use super::judge::Judge;
use super::pictures;
use super::schema::Shape;
use super::writes::Writes;
use crate::booking::{MONDAY_NINE, book, hire, text, wish};

/// The program with one furnished shop.
pub struct Stage {
    /// The program.
    pub app: TestApp,
    /// Its shop.
    pub shop: TestShop,
    /// Not signed in.
    pub nobody: Client,
    /// Who may do most.
    pub owner: Client,
    /// Who may do little.
    pub customer: Client,
    /// Sees what is written.
    pub writes: Writes,
    /// Looks at every answer.
    pub judge: Judge,
    /// Whom an account of payments is asked about: without anybody there the answer would be a 503.
    _providers: (Served, stripe::Served),
    owner_token: String,
    /// An id for each noun of the paths (`products`, `orders`, …), and for what bodies name.
    ids: BTreeMap<&'static str, String>,
}

impl Stage {
    /// Furnished and watched.
    pub async fn set() -> Self {
        let env = Env::with_clock(Clock::manual("2026-11-22T15:00:00Z".parse().unwrap()));
        let provider = Sandbox::new(env.clone()).unwrap().serve(0).unwrap();
        let cards = stripe::Sandbox::new(env.clone()).unwrap().serve(0).unwrap();
        let quick = [
            ("VITRINA_LIMITS__ON", "false"),
            ("VITRINA_SERVER__REQUEST_TIMEOUT_SECONDS", "5"),
            (
                "VITRINA_INTEGRATIONS__MERCADOPAGO_STAND_IN",
                provider.url.as_str(),
            ),
            ("VITRINA_INTEGRATIONS__STRIPE_STAND_IN", cards.url.as_str()),
        ];
        let app = TestApp::start_by(env, &quick).await;
        let shop = app.shop("aurora").await;
        let (customer, _) = shop.person(&app, Role::Customer, "clienta@aurora.test").await;
        let mut ids = furnish(&shop, &customer).await;
        ids.extend(furnish_agenda(&shop).await);
        let owner_token = token(&shop).await;
        let writes = Writes::watch(&app).await;
        let (nobody, owner) = (shop.anonymous.another(), shop.anonymous.with_token(&owner_token));
        Self {
            app,
            shop,
            nobody,
            owner,
            customer,
            writes,
            judge: Judge::new(),
            _providers: (provider, cards),
            owner_token,
            ids,
        }
    }

    /// Where the server listens.
    pub fn address(&self) -> SocketAddr {
        self.app.address
    }

    /// For a `Host` header.
    pub fn host(&self) -> String {
        self.shop.host.clone()
    }

    /// The owner's access token.
    pub fn owner_token(&self) -> &str {
        &self.owner_token
    }

    /// Some requests end sessions; then the owner signs in again. Failed attempts are forgotten, so that the next ones
    /// are looked at, too.
    pub async fn keep_signed_in(&mut self) {
        self.writes.forget_failures().await;
        if self.owner.get("/api/v1/auth/me").await.status == 401 {
            self.owner_token = token(&self.shop).await;
            self.owner = self.nobody.with_token(&self.owner_token);
        }
        self.writes.since_last_look().await;
    }

    /// The path with ids of what is there.
    pub fn filled(&self, pattern: &str) -> String {
        self.filled_except(pattern, "")
    }

    /// The same, but this parameter stays.
    pub fn filled_except(&self, pattern: &str, kept: &str) -> String {
        let mut noun = "";
        let segments = pattern.split('/').map(|segment| {
            let filled = match segment {
                parameter if parameter.starts_with('{') && parameter != kept => {
                    let (_, rest) = parameter.split_once('}').unwrap_or_default();
                    self.id_of(noun) + rest
                }
                other => other.to_owned(),
            };
            noun = segment;
            filled
        });
        segments.collect::<Vec<_>>().join("/")
    }

    /// What stands for a noun.
    pub fn id_of(&self, noun: &str) -> String {
        self.ids
            .get(noun)
            .cloned()
            .unwrap_or_else(|| "01931f3e-dead-7000-8000-000000000000".into())
    }

    /// A body that might be meant well, for a route that takes JSON.
    pub fn sample(&self, route: &RouteSpec) -> Option<Value> {
        Shape::of(route).map(|shape| shape.sample(&|name| self.known(name)))
    }

    /// What a field of this name may well hold.
    fn known(&self, name: &str) -> Option<Value> {
        static COUNTER: AtomicU32 = AtomicU32::new(0);
        let n = COUNTER.fetch_add(1, Ordering::Relaxed);
        let id = |noun| json!(self.id_of(noun));
        Some(match name {
            "product_id" | "products" | "ids" | "product_ids" | "gives_product_ids" => id("products"),
            "group_ids" => id("customer-groups"),
            "variant_id" => id("inventory"),
            "category_id" | "category_ids" | "gives_category_ids" => id("categories"),
            "brand_id" => id("brands"),
            "service_id" => id("service"),
            "resource_id" => id("resource"),
            "with_id" => id("booking"),
            "opens" => json!("09:00"),
            "closes" => json!("12:00"),
            // A Monday at nine; and what is blocked that day is over by six.
            "start" => json!("2026-11-30T14:00:00Z"),
            "ends_at" => json!("2026-11-30T11:00:00Z"),
            "email" => json!(format!("alguien-{n}@correo.test")),
            "phone" => json!("3001234567"),
            "password" | "new_password" => json!("Otra-clave-larga-2026"),
            "current_password" => json!("no es esta"),
            "slug" => json!(format!("cosa-{n}")),
            "name" => json!(format!("Cosa {n}")),
            "words" => json!([format!("uno-{n}"), format!("dos-{n}")]),
            "sku" | "barcode" => json!(format!("C{n}")),
            "municipality_code" => json!("05001"),
            "brand_color" => json!("#0f5c4d"),
            "origins" => json!("https://www.example.com"),
            "time_zone" => json!("America/Bogota"),
            "city" => json!("Medellín"),
            "state" => json!("Antioquia"),
            "country" => json!("CO"),
            "price" | "expected_total" => json!(1_000_000),
            "compare_price" => json!(1_500_000),
            "shipping_method" => json!("pickup"),
            "payment_method" => json!("cash_on_delivery"),
            "places" => json!("*"),
            "version" => json!(1),
            "parent_id" | "cart_token" => Value::Null,
            _ => return None,
        })
    }

    /// Fails with all faults at once.
    #[expect(clippy::unused_self, reason = "reads as the end of a stage's story")]
    pub fn report(&self, faults: &[String]) {
        let all = faults.join("\n");
        assert!(faults.is_empty(), "{} faults:\n{all}", faults.len());
    }
}

async fn token(shop: &TestShop) -> String {
    let body = json!({ "email": format!("owner@{}.test", shop.host.trim_end_matches(".localhost")), "password": PASSWORD });
    let answer = shop
        .anonymous
        .another()
        .post("/api/v1/auth/login", &body)
        .await
        .expect(200);
    answer.json()["access_token"].as_str().unwrap().to_owned()
}

/// One of everything that a path can name.
async fn furnish(shop: &TestShop, customer: &Client) -> BTreeMap<&'static str, String> {
    let id = |value: &Value| {
        value["id"]
            .as_str()
            .unwrap_or_else(|| panic!("no id: {value}"))
            .to_owned()
    };
    // Two, since what happens to the first may take its variants away.
    let (goods, other) = (
        shop.goods("Jabón de romero", 100).await,
        shop.goods("Jabón de coco", 100).await,
    );
    let make = async |path: &str, body: Value| id(&shop.owner.post(path, &body).await.expect(201).json());
    let category = make("/api/v1/categories", json!({ "name": "Jabones" })).await;
    let brand = make("/api/v1/brands", json!({ "name": "Romero" })).await;
    let basket = shop.basket(&other, 1).await;
    let order = basket
        .order("furnished", &Basket::order_body("clienta@aurora.test"))
        .await
        .expect(201)
        .json();
    let item = json!({ "product_id": other.product, "quantity": 1 });
    let cart = shop
        .owner
        .post("/api/v1/cart/items", &item)
        .await
        .expect(201)
        .json();
    let person = id(&customer.get("/api/v1/auth/me").await.expect(200).json());
    let picture = pictures::upload(shop, &goods.product, pictures::png(8, 8))
        .await
        .expect(201)
        .json();
    let feed = shop
        .owner
        .post("/api/v1/admin/calendar/feeds", &json!({}))
        .await
        .expect(201)
        .json();
    let address = feed["address"].as_str().unwrap().trim_end_matches(".ics");
    let calendar = address.rsplit('/').next().unwrap().to_owned();
    let promotion = json!({ "kind": "percent", "percent": 10, "code": "PRUEBA" });
    let promotion = make("/api/v1/admin/promotions", promotion).await;
    let group = make("/api/v1/admin/customer-groups", json!({ "name": "Mayoristas" })).await;
    let member = json!({ "email": "clienta@aurora.test" });
    let members = format!("/api/v1/admin/customer-groups/{group}/members");
    shop.owner.post(&members, &member).await.expect(201);
    BTreeMap::from([
        ("promotions", promotion),
        ("customer-groups", group),
        ("members", person.clone()),
        ("products", goods.product),
        ("p", "jabon-de-romero".into()),
        ("inventory", other.variant),
        ("categories", category),
        ("c", "jabones".into()),
        ("brands", brand),
        ("orders", id(&order)),
        ("items", id(&cart["items"][0])),
        ("people", person),
        ("pictures", id(&picture)),
        ("ical", calendar),
        ("places", "05".into()),
        ("zones", "0".into()),
    ])
}

/// Who serves, what, and appointments of it. Two of each: what happens to the one that paths name may put it out of use.
async fn furnish_agenda(shop: &TestShop) -> [(&'static str, String); 8] {
    let (luis, marta) = (
        hire(shop, "Luis", "person").await,
        hire(shop, "Marta", "person").await,
    );
    let make = async |name: &str| {
        let needs = json!([{ "resources": [{ "resource_id": luis }] }]);
        let body = json!({ "name": name, "price": 3_000_000, "duration": 30, "needs": needs });
        let made = shop.owner.post("/api/v1/admin/services", &body).await;
        text(&made.expect(201).json()["id"])
    };
    let (cut, shave) = (make("Corte").await, make("Afeitada").await);
    let reserve = async |start: &str| {
        let wanted = wish(&cut, start, json!({ "notes": "Con tijera, por favor" }));
        let booked = book(&shop.anonymous.another(), wanted).await;
        text(&booked.expect(201).json()["id"])
    };
    let (first, second) = (reserve(MONDAY_NINE).await, reserve("2026-11-23T15:00:00Z").await);
    [
        ("services", shave),
        ("service", cut),
        ("reservar", "corte".into()),
        ("resources", marta),
        ("resource", luis),
        ("bookings", first.clone()),
        ("reservas", first),
        ("booking", second),
    ]
}

/// Sends a body as what `media` says it is, with a key, as every route may be sent one.
pub async fn send(client: &Client, route: &RouteSpec, path: &str, media: &str, body: Vec<u8>) -> Answer {
    let method = Method::from_bytes(route.method.as_str().as_bytes()).unwrap();
    let request = client
        .request(method, path)
        .header("content-type", media)
        .header("idempotency-key", "input");
    client.send(request.body(body)).await
}
