//! Who may say what, and where it is read.

use serde_json::json;
use testkit::{TestApp, sign_in};

use super::{bought, deliver, judge, open, ordered, say, shown, shown_at_once, text};

#[tokio::test]
async fn only_who_bought_it_and_got_it_says_how_it_is() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let (soap, candle) = (shop.goods("Jabón", 10).await, shop.goods("Vela", 10).await);
    let path = format!("/api/v1/products/{}/review", soap.product);
    let guest = shop.anonymous.another();
    // Without an order.
    let bare = json!({ "stars": 5, "text": "Muy bueno" });
    assert_eq!(
        guest.put(&path, &bare).await.expect(409).code(),
        "review_not_bought"
    );
    // Before it arrived.
    let mine = ordered(&shop, &soap, "ana@correo.test").await;
    let early = say(&shop, &soap, &mine, 5, "Muy bueno").await.expect(409);
    assert_eq!(early.code(), "review_not_arrived");
    deliver(&shop, &mine.order).await;
    // Of something that is not in it.
    let other = say(&shop, &candle, &mine, 5, "Muy bueno").await.expect(409);
    assert_eq!(other.code(), "review_not_bought");
    // By an order of somebody else's: its id is not enough, nor is another order's key.
    let theirs = bought(&shop, &soap, "luis@correo.test").await;
    for key in ["", "nonsense", &mine.key] {
        let body = json!({ "stars": 1, "text": "Malo", "order_id": theirs.order, "order_key": key });
        guest.put(&path, &body).await.expect(404);
    }
    // The key alone, without its order, opens nothing either.
    let body = json!({ "stars": 1, "text": "Malo", "order_key": theirs.key });
    assert_eq!(
        guest.put(&path, &body).await.expect(409).code(),
        "review_not_bought"
    );
    // Staff who see every order have not bought what is in it.
    let body = json!({ "stars": 5, "text": "El mejor", "order_id": theirs.order });
    shop.owner.put(&path, &body).await.expect(404);
    for wrong in [0, 6, -1] {
        say(&shop, &soap, &mine, wrong, "Muy bueno").await.expect(422);
    }
    say(&shop, &soap, &mine, 5, &"x".repeat(2_001)).await.expect(422);
    let said = say(&shop, &soap, &mine, 5, "Muy bueno").await.expect(200).json();
    assert_eq!(said["status"], "pending");
}

#[tokio::test]
async fn it_is_read_when_the_shop_has_looked_at_it() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let goods = shop.goods("Jabón", 10).await;
    let mine = bought(&shop, &goods, "ana@correo.test").await;
    let said = say(&shop, &goods, &mine, 4, "Huele a <b>campo</b>")
        .await
        .expect(200)
        .json();
    let (id, page) = (text(&said["id"]), "/p/jabon");
    assert_eq!(shown(&shop, &goods).await["rating"]["count"], 0);
    assert!(
        !open(&shop.anonymous, page)
            .await
            .expect(200)
            .text
            .contains("campo")
    );
    judge(&shop, "pending", &id, "published", None).await.expect(200);
    // At once, though pages are kept.
    let all = shown(&shop, &goods).await;
    assert_eq!(all["rating"]["histogram"], json!([0, 0, 0, 1, 0]), "{all}");
    assert_eq!(
        all["data"][0]["author"], "A.",
        "who gave no name is called by no address"
    );
    for path in [page, "/p/jabon/reviews"] {
        let html = open(&shop.anonymous, path).await.expect(200).text;
        assert!(html.contains("Huele a &#60;b&#62;campo"), "{path}: {html}");
        assert!(!html.contains("<b>campo"), "{path}");
    }
    let html = open(&shop.anonymous, page).await.text;
    assert!(
        html.contains(r#""aggregateRating":{"@type":"AggregateRating","ratingValue":4.0,"reviewCount":1}"#),
        "{html}"
    );
    assert!(
        open(&shop.anonymous, "/products").await.text.contains("(1)"),
        "in lists, too"
    );
    let card = shop.anonymous.get("/api/v1/products/jabon").await.json();
    assert_eq!(
        (&card["rating"], &card["reviews_count"]),
        (&json!(4.0), &json!(1))
    );
    // The address is nobody's but the shop's.
    assert!(!all.to_string().contains("ana@correo.test"));
}

