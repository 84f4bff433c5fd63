//! What everybody may see is kept, and forgotten the moment it changes.

use reqwest::Method;
use reqwest::header::{ACCEPT_ENCODING, ACCEPT_LANGUAGE, COOKIE, ETAG, IF_NONE_MATCH};
use serde_json::json;
use testkit::{Answer, Basket, Client, TestApp};

use super::{open, submit};

const HIT: &str = "vitrina; hit";
/// Pages and answers that show one product.
const SHOWING: [&str; 5] = [
    "/products",
    "/p/jabon",
    "/api/v1/products",
    "/api/v1/products/jabon",
    "/api/v1/search/products?q=jabon",
];

async fn ask(client: &Client, path: &str, headers: &[(reqwest::header::HeaderName, &str)]) -> Answer {
    let mut request = client.request(Method::GET, path);
    for (name, value) in headers {
        request = request.header(name, *value);
    }
    client.send(request).await
}

fn is_hit(answer: &Answer) -> bool {
    answer.header("cache-status") == HIT
}

/// Until it comes from what is kept: announcements of what the test itself did may still be under way.
async fn warm(client: &Client, path: &str) -> Answer {
    let mut tick = tokio::time::interval(std::time::Duration::from_millis(5));
    for _ in 0..500 {
        tick.tick().await;
        let answer = open(client, path).await.expect(200);
        if is_hit(&answer) {
            return answer;
        }
    }
    panic!("{path} is not kept");
}

/// Until a change that another server made is seen here.
async fn until_seen(client: &Client, path: &str, text: &str) {
    let mut tick = tokio::time::interval(std::time::Duration::from_millis(5));
    for _ in 0..500 {
        tick.tick().await;
        if open(client, path).await.expect(200).text.contains(text) {
            return;
        }
    }
    panic!("{path} does not come to show {text}");
}

#[tokio::test]
async fn whoever_changes_something_sees_it_at_once() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let goods = shop.goods("Jabón", 5).await;
    for path in SHOWING {
        warm(&shop.anonymous, path).await;
    }
    let product = format!("/api/v1/products/{}", goods.product);
    shop.owner
        .patch(&product, &json!({ "name": "Jabón de avena" }))
        .await
        .expect(200);
    for path in SHOWING {
        let text = open(&shop.anonymous, path).await.expect(200).text;
        assert!(text.contains("Jabón de avena"), "{path}: {text}");
        warm(&shop.anonymous, path).await;
    }
    // The last piece is sold: by a customer, who changes no product.
    let basket = shop.basket(&goods, 5).await;
    let body = Basket::order_body("ana@correo.test");
    basket.order("one", &body).await.expect(201);
    let left = shop
        .anonymous
        .get("/api/v1/products/jabon")
        .await
        .expect(200)
        .json();
    assert_eq!(left["in_stock"], false, "{left}");
}

#[tokio::test]
async fn what_changed_on_another_server_is_forgotten_here() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let goods = shop.goods("Jabón", 5).await;
    let other = app.second(&[]).await;
    let there = shop.anonymous.towards(other.address, &shop.host);
    let changes = [
        (
            Method::PATCH,
            format!("/api/v1/products/{}", goods.product),
            json!({ "price": 1_234_500 }),
            "1234500",
        ),
        (
            Method::PUT,
            format!("/api/v1/admin/inventory/{}", goods.variant),
            json!({ "on_hand": 77 }),
            "\"stock\":77",
        ),
    ];
    for (method, path, body, seen) in changes {
        warm(&there, "/api/v1/products").await;
        let change = shop.owner.request(method, &path).json(&body);
        shop.owner.send(change).await.expect(200);
        until_seen(&there, "/api/v1/products", seen).await;
    }
    warm(&there, "/api/v1/categories").await;
    shop.owner
        .post("/api/v1/categories", &json!({ "name": "Velas" }))
        .await
        .expect(201);
    until_seen(&there, "/api/v1/categories", "Velas").await;
    warm(&there, "/").await;
    let mut settings = shop.anonymous.get("/api/v1/shop").await.expect(200).json();
    settings["tagline"] = json!("Hecho a mano");
    for told in ["logo_url", "currency"] {
        settings.as_object_mut().unwrap().remove(told);
    }
    shop.owner
        .put("/api/v1/admin/settings", &settings)
        .await
        .expect(200);
    until_seen(&there, "/", "Hecho a mano").await;
}

