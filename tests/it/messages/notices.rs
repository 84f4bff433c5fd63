//! Notices in people's lists.

use super::Stage;
use crate::booking::text;

#[tokio::test]
async fn a_notice_is_unread_until_it_is_opened_and_leads_to_what_happened() {
    let stage = Stage::set().await;
    stage.booked().await;
    let list = stage
        .owner()
        .get("/api/v1/admin/notices")
        .await
        .expect(200)
        .json();
    let notice = &list["data"][0];
    assert_eq!(
        (&notice["topic"], notice["read_at"].is_null()),
        (&"booking_made".into(), true)
    );
    let page = stage.owner().get("/admin/notices").await.expect(200).text;
    assert!(page.contains(&text(&notice["title"])), "{page}");
    let open = format!("/admin/notices/{}/open", text(&notice["id"]));
    let opened = stage.owner().form(&open, &[]).await.expect(303);
    assert_eq!(opened.header("location"), text(&notice["path"]));
    stage.owner().get(&opened.header("location")).await.expect(200);
    let unread = stage
        .owner()
        .get("/api/v1/admin/notices/unread")
        .await
        .expect(200)
        .json();
    assert_eq!(unread["count"], 0);
}

#[tokio::test]
async fn all_are_read_at_once_and_only_ones_own() {
    let stage = Stage::set().await;
    let (cashier, _) = stage
        .salon
        .shop
        .person(&stage.app, kernel::Role::Cashier, "caja@aurora.test")
        .await;
    stage.booked().await;
    stage.owner().form("/admin/notices/read", &[]).await.expect(303);
    for (who, expected) in [(stage.owner(), 0), (&cashier, 1)] {
        let unread = who.get("/api/v1/admin/notices/unread").await.expect(200).json();
        assert_eq!(unread["count"], expected);
    }
    let theirs = cashier.get("/api/v1/admin/notices").await.expect(200).json();
    let open = format!("/admin/notices/{}/open", text(&theirs["data"][0]["id"]));
    stage.owner().form(&open, &[]).await.expect(404);
}

#[tokio::test]
async fn every_page_of_the_administration_leads_to_them() {
    let stage = Stage::set().await;
    let page = stage.owner().get("/admin").await.expect(200).text;
    assert!(
        page.contains("data-bell=\"/api/v1/admin/notices/unread\""),
        "{page}"
    );
}
