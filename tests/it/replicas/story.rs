//! What one replica does, the other knows.

use std::time::Duration;

use reqwest::{Method, Response};
use serde_json::{Value, json};
use testkit::{Basket, Client, PASSWORD, TestShop};
use tokio::time::{interval, timeout};

use super::nginx::REPLICA;
use super::stage::{CHECKOUTS, SEARCHES, Stage, both, replica};

/// All of it, one after the other: with nobody else about, the replicas take turns.
pub async fn tell(stage: &Stage) {
    let shop = &stage.shop;
    the_address_is_nginxs_to_tell(shop).await;
    a_session_holds_and_ends_on_both(shop).await;
    a_cart_is_the_same_on_both(shop).await;
    a_change_is_seen_on_both(shop).await;
    an_order_is_watched_from_both(shop).await;
    calls_are_counted_together(shop).await;
}

/// What the caller makes up does not come through.
async fn the_address_is_nginxs_to_tell(shop: &TestShop) {
    let request = shop.anonymous.request(Method::POST, "/api/v1/auth/login");
    let request = request
        .header("x-forwarded-for", "198.51.100.7")
        .header("x-request-id", "made-up-by-the-caller");
    let body = json!({ "email": "nobody@caos.test", "password": "No-es-esta-2026" });
    let answer = shop.anonymous.send(request.json(&body)).await.expect(401);
    assert_ne!(answer.header("x-request-id"), "made-up-by-the-caller");
    // Whoever calls from one place has one allowance at each replica, whatever they say.
    let mut left = vec![];
    for made_up in [
        "198.51.100.8",
        "198.51.100.9",
        "198.51.100.10",
        "203.0.113.1, 198.51.100.11",
    ] {
        let request = shop
            .anonymous
            .request(Method::GET, "/api/v1/cart")
            .header("x-forwarded-for", made_up);
        let answer = shop.anonymous.send(request).await.expect(200);
        left.push(answer.header("ratelimit-remaining").parse::<u32>().unwrap());
    }
    assert!(left[2] < left[0] && left[3] < left[1], "{left:?}");
}

async fn a_session_holds_and_ends_on_both(shop: &TestShop) {
    let browser = shop.anonymous.another();
    let form = [("email", "owner@caos.test"), ("password", PASSWORD)];
    browser.form("/login", &form).await.expect(303);
    let pages = both(&browser, "/account").await.map(|page| page.expect(200));
    let (_, token) = pages[0]
        .text
        .split_once("name=\"csrf-token\" content=\"")
        .unwrap();
    let token = token.split_once('"').unwrap().0;
    let before = shop
        .anonymous
        .request(Method::GET, "/account")
        .header("cookie", session(&browser));
    browser
        .form("/logout", &[("csrf_token", token)])
        .await
        .expect(303);
    for again in [before.try_clone().unwrap(), before] {
        let answer = shop.anonymous.send(again).await.expect(303);
        assert!(
            answer.header("location").starts_with("/login"),
            "the session lives on at {}",
            replica(&answer)
        );
    }
}

fn session(browser: &Client) -> String {
    format!("__Host-session={}", browser.cookie("__Host-session"))
}

async fn a_cart_is_the_same_on_both(shop: &TestShop) {
    let (soap, comb) = (shop.goods("Jabón", 50).await, shop.goods("Peine", 50).await);
    let guest = shop.anonymous.another();
    let put = async |goods: &testkit::Goods, quantity: u32| {
        let item = json!({ "product_id": goods.product, "quantity": quantity });
        guest.post("/api/v1/cart/items", &item).await.expect(201)
    };
    let first = put(&soap, 2).await;
    let second = put(&comb, 1).await;
    assert_ne!(replica(&first), replica(&second));
    let carts = both(&guest, "/api/v1/cart")
        .await
        .map(|cart| cart.expect(200).json());
    assert_eq!(carts[0], carts[1]);
    assert_eq!(carts[0]["items"].as_array().unwrap().len(), 2, "{}", carts[0]);
}

