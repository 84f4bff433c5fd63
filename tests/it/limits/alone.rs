//! One process, without Redis.

use reqwest::Method;
use serde_json::json;
use testkit::{Answer, Basket, Client, TestApp};

use crate::jobs::dead::support;

const FEW: &[(&str, &str)] = &[
    ("VITRINA_LIMITS__ANONYMOUS", "5/1m"),
    ("VITRINA_LIMITS__GENERAL", "6/15m"),
    ("VITRINA_LIMITS__SEARCH", "3/1m"),
    ("VITRINA_LIMITS__CHECKOUT", "2/1h"),
    ("VITRINA_LIMITS__STAFF", "40/1m"),
    ("VITRINA_LIMITS__ADDRESS", "90/1m"),
];

async fn from(client: &Client, path: &str, address: &str) -> Answer {
    let request = client
        .request(Method::GET, path)
        .header("x-forwarded-for", address);
    client.send(request).await
}

fn told(answer: &Answer) -> [String; 4] {
    ["limit", "remaining", "reset", "policy"].map(|name| answer.header(&format!("ratelimit-{name}")))
}

/// What every refusal for too much says, by whatever it was counted: whose number, that nothing is left, and when there is more.
fn refuses(answer: &Answer, policy: &str) {
    let [limit, remaining, reset, told] = told(answer);
    assert_eq!((answer.status.as_u16(), told.as_str()), (429, policy));
    assert!(policy.starts_with(&format!("{limit};w=")), "{limit} of {policy}");
    assert_eq!(
        (remaining.as_str(), reset.as_str()),
        ("0", answer.header("retry-after").as_str())
    );
    assert!(reset.parse::<u32>().is_ok_and(|seconds| seconds > 0), "{reset}");
}

#[tokio::test]
async fn callers_are_told_what_is_left_and_when_there_is_more() {
    let app = TestApp::start_with(FEW).await;
    let shop = app.shop("aurora").await;
    for left in (0..5).rev() {
        let page = from(&shop.anonymous, "/products", "203.0.113.1")
            .await
            .expect(200);
        assert_eq!(told(&page), ["5", &left.to_string(), "60", "5;w=60"]);
    }
    let refused = from(&shop.anonymous, "/api/v1/products", "203.0.113.1")
        .await
        .expect(429);
    assert_eq!(
        (refused.code().as_str(), refused.header("retry-after").as_str()),
        ("rate_limited", "72")
    );
    assert_eq!(told(&refused), ["5", "0", "72", "5;w=60"]);
    let spanish = refused.json()["detail"].as_str().unwrap().to_owned();
    assert!(spanish.contains("72 segundos"), "{spanish}");
    let request = shop
        .anonymous
        .request(Method::GET, "/products")
        .header("x-forwarded-for", "203.0.113.1");
    let page = shop
        .anonymous
        .send(
            request
                .header("accept", "text/html")
                .header("accept-language", "en"),
        )
        .await;
    refuses(&page, "5;w=60");
    assert!(page.text.contains("Wait 72 seconds"));
    // Others are not concerned: another address, another class, another shop.
    from(&shop.anonymous, "/products", "203.0.113.2")
        .await
        .expect(200);
    from(&shop.anonymous, "/api/v1/cart", "203.0.113.1")
        .await
        .expect(200);
    let other = app.shop("norte").await;
    from(&other.anonymous, "/products", "203.0.113.1")
        .await
        .expect(200);
    // The wait was true, and to the second.
    app.advance(71);
    from(&shop.anonymous, "/products", "203.0.113.1")
        .await
        .expect(429);
    app.advance(1);
    from(&shop.anonymous, "/products", "203.0.113.1")
        .await
        .expect(200);
}

#[tokio::test]
async fn kept_pages_count_and_files_do_not() {
    let app = TestApp::start_with(FEW).await;
    let shop = app.shop("aurora").await;
    for _ in 0..20 {
        from(&shop.anonymous, "/icon.svg", "203.0.113.1")
            .await
            .expect(200);
        from(&shop.anonymous, "/health/live", "203.0.113.1")
            .await
            .expect(200);
    }
    for _ in 0..5 {
        from(&shop.anonymous, "/", "203.0.113.1").await.expect(200);
    }
    from(&shop.anonymous, "/", "203.0.113.1").await.expect(429);
}

