//! The log of a running program: every line of a request tells whose it is, and none tells who the people were.

use reqwest::Method;
use serde_json::{Value, json};
use testkit::{Answer, Client, Goods, TestShop};

use crate::chaos::data_dir::DataDir;
use crate::chaos::server::Server;
use crate::chaos::shop;

const ADDRESS: &str = "203.0.113.77";

/// What people typed, and what must therefore stand in no line; of each the part that no other text holds.
const PRIVATE: [&str; 8] = [
    "4013540682746260",
    "zoraida@correo.test",
    "Zoraida",
    "3109876543",
    "987 65 43",
    "Calle 77",
    "timbre",
    "Contrasena-Equivocada",
];

async fn send(client: &Client, id: &str, path: &str, body: &Value) -> Answer {
    let request = client.request(Method::POST, path).json(body);
    client
        .send(
            request
                .header("x-request-id", id)
                .header("x-forwarded-for", ADDRESS)
                .header("user-agent", "Navegador/1.0")
                .header("idempotency-key", "log"),
        )
        .await
}

async fn buy(client: &Client, goods: &Goods) {
    let item = json!({ "product_id": goods.product, "quantity": 1 });
    send(client, "fills-the-cart", "/api/v1/cart/items", &item)
        .await
        .expect(201);
    let order = json!({
        "email": "zoraida@correo.test", "customer_name": "Zoraida Pérez", "customer_phone": "310 987 65 43",
        "billing_address": {
            "name": "Zoraida Pérez", "phone": "310 987 65 43", "street": "Calle 77 # 1-2", "municipality_code": "11001",
        },
        "notes": "El timbre no suena", "shipping_method": "pickup", "payment_method": "cash_on_delivery",
    });
    send(client, "places-the-order", "/api/v1/orders", &order)
        .await
        .expect(201);
}

async fn register_and_fail_to_sign_in(client: &Client) {
    let person = json!({
        "email": "zoraida@correo.test", "password": "Clave-De-Zoraida-1", "name": "Zoraida Pérez",
        "phone": "310 987 65 43",
    });
    send(client, "registers-somebody", "/api/v1/auth/register", &person)
        .await
        .expect(201);
    let wrong = json!({ "email": "zoraida@correo.test", "password": "Contrasena-Equivocada" });
    send(client, "fails-to-sign-in", "/api/v1/auth/login", &wrong)
        .await
        .expect(401);
}

/// Where no card's number belongs.
async fn send_a_card(client: &Client) {
    let card = [("token", "4013540682746260"), ("document", "4013540682746260")];
    let form = client
        .request(Method::POST, "/pay/nothing/card")
        .header("x-request-id", "sends-a-card")
        .form(&card);
    client.send(form).await.expect(400);
}

/// The key in the address of a calendar that was just read.
async fn read_a_calendar(shop: &TestShop) -> String {
    let made = shop
        .owner
        .post("/api/v1/admin/calendar/feeds", &json!({}))
        .await
        .expect(201)
        .json();
    let address = made["address"].as_str().unwrap();
    let (_, file) = address.rsplit_once('/').unwrap();
    let path = format!("/api/sync/calendar/ical/{file}");
    shop.anonymous.another().get(&path).await.expect(200);
    file.trim_end_matches(".ics").to_owned()
}

/// The last word of each request is written before its answer goes out; what jobs say may come later.
async fn jobs_are_done(dir: &DataDir) {
    let mut conn = dir.superuser().await;
    let mut tick = tokio::time::interval(std::time::Duration::from_millis(100));
    for _ in 0..300 {
        tick.tick().await;
        let waiting: i64 = sqlx::query_scalar(
            "select count(*) from job where kind = 'notifications.send' and status <> 'done'",
        )
        .fetch_one(&mut conn)
        .await
        .unwrap();
        if waiting == 0 {
            return;
        }
    }
    panic!("the mails were not sent in half a minute");
}

fn lines(server: &Server) -> Vec<Value> {
    let said = std::fs::read_to_string(&server.log).unwrap();
    said.lines()
        .filter(|line| !line.starts_with("listening on "))
        .map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("not JSON: {line}")))
        .collect()
}

fn of_request<'l>(lines: &'l [Value], id: &str) -> Vec<&'l Value> {
    lines.iter().filter(|line| line["request_id"] == id).collect()
}

#[tokio::test]
async fn every_line_of_a_request_tells_whose_it_is_and_none_tells_who_was_there() {
    let dir = DataDir::new();
    let settings = [
        ("VITRINA_TELEMETRY__LOG_FORMAT", "json"),
        // Each statement is a line: what handlers do is in the log, not only what the edge says.
        ("VITRINA_TELEMETRY__LOG_LEVEL", "debug"),
    ];
    let server = Server::start_with(&dir, &settings).await;
    let shop = shop::open(&dir, &server).await;
    let goods = shop::fill(&shop, 1).await;
    let guest = shop.anonymous.another();
    buy(&guest, &goods[0]).await;
    register_and_fail_to_sign_in(&guest).await;
    send_a_card(&guest).await;
    let key = read_a_calendar(&shop).await;
    sqlx::raw_sql("alter table category rename to category_gone")
        .execute(&mut dir.superuser().await)
        .await
        .unwrap();
    let broken = guest.request(Method::GET, "/api/v1/categories");
    guest
        .send(broken.header("x-request-id", "meets-a-fault"))
        .await
        .expect(500);
    jobs_are_done(&dir).await;

    let lines = lines(&server);
    let tenant = shop.tenant.to_string();
    let requests: Vec<_> = lines
        .iter()
        .filter(|l| l["target"] == "vitrina::request")
        .collect();
    assert!(requests.len() >= 6, "{}", requests.len());
    for line in &requests {
        let has = |name: &str| line[name].as_str().is_some_and(|text| !text.is_empty());
        assert!(
            has("request_id") && has("route") && has("method") && line["tenant"] == tenant,
            "{line}"
        );
    }
    for (id, expected) in [
        ("places-the-order", "sales_order"),
        ("registers-somebody", "person"),
        ("fails-to-sign-in", "login_throttle"),
    ] {
        let own = of_request(&lines, id);
        let in_the_handler = own.iter().any(|l| {
            l["target"] == "sqlx::query" && l["tenant"] == tenant && l.to_string().contains(expected)
        });
        assert!(in_the_handler, "no statement about {expected}: {own:?}");
    }
    let fault = of_request(&lines, "meets-a-fault")
        .into_iter()
        .find(|l| l["level"] == "ERROR")
        .expect("a line about the fault");
    assert!(
        fault["tenant"] == tenant && fault["error"].as_str().unwrap().contains("category"),
        "{fault}"
    );

    let failed = of_request(&lines, "fails-to-sign-in");
    assert!(
        failed
            .iter()
            .any(|l| l["stream"] == "security" && l["ip"] == ADDRESS),
        "the stream of security knows from where: {failed:?}"
    );
    for line in &lines {
        let text = line.to_string();
        for private in PRIVATE.into_iter().chain([key.as_str()]) {
            assert!(!text.contains(private), "{private} in {text}");
        }
        assert!(
            line["stream"] == "security" || !text.contains(ADDRESS),
            "an address outside the stream of security: {text}"
        );
    }
}
