//! A furnished shop: one of everything that a route can name.

use std::collections::BTreeMap;

use http::Access;
use kernel::Role;
use reqwest::Method;
use serde_json::{Value, json};
use testkit::{Client, PASSWORD, TestApp, TestShop};

use super::agenda::furnish_agenda;
use super::appointments::furnish_appointments;
use super::billing::furnish_billing;
use super::booking_pages::furnish_booking_pages;
use super::calendars::furnish_calendars;
use super::exchange::furnish_exchange;
use super::integrators::furnish_integrators;
use super::messages::furnish_messages;
use super::money::furnish_money;
use super::panel::furnish_panel;
use super::payments::{PAID, furnish_payments};
use super::probes::Who;
use super::promotions::furnish_promotions;
use super::reach::furnish_reach;
use super::reviews::furnish_reviews;
use crate::authenticator::Authenticator;
use crate::soft_passkey::{self, SoftPasskey};

/// A word that stands in everything the neighbour owns, and nowhere else.
pub const MARKER: &str = "zzvecino";

/// A shop in which there is one of everything.
pub struct Neighbour {
    pub shop: TestShop,
    pub ids: BTreeMap<String, String>,
    customer: Client,
    shopper: Client,
}

impl Neighbour {
    /// Opens and fills it; `word` stands in every name. Zones are known by their place in the list, so who is to have a
    /// zone that the other has not gets more of them.
    pub async fn furnish(app: &TestApp, slug: &str, word: &str, zones: usize) -> Self {
        let shop = app.shop(slug).await;
        let mut ids = BTreeMap::new();
        let (customer, id) = shop
            .person(app, Role::Customer, &format!("{word}@clientes.test"))
            .await;
        ids.insert("customer".into(), id.to_string());
        let (_, id) = shop
            .person(app, Role::Cashier, &format!("{word}@caja.test"))
            .await;
        ids.insert("person".into(), id.to_string());
        guard_people(app, &shop, word, &mut ids).await;
        furnish_catalog(&shop, word, &mut ids).await;
        for name in ["order", "order_step", "order_paid", "order_off", "order_away"] {
            place(&shop, word, name, &mut ids).await;
        }
        for name in ["order_back", "order_back_desk"] {
            place(&shop, word, name, &mut ids).await;
            pay_and_cancel(&shop, &ids[name]).await;
        }
        for name in PAID {
            place(&shop, word, name, &mut ids).await;
        }
        furnish_payments(app, &shop, word, &mut ids).await;
        furnish_agenda(app, &shop, word, &mut ids).await;
        // Before the zones, whose version probes name: the rules of sale count it up, too.
        furnish_the_rest(&shop, word).await;
        furnish_appointments(&shop, word, &mut ids).await;
        furnish_settings(&shop, word, zones, &mut ids).await;
        let shopper = fill_cart(&shop, &mut ids).await;
        furnish_promotions(&shop, &shopper, word, &mut ids).await;
        app.run_jobs().await;
        app.app.lookout.write(&app.app).await.unwrap();
        add_passkeys(app, &shop, &mut ids).await;
        sign_in_elsewhere(&shop, slug, &mut ids).await;
        come_by_google(app, &shop, word, &ids["customer"]).await;
        furnish_booking_pages(&shop, word, &mut ids).await;
        furnish_calendars(app, &shop, word, &mut ids).await;
        furnish_messages(app, &shop, word, &mut ids).await;
        furnish_reach(app, &shop, word, &mut ids).await;
        furnish_money(app, &shop, word, &mut ids).await;
        furnish_panel(app, &shop, word).await;
        furnish_billing(app, &shop, word, &mut ids).await;
        furnish_exchange(app, &shop, word, &mut ids).await;
        furnish_integrators(app, &shop, word, &mut ids).await;
        furnish_reviews(app, &shop, word, &mut ids).await;
        find_mail(app, &shop, &mut ids).await;
        give_up_jobs(app, &shop, word, &mut ids).await;
        Self {
            shop,
            ids,
            customer,
            shopper,
        }
    }

