//! Files of products: looked at, applied, taken along.

mod applying;
mod faults;
mod forms;
mod grid;
mod pictures;
mod sheets;

use reqwest::Method;
use reqwest::multipart::{Form, Part};
use serde_json::Value;
use testkit::{Answer, TestApp, TestShop};

const IMPORTS: &str = "/api/v1/admin/products/imports";

/// Brings a file.
async fn bring(shop: &TestShop, file: &[u8]) -> Answer {
    let form = Form::new().part("file", Part::bytes(file.to_vec()));
    let request = shop.owner.request(Method::POST, IMPORTS).multipart(form);
    shop.owner.send(request).await
}

/// What a file would make, change and leave, and how many faults it has.
fn counts(import: &Value) -> [i64; 4] {
    ["products_new", "products_changed", "products_same", "fault_count"]
        .map(|name| import[name].as_i64().unwrap())
}

fn id_of(import: &Value) -> String {
    import["id"].as_str().unwrap().to_owned()
}

/// Brings a file without faults and applies it; gives how it stands then.
async fn import(app: &TestApp, shop: &TestShop, file: &str) -> Value {
    let brought = bring(shop, file.as_bytes()).await.expect(201).json();
    let path = format!("{IMPORTS}/{}", id_of(&brought));
    shop.owner
        .post(&format!("{path}/apply"), &Value::Null)
        .await
        .expect(202);
    app.run_jobs().await;
    app.advance(1);
    shop.owner.get(&path).await.expect(200).json()
}
