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

#[tokio::test]
async fn hours_of_who_travels_are_those_of_the_clock_there() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let mut form = WEEK.to_vec();
    let away = [
        ("away_from.0", "2026-11-24"),
        ("away_to.0", "2026-11-24"),
        ("away_zone.0", "Asia/Tokyo"),
    ];
    form.extend(away);
    // Nine to one there is seven to eleven of the evening before.
    let evening = "7:00 p. m. – 11:00 p. m.";
    let mut looked = form.clone();
    looked.push(("action", "week"));
    let page = shop.owner.form("/admin/resources/new", &looked).await.expect(200);
    assert!(page.text.contains(evening), "{}", page.text);
    let made = shop.owner.form("/admin/resources/new", &form).await.expect(303);
    let path = made.header("location").split('?').next().unwrap().to_owned();
    let id = path.rsplit('/').next().unwrap();
    let shown = shop.owner.get(&path).await.expect(200).text;
    assert!(
        shown.contains(evening) && shown.contains("value=\"Asia/Tokyo\" selected"),
        "{shown}"
    );
    let day = async |date: &str| {
        let path = format!("/admin/calendar?date={date}&resource={id}");
        shop.owner.get(&path).await.expect(200).text
    };
    let monday = day("2026-11-23").await;
    assert!(
        monday.contains(&format!("9:00 a. m. – 1:00 p. m., {evening}")),
        "{monday}"
    );
    let tuesday = day("2026-11-24").await;
    assert!(!tuesday.contains("9:00 a. m. – 1:00 p. m."), "{tuesday}");
}

#[tokio::test]
async fn travels_that_overlap_or_are_over_are_told() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let with = |more: &[(&'static str, &'static str)]| {
        let mut form = WEEK.to_vec();
        form.extend(more);
        form
    };
    let overlapping = with(&[
        ("away_from.0", "2026-11-24"),
        ("away_to.0", "2026-11-26"),
        ("away_zone.0", "Europe/Madrid"),
        ("away_from.1", "2026-11-26"),
        ("away_to.1", "2026-11-27"),
        ("away_zone.1", "Europe/Madrid"),
    ]);
    let refused = shop
        .owner
        .form("/admin/resources/new", &overlapping)
        .await
        .expect(422);
    assert!(refused.text.contains("se cruzan"), "{}", refused.text);
    let over = with(&[
        ("away_from.0", "2026-11-20"),
        ("away_to.0", "2026-11-21"),
        ("away_zone.0", "Europe/Madrid"),
    ]);
    let refused = shop.owner.form("/admin/resources/new", &over).await.expect(422);
    assert!(refused.text.contains("f-away_to.0-error"), "{}", refused.text);
}

/// A shop with somebody who works from nine to one, and an hour's service by them.
async fn hairdresser(app: &TestApp) -> (testkit::TestShop, String) {
    let shop = app.shop("aurora").await;
    let made = shop.owner.form("/admin/resources/new", &WEEK).await.expect(303);
    let location = made.header("location");
    let resource = location.split('?').next().unwrap().rsplit('/').next().unwrap();
    let service = json!({
        "name": "Corte", "price": 1_000_000, "duration": 60,
        "needs": [{ "resources": [{ "resource_id": resource }] }],
    });
    let made = shop
        .owner
        .post("/api/v1/admin/services", &service)
        .await
        .expect(201);
    let service = made.json()["id"].as_str().unwrap().to_owned();
    (shop, service)
}

#[tokio::test]
async fn free_times_of_what_is_typed_are_shown_and_nothing_is_saved() {
    let app = TestApp::start().await;
    let (shop, service) = hairdresser(&app).await;
    let path = format!("/admin/services/{service}");
    let page = shop.owner.get(&path).await.expect(200).text;
    assert!(page.contains("12:00 p. m."), "{page}");
    let resources = shop.owner.get("/api/v1/admin/resources").await.json();
    let resource = resources["data"][0]["id"].as_str().unwrap().to_owned();
    let form = [
        ("action", "week"),
        ("name", "Corte"),
        ("price", "10.000"),
        ("duration", "90"),
        ("step", "90"),
        ("horizon_kind", "days"),
        ("horizon_days", "60"),
        ("need.0.who", resource.as_str()),
    ];
    let shown = shop.owner.form(&path, &form).await.expect(200).text;
    assert!(
        shown.contains("10:30 a. m.") && !shown.contains("12:00 p. m."),
        "{shown}"
    );
    let services = shop.owner.get("/api/v1/services").await.json();
    assert_eq!(services["data"][0]["duration"], 60);
    let stranger = [("need.0.who", "01931f3e-dead-7000-8000-000000000000")];
    let wrong: Vec<_> = form[..7].iter().copied().chain(stranger).collect();
    let shown = shop.owner.form(&path, &wrong).await.expect(200).text;
    assert!(shown.contains("Corrige lo que falta"), "{shown}");
}