    pub fn client(&self, who: Who) -> Client {
        match who {
            Who::Owner => self.shop.owner.clone(),
            Who::Customer => self.customer.clone(),
            Who::Nobody => self.shop.anonymous.another(),
            Who::Shopper => self.shopper.clone(),
        }
    }

    pub fn client_for(&self, access: Access) -> Client {
        match access {
            Access::Public | Access::Own => self.client(Who::Nobody),
            Access::SignedIn => self.client(Who::Customer),
            Access::Staff(_) => self.client(Who::Owner),
        }
    }
}

async fn furnish_catalog(shop: &TestShop, word: &str, ids: &mut BTreeMap<String, String>) {
    let owner = &shop.owner;
    for name in ["category", "category_gone", "category_left"] {
        let made = make(
            owner,
            "/api/v1/categories",
            &json!({ "name": format!("{name} {word}") }),
        )
        .await;
        ids.insert(name.into(), text(&made["id"]));
        ids.insert(format!("{name}_slug"), text(&made["slug"]));
    }
    for name in ["brand", "brand_gone"] {
        let made = make(
            owner,
            "/api/v1/brands",
            &json!({ "name": format!("{name} {word}") }),
        )
        .await;
        ids.insert(name.into(), text(&made["id"]));
    }
    for name in ["product", "product_gone", "product_left"] {
        let body = json!({ "name": format!("{name} {word}"), "price": 1_000_000, "status": "active", "category_id": ids["category"] });
        let made = make(owner, "/api/v1/products", &body).await;
        ids.insert(name.into(), text(&made["id"]));
        ids.insert(format!("{name}_slug"), text(&made["slug"]));
        ids.insert(
            name.replace("product", "variant"),
            text(&made["variants"][0]["id"]),
        );
    }
    for variant in ["variant", "variant_left"] {
        let path = format!("/api/v1/admin/inventory/{}", ids[variant]);
        owner.put(&path, &json!({ "on_hand": 50 })).await.expect(200);
    }
    let path = format!("/api/v1/products/{}/pictures", ids["product"]);
    let request = owner.request(Method::POST, &path).multipart(picture());
    let added = owner.send(request).await.expect(201).json();
    ids.insert("picture".into(), text(&added["id"]));
    ids.insert(
        "media".into(),
        text(&added["url"]).rsplit('/').next().unwrap().to_owned(),
    );
    let product = owner.get(&format!("/api/v1/products/{}", ids["product"])).await;
    ids.insert(
        "product_version".into(),
        product.header("etag").trim_matches(['"', 'v']).to_owned(),
    );
}

/// A form with a small picture.
pub fn picture() -> reqwest::multipart::Form {
    let mut png = std::io::Cursor::new(vec![]);
    image::RgbImage::from_pixel(64, 64, image::Rgb([20, 90, 70]))
        .write_to(&mut png, image::ImageFormat::Png)
        .unwrap();
    let part = reqwest::multipart::Part::bytes(png.into_inner())
        .file_name("foto.png")
        .mime_str("image/png")
        .unwrap();
    reqwest::multipart::Form::new().part("file", part)
}

async fn place(shop: &TestShop, word: &str, name: &str, ids: &mut BTreeMap<String, String>) {
    let buyer = shop.anonymous.another();
    let item = json!({ "product_id": ids["product"], "quantity": 1 });
    make(&buyer, "/api/v1/cart/items", &item).await;
    let order = json!({
        "email": format!("{word}@compras.test"),
        "shipping_address": { "name": format!("Compra {word}"), "phone": "3001234567", "street": "Calle 1 # 2-3", "municipality_code": "11001" },
        "shipping_method": "pickup",
        "payment_method": "cash_on_delivery",
    });
    let request = buyer
        .request(Method::POST, "/api/v1/orders")
        .header("idempotency-key", name)
        .json(&order);
    let placed = buyer.send(request).await.expect(201).json();
    ids.insert(name.into(), text(&placed["id"]));
    ids.insert(format!("{name}_key"), text(&placed["access_token"]));
}