#[tokio::test]
async fn people_are_counted_by_who_they_are_and_inventions_by_address() {
    let app = TestApp::start_with(FEW).await;
    let shop = app.shop("aurora").await;
    let staff = app.shop("norte").await;
    // From two addresses it is the same owner.
    for at in 0..40 {
        let address = format!("203.0.113.{}", at % 2);
        from(&shop.owner, "/api/v1/admin/orders", &address)
            .await
            .expect(200);
    }
    let refused = from(&shop.owner, "/api/v1/admin/orders", "203.0.113.9").await;
    refuses(&refused, "40;w=60");
    from(&staff.owner, "/api/v1/admin/orders", "203.0.113.9")
        .await
        .expect(200);
    // Sessions that never were are one caller, not many.
    for at in 0..6 {
        let request = shop.anonymous.request(Method::GET, "/products");
        let cookie = format!("__Host-session=invented-{at}");
        let answer = shop
            .anonymous
            .send(
                request
                    .header("cookie", cookie)
                    .header("x-forwarded-for", "203.0.113.50"),
            )
            .await;
        answer.expect(if at < 5 { 200 } else { 429 });
    }
    // Nor are tokens.
    for at in 0..6 {
        let request = shop.anonymous.request(Method::GET, "/products");
        let request = request.header("x-forwarded-for", "203.0.113.60");
        let answer = shop
            .anonymous
            .send(request.bearer_auth(format!("invented-{at}")))
            .await;
        answer.expect(if at < 5 { 303 } else { 429 });
    }
    // A caller whom no proxy of ours stands before tells what it likes.
    let network = "2001:db8:1:2:";
    for at in 0..6 {
        let answer = from(&shop.anonymous, "/products", &format!("{network}:{at}")).await;
        answer.expect(if at < 5 { 200 } else { 429 });
    }
}

/// Whatever they look at, and from wherever.
#[tokio::test]
async fn the_providers_people_have_a_number_of_their_own() {
    let few = [
        ("VITRINA_LIMITS__PROVIDER", "4/1m"),
        ("VITRINA_LIMITS__STAFF", "40/1m"),
    ];
    let app = TestApp::start_with(&few).await;
    let shop = app.shop("aurora").await;
    let provider = support(&app, &shop).await;
    let (page, call) = ("/admin/jobs", "/api/v1/admin/jobs/dead");
    for (left, path) in [(3, page), (2, call), (1, page), (0, call)] {
        let answer = from(&provider, path, &format!("203.0.113.{left}"))
            .await
            .expect(200);
        let [limit, remaining, _, policy] = told(&answer);
        assert_eq!([limit, remaining, policy], ["4", &left.to_string(), "4;w=60"]);
    }
    let refused = from(&provider, call, "203.0.113.9").await;
    refuses(&refused, "4;w=60");
    let orders = from(&shop.owner, "/api/v1/admin/orders", "203.0.113.9").await;
    assert_eq!(told(&orders.expect(200))[3], "40;w=60");
    app.advance(120);
    from(&provider, page, "203.0.113.9").await.expect(200);
}

#[tokio::test]
async fn one_address_has_a_ceiling_over_all_shops() {
    let app = TestApp::start_with(FEW).await;
    let mut answers = Vec::new();
    for at in 0..20 {
        let shop = app.shop(&format!("tienda-{at}")).await;
        for _ in 0..5 {
            let answer = from(&shop.anonymous, "/products", "203.0.113.7").await;
            answers.push(answer.status.as_u16());
            if answer.status != 200 {
                refuses(&answer, "90;w=60");
            }
        }
    }
    assert_eq!(answers.iter().filter(|status| **status == 200).count(), 90);
    assert!(answers[90..].iter().all(|status| *status == 429), "{answers:?}");
}

