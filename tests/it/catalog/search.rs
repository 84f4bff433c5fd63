//! Search: what people mistype is found, filters count for each other, tenants stay apart.

use serde_json::{Value, json};
use testkit::{Client, TestApp, TestShop};

use super::products::{make, text};

async fn stocked(app: &TestApp, slug: &str) -> TestShop {
    let shop = app.shop(slug).await;
    let mut ids = vec![];
    for name in ["Cabello", "Cuerpo"] {
        ids.push(
            shop.owner
                .post("/api/v1/categories", &json!({ "name": name }))
                .await
                .expect(201)
                .json()["id"]
                .clone(),
        );
    }
    let mut brands = vec![];
    for name in ["Verdemonte", "Aurora"] {
        brands.push(
            shop.owner
                .post("/api/v1/brands", &json!({ "name": name }))
                .await
                .expect(201)
                .json()["id"]
                .clone(),
        );
    }
    for (name, category, brand, price) in [
        ("Champú anticaída de romero", 0, 0, 3_000_000),
        ("Champú hidratante de coco", 0, 1, 2_000_000),
        ("Acondicionador de coco", 0, 0, 2_500_000),
        ("Cepillo térmico redondo", 0, 1, 5_000_000),
        ("Jabón de avena", 1, 1, 1_000_000),
        ("Crema corporal de coco", 1, 0, 4_000_000),
    ] {
        let body = json!({ "name": name, "price": price, "category_id": ids[category], "brand_id": brands[brand], "status": "active" });
        make(&shop.owner, body).await;
    }
    make(
        &shop.owner,
        json!({ "name": "Champú en preparación", "price": 100 }),
    )
    .await;
    shop
}

async fn search(client: &Client, query: &str) -> Value {
    client
        .get(&format!("/api/v1/search/products?{query}"))
        .await
        .expect(200)
        .json()
}

