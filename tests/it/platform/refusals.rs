//! Refusals that the web's own machinery makes read like all others.

use http::openapi::is_api;
use reqwest::Method;
use testkit::{Client, TestApp};

#[tokio::test]
async fn who_asks_with_another_method_is_told_which_there_are() {
    let app = TestApp::start().await;
    let shop = app.shop("demo").await;
    let anybody = Client::new(app.address, &shop.host);
    for route in app
        .app
        .routes
        .iter()
        .filter(|route| is_api(route) && !route.path.contains('{'))
    {
        let answer = anybody
            .send(anybody.request(Method::TRACE, &route.path))
            .await
            .expect(405);
        let allowed = answer.header("allow");
        let named: Vec<&str> = allowed.split(", ").collect();
        assert!(named.contains(&route.method.as_str()), "{route:?}: {allowed}");
        assert_eq!(
            named.contains(&"GET"),
            named.contains(&"HEAD"),
            "{route:?}: {allowed}"
        );
    }
}

#[tokio::test]
async fn a_refusal_says_truly_how_it_is_packed() {
    let app = TestApp::start().await;
    let shop = app.shop("demo").await;
    // Ids that cannot be read are refused by the router's own extractor, with a text of its own.
    let call = shop
        .owner
        .request(Method::DELETE, "/api/v1/products/none/pictures/none")
        .header("accept-encoding", "gzip");
    let answer = shop.owner.send(call).await.expect(404);
    assert_eq!(answer.header("content-encoding"), "");
    assert_eq!(answer.code(), "not_found");
}
