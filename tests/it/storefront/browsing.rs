//! Looking around: home, lists, search, a product, and what search engines read.

use serde_json::json;
use testkit::TestApp;

use super::open;

#[tokio::test]
async fn every_page_has_one_heading_and_says_where_it_is() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    shop.goods("Jabón de avena", 10).await;
    let guest = &shop.anonymous;
    for (path, title) in [
        ("/", "aurora"),
        ("/products", "Todos los productos"),
        ("/p/jabon-de-avena", "Jabón de avena"),
        ("/search?q=jabon", "Resultados"),
        ("/search", "¿Qué estás buscando?"),
        ("/cart", "Tu carrito"),
        ("/orders/find", "Encuentra tu pedido"),
    ] {
        let page = open(guest, path).await.expect(200).text;
        assert_eq!(page.matches("<h1").count(), 1, "{path}");
        assert!(page.contains(title), "{path}");
    }
    let page = open(guest, "/products?sort=name&utm_source=x")
        .await
        .expect(200)
        .text;
    let canonical = page
        .lines()
        .find(|line| line.contains("canonical"))
        .unwrap_or_default();
    assert!(
        canonical.contains("http://aurora.localhost") && canonical.contains("/products\""),
        "{canonical}"
    );
    open(guest, "/products?page=2").await.expect(404);
    open(guest, "/products?page=0").await.expect(422);
    open(guest, "/c/nada").await.expect(404);
    open(guest, "/p/nada").await.expect(404);
}

#[tokio::test]
async fn a_misspelt_word_finds_and_is_corrected() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    shop.goods("Champú sin sal", 10).await;
    shop.goods("Cepillo redondo", 10).await;
    let page = open(&shop.anonymous, "/search?q=chanpu").await.expect(200).text;
    assert!(
        page.contains("/p/champu-sin-sal") && !page.contains("/p/cepillo-redondo"),
        "{page}"
    );
    assert!(page.contains("/search?q=champ%C3%BA"), "{page}");
    let right = open(&shop.anonymous, "/search?q=champ%C3%BA")
        .await
        .expect(200)
        .text;
    assert!(!right.contains("quisiste decir"));
    let nothing = open(&shop.anonymous, "/search?q=zzzzqq").await.expect(200).text;
    assert!(nothing.contains("No encontramos"), "{nothing}");
}

#[tokio::test]
async fn filters_are_links_that_can_be_taken_away() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let category = json!({ "name": "Cabello" });
    let category = shop
        .owner
        .post("/api/v1/categories", &category)
        .await
        .expect(201)
        .json();
    let hair = &category["id"];
    for (name, price, category) in [
        ("Peine", 1_000_000, hair),
        ("Crema", 9_000_000, hair),
        ("Lima", 500_000, &json!(null)),
    ] {
        let product = json!({ "name": name, "price": price, "status": "active", "category_id": category });
        shop.owner.post("/api/v1/products", &product).await.expect(201);
    }
    let filtered = "/products?category=cabello&price=0-2000000";
    let page = open(&shop.anonymous, filtered).await.expect(200).text;
    assert!(
        page.contains("/p/peine") && !page.contains("/p/crema") && !page.contains("/p/lima"),
        "{page}"
    );
    assert!(
        page.contains("href=\"/products?price=0-2000000\""),
        "the chip without the category: {page}"
    );
    assert!(
        page.contains("name=\"robots\" content=\"noindex"),
        "a filtered list is not for search engines"
    );
    let shelf = open(&shop.anonymous, "/c/cabello").await.expect(200).text;
    assert!(
        shelf.contains("/p/crema") && !shelf.contains("/p/lima"),
        "{shelf}"
    );
}

#[tokio::test]
async fn no_name_breaks_out_of_a_page() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let name = "</script><script>alert(1)//";
    let product = json!({
        "name": name, "slug": "malo", "description": name, "status": "active", "tags": [name],
        "options": [{ "name": name, "choices": [name, "B"] }],
        "variants": [{ "options": [name], "price": 100_000 }, { "options": ["B"], "price": 200_000 }],
    });
    shop.owner.post("/api/v1/products", &product).await.expect(201);
    for path in [
        "/",
        "/products",
        "/p/malo",
        "/search?q=%3C%2Fscript%3E%3Cscript%3Ealert(1)",
    ] {
        let page = open(&shop.anonymous, path).await.expect(200).text;
        assert!(!page.contains("<script>alert(1)"), "{path}: {page}");
    }
}

#[tokio::test]
async fn drafts_are_nowhere() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let draft = json!({ "name": "Secreto", "price": 100_000 });
    shop.owner.post("/api/v1/products", &draft).await.expect(201);
    shop.goods("Público", 1).await;
    let guest = &shop.anonymous;
    for path in ["/", "/products", "/sitemap.xml", "/search?q=secreto"] {
        assert!(
            !open(guest, path).await.expect(200).text.contains("/p/secreto"),
            "{path}"
        );
    }
    open(guest, "/p/secreto").await.expect(404);
    let map = open(guest, "/sitemap.xml").await.expect(200).text;
    assert!(
        map.contains("<loc>http://aurora.localhost") && map.contains("/p/publico</loc>"),
        "{map}"
    );
    let robots = open(guest, "/robots.txt").await.expect(200).text;
    assert!(
        robots.contains("/sitemap.xml") && robots.contains("Disallow: /checkout"),
        "{robots}"
    );
    assert!(
        open(guest, "/icon.svg")
            .await
            .expect(200)
            .text
            .contains(">A</text>")
    );
}

#[tokio::test]
async fn colours_are_kept_for_ever_only_under_their_own_version() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let page = open(&shop.anonymous, "/").await.expect(200).text;
    let address = page
        .split('"')
        .find(|text| text.starts_with("/brand.css"))
        .unwrap();
    let kept = shop.anonymous.get(address).await.expect(200);
    assert!(kept.header("cache-control").contains("immutable"), "{address}");
    for other in ["/brand.css", "/brand.css?v=99"] {
        let passing = shop.anonymous.get(other).await.expect(200);
        assert_eq!(passing.header("cache-control"), "no-cache", "{other}");
    }
}

#[tokio::test]
async fn whoever_is_lost_is_shown_the_way_to_the_platform() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let lost = shop.anonymous.towards(app.address, "nadie.localhost");
    let page = open(&lost, "/").await.expect(404).text;
    assert!(page.contains("http://platform.localhost"), "{page}");
    assert!(
        !page.contains("/brand.css"),
        "nothing else is served here: {page}"
    );
    let platform = shop.anonymous.towards(app.address, "platform.localhost");
    assert_eq!(
        open(&platform, "/").await.expect(303).header("location"),
        "/signup"
    );
}