async fn names(client: &Client, query: &str) -> Vec<String> {
    let found = search(client, query).await;
    found["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| text(p, "name").to_owned())
        .collect()
}

#[tokio::test]
async fn what_people_mistype_is_found() {
    let app = TestApp::start().await;
    let shop = stocked(&app, "aurora").await;
    for (typed, first) in [
        ("champu anticaida", "Champú anticaída de romero"),
        ("chanpú anticaida", "Champú anticaída de romero"),
        ("shampoo romero", "Champú anticaída de romero"),
        ("CEPIYO", "Cepillo térmico redondo"),
        ("cepilo termico", "Cepillo térmico redondo"),
        ("sepillos", "Cepillo térmico redondo"),
        ("javon", "Jabón de avena"),
        ("xabon", "Jabón de avena"),
        ("cerma", "Crema corporal de coco"),
        ("acondisonador", "Acondicionador de coco"),
        ("acondi", "Acondicionador de coco"),
        ("idratante", "Champú hidratante de coco"),
    ] {
        let found = names(&shop.anonymous, &format!("q={typed}")).await;
        assert_eq!(
            found.first().map(String::as_str),
            Some(first),
            "{typed}: {found:?}"
        );
    }
    assert_eq!(names(&shop.anonymous, "q=televisor").await, [""; 0]);
    assert_eq!(names(&shop.anonymous, "q=%C2%BF%3F%21").await, [""; 0]);
    assert_eq!(names(&shop.anonymous, "q=coco").await.len(), 3);
    let by_brand = names(&shop.anonymous, "q=verdemonte&sort=name").await;
    assert_eq!(
        by_brand,
        [
            "Acondicionador de coco",
            "Champú anticaída de romero",
            "Crema corporal de coco"
        ]
    );
}

#[tokio::test]
async fn words_that_no_product_has_are_left_out_and_named() {
    let app = TestApp::start().await;
    let shop = stocked(&app, "aurora").await;
    for (typed, ignored, first, many) in [
        // One word is known to nobody, wherever it stands.
        ("jabon bicicleta", vec!["bicicleta"], "Jabón de avena", 1),
        ("Televisor coco", vec!["Televisor"], "Acondicionador de coco", 3),
        (
            "champu Xilófono anticaida",
            vec!["Xilófono"],
            "Champú anticaída de romero",
            1,
        ),
        // Misspelt is not unknown; the dictionary's own small words are no loss.
        ("javon de bicicleta", vec!["bicicleta"], "Jabón de avena", 1),
        ("jabón para bicicletas", vec!["bicicletas"], "Jabón de avena", 1),
        // All are known, but not together: most of them count.
        (
            "crema corporal cepillo",
            vec!["cepillo"],
            "Crema corporal de coco",
            1,
        ),
        (
            "cepiyo termiko redondo bicicleta",
            vec!["bicicleta"],
            "Cepillo térmico redondo",
            1,
        ),
    ] {
        let found = search(&shop.anonymous, &format!("q={typed}&sort=name")).await;
        assert_eq!(found["ignored_words"], json!(ignored), "{typed}: {found}");
        assert_eq!(found["results"][0]["name"], json!(first), "{typed}");
        assert_eq!(found["total"], json!(many), "{typed}");
    }
    // What is found whole, or what nothing is found of, leaves nothing out.
    for typed in [
        "champu coco",
        "cepilo termico",
        "coco",
        "bicicleta televisor",
        "bicicleta",
        "de la",
    ] {
        let found = search(&shop.anonymous, &format!("q={typed}")).await;
        assert_eq!(found["ignored_words"], json!([]), "{typed}: {found}");
    }
    // Filters count among what was found, and drafts are nobody's words.
    let found = search(&shop.anonymous, "q=coco+bicicleta&filters[category]=cabello").await;
    assert_eq!(
        (&found["total"], &found["ignored_words"]),
        (&json!(2), &json!(["bicicleta"]))
    );
    assert_eq!(
        found["aggregations"]["categories"],
        json!({ "cabello": 2, "cuerpo": 1 })
    );
    let found = search(&shop.anonymous, "q=champu+preparacion").await;
    assert_eq!(
        (&found["total"], &found["ignored_words"]),
        (&json!(2), &json!(["preparacion"]))
    );
    // Another shop's words are no help.
    let other = app.shop("bruma").await;
    make(
        &other.owner,
        json!({ "name": "Bicicleta", "price": 100, "status": "active" }),
    )
    .await;
    let found = search(&shop.anonymous, "q=jabon+bicicleta").await;
    assert_eq!(found["ignored_words"], json!(["bicicleta"]));
}

#[tokio::test]
async fn the_page_says_which_words_it_left_out() {
    let app = TestApp::start().await;
    let shop = stocked(&app, "aurora").await;
    let page = shop
        .anonymous
        .get("/search?q=jav%C3%B3n+%3Cb%3Ebicicleta")
        .await
        .expect(200)
        .text;
    for said in [
        "No encontramos nada que tenga además",
        "“bicicleta”",
        "Jabón de avena",
        ">jabón</a>",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let staff = shop
        .owner
        .get("/admin/products?q=jabon+bicicleta")
        .await
        .expect(200)
        .text;
    assert!(
        !staff.contains("Jabón de avena"),
        "who looks after products means all the words"
    );
}

#[tokio::test]
async fn drafts_and_archived_products_are_never_found() {
    let app = TestApp::start().await;
    let shop = stocked(&app, "aurora").await;
    for client in [&shop.anonymous, &shop.owner] {
        assert_eq!(names(client, "q=preparacion").await, [""; 0]);
        assert_eq!(names(client, "q=champu").await.len(), 2);
    }
    let staff = shop
        .owner
        .get("/api/v1/products?status=draft&search=champu")
        .await
        .expect(200)
        .json();
    assert_eq!(staff["pagination"]["total"], json!(1));
}

#[tokio::test]
async fn each_filter_counts_under_the_others() {
    let app = TestApp::start().await;
    let shop = stocked(&app, "aurora").await;
    let all = search(&shop.anonymous, "q=coco").await;
    assert_eq!(
        all["aggregations"]["categories"],
        json!({ "cabello": 2, "cuerpo": 1 })
    );
    assert_eq!(
        all["aggregations"]["brands"],
        json!({ "aurora": 1, "verdemonte": 2 })
    );
    assert_eq!(all["total"], json!(3));
    assert!(
        all["took"].is_u64() && all["suggestions"].as_array().is_some_and(|s| s.len() == 3),
        "{all}"
    );

    let hair = search(&shop.anonymous, "q=coco&filters[category]=cabello").await;
    assert_eq!(hair["total"], json!(2));
    assert_eq!(
        hair["aggregations"]["categories"],
        json!({ "cabello": 2, "cuerpo": 1 }),
        "its own filter is left out"
    );
    assert_eq!(
        hair["aggregations"]["brands"],
        json!({ "aurora": 1, "verdemonte": 1 })
    );

    let both = search(
        &shop.anonymous,
        "q=coco&filters%5Bbrand%5D=verdemonte&filters%5Bprice_max%5D=3000000",
    )
    .await;
    assert_eq!(both["total"], json!(1));
    assert_eq!(both["aggregations"]["categories"], json!({ "cabello": 1 }));
    assert_eq!(
        both["aggregations"]["brands"],
        json!({ "aurora": 1, "verdemonte": 1 })
    );
}

#[tokio::test]
async fn choosing_a_price_range_gives_what_it_counted() {
    let app = TestApp::start().await;
    let shop = stocked(&app, "aurora").await;
    let all = search(&shop.anonymous, "").await;
    let ranges = all["facets"]["price_ranges"].as_array().unwrap();
    assert!(ranges.len() > 1, "{all}");
    for range in ranges {
        let (from, to) = (&range["from"], &range["to"]);
        let chosen = search(
            &shop.anonymous,
            &format!("filters[price_min]={from}&filters[price_max]={to}"),
        )
        .await;
        assert_eq!(chosen["total"], range["count"], "{range}");
        assert_eq!(chosen["facets"]["price_ranges"], all["facets"]["price_ranges"]);
    }
}

#[tokio::test]
async fn a_shops_own_words_count() {
    let app = TestApp::start().await;
    let shop = stocked(&app, "aurora").await;
    assert_eq!(names(&shop.anonymous, "q=peinilla").await, [""; 0]);
    let words = json!({ "synonyms": [["peinilla", "cepillo"], ["crema de manos", "crema corporal"]], "stop_words": ["Barato"] });
    let kept = shop
        .owner
        .put("/api/v1/admin/search/words", &words)
        .await
        .expect(200)
        .json();
    assert_eq!(kept["stop_words"], json!(["barato"]));
    assert_eq!(
        names(&shop.anonymous, "q=peinilla").await,
        ["Cepillo térmico redondo"]
    );
    assert_eq!(
        names(&shop.anonymous, "q=cepillo+barato").await,
        ["Cepillo térmico redondo"]
    );
    assert_eq!(
        names(&shop.anonymous, "q=crema+de+manos").await,
        ["Crema corporal de coco"]
    );
    let other = stocked(&app, "otra").await;
    assert_eq!(
        names(&other.anonymous, "q=peinilla").await,
        [""; 0],
        "synonyms are the shop's own"
    );
}

#[tokio::test]
async fn names_follow_their_category_and_brand() {
    let app = TestApp::start().await;
    let shop = stocked(&app, "aurora").await;
    let tree = shop.anonymous.get("/api/v1/categories").await.json();
    let body_care = tree["data"]
        .as_array()
        .unwrap()
        .iter()
        .find(|c| c["slug"] == "cuerpo")
        .unwrap();
    assert_eq!(names(&shop.anonymous, "q=baño").await, [""; 0]);
    shop.owner
        .put(
            &format!("/api/v1/categories/{}", text(body_care, "id")),
            &json!({ "name": "Baño" }),
        )
        .await
        .expect(200);
    assert_eq!(names(&shop.anonymous, "q=baño").await.len(), 2);
}

#[tokio::test]
async fn suggestions_begin_with_what_is_typed() {
    let app = TestApp::start().await;
    let shop = stocked(&app, "aurora").await;
    let suggest = async |q: &str| {
        let answer = shop
            .anonymous
            .get(&format!("/api/v1/search/suggestions?q={q}"))
            .await
            .expect(200)
            .json();
        answer["suggestions"]
            .as_array()
            .unwrap()
            .iter()
            .map(|s| s.as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(suggest("cab").await.first().map(String::as_str), Some("Cabello"));
    assert_eq!(suggest("cham").await.len(), 2);
    assert_eq!(suggest("").await, [""; 0]);
    assert_eq!(suggest("%25").await, [""; 0]);
}

#[tokio::test]
async fn no_shop_finds_anothers_products() {
    let app = TestApp::start().await;
    let (one, other) = (stocked(&app, "aurora").await, app.shop("bordados").await);
    make(
        &other.owner,
        json!({ "name": "Champú de otra tienda", "price": 100, "status": "active" }),
    )
    .await;
    assert_eq!(
        names(&other.anonymous, "q=champu").await,
        ["Champú de otra tienda"]
    );
    assert_eq!(names(&other.anonymous, "q=cepiyo").await, [""; 0]);
    assert_eq!(names(&one.anonymous, "q=otra+tienda").await, [""; 0]);
    let seen = search(&other.anonymous, "").await;
    assert_eq!(
        (&seen["total"], &seen["aggregations"]["brands"]),
        (&json!(1), &json!({}))
    );

    // The one function that policies do not guard: without a tenant it fails, and it obeys the transaction's.
    let ask =
        "select count(*) from search_products('champu', 'champu', '{champu}', '{draft,active,archived}')";
    let without = sqlx::query_scalar::<_, i64>(ask)
        .fetch_one(app.pools.app.sessions())
        .await;
    assert!(without.is_err(), "{without:?}");
    let mut tx = app.begin(other.tenant).await;
    assert_eq!(
        sqlx::query_scalar::<_, i64>(ask)
            .fetch_one(&mut *tx)
            .await
            .unwrap(),
        1
    );
}