/// The tables that shared answers are made of; each announces a change that goes past the program, too.
#[tokio::test]
async fn every_table_that_pages_show_announces_its_changes() {
    let app = TestApp::start().await;
    let mut conn = app.database.superuser().await;
    let silent: Vec<String> = sqlx::query_scalar(
        "select c.relname::text from pg_class c
          where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
            and has_table_privilege('vitrina_app', c.oid, 'update')
            and not exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'announce')
          order by 1",
    )
    .fetch_all(&mut conn)
    .await
    .unwrap();
    let showing = [
        "brand",
        "category",
        "picture",
        "product",
        "product_option",
        "search_stop_word",
        "search_synonym",
        "stock",
        "variant",
    ];
    assert_eq!(
        silent.iter().filter(|t| showing.contains(&t.as_str())).count(),
        0,
        "{silent:?}"
    );
    let shop = app.shop("aurora").await;
    shop.goods("Jabón", 5).await;
    warm(&shop.anonymous, "/api/v1/products").await;
    sqlx::query("update product set name = 'Por detrás'")
        .execute(&mut conn)
        .await
        .unwrap();
    until_seen(&shop.anonymous, "/api/v1/products", "Por detrás").await;
}

#[tokio::test]
async fn nothing_is_served_from_memory_while_changes_go_unheard() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    shop.goods("Jabón", 5).await;
    warm(&shop.anonymous, "/api/v1/products").await;
    let mut conn = app.database.superuser().await;
    app.interrupt_announcements().await;
    // The program notices with the next announcement at the latest; until it listens again, nothing is kept.
    let mut tick = tokio::time::interval(std::time::Duration::from_millis(1));
    while app.app.bus.hearing().is_some() {
        tick.tick().await;
    }
    sqlx::query("update product set name = 'Sin oír'")
        .execute(&mut conn)
        .await
        .unwrap();
    let answer = shop.anonymous.get("/api/v1/products").await.expect(200);
    assert!(answer.text.contains("Sin oír"), "{}", answer.text);
    let again = warm(&shop.anonymous, "/api/v1/products").await;
    assert!(again.text.contains("Sin oír"), "{}", again.text);
}

#[tokio::test]
async fn a_page_made_for_one_person_is_never_anothers() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let other = app.shop("norte").await;
    shop.goods("Jabón", 5).await;
    warm(&shop.anonymous, "/products").await;
    // Signed in: by cookie, by token, and with a cookie that is nobody's.
    let browser = shop.anonymous.another();
    let fields = [
        ("email", "owner@aurora.test"),
        ("password", testkit::PASSWORD),
        ("next", "/"),
    ];
    browser.form("/login", &fields).await.expect(303);
    for client in [&browser, &shop.owner] {
        let page = open(client, "/products").await.expect(200);
        assert_eq!(page.header("cache-status"), "", "{}", page.text);
        assert_eq!(page.header("cache-control"), "no-store");
    }
    let page = open(&browser, "/products").await.expect(200).text;
    assert!(
        page.contains("owner@aurora.test") || page.contains("Dueña"),
        "{page}"
    );
    let made_up = ask(
        &shop.anonymous,
        "/products",
        &[(COOKIE, "__Host-session=made-up")],
    )
    .await;
    assert_eq!(made_up.header("cache-status"), "");
    let page = warm(&shop.anonymous, "/products").await;
    assert!(
        !page.text.contains("owner@aurora.test") && !page.text.contains("Dueña"),
        "{}",
        page.text
    );
    // A manager sees a draft, everybody else does not.
    let draft = json!({ "name": "Secreto", "price": 100_000, "status": "draft" });
    shop.owner.post("/api/v1/products", &draft).await.expect(201);
    shop.owner.get("/api/v1/products/secreto").await.expect(200);
    shop.anonymous.get("/api/v1/products/secreto").await.expect(404);
    // The neighbour has the same address.
    let neighbour = open(&other.anonymous, "/products").await.expect(200);
    assert!(!neighbour.text.contains("Jabón"), "{}", neighbour.text);
}

#[tokio::test]
async fn language_theme_font_and_cart_are_told_apart() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    shop.goods("Jabón", 5).await;
    let callers: [(&[_], &str); 6] = [
        (&[], "<html lang=\"es-CO\">"),
        (&[(ACCEPT_LANGUAGE, "en")], "<html lang=\"en\">"),
        (&[(COOKIE, "lang=en")], "<html lang=\"en\">"),
        (
            &[(COOKIE, "theme=dark")],
            "<html lang=\"es-CO\" data-theme=\"dark\">",
        ),
        (&[(COOKIE, "font=1")], "<html lang=\"es-CO\" data-font>"),
        (&[(COOKIE, "cart_count=3")], "class=\"cart-count\">3</span>"),
    ];
    for round in ["made", "kept"] {
        for (headers, mark) in callers {
            let page = ask(&shop.anonymous, "/products", headers).await.expect(200);
            assert!(page.text.contains(mark), "{round} {mark}");
            assert_eq!(page.header("vary"), "Cookie, Accept-Language, Accept-Encoding");
        }
    }
    let plain = ask(&shop.anonymous, "/products", &[]).await.text;
    assert!(!plain.contains("class=\"cart-count\">3"), "another's cart");
    // What no part of the program reads makes no other page, and gets into none.
    let odd = [(
        reqwest::header::HeaderName::from_static("x-forwarded-host"),
        "evil.test",
    )];
    let page = ask(&shop.anonymous, "/products", &odd).await;
    assert!(!page.text.contains("evil.test"), "{}", page.text);
}