#[tokio::test]
async fn there_is_one_a_customer_and_it_may_change() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    shown_at_once(&shop).await;
    let goods = shop.goods("Jabón", 10).await;
    let first = bought(&shop, &goods, "ana@correo.test").await;
    let again = bought(&shop, &goods, "ana@correo.test").await;
    let one = say(&shop, &goods, &first, 5, "Muy bueno")
        .await
        .expect(200)
        .json();
    app.advance(1);
    let other = say(&shop, &goods, &again, 2, "Se acaba pronto")
        .await
        .expect(200)
        .json();
    assert_eq!(one["id"], other["id"]);
    let all = shown(&shop, &goods).await;
    assert_eq!(all["rating"]["histogram"], json!([0, 1, 0, 0, 0]), "{all}");
    assert_eq!(all["data"][0]["text"], "Se acaba pronto");
    // What nobody changed waits for nobody.
    let settings = json!({ "shown_at_once": false });
    shop.owner
        .put("/api/v1/admin/reviews/settings", &settings)
        .await
        .expect(200);
    let same = say(&shop, &goods, &again, 2, "Se acaba pronto")
        .await
        .expect(200)
        .json();
    assert_eq!(same["status"], "published");
    let changed = say(&shop, &goods, &again, 3, "Se acaba pronto")
        .await
        .expect(200)
        .json();
    assert_eq!(changed["status"], "pending");
    assert_eq!(
        shown(&shop, &goods).await["rating"]["count"],
        0,
        "until it is looked at"
    );
}

#[tokio::test]
async fn who_has_an_account_needs_no_link() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let goods = shop.goods("Jabón", 10).await;
    let (ana, _) = shop.person(&app, kernel::Role::Customer, "ana@correo.test").await;
    let item = json!({ "product_id": goods.product, "quantity": 1 });
    ana.post("/api/v1/cart/items", &item).await.expect(201);
    let body = testkit::Basket::order_body("otra@correo.test");
    let request = ana.request(reqwest::Method::POST, "/api/v1/orders").json(&body);
    let placed = ana
        .send(request.header("idempotency-key", "one"))
        .await
        .expect(201);
    deliver(&shop, &text(&placed.json()["id"])).await;
    let path = format!("/api/v1/products/{}/review", goods.product);
    let words = json!({ "stars": 5, "text": "Muy bueno" });
    let said = ana.put(&path, &words).await.expect(200).json();
    assert_eq!(ana.get(&path).await.expect(200).json()["id"], said["id"]);
    // Another customer sees no trace of it.
    shop.person(&app, kernel::Role::Customer, "luis@correo.test")
        .await;
    let luis = sign_in(&shop.anonymous, "luis@correo.test").await;
    assert_eq!(luis.get(&path).await.expect(409).code(), "review_not_bought");
}

/// The pages, as a browser without scripts has them.
#[tokio::test]
async fn a_guest_writes_from_the_link_of_the_order() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let goods = shop.goods("Jabón", 10).await;
    let mine = bought(&shop, &goods, "ana@correo.test").await;
    let guest = shop.anonymous.another();
    let order = open(&guest, &format!("/orders/{}?key={}", mine.order, mine.key))
        .await
        .expect(200);
    let list = format!("/orders/{}/reviews?key={}", mine.order, mine.key);
    assert!(order.text.contains(&list), "{}", order.text);
    let form = format!(
        "/orders/{}/reviews/{}?key={}",
        mine.order, goods.product, mine.key
    );
    assert!(open(&guest, &list).await.expect(200).text.contains(&form));
    open(&guest, &form).await.expect(200);
    // What was typed stays there when something is missing.
    let wrong = guest.form(&form, &[("text", "Rinde mucho")]).await.expect(422);
    assert!(wrong.text.contains("Rinde mucho"), "{}", wrong.text);
    let sent = guest
        .form(&form, &[("stars", "5"), ("text", "Rinde mucho")])
        .await
        .expect(303);
    assert!(sent.header("location").contains("done=review-saved"));
    let page = open(&guest, &form).await.expect(200).text;
    assert!(page.contains("La tienda la está revisando"), "{page}");
    // Without the key none of it is there.
    for path in [
        format!("/orders/{}/reviews", mine.order),
        format!("/orders/{}/reviews/{}", mine.order, goods.product),
    ] {
        open(&guest, &path).await.expect(404);
    }
    // From the product's page: who may.
    let who = open(&guest, "/p/jabon/review").await.expect(200).text;
    assert!(who.contains("Solo puede opinar quien compró"), "{who}");
}
