//! Files of products of a furnished shop.

use std::collections::BTreeMap;

use reqwest::Method;
use reqwest::multipart::{Form, Part};
use testkit::{TestApp, TestShop};

/// A form that brings this file.
pub fn table(text: &str) -> Form {
    Form::new().part("file", Part::bytes(text.as_bytes().to_vec()))
}

/// Files, each saying the word: one with a fault, one that was applied and names a picture that nobody has, and one to apply by
/// each way.
pub async fn furnish_exchange(
    app: &TestApp,
    shop: &TestShop,
    word: &str,
    ids: &mut BTreeMap<String, String>,
) {
    let file = |n: u8, price: &str, picture: &str| {
        format!("nombre,precio,código,fotos\nTraído {n} {word},{price},{word}-{n},{picture}\n")
    };
    let picture = format!("http://127.0.0.1:9/{word}.jpg");
    for (name, text) in [
        ("import_faulty", file(1, word, "")),
        ("import_done", file(2, "1000", &picture)),
        ("import_ready", file(3, "1000", "")),
        ("import_ready_desk", file(4, "1000", "")),
    ] {
        let path = "/api/v1/admin/products/imports";
        let request = shop.owner.request(Method::POST, path).multipart(table(&text));
        let made = shop.owner.send(request).await.expect(201).json();
        ids.insert(name.into(), made["id"].as_str().unwrap().to_owned());
        app.advance(1);
    }
    let path = format!("/api/v1/admin/products/imports/{}/apply", ids["import_done"]);
    shop.owner.post(&path, &serde_json::Value::Null).await.expect(202);
    app.run_jobs().await;
}
