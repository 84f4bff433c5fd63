//! How each route with an id is called, and a furnished shop to call it on.

use std::collections::BTreeMap;

use http::Access;
use kernel::Role;
use serde_json::{Value, json};
use testkit::{Client, TestApp, TestShop};

/// A word that stands in everything the neighbour owns, and nowhere else.
pub const MARKER: &str = "zzvecino";

/// Whose client calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    Owner,
    Customer,
    Nobody,
}

/// How one route is called.
#[derive(Debug)]
pub struct Probe {
    pub route: &'static str,
    pub method: &'static str,
    /// With `{name}` for ids of [`Neighbour::ids`].
    pub path: &'static str,
    pub json: Option<&'static str>,
    pub form: Option<&'static str>,
    pub who: Who,
    pub succeeds: u16,
    pub needs_token: bool,
    /// Answers without end: only the status is read.
    pub streams: bool,
}

const fn get(route: &'static str, path: &'static str, who: Who) -> Probe {
    let needs_token = !matches!(who, Who::Nobody);
    Probe {
        route,
        method: "GET",
        path,
        json: None,
        form: None,
        who,
        succeeds: 200,
        needs_token,
        streams: false,
    }
}

const fn json(
    route: &'static str,
    method: &'static str,
    path: &'static str,
    body: &'static str,
    succeeds: u16,
) -> Probe {
    Probe {
        route,
        method,
        path,
        json: Some(body),
        form: None,
        who: Who::Owner,
        succeeds,
        needs_token: true,
        streams: false,
    }
}

const fn bare(route: &'static str, method: &'static str, path: &'static str, succeeds: u16) -> Probe {
    Probe {
        route,
        method,
        path,
        json: None,
        form: None,
        who: Who::Owner,
        succeeds,
        needs_token: true,
        streams: false,
    }
}

const fn form(route: &'static str, path: &'static str, body: &'static str) -> Probe {
    Probe {
        route,
        method: "POST",
        path,
        json: None,
        form: Some(body),
        who: Who::Owner,
        succeeds: 303,
        needs_token: true,
        streams: false,
    }
}