#[tokio::test]
async fn who_has_the_answer_already_is_told_so() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let goods = shop.goods("Jabón", 5).await;
    for path in ["/products", "/api/v1/products/jabon"] {
        let first = warm(&shop.anonymous, path).await;
        assert_eq!(first.header("cache-control"), "private, no-cache");
        let tag = first.header(ETAG.as_str());
        for known in [
            tag.clone(),
            format!("\"other\", {tag}"),
            tag.trim_start_matches("W/").to_owned(),
            "*".into(),
        ] {
            let again = ask(&shop.anonymous, path, &[(IF_NONE_MATCH, &known)])
                .await
                .expect(304);
            assert_eq!(
                (again.text.as_str(), again.header(ETAG.as_str())),
                ("", tag.clone())
            );
        }
        ask(&shop.anonymous, path, &[(IF_NONE_MATCH, "\"other\"")])
            .await
            .expect(200);
        let renamed = json!({ "name": format!("Jabón {}", path.len()) });
        shop.owner
            .patch(&format!("/api/v1/products/{}", goods.product), &renamed)
            .await
            .expect(200);
        ask(&shop.anonymous, path, &[(IF_NONE_MATCH, &tag)])
            .await
            .expect(200);
    }
    // The tag of a product still tells its version to who changes it.
    let tag = shop
        .anonymous
        .get("/api/v1/products/jabon")
        .await
        .header(ETAG.as_str());
    let path = format!("/api/v1/products/{}", goods.product);
    for (tag, status) in [("\"v1-0\"", 412), (tag.as_str(), 200)] {
        let change = shop.owner.request(Method::PATCH, &path).header("if-match", tag);
        let answer = shop.owner.send(change.json(&json!({ "featured": true }))).await;
        assert_eq!(answer.status.as_u16(), status, "{tag}: {}", answer.text);
    }
}

#[tokio::test]
async fn each_caller_gets_the_compression_that_they_take() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    shop.goods("Jabón", 5).await;
    let plain = warm(&shop.anonymous, "/products").await.text;
    for (accepted, encoding) in [
        ("br, gzip", "br"),
        ("gzip", "gzip"),
        ("identity", "identity"),
        ("br;q=0", "identity"),
    ] {
        for _ in 0..2 {
            let url = format!("http://{}/products", shop.anonymous.address());
            let answer = reqwest::Client::builder()
                .no_gzip()
                .build()
                .unwrap()
                .get(url)
                .header(
                    "host",
                    format!("{}:{}", shop.host, shop.anonymous.address().port()),
                )
                .header(ACCEPT_ENCODING, accepted)
                .send()
                .await
                .unwrap();
            assert_eq!(answer.headers()["content-encoding"], encoding, "{accepted}");
            let body = answer.bytes().await.unwrap();
            if encoding == "identity" {
                assert_eq!(body, plain.as_bytes());
            } else {
                assert!(
                    body.len() * 2 < plain.len(),
                    "{encoding}: {} of {}",
                    body.len(),
                    plain.len()
                );
            }
        }
    }
}

/// Whoever could empty the cache at will would have every page made anew for everybody. Reviews are of those who bought, one a product.
#[tokio::test]
async fn strangers_empty_nothing_but_by_what_they_buy() {
    let app = TestApp::start().await;
    let emptying: Vec<&str> = app
        .app
        .routes
        .iter()
        .filter(|route| !matches!(route.access, http::Access::Staff(_)) && route.changes_pages())
        .map(|route| route.name)
        .collect();
    assert_eq!(
        emptying,
        [
            "place_order",
            "cancel_order",
            "checkout_form",
            "cancel_order_form",
            "write_review",
            "add_review_picture",
            "remove_review_picture",
            "write_review_form",
            "review_picture_form",
            "remove_review_picture_form"
        ]
    );
    let shop = app.shop("aurora").await;
    shop.goods("Jabón", 5).await;
    warm(&shop.anonymous, "/products").await;
    let seeking = [("number", "1"), ("email", "a@correo.test")];
    submit(&shop.anonymous.another(), "/orders/find", &seeking)
        .await
        .expect(200);
    let page = open(&shop.anonymous, "/products").await.expect(200);
    assert!(page.header("cache-status").contains("hit"), "{:?}", page.headers);
}
