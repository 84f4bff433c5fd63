//! Files that nobody can take: told by line and column, and nothing of them kept.

use serde_json::{Value, json};
use testkit::{TestApp, TestShop};

use super::{IMPORTS, bring, counts, id_of};

async fn faults(shop: &TestShop, file: &[u8]) -> Vec<(i64, String, String)> {
    let import = bring(shop, file).await.expect(201).json();
    let path = format!("{IMPORTS}/{}/faults", id_of(&import));
    let found = shop.owner.get(&path).await.expect(200).json();
    let text = |fault: &Value, name: &str| fault[name].as_str().unwrap().to_owned();
    let fault = |f: &Value| (f["line"].as_i64().unwrap(), text(f, "column"), text(f, "code"));
    found["data"].as_array().unwrap().iter().map(fault).collect()
}

#[tokio::test]
async fn every_fault_has_its_line_and_column_and_nothing_is_applied() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    shop.goods("Champú", 1).await;
    let sku = shop.owner.get("/api/v1/products/champu").await.json()["variants"][0]["sku"]
        .as_str()
        .unwrap()
        .to_owned();
    let long = "ñ".repeat(5_000);
    let file = format!(
        "enlace;nombre;categoría;código;precio\na;{long};;A-1;1000\nb;Uno;Ropa > Ropa;A-1;1.234,56\nc;=1+1;;A-2;1,234.00\n\
         d;Dos;;{sku};mil\n"
    );
    let found = faults(&shop, file.as_bytes()).await;
    let found: Vec<(i64, &str, &str)> = found
        .iter()
        .map(|(l, c, f)| (*l, c.as_str(), f.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            (2, "nombre", "too_long"),
            (3, "categoría", "circle"),
            (3, "precio", "not_whole"),
            (4, "nombre", "formula"),
            (5, "precio", "not_a_price"),
            (3, "código", "duplicate"),
            (5, "código", "taken"),
        ]
    );
}

#[tokio::test]
async fn a_file_with_faults_is_refused_and_its_faults_are_a_file() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let import = bring(&shop, "nombre,precio\nBuena,1000\n=Mala,1000\n".as_bytes())
        .await
        .expect(201)
        .json();
    assert_eq!(counts(&import)[3], 1);
    let path = format!("{IMPORTS}/{}/apply", id_of(&import));
    let refused = shop.owner.post(&path, &Value::Null).await.expect(409);
    assert_eq!(refused.code(), "import_has_faults");
    let page = format!("/admin/products/imports/{}", id_of(&import));
    let file = shop.owner.get(&format!("{page}/faults.csv")).await.expect(200);
    assert!(
        file.text.contains("\"3\",\"nombre\",\"Es una fórmula"),
        "{}",
        file.text
    );
    assert!(
        file.text.contains("\"'=Mala\""),
        "no spreadsheet runs it: {}",
        file.text
    );
    let page = shop.owner.get(&page).await.expect(200).text;
    assert!(page.contains("faults.csv") && !page.contains("/apply\""));
    app.run_jobs().await;
    let list = shop.owner.get("/api/v1/products?status=draft").await.json();
    assert_eq!(list["pagination"]["total"], json!(0));
}

#[tokio::test]
async fn what_is_no_table_of_products_is_refused() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    for file in [
        &b"fecha,total\n1,2\n"[..],
        b"\x89PNG\r\n\x1a\n",
        b"\0\0\0\0",
        b"%PDF-1.7",
    ] {
        let refused = bring(&shop, file).await.expect(422);
        assert_eq!(refused.json()["errors"][0]["code"], json!("not_a_catalogue"));
    }
    let large = vec![b'a'; 11 * 1024 * 1024];
    bring(&shop, &large).await.expect(413);
}

#[tokio::test]
async fn whoever_may_not_manage_the_catalogue_brings_and_takes_nothing() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let (cashier, _) = shop.person(&app, kernel::Role::Cashier, "caja@aurora.test").await;
    for path in [
        "/admin/products/import",
        "/admin/products/export",
        "/api/v1/admin/products/export",
    ] {
        cashier.get(path).await.expect(403);
        let status = shop.anonymous.get(path).await.status.as_u16();
        assert!(status == 401 || status == 303, "{path}: {status}");
    }
}