/// One a route; what destroys comes after what reads.
pub const PROBES: &[Probe] = &[
    // catalog
    get("find_product", "/api/v1/products/{product}", Who::Nobody),
    get("product_page", "/p/{product_slug}", Who::Nobody),
    get("category_page", "/c/{category_slug}", Who::Nobody),
    get("find_category", "/api/v1/categories/{category}", Who::Nobody),
    get("media", "/media/{media}", Who::Nobody),
    json(
        "update_product",
        "PUT",
        "/api/v1/products/{product}",
        r#"{"name":"Otro nombre","price":1000000}"#,
        200,
    ),
    json(
        "patch_product",
        "PATCH",
        "/api/v1/products/{product}",
        r#"{"featured":true}"#,
        200,
    ),
    json(
        "put_variants",
        "PUT",
        "/api/v1/products/{product}/variants",
        r#"{"variants":[{"id":"{variant}","price":1000000}]}"#,
        200,
    ),
    json(
        "describe_picture",
        "PATCH",
        "/api/v1/products/{product}/pictures/{picture}",
        r#"{"alt":"una foto"}"#,
        204,
    ),
    json(
        "reorder_pictures",
        "PUT",
        "/api/v1/products/{product}/pictures/order",
        r#"{"ids":["{picture}"]}"#,
        204,
    ),
    bare(
        "duplicate_product",
        "POST",
        "/api/v1/products/{product}/duplicate",
        201,
    ),
    bare(
        "archive_product",
        "DELETE",
        "/api/v1/products/{product_gone}",
        204,
    ),
    json(
        "update_category",
        "PUT",
        "/api/v1/categories/{category}",
        r#"{"name":"Otra"}"#,
        200,
    ),
    bare(
        "remove_category_picture",
        "DELETE",
        "/api/v1/categories/{category}/picture",
        204,
    ),
    bare(
        "delete_category",
        "DELETE",
        "/api/v1/categories/{category_gone}",
        204,
    ),
    json(
        "update_brand",
        "PUT",
        "/api/v1/brands/{brand}",
        r#"{"name":"Otra marca"}"#,
        200,
    ),
    bare("delete_brand", "DELETE", "/api/v1/brands/{brand_gone}", 204),
    // inventory
    json(
        "set_on_hand",
        "PUT",
        "/api/v1/admin/inventory/{variant}",
        r#"{"on_hand":40}"#,
        200,
    ),
    get(
        "list_movements",
        "/api/v1/admin/inventory/{variant}/movements",
        Who::Owner,
    ),
    // sales
    get("get_order", "/api/v1/orders/{order}", Who::Owner),
    get("desk_order_page", "/admin/orders/{order}", Who::Owner),
    get("desk_packing_page", "/admin/orders/{order}/print", Who::Owner),
    get("order_page", "/orders/{order}?key={order_key}", Who::Nobody),
    json(
        "receive_order_payment",
        "POST",
        "/api/v1/orders/{order}/payments/received",
        r#"{"reference":"123"}"#,
        200,
    ),
    json(
        "refund_order_payment",
        "POST",
        "/api/v1/orders/{order}/payments/refunded",
        r#"{"reference":"124"}"#,
        200,
    ),
    json(
        "set_order_status",
        "PUT",
        "/api/v1/orders/{order_step}/status",
        r#"{"status":"confirmed"}"#,
        200,
    ),
    form(
        "desk_step_form",
        "/admin/orders/{order_step}/step",
        "status=processing",
    ),
    form(
        "desk_payment_form",
        "/admin/orders/{order_paid}/payment",
        "reference=9",
    ),
    form(
        "desk_refund_form",
        "/admin/orders/{order_paid}/refund",
        "reference=9",
    ),
    // identity
    get("person_page", "/admin/people/{person}", Who::Owner),
    json(
        "change_person",
        "PATCH",
        "/api/v1/admin/people/{person}",
        r#"{"role":"manager"}"#,
        200,
    ),
    form(
        "person_form",
        "/admin/people/{person}",
        "role=cashier&status=active",
    ),
    bare("end_session", "DELETE", "/api/v1/auth/sessions/{session}", 204),
    // notifications
    get("mail_page", "/dev/mailbox/{mail}", Who::Nobody),
    get("mail_body", "/dev/mailbox/{mail}/body", Who::Nobody),
];

/// A shop in which there is one of everything.
pub struct Neighbour {
    pub shop: TestShop,
    pub ids: BTreeMap<String, String>,
    customer: Client,
}

impl Neighbour {
    /// Opens and fills it; `word` stands in every name.
    pub async fn furnish(app: &TestApp, slug: &str, word: &str) -> Self {
        let shop = app.shop(slug).await;
        let (customer, _) = shop
            .person(app, Role::Customer, &format!("{word}@clientes.test"))
            .await;
        let (_, person) = shop
            .person(app, Role::Cashier, &format!("{word}@caja.test"))
            .await;
        let mut ids = BTreeMap::from([("person".to_owned(), person.to_string())]);
        furnish_catalog(&shop, word, &mut ids).await;
        for name in ["order", "order_step", "order_paid"] {
            place(&shop, word, name, &mut ids).await;
        }
        app.run_jobs().await;
        // A second session of the owner's: ending it does not end the one that calls.
        testkit::sign_in(&shop.anonymous, &format!("owner@{slug}.test")).await;
        let sessions = shop.owner.get("/api/v1/auth/sessions").await.expect(200).json();
        let other = sessions["data"]
            .as_array()
            .unwrap()
            .iter()
            .find(|s| s["current"] != true)
            .unwrap()
            .clone();
        ids.insert("session".into(), text(&other["id"]));
        let mails = shop.anonymous.get("/dev/mailbox.json").await.expect(200).json();
        assert!(
            !mails["data"].as_array().unwrap().is_empty(),
            "an order sends mails"
        );
        let mut tx = app.begin(shop.tenant).await;
        let mail: uuid::Uuid =
            sqlx::query_scalar("select mail_id from mail_message where tenant_id = $1 limit 1")
                .bind(shop.tenant)
                .fetch_one(&mut *tx)
                .await
                .unwrap();
        ids.insert("mail".into(), mail.to_string());
        Self { shop, ids, customer }
    }

