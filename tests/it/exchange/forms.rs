//! Files as other programs write them, and what goes out comes in again.

use serde_json::json;
use testkit::TestApp;

use super::{bring, counts, import};

const SHOPIFY: &str = "Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Grams,\
Variant Inventory Qty,Variant Price,Variant Compare At Price,Variant Taxable,Status
pulsera,Pulsera,<p>Hecha a <b>mano</b></p><p>Plata</p>,Lino & Co,Joyas,\"plata, mano\",TRUE,Talla,Única,P-1,20,4,89900.00,99900.00,TRUE,active
anillo,Anillo,,,Joyas,,TRUE,Title,Default Title,,5,1,45000.00,,FALSE,draft
";

const WOOCOMMERCE: &str = "ID,Type,SKU,Name,Published,Is featured?,Short description,Description,Tax status,Stock,Weight (kg),Sale price,\
Regular price,Categories,Tags,Parent,Attribute 1 name,Attribute 1 value(s)
1,variable,vneck,Camiseta V,1,1,Suave.,<strong>Algodón</strong>\\nfresco,taxable,,,,,\"Ropa > Camisetas, Ropa\",,,Color,\"Azul, Rojo\"
2,variation,vneck-azul,Camiseta V - Azul,1,0,,,taxable,3,0.5,15000,20000,,,vneck,Color,Azul
3,variation,vneck-rojo,Camiseta V - Rojo,1,0,,,taxable,,0.5,,20000,,,id:1,Color,Rojo
4,simple,,Gorra,-1,0,,,none,7,0.2,,18000,Accesorios,,,,
5,grouped,kit,Conjunto,1,0,,,taxable,,,,,,,,,
";

#[tokio::test]
async fn shopifys_and_woocommerces_files_come_in_and_a_second_time_change_nothing() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    for (file, form) in [(SHOPIFY, "shopify"), (WOOCOMMERCE, "woocommerce")] {
        let done = import(&app, &shop, file).await;
        assert_eq!(
            (counts(&done), &done["form"]),
            ([2, 0, 0, 0], &json!(form)),
            "{done}"
        );
        let again = bring(&shop, file.as_bytes()).await.expect(201).json();
        assert_eq!(counts(&again), [0, 0, 2, 0], "{form}");
    }
    let bracelet = shop
        .anonymous
        .get("/api/v1/products/pulsera")
        .await
        .expect(200)
        .json();
    assert_eq!(bracelet["description"], json!("Hecha a mano\n\nPlata"));
    assert_eq!(
        (&bracelet["price"], &bracelet["compare_price"]),
        (&json!(8_990_000), &json!(9_990_000))
    );
    let shirt = shop
        .anonymous
        .get("/api/v1/products/camiseta-v")
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&shirt["description"], &shirt["category"]["name"]),
        (&json!("Algodón fresco"), &json!("Camisetas"))
    );
}

#[tokio::test]
async fn what_is_exported_reads_as_it_is_in_every_form() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    import(&app, &shop, SHOPIFY).await;
    import(&app, &shop, WOOCOMMERCE).await;
    let evil = json!({ "name": "=HYPERLINK(\"http://malo.test\")", "price": 100_000, "tags": ["a, b", "'=c"], "sku": "-1" });
    shop.owner.post("/api/v1/products", &evil).await.expect(201);
    for form in ["vitrina", "shopify", "woocommerce"] {
        let file = shop
            .owner
            .get(&format!("/api/v1/admin/products/export?form={form}"))
            .await
            .expect(200);
        assert!(file.header("content-type").starts_with("text/csv"));
        assert!(
            !file.text.contains("\"=HYPERLINK") && file.text.contains("\"'=HYPERLINK"),
            "{}",
            file.text
        );
        let again = bring(&shop, file.text.as_bytes()).await.expect(201).json();
        assert_eq!(
            (counts(&again), &again["form"]),
            ([0, 0, 5, 0], &json!(form)),
            "{}",
            file.text
        );
    }
}

#[tokio::test]
async fn files_of_every_encoding_and_mark_come_in() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let text = "nombre;precio\nChampú de ñame;1000\n";
    let windows: Vec<u8> = text
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked = [b"\xFF\xFE", &wide[..]].concat();
    let tabs = text.replace(';', "\t").into_bytes();
    import(&app, &shop, text).await;
    for file in [windows, wide, marked, tabs] {
        let again = bring(&shop, &file).await.expect(201).json();
        assert_eq!(counts(&again), [0, 0, 1, 0], "{file:?}");
    }
}