#[tokio::test]
async fn hosts_that_are_made_up_count_for_the_ceiling() {
    let app = TestApp::start_with(FEW).await;
    let shop = app.shop("aurora").await;
    let mut answers = Vec::new();
    for at in 0..95 {
        let host = shop
            .anonymous
            .towards(app.address, &format!("inventado-{at}.localhost"));
        answers.push(from(&host, "/products", "203.0.113.8").await.status.as_u16());
    }
    assert_eq!(answers.iter().filter(|status| **status == 404).count(), 90);
    assert!(answers[90..].iter().all(|status| *status == 429), "{answers:?}");
}

#[tokio::test]
async fn ordering_is_counted_by_cart_and_not_by_address() {
    let app = TestApp::start_with(FEW).await;
    let shop = app.shop("aurora").await;
    let goods = shop.goods("Jabón", 50).await;
    let body = Basket::order_body("ana@correo.test");
    let mut baskets = Vec::new();
    // A whole office behind one address; each call counts as the API's, too.
    app.advance(3_600);
    for _ in 0..4 {
        baskets.push(shop.basket(&goods, 1).await);
    }
    app.advance(3_600);
    for (at, basket) in baskets.iter().enumerate() {
        basket.order(&format!("key-{at}"), &body).await.expect(201);
    }
    let last = &baskets[3];
    last.order("key-3", &body).await.expect(201);
    let refused = last.order("key-3", &body).await;
    assert_eq!(refused.code(), "rate_limited");
    refuses(&refused, "2;w=3600");
}

/// What is counted in the database refuses for longer than the window of the calls, and says so in the same words.
#[tokio::test]
async fn locks_and_allowances_say_when_to_come_again_too() {
    let mut few = FEW.to_vec();
    few.extend([
        ("VITRINA_LIMITS__GENERAL", "100/15m"),
        ("VITRINA_LIMITS__FORGOTTEN", "1/1h"),
    ]);
    let app = TestApp::start_with(&few).await;
    let shop = app.shop("aurora").await;
    let forgot = json!({ "email": "owner@aurora.test" });
    let path = "/api/v1/auth/forgot-password";
    shop.anonymous.post(path, &forgot).await.expect(202);
    let refused = shop.anonymous.post(path, &forgot).await;
    assert_eq!(
        (refused.code().as_str(), refused.header("retry-after").as_str()),
        ("too_many_requests", "3600")
    );
    refuses(&refused, "100;w=900");
    let wrong = json!({ "email": "owner@aurora.test", "password": "No-es-esta-1" });
    for _ in 0..5 {
        shop.anonymous
            .post("/api/v1/auth/login", &wrong)
            .await
            .expect(401);
    }
    let refused = shop.anonymous.post("/api/v1/auth/login", &wrong).await;
    assert_eq!(refused.code(), "too_many_attempts");
    refuses(&refused, "100;w=900");
    // The form that is shown again is no less a refusal.
    app.advance(1);
    let form = [("email", "owner@aurora.test"), ("password", "No-es-esta-1")];
    let page = shop.anonymous.another().form("/login", &form).await;
    let seconds: u32 = page.header("retry-after").parse().unwrap();
    let before: u32 = refused.header("retry-after").parse().unwrap();
    assert_eq!(seconds, before - 1);
    let policy = page.header("ratelimit-policy");
    refuses(&page, &policy);
}

#[tokio::test]
async fn search_has_its_own_number_and_nothing_counts_when_switched_off() {
    let app = TestApp::start_with(FEW).await;
    let shop = app.shop("aurora").await;
    for path in [
        "/search?q=a",
        "/api/v1/search/products?q=a",
        "/api/v1/search/suggestions?q=a",
    ] {
        from(&shop.anonymous, path, "203.0.113.1").await.expect(200);
    }
    let refused = from(&shop.anonymous, "/search?q=a", "203.0.113.1").await;
    refuses(&refused, "3;w=60");
    let mut off = FEW.to_vec();
    off.push(("VITRINA_LIMITS__ON", "false"));
    let other = app.second(&off).await;
    let there = shop.anonymous.towards(other.address, &shop.host);
    for _ in 0..10 {
        let answer = from(&there, "/search?q=a", "203.0.113.1").await.expect(200);
        assert_eq!(answer.header("ratelimit-limit"), "");
    }
    shop.owner
        .post("/api/v1/categories", &json!({ "name": "Velas" }))
        .await
        .expect(201);
}
