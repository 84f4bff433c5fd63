//! Forms that are answered with what is wrong leave their own address in the browser: whoever reloads it is led to the page.

use http::openapi::is_api;
use testkit::TestApp;

/// Whose forms are looked at: where people pay, order, book and write to each other.
const SLICES: [&str; 4] = ["payments", "sales", "booking", "notifications"];

#[tokio::test]
async fn every_address_that_only_takes_a_form_knows_its_page() {
    let app = TestApp::start().await;
    let routes: Vec<_> = app.app.routes.iter().filter(|route| !is_api(route)).collect();
    let shows = |path: &str| {
        routes
            .iter()
            .any(|route| route.method == "GET" && route.path == path)
    };
    let forms = routes
        .iter()
        .filter(|route| route.method == "POST" && SLICES.contains(&route.slice) && !shows(&route.path));
    let mut faults = vec![];
    let mut led = 0;
    for form in forms {
        match form.page {
            Some(page) if shows(page) => led += 1,
            page => faults.push(format!("{form:?} leads to {page:?}")),
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
    assert!(led > 30, "too few forms were found: {led}");
}

#[tokio::test]
async fn a_reload_leads_to_the_page_with_what_stood_in_the_address() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let id = "01931f3e-dead-7000-8000-000000000000";
    let (money, booking) = (format!("/admin/money/{id}"), format!("/admin/bookings/{id}"));
    let (refund, step) = (format!("{money}/refund"), format!("{booking}/step"));
    for (asked, there) in [
        ("/pay/abc/pse", "/pay/abc"),
        ("/cart/items", "/cart"),
        ("/checkout/quote", "/checkout"),
        (
            "/reservar/corte/soltar?id=1&embed=1",
            "/reservar/corte?id=1&embed=1",
        ),
        ("/orders/7/cancel?key=a%0Ab", "/orders/7?key=a%0Ab"),
        (refund.as_str(), money.as_str()),
        (step.as_str(), booking.as_str()),
    ] {
        let led = shop.anonymous.get(asked).await.expect(303);
        assert_eq!(led.header("location"), there, "{asked}");
    }
    // What no form stands on is refused as ever.
    shop.anonymous
        .put("/cart/items", &serde_json::json!({}))
        .await
        .expect(405);
}