/// Two people with a second factor; the second is in the midst of signing in.
async fn guard_people(app: &TestApp, shop: &TestShop, word: &str, ids: &mut BTreeMap<String, String>) {
    for name in ["guarded", "guarded_left"] {
        let email = format!("{word}.{name}@caja.test");
        let (_, id) = shop.person(app, Role::Cashier, &email).await;
        ids.insert(name.into(), id.to_string());
        Authenticator::enrol(app, shop, &email).await;
        let login = json!({ "email": email, "password": PASSWORD });
        let program = shop.anonymous.another();
        program.post("/api/v1/auth/login", &login).await.expect(200);
    }
}

/// Money to give back.
async fn pay_and_cancel(shop: &TestShop, order: &str) {
    let path = format!("/api/v1/orders/{order}");
    let paid = shop
        .owner
        .post(&format!("{path}/payments/received"), &json!({}))
        .await;
    paid.expect(200);
    let cancelled = json!({ "status": "cancelled" });
    let off = shop.owner.put(&format!("{path}/status"), &cancelled).await;
    off.expect(200);
}

async fn furnish_settings(shop: &TestShop, word: &str, zones: usize, ids: &mut BTreeMap<String, String>) {
    let zone = |n: usize| {
        json!({
            "name": format!("Zona {n} {word}"), "places": [format!("{:02}", [5, 8, 13, 15][n])],
            "rates": [{ "max_weight_g": 5_000, "price": 900_000 }], "days_min": 1, "days_max": 3,
        })
    };
    let mut terms = shop.owner.get("/api/v1/admin/shipping").await.expect(200).json();
    terms["zones"] = (0..zones).map(zone).collect();
    terms.as_object_mut().unwrap().remove("version");
    let saved = shop
        .owner
        .put("/api/v1/admin/shipping", &terms)
        .await
        .expect(200)
        .json();
    let version = saved["version"].as_i64().unwrap();
    ids.insert("zone".into(), (zones - 1).to_string());
    ids.insert("zone_version".into(), version.to_string());
    ids.insert("zone_version_next".into(), (version + 1).to_string());
    let invitation = json!({ "email": format!("{word}@invitada.test"), "name": format!("Invitada {word}"), "role": "cashier" });
    let invited = make(&shop.owner, "/api/v1/admin/people", &invitation).await;
    ids.insert("invited".into(), text(&invited["id"]));
}

/// What no route names, but a table holds: choices of a product, words for search, rules of sale, a failed sign-in.
async fn furnish_the_rest(shop: &TestShop, word: &str) {
    let owner = &shop.owner;
    let chosen = json!({
        "name": format!("Con tallas {word}"),
        "options": [{ "name": "Talla", "choices": ["S", "M"] }],
        "variants": [{ "options": ["S"], "price": 1_000_000 }, { "options": ["M"], "price": 1_000_000 }],
    });
    make(owner, "/api/v1/products", &chosen).await;
    let words = json!({ "synonyms": [[word, "vitrina"]], "stop_words": ["de"] });
    owner.put("/api/v1/admin/search/words", &words).await.expect(200);
    let checkout = json!({ "unpaid_hours": 24 });
    owner.put("/api/v1/admin/checkout", &checkout).await.expect(200);
    let methods = json!({ "methods": [{ "code": "cash_on_delivery", "enabled": true }] });
    owner
        .put("/api/v1/admin/payments/methods", &methods)
        .await
        .expect(200);
    let wrong = json!({ "email": format!("{word}@clientes.test"), "password": "no es esta" });
    shop.anonymous
        .another()
        .post("/api/v1/auth/login", &wrong)
        .await
        .expect(401);
}

/// Somebody with two things in the cart.
async fn fill_cart(shop: &TestShop, ids: &mut BTreeMap<String, String>) -> Client {
    let shopper = shop.anonymous.another();
    let mut cart = Value::Null;
    for product in ["product", "product_left"] {
        let item = json!({ "product_id": ids[product], "quantity": 1 });
        cart = make(&shopper, "/api/v1/cart/items", &item).await;
    }
    ids.insert("item".into(), text(&cart["items"][0]["id"]));
    ids.insert("item_left".into(), text(&cart["items"][1]["id"]));
    shopper
}

