//! The desk of the appointment book: what is only looked at is not saved, what two change at once is told, and a time that
//! is not offered is explained.

use serde_json::json;
use testkit::TestApp;

const WEEK: [(&str, &str); 10] = [
    ("kind", "person"),
    ("name", "Ana"),
    ("active", "true"),
    ("day.1", "9-13"),
    ("day.2", "9-13"),
    ("day.3", "9-13"),
    ("day.4", "9-13"),
    ("day.5", "9-13"),
    ("day.6", "9-13"),
    ("day.7", "9-13"),
];

#[tokio::test]
async fn a_week_that_is_looked_at_is_not_saved() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let mut form = WEEK.to_vec();
    form.push(("action", "week"));
    let page = shop.owner.form("/admin/resources/new", &form).await.expect(200);
    assert!(page.text.contains("9:00 a. m. – 1:00 p. m."), "{}", page.text);
    let kept = shop.owner.get("/api/v1/admin/resources").await.expect(200).json();
    assert_eq!(kept["data"], json!([]));
}

#[tokio::test]
async fn who_saves_what_somebody_else_changed_is_told() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let made = shop.owner.form("/admin/resources/new", &WEEK).await.expect(303);
    let path = made.header("location").split('?').next().unwrap().to_owned();
    let page = shop.owner.get(&path).await.expect(200).text;
    let (_, rest) = page.split_once("name=\"version\" value=\"").unwrap();
    let version = rest.split_once('"').unwrap().0;
    let mut form = WEEK.to_vec();
    form.push(("version", version));
    shop.owner.form(&path, &form).await.expect(303);
    let refused = shop.owner.form(&path, &form).await.expect(412);
    assert!(refused.text.contains("Alguien más lo cambió"), "{}", refused.text);
    form.retain(|(name, _)| *name != "day.3");
    form.push(("day.3", "9-13, 12-14"));
    form.retain(|(name, _)| *name != "version");
    let stored = shop.owner.get(&path).await.expect(200).text;
    let (_, rest) = stored.split_once("name=\"version\" value=\"").unwrap();
    form.push(("version", rest.split_once('"').unwrap().0));
    let refused = shop.owner.form(&path, &form).await.expect(422);
    assert!(refused.text.contains("f-day.3-error"), "{}", refused.text);
}

#[tokio::test]
async fn a_time_out_of_hours_is_explained() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let made = shop.owner.form("/admin/resources/new", &WEEK).await.expect(303);
    let location = made.header("location");
    let resource = location.split('?').next().unwrap().rsplit('/').next().unwrap();
    let service = json!({
        "name": "Corte", "price": 1_000_000, "duration": 60,
        "needs": [{ "resources": [{ "resource_id": resource }] }],
    });
    let service = shop
        .owner
        .post("/api/v1/admin/services", &service)
        .await
        .expect(201)
        .json();
    let start = app.app.env.now().plus_seconds(3 * 24 * 3600);
    let day = start.0.in_tz("America/Bogota").unwrap().date();
    let ask = |time: &str| {
        let service = service["id"].as_str().unwrap();
        format!("/admin/bookings/why?service={service}&date={day}&time={time}")
    };
    let late = shop.owner.get(&ask("20:00")).await.expect(200).text;
    assert!(late.contains("Ana: No cabe completa en el horario"), "{late}");
    let fine = shop.owner.get(&ask("09:00")).await.expect(200).text;
    assert!(fine.contains("sí se ofrece"), "{fine}");
}
