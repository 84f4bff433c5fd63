//! The numbers that the program begins with.

use std::time::Duration;

use boot::settings::Rate;
use boot::{Settings, Sources};
use serde_json::json;
use testkit::{Basket, TestApp};

use crate::booking::{MONDAY_NINE, Salon};
use crate::jobs::dead::support;

#[test]
fn each_class_begins_with_the_number_that_was_decided() {
    let settings = Settings::load(&Sources::default()).unwrap();
    let (limits, people) = (settings.limits, settings.people);
    assert!(limits.on);
    for (class, rate, max, minutes) in [
        ("general", limits.general, 1_000, 15),
        ("anonymous", limits.anonymous, 600, 1),
        ("search", limits.search, 100, 1),
        ("availability", limits.availability, 60, 1),
        ("booking", limits.booking, 10, 60),
        ("checkout", limits.checkout, 30, 60),
        ("coupon", limits.coupon, 30, 10),
        ("pse", limits.pse, 10, 5),
        ("calendar_sync", limits.calendar_sync, 5, 60),
        ("staff", limits.staff, 600, 1),
        ("provider", limits.provider, 120, 1),
    ] {
        let window = Duration::from_mins(minutes);
        assert_eq!(rate, Rate { max, window }, "{class}");
    }
    assert_eq!(
        (people.login_failures, people.login_window),
        (5, Duration::from_mins(15))
    );
}

/// Nobody set anything: whoever calls is told the number of what they called.
#[tokio::test]
async fn a_call_is_counted_as_what_it_is() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let shop = &salon.shop;
    let service = salon.haircut(json!({})).await;
    let goods = shop.goods("Jabón", 5).await;
    let provider = support(&app, shop).await;
    let slots = format!("/api/v1/availability/slots?service_id={service}&from=2026-11-23&to=2026-11-23");
    for (who, path, policy) in [
        (&shop.anonymous, "/api/v1/cart", "1000;w=900"),
        (&shop.anonymous, "/products", "600;w=60"),
        (&shop.anonymous, "/search?q=jabon", "100;w=60"),
        (&shop.anonymous, slots.as_str(), "60;w=60"),
        (&shop.owner, "/api/v1/admin/orders", "600;w=60"),
        (&provider, "/admin/jobs", "120;w=60"),
    ] {
        let answer = who.get(path).await.expect(200);
        assert_eq!(answer.header("ratelimit-policy"), policy, "{path}");
    }
    let booked = salon.book(&service, MONDAY_NINE, json!({})).await.expect(201);
    let basket = shop.basket(&goods, 1).await;
    let ordered = basket
        .order("one", &Basket::order_body("ana@correo.test"))
        .await
        .expect(201);
    assert_eq!(
        [booked, ordered].map(|answer| answer.header("ratelimit-policy")),
        ["10;w=3600", "30;w=3600"]
    );
}
