//! The shop's logo: shown at once, its old files gone, and refused with words when it is no picture.

use reqwest::Method;
use reqwest::multipart::{Form, Part};
use testkit::{Answer, Client, TestApp, TestShop};

fn png(shade: u8) -> Vec<u8> {
    let mut out = std::io::Cursor::new(vec![]);
    image::RgbImage::from_pixel(64, 64, image::Rgb([shade, 90, 70]))
        .write_to(&mut out, image::ImageFormat::Png)
        .unwrap();
    out.into_inner()
}

async fn hand_in(client: &Client, file: Vec<u8>) -> Answer {
    let form = Form::new().part("file", Part::bytes(file).file_name("logo.png"));
    let request = client.request(Method::POST, "/admin/settings/logo");
    client
        .send(request.header("accept", "text/html").multipart(form))
        .await
}

/// Where the storefront's page has it from.
async fn shown(shop: &TestShop) -> Option<String> {
    let request = shop.anonymous.request(Method::GET, "/");
    let page = shop.anonymous.send(request.header("accept", "text/html")).await;
    let mut texts = page.text.split('"');
    texts.find(|text| text.starts_with("/media/")).map(str::to_owned)
}

#[tokio::test]
async fn a_logo_takes_the_place_of_the_one_before() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    hand_in(&shop.owner, png(20)).await.expect(303);
    let first = shown(&shop).await.unwrap();
    shop.anonymous.get(&first).await.expect(200);
    hand_in(&shop.owner, png(200)).await.expect(303);
    let second = shown(&shop).await.unwrap();
    app.run_jobs().await;
    shop.anonymous.get(&first).await.expect(404);
    let file = shop.anonymous.get(&second).await.expect(200);
    // Unlike everything else, pictures may be shown by other sites.
    assert_eq!(file.header("cross-origin-resource-policy"), "cross-origin");
    let form = shop.owner.form("/admin/settings/logo/delete", &[]).await;
    assert_eq!(
        form.expect(303).header("location"),
        "/admin/settings?done=catalog-logo-deleted"
    );
    app.run_jobs().await;
    assert_eq!(shown(&shop).await, None);
    shop.anonymous.get(&second).await.expect(404);
}

#[tokio::test]
async fn what_is_no_picture_is_refused_beside_the_field() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>".to_vec();
    let page = hand_in(&shop.owner, svg).await.expect(422);
    assert!(page.text.contains("JPEG"), "{}", page.text);
    assert_eq!(shown(&shop).await, None);
}
