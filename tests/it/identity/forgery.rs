//! A page elsewhere that makes a signed-in browser post to us.

use http::Access;
use reqwest::Method;
use testkit::{PASSWORD, TestApp};

/// Old browsers say nothing of where a request comes from; then the token decides, whatever the content is called.
#[tokio::test]
async fn no_route_takes_a_cookie_without_the_token() {
    let app = TestApp::start_with(&[("VITRINA_LIMITS__ON", "false")]).await;
    let shop = app.shop("aurora").await;
    let browser = shop.anonymous.another();
    let login = [("email", "owner@aurora.test"), ("password", PASSWORD)];
    browser.form("/login", &login).await.expect(303);
    let id = "01931f3e-dead-7000-8000-000000000000";
    let mut faults = vec![];
    let routes = app
        .app
        .routes
        .iter()
        .filter(|r| r.method != Method::GET.as_str() && !r.any_host);
    for route in routes.filter(|r| matches!(r.access, Access::Staff(_) | Access::SignedIn)) {
        let path: Vec<&str> = route
            .path
            .split('/')
            .map(|part| if part.starts_with('{') { id } else { part })
            .collect();
        for media in [
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "text/plain",
            "application/json",
        ] {
            let body = if media.starts_with("multipart") {
                "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n--x--\r\n"
            } else {
                "a=b"
            };
            let method = Method::from_bytes(route.method.as_str().as_bytes()).unwrap();
            let request = browser
                .request(method, &path.join("/"))
                .header("idempotency-key", "one");
            let answer = browser
                .send(request.header("content-type", media).body(body))
                .await;
            // A file that is none, or a form without its fields, may be refused for that first; never is it taken.
            if !answer.status.is_client_error() || answer.status == 401 {
                faults.push(format!("{} as {media}: {}", route.name, answer.status));
            }
            if route.path.starts_with("/api/") && !media.starts_with("multipart") && answer.status != 403 {
                faults.push(format!(
                    "{} as {media}: {} instead of 403",
                    route.name, answer.status
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
    // The session is alive: everything above was refused for want of the token.
    browser.get("/api/v1/auth/me").await.expect(200);
}