    pub fn client(&self, who: Who) -> Client {
        match who {
            Who::Owner => self.shop.owner.clone(),
            Who::Customer => self.customer.clone(),
            Who::Nobody => self.shop.anonymous.another(),
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
    for name in ["category", "category_gone"] {
        let made = owner
            .post("/api/v1/categories", &json!({ "name": format!("{name} {word}") }))
            .await
            .expect(201)
            .json();
        ids.insert(name.into(), text(&made["id"]));
        ids.insert(format!("{name}_slug"), text(&made["slug"]));
    }
    for name in ["brand", "brand_gone"] {
        let made = owner
            .post("/api/v1/brands", &json!({ "name": format!("{name} {word}") }))
            .await
            .expect(201)
            .json();
        ids.insert(name.into(), text(&made["id"]));
    }
    for name in ["product", "product_gone"] {
        let body = json!({ "name": format!("{name} {word}"), "price": 1_000_000, "status": "active", "category_id": ids["category"] });
        let made = owner.post("/api/v1/products", &body).await.expect(201).json();
        ids.insert(name.into(), text(&made["id"]));
        ids.insert(format!("{name}_slug"), text(&made["slug"]));
        ids.insert(
            name.replace("product", "variant"),
            text(&made["variants"][0]["id"]),
        );
    }
    let count = json!({ "on_hand": 50 });
    let path = format!("/api/v1/admin/inventory/{}", ids["variant"]);
    assert!(
        owner.put(&path, &count).await.status.is_success(),
        "counting stock"
    );
    let picture = add_picture(owner, &ids["product"]).await;
    ids.insert("picture".into(), text(&picture["id"]));
    ids.insert(
        "media".into(),
        text(&picture["url"]).rsplit('/').next().unwrap().to_owned(),
    );
}

async fn add_picture(owner: &Client, product: &str) -> Value {
    let mut png = std::io::Cursor::new(vec![]);
    image::RgbImage::from_pixel(64, 64, image::Rgb([20, 90, 70]))
        .write_to(&mut png, image::ImageFormat::Png)
        .unwrap();
    let part = reqwest::multipart::Part::bytes(png.into_inner())
        .file_name("foto.png")
        .mime_str("image/png")
        .unwrap();
    let body = reqwest::multipart::Form::new().part("file", part);
    let request = owner
        .request(
            reqwest::Method::POST,
            &format!("/api/v1/products/{product}/pictures"),
        )
        .multipart(body);
    owner.send(request).await.expect(201).json()
}

async fn place(shop: &TestShop, word: &str, name: &str, ids: &mut BTreeMap<String, String>) {
    let buyer = shop.anonymous.another();
    let item = json!({ "product_id": ids["product"], "quantity": 1 });
    assert!(
        buyer.post("/api/v1/cart/items", &item).await.status.is_success(),
        "filling the cart"
    );
    let order = json!({
        "email": format!("{word}@compras.test"),
        "shipping_address": { "name": format!("Compra {word}"), "phone": "3001234567", "street": "Calle 1 # 2-3", "municipality_code": "11001" },
        "shipping_method": "pickup",
        "payment_method": "cash_on_delivery",
    });
    let request = buyer
        .request(reqwest::Method::POST, "/api/v1/orders")
        .header("idempotency-key", name)
        .json(&order);
    let placed = buyer.send(request).await.expect(201).json();
    ids.insert(name.into(), text(&placed["id"]));
    ids.insert(format!("{name}_key"), text(&placed["access_token"]));
}

#[track_caller]
fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("no text: {value}"))
        .to_owned()
}
