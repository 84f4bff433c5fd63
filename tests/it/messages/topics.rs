//! The shop is told of what happens, over what it chose.

use serde_json::json;

use super::Stage;
use crate::booking::text;

#[tokio::test]
async fn a_booking_is_told_once_over_every_channel() {
    let stage = Stage::set().await;
    let secret = stage.with_hooks().await;
    let (_, browser) = stage.with_device().await;
    stage.booked().await;
    let [to_slack] = &stage.slack.heard()[..] else {
        panic!("{:?}", stage.slack.heard())
    };
    assert!(
        to_slack.json()["text"].as_str().unwrap().contains("Corte"),
        "{:?}",
        to_slack.json()
    );
    let [called] = &stage.hook.heard()[..] else {
        panic!("{:?}", stage.hook.heard())
    };
    assert!(called.is_signed_by(&secret));
    let told = called.json();
    assert_eq!(told["type"], "booking_made");
    assert!(text(&told["data"]["url"]).contains("aurora.localhost"), "{told}");
    let [pushed] = &stage.push.pushed()[..] else {
        panic!("{:?}", stage.push.pushed())
    };
    assert_eq!(pushed.endpoint, browser.endpoint);
    assert!(pushed.text.contains("/admin/bookings/"), "{}", pushed.text);
    let notices = stage
        .owner()
        .get("/api/v1/admin/notices")
        .await
        .expect(200)
        .json();
    assert_eq!(notices["pagination"]["total"], 1, "{notices}");
    for channel in ["slack", "webhook", "push"] {
        assert_eq!(stage.status(channel).await, "sent", "{channel}");
    }
}

#[tokio::test]
async fn what_is_switched_off_is_not_told() {
    let stage = Stage::set().await;
    stage.with_hooks().await;
    let choices = ["email", "in_app", "slack"]
        .map(|channel| json!({ "topic": "booking_made", "channel": channel, "enabled": false }));
    let body = json!({ "choices": choices });
    let saved = stage
        .owner()
        .put("/api/v1/admin/notice-choices", &body)
        .await
        .expect(200)
        .json();
    assert!(
        saved["choices"].as_array().unwrap().contains(&choices[0]),
        "{saved}"
    );
    stage.booked().await;
    assert!(stage.slack.heard().is_empty());
    assert_eq!(stage.hook.heard().len(), 1);
    let notices = stage
        .owner()
        .get("/api/v1/admin/notices")
        .await
        .expect(200)
        .json();
    assert_eq!(notices["pagination"]["total"], 0, "{notices}");
}

#[tokio::test]
async fn the_table_of_boxes_says_the_same_without_scripts() {
    let stage = Stage::set().await;
    let page = "/admin/messages/channels";
    let ticked = [("on", "booking_made:webhook"), ("on", "order_placed:email")];
    stage.owner().form(page, &ticked).await.expect(303);
    let choices = stage
        .owner()
        .get("/api/v1/admin/notice-choices")
        .await
        .expect(200)
        .json();
    let on: Vec<_> = choices["choices"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|choice| choice["enabled"] == true)
        .map(|choice| format!("{}:{}", text(&choice["topic"]), text(&choice["channel"])))
        .collect();
    assert_eq!(on, ["order_placed:email", "booking_made:webhook"]);
    let shown = stage.owner().get(page).await.expect(200).text;
    assert_eq!(shown.matches(" checked").count(), 2, "{shown}");
}

#[tokio::test]
async fn who_may_not_see_appointments_is_not_told_of_them() {
    let stage = Stage::set().await;
    let (cashier, _) = stage
        .salon
        .shop
        .person(&stage.app, kernel::Role::Cashier, "caja@aurora.test")
        .await;
    let (professional, _) = stage
        .salon
        .shop
        .person(&stage.app, kernel::Role::Professional, "silla@aurora.test")
        .await;
    stage.booked().await;
    for (who, expected) in [(cashier, 1), (professional, 0)] {
        let unread = who.get("/api/v1/admin/notices/unread").await.expect(200).json();
        assert_eq!(unread["count"], expected);
    }
}
