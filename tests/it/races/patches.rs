//! Two who change different fields of one thing: both changes stay.

use serde_json::json;

use super::replicas::Replicas;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_patches_of_one_product_both_stay() {
    let replicas = Replicas::start(8).await;
    let goods = replicas.shop.goods("Antes", 5).await;
    let path = format!("/api/v1/products/{}", goods.product);
    // Both have begun before either may write.
    let mut gate = replicas.one.begin(replicas.shop.tenant).await;
    sqlx::query("select from product where tenant_id = $1 and product_id = $2::uuid for update")
        .bind(replicas.shop.tenant)
        .bind(&goods.product)
        .execute(&mut *gate)
        .await
        .unwrap();
    let patch = |server: &testkit::TestApp, body| {
        let owner = replicas.shop.owner.towards(server.address, &replicas.shop.host);
        let path = path.clone();
        tokio::spawn(async move { owner.patch(&path, &body).await })
    };
    let one = patch(&replicas.one, json!({ "name": "Después" }));
    let two = patch(
        &replicas.two,
        json!({ "short_description": "Con otras palabras" }),
    );
    replicas.one.database.until_waiting(2).await;
    gate.rollback().await.unwrap();
    one.await.unwrap().expect(200);
    two.await.unwrap().expect(200);
    let now = replicas.shop.owner.get(&path).await.expect(200).json();
    assert_eq!(
        (&now["name"], &now["short_description"]),
        (&json!("Después"), &json!("Con otras palabras"))
    );
}
