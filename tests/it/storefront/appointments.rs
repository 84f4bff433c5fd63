//! Booking by forms alone, as a browser without scripts and without cookies does, and who may show it in a frame.

use serde_json::{Value, json};
use testkit::{Client, TestApp, TestShop};

use super::{destination, open, submit};

const NINE: &str = "2026-11-23T14:00:00Z";
const CONTACT: [(&str, &str); 3] = [
    ("name", "Ana Ruiz"),
    ("email", "ana@citas.test"),
    ("phone", "3001234567"),
];

/// A shop with one barber who works every day from nine to twelve.
pub async fn barber(app: &TestApp) -> TestShop {
    let shop = app.shop("barba").await;
    let owner = &shop.owner;
    let person = json!({ "kind": "person", "name": "Julián" });
    let resource = owner
        .post("/api/v1/admin/resources", &person)
        .await
        .expect(201)
        .json()["id"]
        .clone();
    let hours = json!([{ "opens": "09:00", "closes": "12:00" }]);
    let week: Vec<Value> = (1..=7)
        .map(|day| json!({ "weekday": day, "hours": hours }))
        .collect();
    let path = format!("/api/v1/admin/resources/{}/schedule", resource.as_str().unwrap());
    owner.put(&path, &json!({ "week": week })).await.expect(200);
    let service = json!({
        "name": "Corte", "slug": "corte", "price": 3_000_000, "duration": 60, "cancel_until": 60,
        "needs": [{ "resources": [{ "resource_id": resource }] }],
    });
    owner.post("/api/v1/admin/services", &service).await.expect(201);
    shop
}

/// Somebody new, who brings no cookie.
pub fn guest(shop: &TestShop) -> Client {
    shop.anonymous.another()
}

/// Keeps a time; gives the address of the form.
async fn keep(client: &Client, start: &str) -> String {
    destination(&submit(client, "/reservar/corte", &[("start", start)]).await)
}

#[tokio::test]
async fn forms_alone_book_an_appointment_once() {
    let app = TestApp::start().await;
    let shop = barber(&app).await;
    let page = open(&guest(&shop), "/reservar/corte?day=2026-11-23")
        .await
        .expect(200);
    assert!(page.text.contains(&format!("value=\"{NINE}\"")), "{}", page.text);
    let form = keep(&guest(&shop), NINE).await;
    assert!(form.starts_with("/reservar/corte/datos?hold="), "{form}");
    let booked = destination(&submit(&guest(&shop), &form, &CONTACT).await);
    let again = destination(&submit(&guest(&shop), &form, &CONTACT).await);
    assert_eq!(booked.split(['?', '&']).next(), again.split(['?', '&']).next());
    let page = open(&guest(&shop), &booked).await.expect(200);
    assert!(
        page.text.contains("Confirmada") && page.text.contains("noindex"),
        "{}",
        page.text
    );
    let without_key = booked.split('?').next().unwrap();
    open(&guest(&shop), without_key).await.expect(404);
}

#[tokio::test]
async fn a_time_that_somebody_else_keeps_is_told_and_others_are_shown() {
    let app = TestApp::start().await;
    let shop = barber(&app).await;
    keep(&guest(&shop), NINE).await;
    let late = submit(&guest(&shop), "/reservar/corte", &[("start", NINE)])
        .await
        .expect(409);
    assert!(late.text.contains("Esa hora ya no está libre"), "{}", late.text);
    assert!(!late.text.contains(&format!("value=\"{NINE}\"")));
    assert!(late.text.contains("value=\"2026-11-23T15:00:00Z\""));
}

#[tokio::test]
async fn who_types_too_long_loses_nothing_that_was_typed() {
    let app = TestApp::start().await;
    let shop = barber(&app).await;
    let form = keep(&guest(&shop), NINE).await;
    app.advance(700);
    app.run_jobs().await;
    // Nobody wanted it meanwhile: it is kept once more, and asks to be confirmed.
    let again = submit(&guest(&shop), &form, &CONTACT).await.expect(200);
    assert!(
        again.text.contains("te la guardamos de nuevo") && again.text.contains("Ana Ruiz"),
        "{}",
        again.text
    );
    app.advance(700);
    app.run_jobs().await;
    keep(&guest(&shop), NINE).await;
    let taken = submit(&guest(&shop), &form, &CONTACT).await.expect(409);
    assert!(taken.text.contains("Esa hora ya no está libre") && taken.text.contains("ana@citas.test"));
    let mut other = CONTACT.to_vec();
    other.push(("pick", "2026-11-23T15:00:00Z"));
    let picked = submit(&guest(&shop), &form, &other).await.expect(200);
    assert!(
        picked.text.contains("Ana Ruiz") && picked.text.contains("Te guardamos esta hora"),
        "{}",
        picked.text
    );
}

