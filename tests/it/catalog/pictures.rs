//! Pictures: kept in three sizes, served for ever, gone when nobody shows them.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat};
use reqwest::Method;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};
use testkit::{Answer, TestApp, TestShop};

use super::products::{make, text};

/// A JPEG of 40 by 20 whose EXIF says that it was taken upright, and by whom.
fn turned_jpeg() -> Vec<u8> {
    let mut out = Cursor::new(vec![]);
    DynamicImage::new_rgb8(40, 20)
        .write_to(&mut out, ImageFormat::Jpeg)
        .unwrap();
    let plain = out.into_inner();
    let exif = b"\xFF\xE1\0\x22Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    let comment = b"\xFF\xFE\0\x10Sandra, Bogota";
    [&plain[..2], exif, comment, &plain[2..]].concat()
}

async fn upload(shop: &TestShop, path: &str, file: Vec<u8>) -> Answer {
    let form = Form::new()
        .part("file", Part::bytes(file))
        .text("alt", "Una botella");
    shop.owner
        .send(shop.owner.request(Method::POST, path).multipart(form))
        .await
}

async fn product_with_pictures(shop: &TestShop, count: usize) -> (String, Value) {
    let made = make(
        &shop.owner,
        json!({ "name": "Champú", "price": 100, "status": "active" }),
    )
    .await;
    let path = format!("/api/v1/products/{}", text(&made, "id"));
    for _ in 0..count {
        upload(shop, &format!("{path}/pictures"), turned_jpeg())
            .await
            .expect(201);
    }
    let now = shop.owner.get(&path).await.json();
    (path, now)
}

#[tokio::test]
async fn a_picture_is_turned_stripped_and_served_for_ever() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let (_, product) = product_with_pictures(&shop, 1).await;
    let picture = &product["pictures"][0];
    assert_eq!(
        (&picture["width"], &picture["height"], text(picture, "alt")),
        (&json!(20), &json!(40), "Una botella")
    );
    assert_eq!(product["images"], json!([picture["medium"]]));
    let mut client = shop
        .anonymous
        .request(Method::GET, text(picture, "url"))
        .send()
        .await
        .unwrap();
    let header = |name: &str| {
        client
            .headers()
            .get(name)
            .map(|v| v.to_str().unwrap().to_owned())
            .unwrap_or_default()
    };
    assert_eq!(
        (client.status().as_u16(), header("content-type").as_str()),
        (200, "image/webp")
    );
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert!(header("cache-control").contains("immutable"));
    let mut bytes = vec![];
    while let Some(chunk) = client.chunk().await.unwrap() {
        bytes.extend_from_slice(&chunk);
    }
    assert_eq!(bytes.get(8..12), Some(&b"WEBP"[..]));
    assert!(
        !["Exif", "EXIF", "Sandra"]
            .iter()
            .any(|word| bytes.windows(word.len()).any(|w| w == word.as_bytes()))
    );
}

#[tokio::test]
async fn another_shop_has_no_such_file() {
    let app = TestApp::start().await;
    let (shop, other) = (app.shop("aurora").await, app.shop("bordados").await);
    let (_, product) = product_with_pictures(&shop, 1).await;
    let url = text(&product["pictures"][0], "small");
    shop.anonymous
        .request(Method::HEAD, url)
        .send()
        .await
        .unwrap()
        .error_for_status()
        .unwrap();
    other.anonymous.get(url).await.expect(404);
    for path in ["/media/..%2f..%2fetc%2fpasswd", "/media/x.webp", "/media/x.png"] {
        shop.anonymous.get(path).await.expect(404);
    }
}

#[tokio::test]
async fn pictures_are_put_in_order_described_and_taken_away() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let (path, product) = product_with_pictures(&shop, 3).await;
    let id = |i: usize| product["pictures"][i]["id"].clone();
    let order = json!({ "ids": [id(2), id(0), id(1)] });
    shop.owner
        .put(&format!("{path}/pictures/order"), &order)
        .await
        .expect(204);
    let second = format!("{path}/pictures/{}", id(0).as_str().unwrap());
    shop.owner
        .patch(&second, &json!({ "alt": "Otra cara" }))
        .await
        .expect(204);
    let now = shop.owner.get(&path).await.json();
    assert_eq!(
        (&now["pictures"][0]["id"], text(&now["pictures"][1], "alt")),
        (&id(2), "Otra cara")
    );
    assert_eq!(now["images"][0], product["images"][2]);
    shop.owner.delete(&second).await.expect(204);
    shop.owner.delete(&second).await.expect(404);
    assert_eq!(
        shop.owner.get(&path).await.json()["pictures"]
            .as_array()
            .map(Vec::len),
        Some(2)
    );
}

#[tokio::test]
async fn files_go_when_nobody_shows_them_any_more() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let (path, product) = product_with_pictures(&shop, 1).await;
    let copy = shop
        .owner
        .post(&format!("{path}/duplicate"), &json!({}))
        .await
        .expect(201)
        .json();
    let url = text(&product["pictures"][0], "small").to_owned();
    let head = async || {
        shop.anonymous
            .request(Method::HEAD, &url)
            .send()
            .await
            .unwrap()
            .status()
            .as_u16()
    };
    let delete = async |product: &Value| {
        let path = format!(
            "/api/v1/products/{}/pictures/{}",
            text(product, "id"),
            text(&product["pictures"][0], "id")
        );
        shop.owner.delete(&path).await.expect(204);
        app.run_jobs().await;
    };
    delete(&product).await;
    assert_eq!(head().await, 200, "the copy still shows it");
    delete(&copy).await;
    assert_eq!(head().await, 404);
}

/// A copy that is being made is seen by nobody yet, but its files are needed.
#[tokio::test]
async fn files_stay_for_a_copy_that_is_being_made() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let (path, product) = product_with_pictures(&shop, 1).await;
    let id = text(&product, "id").parse().unwrap();
    let mut copying = app.begin(shop.tenant).await;
    catalog::ops::duplicate_product::duplicate_product(&mut copying, kernel::Currency::COP, id)
        .await
        .unwrap();
    let deleting = tokio::spawn({
        let (owner, picture) = (shop.owner.clone(), text(&product["pictures"][0], "id").to_owned());
        async move { owner.delete(&format!("{path}/pictures/{picture}")).await }
    });
    app.database.until_waiting(1).await;
    copying.commit().await.unwrap();
    deleting.await.unwrap().expect(204);
    app.run_jobs().await;
    shop.anonymous
        .request(Method::HEAD, text(&product["pictures"][0], "small"))
        .send()
        .await
        .unwrap()
        .error_for_status()
        .unwrap();
}

#[tokio::test]
async fn a_product_takes_twenty_pictures_and_refuses_the_next() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let (path, _) = product_with_pictures(&shop, 20).await;
    let answer = upload(&shop, &format!("{path}/pictures"), turned_jpeg())
        .await
        .expect(409);
    assert_eq!(answer.code(), "too_many_pictures");
}

#[tokio::test]
async fn a_category_has_one_picture() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let made = shop
        .owner
        .post("/api/v1/categories", &json!({ "name": "Cabello" }))
        .await
        .expect(201)
        .json();
    let path = format!("/api/v1/categories/{}/picture", text(&made, "id"));
    let first = upload(&shop, &path, turned_jpeg()).await.expect(200).json();
    let second = upload(&shop, &path, turned_jpeg()).await.expect(200).json();
    assert_ne!(first["image"], second["image"]);
    app.run_jobs().await;
    shop.anonymous.get(text(&first, "image")).await.expect(404);
    shop.owner.delete(&path).await.expect(204);
}
