//! Pictures that a file names: fetched afterwards, each once, and never from networks that are not public.

use serde_json::json;
use testkit::TestApp;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use super::{bring, counts, import};
use crate::input::pictures::png;

/// Serves a picture at `/foto.png` and a text at everything else, for as long as the test runs.
async fn serve_picture() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut asked = [0; 2_048];
            let read = stream.read(&mut asked).await.unwrap_or(0);
            let is_picture = asked[..read].starts_with(b"GET /foto.png");
            let body = if is_picture { png(8, 8) } else { b"<html>".to_vec() };
            let head = format!(
                "HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
                body.len()
            );
            let _ = stream.write_all(&[head.as_bytes(), &body].concat()).await;
        }
    });
    format!("http://{address}")
}

#[tokio::test]
async fn pictures_are_fetched_once_and_those_that_are_none_are_told() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let at = serve_picture().await;
    let file = format!(
        "enlace,nombre,precio,estado,fotos\ngorra,Gorra,1000,activo,\"{at}/foto.png, {at}/pagina, http://10.0.0.1/foto.png, https://192.168.0.1/x.png\"\n"
    );
    let done = import(&app, &shop, &file).await;
    assert_eq!(
        (
            &done["pictures"],
            &done["pictures_waiting"],
            &done["pictures_failed"]
        ),
        (&json!(4), &json!(0), &json!(3))
    );
    let cap = shop
        .anonymous
        .get("/api/v1/products/gorra")
        .await
        .expect(200)
        .json();
    assert_eq!(cap["pictures"].as_array().map(Vec::len), Some(1));
    let page = format!("/admin/products/imports/{}", done["id"].as_str().unwrap());
    let page = shop.owner.get(&page).await.expect(200).text;
    assert!(
        page.contains("No podemos abrir esa dirección.") && page.contains("No es una foto"),
        "{page}"
    );

    let again = bring(&shop, file.as_bytes()).await.expect(201).json();
    assert_eq!(counts(&again), [0, 0, 1, 0]);
    // Its own files, by which an export names them, are no new ones either.
    let file = shop
        .owner
        .get("/api/v1/admin/products/export")
        .await
        .expect(200)
        .text;
    assert!(file.contains("/media/"), "{file}");
    assert_eq!(
        counts(&bring(&shop, file.as_bytes()).await.expect(201).json()),
        [0, 0, 1, 0]
    );
}
