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
async fn the_day_off_that_closes_a_time_is_named() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let mut form = WEEK.to_vec();
    form.extend([
        ("rests_on_holidays", "true"),
        ("date.0", "2026-12-24"),
        ("hours.0", ""),
    ]);
    let made = shop.owner.form("/admin/resources/new", &form).await.expect(303);
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
        .expect(201)
        .json();
    let service = made["id"].as_str().unwrap();
    for (day, reason) in [
        ("2026-12-25", "Es festivo: Navidad"),
        ("2026-12-24", "está en las fechas especiales"),
    ] {
        let path = format!("/admin/bookings/why?service={service}&date={day}&time=09:00");
        let page = shop.owner.get(&path).await.expect(200).text;
        assert!(page.contains(reason), "{reason}: {page}");
    }
    let path = format!("/admin/bookings/why?service={service}&date=2026-11-26&time=20:00");
    let usual = shop.owner.get(&path).await.expect(200).text;
    assert!(
        !usual.contains("festivo") && !usual.contains("fechas especiales"),
        "{usual}"
    );
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

#[tokio::test]
async fn a_series_is_booked_once_its_gaps_were_seen() {
    let app = TestApp::start().await;
    let (shop, service) = hairdresser(&app).await;
    let form = |more: &[(&'static str, &'static str)]| {
        let mut form = vec![
            ("service_id".to_owned(), service.clone()),
            ("date".to_owned(), "2026-11-23".to_owned()),
            ("time".to_owned(), "09:00".to_owned()),
            ("name".to_owned(), "Ana".to_owned()),
            ("seats".to_owned(), "1".to_owned()),
        ];
        form.extend(
            more.iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
        );
        form
    };
    let send = async |form: Vec<(String, String)>| {
        let pairs: Vec<(&str, &str)> = form
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        shop.owner.form("/admin/bookings/new", &pairs).await
    };
    let block = json!({ "starts_at": "2026-11-30T05:00:00Z", "ends_at": "2026-12-01T05:00:00Z" });
    shop.owner
        .post("/api/v1/admin/time-off", &block)
        .await
        .expect(201);
    send(form(&[("every_weeks", "1"), ("times", "53")]))
        .await
        .expect(422);
    let weekly = [("every_weeks", "1"), ("times", "3")];
    let asked = send(form(&weekly)).await.expect(409).text;
    assert!(
        asked.contains("Estas no se pueden agendar") && asked.contains("Ese tiempo está bloqueado"),
        "{asked}"
    );
    assert!(
        asked.contains("name=\"gap\" value=\"2026-11-30T14:00:00Z\""),
        "{asked}"
    );
    let list = "/api/v1/admin/bookings";
    assert_eq!(
        shop.owner.get(list).await.json()["data"],
        json!([]),
        "none so far"
    );
    let mut seen = weekly.to_vec();
    seen.push(("gap", "2026-11-30T14:00:00Z"));
    send(form(&seen)).await.expect(303);
    let booked = shop.owner.get(list).await.json();
    let mut starts: Vec<_> = booked["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["starts_at"].as_str().unwrap().to_owned())
        .collect();
    starts.sort();
    assert_eq!(starts, ["2026-11-23T14:00:00Z", "2026-12-07T14:00:00Z"]);
}

#[tokio::test]
async fn two_appointments_trade_times_from_the_page_of_one() {
    let app = TestApp::start().await;
    let (shop, service) = hairdresser(&app).await;
    let book = async |name: &str, time: &str| {
        let form = [
            ("service_id", service.as_str()),
            ("date", "2026-11-23"),
            ("time", time),
            ("name", name),
            ("seats", "1"),
        ];
        let made = shop.owner.form("/admin/bookings/new", &form).await.expect(303);
        made.header("location").split('?').next().unwrap().to_owned()
    };
    let (ana, eva) = (book("Ana", "09:00").await, book("Eva", "11:00").await);
    let page = shop.owner.get(&ana).await.expect(200).text;
    let swap = format!("{ana}/swap");
    assert!(page.contains(&swap), "{page}");
    let choices = shop.owner.get(&swap).await.expect(200).text;
    let with = eva.rsplit('/').next().unwrap();
    assert!(choices.contains(with) && choices.contains("Eva"), "{choices}");
    let empty = shop
        .owner
        .get(&format!("{swap}?date=2026-11-25"))
        .await
        .expect(200)
        .text;
    assert!(!empty.contains(with), "{empty}");
    shop.owner.form(&swap, &[]).await.expect(422);
    shop.owner.form(&swap, &[("with_id", with)]).await.expect(303);
    let start = async |path: &str| {
        let id = path.rsplit('/').next().unwrap();
        let booking = shop.owner.get(&format!("/api/v1/bookings/{id}")).await.json();
        booking["start"].as_str().unwrap().to_owned()
    };
    assert_eq!(start(&ana).await, "2026-11-23T16:00:00Z");
    assert_eq!(start(&eva).await, "2026-11-23T14:00:00Z");
}