/// An account at Google that opens the customer's, and a browser on the way there.
async fn come_by_google(app: &TestApp, shop: &TestShop, word: &str, customer: &str) {
    let mut tx = app.begin(shop.tenant).await;
    for sql in [
        "insert into identity_link (tenant_id, provider, subject, person_id, email, created_at)
         values ($1, 'google', $2, $3::uuid, $2 || '@gmail.test', $4)",
        "insert into google_attempt (tenant_id, state_hash, browser_hash, person_id, host, next, created_at, expires_at)
         values ($1, sha256($2::bytea), sha256($2::bytea), $3::uuid, 'x.localhost', '', $4, $4)",
    ] {
        sqlx::query(sql)
            .bind(shop.tenant)
            .bind(word)
            .bind(customer)
            .bind(tx.now())
            .execute(&mut *tx)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
}

/// Three of the owner's, and one that is being added.
async fn add_passkeys(app: &TestApp, shop: &TestShop, ids: &mut BTreeMap<String, String>) {
    for name in ["passkey", "passkey_gone", "passkey_left"] {
        let (_, id) = SoftPasskey::enrol(app, shop, &shop.owner).await;
        ids.insert(name.into(), id);
    }
    soft_passkey::begin(&shop.owner).await.expect(200);
}

/// Two more sessions of the owner's: ending them does not end the one that calls.
async fn sign_in_elsewhere(shop: &TestShop, slug: &str, ids: &mut BTreeMap<String, String>) {
    for _ in 0..2 {
        testkit::sign_in(&shop.anonymous.another(), &format!("owner@{slug}.test")).await;
    }
    let sessions = shop.owner.get("/api/v1/auth/sessions").await.expect(200).json();
    let others: Vec<&Value> = sessions["data"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|s| s["current"] != true)
        .collect();
    ids.insert("session".into(), text(&others[0]["id"]));
    ids.insert("session_left".into(), text(&others[1]["id"]));
}

async fn find_mail(app: &TestApp, shop: &TestShop, ids: &mut BTreeMap<String, String>) {
    let mails = shop.anonymous.get("/dev/mailbox.json").await.expect(200).json();
    assert!(
        !mails["data"].as_array().unwrap().is_empty(),
        "an order sends mails"
    );
    let mut tx = app.begin(shop.tenant).await;
    let mail: uuid::Uuid = sqlx::query_scalar(
        "select message_id from message where tenant_id = $1 and channel = 'email' limit 1",
    )
    .bind(shop.tenant)
    .fetch_one(&mut *tx)
    .await
    .unwrap();
    ids.insert("mail".into(), mail.to_string());
}

/// Jobs that failed for good, each saying the word in its error.
async fn give_up_jobs(app: &TestApp, shop: &TestShop, word: &str, ids: &mut BTreeMap<String, String>) {
    let mut tx = app.begin(shop.tenant).await;
    for name in ["dead_job", "dead_job_gone", "dead_job_again", "dead_job_off"] {
        let id: uuid::Uuid = tx.new_id();
        sqlx::query(
            "insert into job (tenant_id, job_id, kind, payload, status, run_at, attempts, max_attempts, last_error,
                              created_at, finished_at)
             values ($1, $2, 'sales.expire_order', '{}', 'dead', $3, 10, 10, $4, $3, $3)",
        )
        .bind(shop.tenant)
        .bind(id)
        .bind(tx.now())
        .bind(format!("no hay {word}"))
        .execute(&mut *tx)
        .await
        .unwrap();
        ids.insert(name.into(), id.to_string());
    }
    tx.commit().await.unwrap();
    let run = "/api/v1/admin/schedules/sales.purge_carts/run";
    shop.owner.post(run, &()).await.expect(202);
}

pub async fn make(client: &Client, path: &str, body: &Value) -> Value {
    client.post(path, body).await.expect(201).json()
}

#[track_caller]
pub fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("no text: {value}"))
        .to_owned()
}
