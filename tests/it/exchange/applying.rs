//! From a file to the catalogue: whole, once, and only over what was looked at.

use serde_json::{Value, json};
use testkit::TestApp;

use super::{IMPORTS, bring, counts, id_of, import};

const SHIRTS: &str = "enlace,nombre,categoría,marca,estado,opción 1,valor 1,código,precio,existencias\n\
    camisa,Camisa,Ropa > Camisas,Lino,activo,Talla,S,C-S,89.900,5\n\
    camisa,,,,,,M,C-M,89.900,0\n\
    ,Gorra,Ropa,,activo,,,G-1,25000,2\n";

#[tokio::test]
async fn a_file_is_looked_at_then_applied_and_a_second_time_changes_nothing() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let looked = bring(&shop, SHIRTS.as_bytes()).await.expect(201).json();
    assert_eq!(
        (counts(&looked), &looked["form"]),
        ([2, 0, 0, 0], &json!("vitrina"))
    );
    shop.anonymous.get("/api/v1/products/camisa").await.expect(404);

    let done = import(&app, &shop, SHIRTS).await;
    assert_eq!((&done["status"], &done["done"]), (&json!("done"), &json!(2)));
    let shirt = shop
        .anonymous
        .get("/api/v1/products/camisa")
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&shirt["price"], &shirt["category"]["name"]),
        (&json!(8_990_000), &json!("Camisas"))
    );
    let stock: Vec<i64> = shirt["variants"]
        .as_array()
        .unwrap()
        .iter()
        .map(|v| v["stock"].as_i64().unwrap())
        .collect();
    assert_eq!(stock, [5, 0]);
    let tree = shop.anonymous.get("/api/v1/categories").await.json();
    assert_eq!(tree["data"].as_array().map_or(0, Vec::len), 1, "{tree}");

    let again = bring(&shop, SHIRTS.as_bytes()).await.expect(201).json();
    assert_eq!(counts(&again), [0, 0, 2, 0]);
}

#[tokio::test]
async fn a_file_about_pieces_alone_changes_pieces_alone() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    import(&app, &shop, SHIRTS).await;
    let done = import(&app, &shop, "sku;stock\nC-S;9\nC-M;3\n").await;
    assert_eq!(counts(&done), [0, 1, 0, 0], "two lines of one product");
    let shirt = shop
        .anonymous
        .get("/api/v1/products/camisa")
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&shirt["variants"][0]["stock"], &shirt["variants"][1]["stock"]),
        (&json!(9), &json!(3))
    );
    assert_eq!(shirt["name"], json!("Camisa"));
    let variant = shirt["variants"][0]["id"].as_str().unwrap();
    let moves = shop
        .owner
        .get(&format!("/api/v1/admin/inventory/{variant}/movements"))
        .await
        .json();
    assert_eq!(moves["data"][0]["on_hand_change"], json!(4));
    assert_eq!(moves["data"][0]["reason"], json!("Importación de productos"));
}

#[tokio::test]
async fn what_was_changed_after_the_look_is_not_overwritten_and_nothing_is_kept() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    import(&app, &shop, SHIRTS).await;
    let file = "enlace,nombre,precio,código\ncamisa,Otra camisa,,C-S\nnueva,Nueva,1000,N-1\n";
    let looked = bring(&shop, file.as_bytes()).await.expect(201).json();
    assert_eq!(counts(&looked), [1, 1, 0, 0], "{looked}");
    let shirt = shop.owner.get("/api/v1/products/camisa").await.json();
    let path = format!("/api/v1/products/{}", shirt["id"].as_str().unwrap());
    shop.owner
        .patch(&path, &json!({ "featured": true }))
        .await
        .expect(200);
    let path = format!("{IMPORTS}/{}", id_of(&looked));
    shop.owner
        .post(&format!("{path}/apply"), &Value::Null)
        .await
        .expect(202);
    app.run_jobs().await;
    let import = shop.owner.get(&path).await.json();
    assert_eq!(
        (&import["status"], &import["problem"]),
        (&json!("failed"), &json!("stale"))
    );
    shop.owner.get("/api/v1/products/nueva").await.expect(404);
    assert_eq!(
        shop.owner.get("/api/v1/products/camisa").await.json()["name"],
        json!("Camisa")
    );
    let again = shop
        .owner
        .post(&format!("{path}/apply"), &Value::Null)
        .await
        .expect(409);
    assert_eq!(again.code(), "import_not_ready");
}

#[tokio::test]
async fn the_page_shows_what_a_file_would_do_and_its_button_does_it() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let looked = bring(&shop, SHIRTS.as_bytes()).await.expect(201).json();
    let path = format!("/admin/products/imports/{}", id_of(&looked));
    let page = shop.owner.get(&path).await.expect(200).text;
    assert!(page.contains(&format!("{path}/apply")), "{page}");
    shop.owner.form(&format!("{path}/apply"), &[]).await.expect(303);
    let moving = shop.owner.get(&path).await.expect(200).text;
    assert!(moving.contains("<progress") && moving.contains(&format!("{path}/live")));
    app.run_jobs().await;
    let live = shop.owner.get(&format!("{path}/live")).await.expect(200);
    assert_eq!(live.header("hx-refresh"), "true");
    assert!(!live.text.contains("<progress"));
    let list = shop.owner.get("/admin/products/import").await.expect(200).text;
    assert!(list.contains(&path) && list.contains("Aplicado"));
}