#[tokio::test]
async fn a_form_that_is_over_keeps_its_time_again_only_as_often_as_one_may_book() {
    let app = TestApp::start_with(&[("VITRINA_LIMITS__BOOKING", "3/1h")]).await;
    let shop = barber(&app).await;
    let form = keep(&guest(&shop), NINE).await;
    for status in [200, 200, 429] {
        app.advance(610);
        app.run_jobs().await;
        submit(&guest(&shop), &form, &CONTACT).await.expect(status);
    }
}

#[tokio::test]
async fn who_lets_a_time_go_gives_it_to_others() {
    let app = TestApp::start().await;
    let shop = barber(&app).await;
    // So near its begin that an appointment could not be cancelled any more.
    app.advance(22 * 3600 + 1800);
    let form = keep(&guest(&shop), NINE).await;
    let release = form.replacen("/datos?", "/soltar?", 1);
    destination(&submit(&guest(&shop), &release, &[]).await);
    keep(&guest(&shop), NINE).await;
}

#[tokio::test]
async fn an_appointment_is_moved_and_cancelled_until_it_is_too_late() {
    let app = TestApp::start().await;
    let shop = barber(&app).await;
    let form = keep(&guest(&shop), NINE).await;
    let booked = destination(&submit(&guest(&shop), &form, &CONTACT).await);
    let below = |path: &str| booked.replacen('?', &format!("{path}?"), 1);
    let ten = [("start", "2026-11-23T15:00:00Z")];
    destination(&submit(&guest(&shop), &below("/mover"), &ten).await);
    let taken = keep(&guest(&shop), NINE).await;
    submit(&guest(&shop), &below("/mover"), &[("start", NINE)])
        .await
        .expect(409);
    destination(&submit(&guest(&shop), &taken.replacen("/datos?", "/soltar?", 1), &[]).await);
    app.advance(23 * 3600 + 1800);
    let page = open(&guest(&shop), &booked).await.expect(200);
    assert!(
        page.text.contains("Ya no se puede cambiar por internet"),
        "{}",
        page.text
    );
    submit(&guest(&shop), &below("/cancelar"), &[]).await.expect(409);
}

#[tokio::test]
async fn only_listed_sites_frame_the_booking_pages_and_nothing_else() {
    let app = TestApp::start().await;
    let shop = barber(&app).await;
    let policy = async |path: &str| {
        let answer = open(&guest(&shop), path).await.expect(200);
        (
            answer.header("content-security-policy"),
            answer.header("x-frame-options"),
        )
    };
    let nobody =
        |(policy, frames): (String, String)| policy.contains("frame-ancestors 'none'") && frames == "DENY";
    assert!(nobody(policy("/reservar?embed=1").await), "nobody is listed yet");
    let settings = "/api/v1/admin/settings/origins";
    let version = shop.owner.get(settings).await.expect(200).json()["version"].clone();
    let list = json!({ "origins": ["https://uno.example", "https://dos.example"], "version": version });
    shop.owner.put(settings, &list).await.expect(200);
    for path in [
        "/reservar?embed=1",
        "/reservar/corte?embed=1",
        "/reservar/corte/espera?embed=1",
    ] {
        let (policy, frames) = policy(path).await;
        assert!(
            policy.contains("frame-ancestors https://uno.example https://dos.example;"),
            "{path}: {policy}"
        );
        assert_eq!(frames, "", "{path}");
    }
    for path in ["/reservar", "/reservar/corte", "/?embed=1", "/login?embed=1"] {
        assert!(nobody(policy(path).await), "{path}");
    }
    let script = open(&guest(&shop), "/widget.js").await.expect(200);
    assert_eq!(script.header("cross-origin-resource-policy"), "cross-origin");
}

/// A shop whose booking pages this site may frame.
pub async fn framed_by(shop: &TestShop, origin: &str) {
    let settings = "/api/v1/admin/settings/origins";
    let version = shop.owner.get(settings).await.expect(200).json()["version"].clone();
    let list = json!({ "origins": [origin], "version": version });
    shop.owner.put(settings, &list).await.expect(200);
}

