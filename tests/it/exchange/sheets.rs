//! Workbooks: for whoever may see what is in them, and told in the log.

use kernel::Role;
use serde_json::json;
use testkit::TestApp;

#[tokio::test]
async fn a_workbook_is_taken_by_whoever_may_see_it_and_the_log_tells() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    shop.goods("Champú", 3).await;
    for what in ["products", "orders", "customers"] {
        let file = shop
            .owner
            .form(&format!("/admin/export/{what}"), &[])
            .await
            .expect(200);
        assert!(file.header("content-type").contains("spreadsheetml"));
        assert!(
            file.header("content-disposition")
                .contains(&format!("{what}.xlsx"))
        );
    }
    let log = shop
        .owner
        .get("/api/v1/admin/audit?id=products")
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&log["data"][0]["subject"], &log["data"][0]["after"]),
        (&json!("export"), &json!({ "rows": 1 }))
    );
    let (cashier, _) = shop.person(&app, Role::Cashier, "caja@aurora.test").await;
    cashier.form("/admin/export/orders", &[]).await.expect(200);
    cashier.form("/admin/export/products", &[]).await.expect(403);
}