/// Pages that are kept are forgotten where nobody asked, too, and nothing else is.
async fn a_change_is_seen_on_both(shop: &TestShop) {
    let goods = shop.goods("Velas de cera", 5).await;
    until_kept_on_both(&shop.anonymous).await;
    let product = format!("/api/v1/products/{}", goods.product);
    for name in ["Velas de soya", "Velas de abeja"] {
        let change = shop
            .owner
            .patch(&product, &json!({ "name": name }))
            .await
            .expect(200);
        // One announcement later: milliseconds, and then for good.
        let mut tick = interval(Duration::from_millis(5));
        let seen = async {
            loop {
                tick.tick().await;
                if both(&shop.anonymous, "/products")
                    .await
                    .iter()
                    .all(|page| page.text.contains(name))
                {
                    return;
                }
            }
        };
        timeout(Duration::from_secs(2), seen)
            .await
            .unwrap_or_else(|_| panic!("changed at {}, not seen at the other one", replica(&change)));
        until_kept_on_both(&shop.anonymous).await;
        for page in both(&shop.anonymous, "/products").await {
            assert!(
                page.text.contains(name),
                "what is kept is old: {}",
                replica(&page)
            );
        }
    }
}

async fn until_kept_on_both(client: &Client) {
    let mut tick = interval(Duration::from_millis(5));
    for _ in 0..500 {
        tick.tick().await;
        let pages = both(client, "/products").await;
        if pages
            .iter()
            .all(|page| page.header("cache-status") == "vitrina; hit")
        {
            return;
        }
    }
    panic!("the page is not kept");
}

/// A customer's page follows the order whichever replica the shop's people are at, and nothing on the way holds events back.
async fn an_order_is_watched_from_both(shop: &TestShop) {
    let basket = shop.basket(&shop.goods("Canasto", 5).await, 1).await;
    let placed = basket
        .order("watched", &Basket::order_body("mira@caos.test"))
        .await
        .expect(201)
        .json();
    let id = placed["id"].as_str().unwrap();
    let path = format!(
        "/api/v1/orders/{id}/events?key={}",
        placed["access_token"].as_str().unwrap()
    );
    let mut streams = [
        Stream::open(&shop.anonymous, &path).await,
        Stream::open(&shop.anonymous, &path).await,
    ];
    assert_ne!(streams[0].replica, streams[1].replica);
    for stream in &mut streams {
        assert_eq!(stream.next().await["status"], "pending");
    }
    for status in ["confirmed", "processing", "shipped"] {
        let path = format!("/api/v1/orders/{id}/status");
        let answer = shop
            .owner
            .put(&path, &json!({ "status": status }))
            .await
            .expect(200);
        for stream in &mut streams {
            let told = stream.next().await;
            assert_eq!(
                told["status"],
                status,
                "changed at {}, watched at {}",
                replica(&answer),
                stream.replica
            );
        }
    }
}

/// A stream of events as it comes through nginx.
struct Stream {
    response: Response,
    read: String,
    replica: String,
}

impl Stream {
    async fn open(client: &Client, path: &str) -> Self {
        let response = client.another().request(Method::GET, path).send().await.unwrap();
        assert_eq!(response.status(), 200);
        let replica = response.headers()[REPLICA].to_str().unwrap().to_owned();
        Self {
            response,
            read: String::new(),
            replica,
        }
    }

    /// What the next event says.
    async fn next(&mut self) -> Value {
        loop {
            if let Some((event, rest)) = self.read.clone().split_once("\n\n") {
                rest.clone_into(&mut self.read);
                if let Some((_, data)) = event.split_once("data: ") {
                    return serde_json::from_str(data).unwrap();
                }
                continue;
            }
            let chunk = timeout(Duration::from_secs(10), self.response.chunk())
                .await
                .expect("an event in time");
            let chunk = chunk.unwrap().expect("the stream goes on");
            self.read.push_str(std::str::from_utf8(&chunk).unwrap());
        }
    }
}

async fn calls_are_counted_together(shop: &TestShop) {
    // An exact class: to the call.
    let basket = shop.basket(&shop.goods("Cuenco", 5).await, 1).await;
    let body = Basket::order_body("cuenta@caos.test");
    let mut statuses = vec![];
    for _ in 0..CHECKOUTS + 4 {
        statuses.push(basket.order("one", &body).await.status.as_u16());
    }
    assert!(
        statuses[..CHECKOUTS].iter().all(|status| *status == 201),
        "{statuses:?}"
    );
    assert!(
        statuses[CHECKOUTS..].iter().all(|status| *status == 429),
        "{statuses:?}"
    );
    // Any other: a call or two of the other replica may be heard of too late.
    let mut pause = interval(Duration::from_millis(150));
    let mut answered = 0;
    for _ in 0..SEARCHES + 6 {
        pause.tick().await;
        let status = shop
            .anonymous
            .get("/api/v1/search/products?q=cuenco")
            .await
            .status
            .as_u16();
        assert!(matches!(status, 200 | 429), "{status}");
        answered += usize::from(status == 200);
    }
    assert!((SEARCHES..=SEARCHES + 2).contains(&answered), "{answered}");
}