#[tokio::test]
async fn what_is_refused_in_a_frame_is_read_in_it_and_in_no_other_shops() {
    // Few looks at free times.
    let app = TestApp::start_with(&[("VITRINA_LIMITS__AVAILABILITY", "5/1m")]).await;
    let (shop, other) = (barber(&app).await, app.shop("otra").await);
    framed_by(&shop, "https://uno.example").await;
    framed_by(&other, "https://dos.example").await;
    let policy = |answer: &testkit::Answer| {
        (
            answer.header("content-security-policy"),
            answer.header("x-frame-options"),
        )
    };
    let gone = open(&guest(&shop), "/reservar/nada?embed=1").await.expect(404);
    let (frames, old) = policy(&gone);
    assert!(
        frames.contains("frame-ancestors https://uno.example;"),
        "{frames}"
    );
    assert_eq!(old, "");
    assert!(
        !gone.text.contains("<header") && !gone.text.contains("href=\"/\""),
        "{}",
        gone.text
    );
    let (theirs, _) = policy(&open(&guest(&other), "/reservar/corte?embed=1").await.expect(404));
    assert!(
        theirs.contains("frame-ancestors https://dos.example;"),
        "{theirs}"
    );
    for path in [
        "/reservar/nada",
        "/products/nada?embed=1",
        "/nada?embed=1",
        "/reservar/nada?key=embed",
    ] {
        let (frames, old) = policy(&open(&guest(&shop), path).await.expect(404));
        assert!(
            frames.contains("frame-ancestors 'none'") && old == "DENY",
            "{path}: {frames}"
        );
    }
    let mut refused = open(&guest(&shop), "/reservar/corte?embed=1").await;
    for _ in 0..5 {
        refused = open(&guest(&shop), "/reservar/corte?embed=1").await;
    }
    let (frames, _) = policy(&refused.expect(429));
    assert!(
        frames.contains("frame-ancestors https://uno.example;"),
        "{frames}"
    );
}

#[tokio::test]
async fn who_chooses_somebody_keeps_the_day_that_was_chosen() {
    let app = TestApp::start().await;
    let shop = barber(&app).await;
    let mut resources = vec![];
    for name in ["Marta", "Rosa"] {
        let person = json!({ "kind": "person", "name": name });
        let made = shop
            .owner
            .post("/api/v1/admin/resources", &person)
            .await
            .expect(201);
        resources.push(json!({ "resource_id": made.json()["id"] }));
    }
    let service = json!({
        "name": "Tinte", "slug": "tinte", "price": 9_000_000, "duration": 60, "needs": [{ "resources": resources }],
    });
    shop.owner
        .post("/api/v1/admin/services", &service)
        .await
        .expect(201);
    let page = open(&guest(&shop), "/reservar/tinte?day=2026-12-03")
        .await
        .expect(200);
    let links = page.text.split("class=\"book-person\"").skip(1);
    let people: Vec<_> = links.map(|rest| rest.split('>').next().unwrap()).collect();
    assert_eq!(people.len(), 3, "anybody, Marta and Rosa");
    assert!(
        people.iter().all(|link| link.contains("day=2026-12-03")),
        "{people:?}"
    );
}

#[tokio::test]
async fn the_page_around_names_colours_and_language_for_each_step() {
    let app = TestApp::start().await;
    let shop = barber(&app).await;
    framed_by(&shop, "https://uno.example").await;
    let page = open(&guest(&shop), "/reservar/corte?embed=dark-en&day=2026-11-23")
        .await
        .expect(200);
    assert!(page.text.contains("data-theme=\"dark\"") && page.text.contains("lang=\"en\""));
    let address = "/reservar/corte?embed=dark-en";
    let kept = destination(&submit(&guest(&shop), address, &[("start", NINE)]).await);
    assert!(kept.ends_with("embed=dark-en"), "{kept}");
    let booked = destination(&submit(&guest(&shop), &kept, &CONTACT).await);
    let last = open(&guest(&shop), &booked).await.expect(200);
    assert!(last.text.contains("data-theme=\"dark\"") && last.text.contains("lang=\"en\""));
}

#[tokio::test]
async fn the_shop_copies_its_line_and_sees_what_comes_of_it() {
    let app = TestApp::start().await;
    let shop = barber(&app).await;
    framed_by(&shop, "https://uno.example").await;
    let path = "/admin/calendar/widget?service=corte&theme=dark&lang=en";
    let page = open(&shop.owner, path).await.expect(200);
    for part in [
        "/widget.js&#34; data-service=&#34;corte&#34; data-theme=&#34;dark&#34; data-lang=&#34;en&#34; async",
        "src=\"/reservar/corte?embed=dark-en\"",
        "https://uno.example",
    ] {
        assert!(page.text.contains(part), "{part} not in {}", page.text);
    }
    assert!(
        page.header("content-security-policy")
            .contains("frame-src 'self'")
    );
    // Only the shop's own pages are added to those that may show it, and only while one of them asks.
    for (site, ours) in [("same-origin", true), ("same-site", false), ("cross-site", false)] {
        let request = shop
            .anonymous
            .request(reqwest::Method::GET, "/reservar/corte?embed=1")
            .header("sec-fetch-dest", "iframe")
            .header("sec-fetch-site", site);
        let framed = shop.anonymous.send(request).await.expect(200);
        let policy = framed.header("content-security-policy");
        assert_eq!(
            policy.contains("frame-ancestors https://uno.example 'self';"),
            ours,
            "{site}: {policy}"
        );
    }
    let odd = "/admin/calendar/widget?service=nada&theme=%22%3E&lang=xx";
    let page = open(&shop.owner, odd).await.expect(200);
    assert!(page.text.contains("src=\"/reservar?embed=1\""), "{}", page.text);
}
