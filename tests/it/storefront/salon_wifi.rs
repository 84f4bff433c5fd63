//! Many who book from one address: a salon's customers share its Wi-Fi.

use serde_json::json;
use testkit::{Answer, Client, TestApp, TestShop};

use super::appointments::{barber, framed_by, guest};
use super::{open, submit};

const FEW: &[(&str, &str)] = &[
    ("VITRINA_LIMITS__BOOKING", "2/1h"),
    ("VITRINA_LIMITS__BOOKING_ADDRESS", "5/1h"),
];

/// A browser that looked at the times, and so has a number.
async fn browser(shop: &TestShop) -> Client {
    let browser = guest(shop);
    open(&browser, "/reservar/corte").await.expect(200);
    browser
}

/// Tries to keep nine o'clock of a day of December.
async fn keep(client: &Client, day: u8) -> Answer {
    let start = format!("2026-12-{day:02}T14:00:00Z");
    submit(client, "/reservar/corte", &[("start", &start)]).await
}

#[tokio::test]
async fn each_browser_has_times_of_its_own_and_the_address_a_wide_bound() {
    let app = TestApp::start_with(FEW).await;
    let shop = barber(&app).await;
    let (ana, eva, luz) = (browser(&shop).await, browser(&shop).await, browser(&shop).await);
    for day in [1, 2] {
        keep(&ana, day).await.expect(303);
    }
    let refused = keep(&ana, 3).await.expect(429);
    assert_eq!(refused.header("ratelimit-policy"), "2;w=3600");
    for day in [3, 4] {
        keep(&eva, day).await.expect(303);
    }
    // The refused one counted for the address, too.
    let refused = keep(&luz, 5).await.expect(429);
    assert_eq!(refused.header("ratelimit-policy"), "5;w=3600");
}

#[tokio::test]
async fn who_shows_no_number_counts_as_the_address_and_an_invented_one_is_bounded() {
    let app = TestApp::start_with(FEW).await;
    let shop = barber(&app).await;
    for day in [1, 2] {
        keep(&guest(&shop), day).await.expect(303);
    }
    keep(&guest(&shop), 3).await.expect(429);
    for (number, status) in [(1, 303), (2, 303), (3, 429)] {
        let inventor = guest(&shop);
        let start = format!("2026-12-{:02}T14:00:00Z", 3 + number);
        let request = inventor
            .request(reqwest::Method::POST, "/reservar/corte")
            .header("cookie", format!("__Host-device={number:032x}"))
            .form(&[("start", start)]);
        inventor.send(request).await.expect(status);
    }
}

#[tokio::test]
async fn who_has_to_wait_reads_how_long_in_minutes_and_how_to_reach_the_shop() {
    let app = TestApp::start_with(FEW).await;
    let shop = barber(&app).await;
    framed_by(&shop, "https://uno.example").await;
    let mut settings = shop.anonymous.get("/api/v1/shop").await.expect(200).json();
    settings["phone"] = json!("300 765 4321");
    for told in ["logo_url", "currency"] {
        settings.as_object_mut().unwrap().remove(told);
    }
    shop.owner
        .put("/api/v1/admin/settings", &settings)
        .await
        .expect(200);
    let framed = |day: u8| {
        let shop = &shop;
        async move {
            let start = format!("2026-12-{day:02}T14:00:00Z");
            submit(&guest(shop), "/reservar/corte?embed=1", &[("start", &start)]).await
        }
    };
    for day in [1, 2] {
        framed(day).await.expect(303);
    }
    let refused = framed(3).await.expect(429);
    for part in [" minutos.", "https://wa.me/573007654321", "tel:300 765 4321"] {
        assert!(refused.text.contains(part), "{part} not in {}", refused.text);
    }
    assert!(!refused.text.contains(" segundos"), "{}", refused.text);
    let frames = refused.header("content-security-policy");
    assert!(
        frames.contains("frame-ancestors https://uno.example;"),
        "{frames}"
    );
}
