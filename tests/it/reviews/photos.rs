//! Photos of reviews: re-encoded, four at most, nobody else's.

use reqwest::Method;
use reqwest::multipart::{Form, Part};
use testkit::{Answer, TestApp, TestShop};

use super::{bought, say, shown, shown_at_once, text};
use crate::input::pictures::png;

async fn send(shop: &TestShop, id: &str, key: &str, file: Vec<u8>) -> Answer {
    let form = Form::new().part("file", Part::bytes(file));
    let guest = shop.anonymous.another();
    let path = format!("/api/v1/reviews/{id}/pictures?key={key}");
    let request = guest.request(Method::POST, &path).multipart(form);
    guest.send(request).await
}

#[tokio::test]
async fn photos_are_pictures_of_the_authors_and_four_at_most() {
    let app = TestApp::start_with(&[("VITRINA_LIMITS__ON", "false")]).await;
    let shop = app.shop("aurora").await;
    shown_at_once(&shop).await;
    let goods = shop.goods("Jabón", 10).await;
    let mine = bought(&shop, &goods, "ana@a.test").await;
    let theirs = bought(&shop, &goods, "luis@a.test").await;
    let said = say(&shop, &goods, &mine, 5, "Muy bueno").await.expect(200).json();
    let id = text(&said["id"]);
    for nonsense in [b"no picture".to_vec(), b"<svg onload=alert(1)>".to_vec()] {
        let refused = send(&shop, &id, &mine.key, nonsense).await.expect(422);
        assert!(refused.text.contains("\"file\""), "{}", refused.text);
    }
    // Somebody else, with a key of their own, finds no such review.
    for key in ["", "nonsense", &theirs.key] {
        send(&shop, &id, key, png(8, 8)).await.expect(404);
    }
    for _ in 0..4 {
        send(&shop, &id, &mine.key, png(8, 8)).await.expect(204);
    }
    let full = send(&shop, &id, &mine.key, png(8, 8)).await.expect(409);
    assert_eq!(full.code(), "too_many_review_photos");
    let photos = shown(&shop, &goods).await["data"][0]["photos"].clone();
    assert_eq!(photos.as_array().unwrap().len(), 4);
    let url = text(&photos[0]["small"]);
    let file = shop.anonymous.get(&url).await.expect(200);
    assert_eq!(file.header("content-type"), "image/webp");
    // Away with one: its place is free, and its files go.
    let guest = shop.anonymous.another();
    let path = |key: &str| format!("/api/v1/reviews/{id}/pictures/0?key={key}");
    guest.delete(&path(&theirs.key)).await.expect(404);
    guest.delete(&path(&mine.key)).await.expect(204);
    guest.delete(&path(&mine.key)).await.expect(404);
    app.run_jobs().await;
    shop.anonymous.get(&url).await.expect(404);
    send(&shop, &id, &mine.key, png(8, 8)).await.expect(204);
}

#[tokio::test]
async fn a_photo_is_looked_at_before_it_is_shown() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let goods = shop.goods("Jabón", 10).await;
    let mine = bought(&shop, &goods, "ana@a.test").await;
    let said = say(&shop, &goods, &mine, 5, "Muy bueno").await.expect(200).json();
    let id = text(&said["id"]);
    super::judge(&shop, "pending", &id, "published", None)
        .await
        .expect(200);
    assert_eq!(shown(&shop, &goods).await["rating"]["count"], 1);
    send(&shop, &id, &mine.key, png(8, 8)).await.expect(204);
    assert_eq!(shown(&shop, &goods).await["rating"]["count"], 0);
    super::judge(&shop, "pending", &id, "published", None)
        .await
        .expect(200);
    let shown = shown(&shop, &goods).await;
    assert_eq!(shown["data"][0]["photos"].as_array().unwrap().len(), 1);
}
