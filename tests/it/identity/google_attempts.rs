//! Signing in with Google: what does not come to an end, and why.

use serde_json::{Value, json};
use sqlx::Connection as _;
use testkit::{Client, TestApp, TestShop};

use super::tx;
use crate::google::{Google, account, call_back, path_of};

const PROBLEM: &str = "/login/google/problem?why=";

/// Nobody is in, nobody is new, and a page says why.
async fn refused(app: &TestApp, shop: &TestShop, browser: &Client, location: &str, why: &str) {
    assert_eq!(path_of(location), format!("{PROBLEM}{why}"));
    assert_eq!(browser.cookie("__Host-session"), "", "{why}");
    for (lang, word) in [("es-CO", "lang=\"es"), ("en", "lang=\"en")] {
        let request = browser
            .another()
            .request(reqwest::Method::GET, &path_of(location))
            .header("accept-language", lang);
        let page = browser.another().send(request).await.expect(200).text;
        assert!(page.contains(word) && page.contains("href=\"/login\""), "{page}");
    }
    let mut tx = tx(app, shop).await;
    let people: i64 = sqlx::query_scalar("select count(*) from person where tenant_id = $1")
        .bind(shop.tenant)
        .fetch_one(&mut **tx)
        .await
        .unwrap();
    assert_eq!(people, 1, "only the owner, after {why}");
}

fn with(more: Value) -> Value {
    let mut account = account("g-1", "ana@gmail.test");
    account
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    account
}

#[tokio::test]
async fn what_google_says_is_believed_only_whole() {
    let google = Google::start().await;
    let (app, shop) = google.with_app().await;
    for (account, why) in [
        (json!({ "fault": "cancel" }), "cancelled"),
        (json!({ "fault": "down" }), "away"),
        (json!({ "fault": "mute" }), "away"),
        (json!({ "fault": "forged" }), "refused"),
        (json!({ "fault": "unsigned" }), "refused"),
        (json!({ "nonce": "of another attempt" }), "refused"),
        (json!({ "iss": "https://accounts.evil.test" }), "refused"),
        (json!({ "aud": "another client" }), "refused"),
        (json!({ "azp": "another client" }), "refused"),
        (json!({ "exp": 1_700_000_000 }), "refused"),
        (json!({ "sub": "" }), "refused"),
        (json!({ "email_verified": false }), "unproved"),
        (json!({ "email_verified": null }), "unproved"),
        (json!({ "email": "no es un correo" }), "unproved"),
    ] {
        let browser = shop.anonymous.another();
        let left = browser.get("/login/google").await.expect(303);
        let location = google.choose(&left.header("location"), &with(account)).await;
        let back = call_back(&browser, &location).await.expect(303);
        let to = back.header("location");
        assert!(to.starts_with("http://aurora.localhost"), "{to}");
        refused(&app, &shop, &browser, &to, why).await;
    }
}

#[tokio::test]
async fn an_answer_counts_once_and_for_ten_minutes_and_for_what_we_asked() {
    let google = Google::start().await;
    let (app, shop) = google.with_app().await;
    let browser = shop.anonymous.another();
    let ana = account("g-1", "ana@gmail.test");
    let leave = async || {
        let left = browser.get("/login/google").await.expect(303);
        google.choose(&left.header("location"), &ana).await
    };
    // A state that we never made, or not quite: it leads to no shop at all.
    let location = leave().await;
    let (start, state) = location.split_once("state=").unwrap();
    let state = state.split('&').next().unwrap();
    for wrong in [
        "",
        "x",
        &state[1..],
        &format!("B{}", &state[1..]),
        &state.to_lowercase(),
    ] {
        let answer = call_back(&browser, &format!("{start}state={wrong}"))
            .await
            .expect(303);
        assert_eq!(answer.header("location"), format!("{PROBLEM}expired"), "{wrong}");
    }
    app.advance(601);
    let late = call_back(&browser, &location).await.expect(303);
    refused(&app, &shop, &browser, &late.header("location"), "expired").await;
    // Google's answer comes a second time.
    let location = leave().await;
    let first = call_back(&browser, &location).await.expect(303);
    let again = call_back(&browser, &location).await.expect(303);
    refused(&app, &shop, &browser, &again.header("location"), "expired").await;
    assert_ne!(first.header("location"), again.header("location"));
    // The code of another attempt: PKCE tells them apart.
    let (mine, theirs) = (leave().await, leave().await);
    let code = |location: &str| location.split("code=").nth(1).unwrap()[..36].to_owned();
    let mixed = mine.replace(&code(&mine), &code(&theirs));
    let answer = call_back(&browser, &mixed).await.expect(303);
    refused(&app, &shop, &browser, &answer.header("location"), "refused").await;
    // Nothing of it is for a shop's own host.
    shop.anonymous.get(&path_of(&leave().await)).await.expect(404);
}

#[tokio::test]
async fn the_way_back_to_the_shop_is_one_browsers_once_for_a_minute() {
    let google = Google::start().await;
    let (app, shop) = google.with_app().await;
    let other_shop = app.shop("bosque").await;
    let browser = shop.anonymous.another();
    let token = async || {
        let left = browser.get("/login/google").await.expect(303);
        let ana = account("g-1", "ana@gmail.test");
        let location = google.choose(&left.header("location"), &ana).await;
        path_of(
            &call_back(&browser, &location)
                .await
                .expect(303)
                .header("location"),
        )
    };
    let path = token().await;
    let cookie = browser.cookie("__Host-google");
    // A link that was sent on, or stolen on the way.
    let thief = shop.anonymous.another();
    let answer = thief.get(&path).await.expect(303);
    refused(&app, &shop, &thief, &answer.header("location"), "expired").await;
    thief.get("/login/google").await.expect(303);
    let answer = thief.get(&path).await.expect(303);
    refused(&app, &shop, &thief, &answer.header("location"), "expired").await;
    // The same at another shop, even with the cookie.
    let elsewhere = other_shop.anonymous.another();
    let request = elsewhere.request(reqwest::Method::GET, &path);
    let answer = elsewhere
        .send(request.header("cookie", format!("__Host-google={cookie}")))
        .await
        .expect(303);
    assert_eq!(answer.header("location"), format!("{PROBLEM}expired"));
    app.advance(61);
    let answer = browser.get(&path).await.expect(303);
    refused(&app, &shop, &browser, &answer.header("location"), "expired").await;
    // In time it works, and then no more.
    let path = token().await;
    let line = format!("__Host-google={}", browser.cookie("__Host-google"));
    assert_eq!(
        browser.get(&path).await.expect(303).header("location"),
        "/account"
    );
    let request = shop.anonymous.request(reqwest::Method::GET, &path);
    let answer = shop
        .anonymous
        .send(request.header("cookie", line))
        .await
        .expect(303);
    assert_eq!(answer.header("location"), format!("{PROBLEM}expired"));
}

#[tokio::test]
async fn nobody_is_led_away_from_the_shop() {
    let google = Google::start().await;
    let (_app, shop) = google.with_app().await;
    for evil in ["//evil.test", "https://evil.test/", "/\\evil.test"] {
        let browser = shop.anonymous.another();
        let start = format!("/login/google?next={evil}");
        let entered = google
            .walk(&browser, &start, &account("g-1", "ana@gmail.test"))
            .await;
        assert_eq!(entered.expect(303).header("location"), "/account", "{evil}");
    }
    let left = shop
        .anonymous
        .another()
        .get("/login/google?next=/cart")
        .await
        .expect(303);
    let address = left.header("location");
    for part in [
        "response_type=code",
        "client_id=vitrina-tests",
        "code_challenge_method=S256",
        "code_challenge=",
        "nonce=",
        "prompt=select_account",
        "scope=openid+email+profile",
        "redirect_uri=http%3A%2F%2Fplatform.localhost%3A0%2Flogin%2Fgoogle%2Fcallback",
    ] {
        assert!(address.contains(part), "{part} not in {address}");
    }
    assert!(
        !address.contains("secret") && !address.contains("cart"),
        "{address}"
    );
    let cookie = left.header("set-cookie");
    for part in [
        "__Host-google=",
        "HttpOnly",
        "Secure",
        "SameSite=Lax",
        "Path=/",
        "Max-Age=600",
    ] {
        assert!(cookie.contains(part), "{part} not in {cookie}");
    }
}

#[tokio::test]
async fn a_browser_comes_back_to_the_host_that_it_left_from() {
    let google = Google::start().await;
    let (app, shop) = google.with_app().await;
    let mut superuser = app.database.superuser().await;
    let added = "insert into tenant_host (tenant_id, host, is_primary, created_at)
                 values ($1, 'tienda.example', false, now())";
    let gone = "delete from tenant_host where tenant_id = $1 and host = 'tienda.example'";
    sqlx::query(added)
        .bind(shop.tenant)
        .execute(&mut superuser)
        .await
        .unwrap();
    let browser = || shop.anonymous.another().towards(app.address, "tienda.example");
    let leave = async |browser: &Client| {
        let left = browser.get("/login/google").await.expect(303);
        let ana = account("g-1", "ana@gmail.test");
        google.choose(&left.header("location"), &ana).await
    };
    let (one, other) = (browser(), browser());
    let (location, late) = (leave(&one).await, leave(&other).await);
    let back = call_back(&one, &location).await.expect(303).header("location");
    assert!(
        back.starts_with("http://tienda.example:0/login/google/finish"),
        "{back}"
    );
    let entered = one.get(&path_of(&back)).await.expect(303);
    assert_eq!(entered.header("location"), "/account");
    // A host that is the shop's no more gets nothing.
    sqlx::query(gone)
        .bind(shop.tenant)
        .execute(&mut superuser)
        .await
        .unwrap();
    app.app.shops.forget(shop.tenant);
    let back = call_back(&other, &late).await.expect(303).header("location");
    assert!(back.starts_with("http://aurora.localhost:0/"), "{back}");
}

#[tokio::test]
async fn what_came_to_no_end_is_forgotten() {
    let google = Google::start().await;
    let (app, shop) = google.with_app().await;
    let attempts = async || -> i64 {
        sqlx::query_scalar("select count(*) from google_attempt where tenant_id = $1")
            .bind(shop.tenant)
            .fetch_one(&mut **tx(&app, &shop).await)
            .await
            .unwrap()
    };
    shop.anonymous.another().get("/login/google").await.expect(303);
    assert_eq!(attempts().await, 1);
    app.advance(2 * 86_400);
    let mut tx = tx(&app, &shop).await;
    jobs::enqueue(&mut tx, &identity::PurgeSessions {}).await.unwrap();
    tx.commit().await.unwrap();
    app.run_jobs().await;
    assert_eq!(attempts().await, 0);
}

#[tokio::test]
async fn without_google_people_hear_so_and_come_in_otherwise() {
    let mut google = Google::start().await;
    let (app, shop) = google.with_app().await;
    let browser = shop.anonymous.another();
    let left = browser.get("/login/google").await.expect(303);
    let ana = account("g-1", "ana@gmail.test");
    let location = google.choose(&left.header("location"), &ana).await;
    google.kill();
    let answer = call_back(&browser, &location).await.expect(303);
    refused(&app, &shop, &browser, &answer.header("location"), "away").await;
    // What it published is known for an hour; then nobody is sent to a dead end.
    app.advance(3_601);
    let answer = browser.get("/login/google").await.expect(303);
    refused(&app, &shop, &browser, &answer.header("location"), "away").await;
    testkit::sign_in(&shop.anonymous, "owner@aurora.test").await;
}

#[tokio::test]
async fn new_keys_of_google_are_found() {
    let google = Google::start().await;
    let (app, shop) = google.with_app().await;
    let enter = async || {
        let browser = shop.anonymous.another();
        let answer = google
            .walk(&browser, "/login/google", &account("g-1", "ana@gmail.test"))
            .await;
        answer.header("location")
    };
    assert_eq!(enter().await, "/account");
    google.change_keys().await;
    // A key that nobody knows is looked for once a minute, however often it is named.
    let browser = shop.anonymous.another();
    let left = browser.get("/login/google").await.expect(303);
    let ana = account("g-1", "ana@gmail.test");
    let location = google.choose(&left.header("location"), &ana).await;
    let answer = call_back(&browser, &location).await.expect(303);
    assert!(answer.header("location").ends_with("why=refused"));
    app.advance(60);
    assert_eq!(enter().await, "/account");
}

#[tokio::test]
async fn it_is_there_only_where_it_is_wanted_and_known() {
    let known = [
        ("GOOGLE_CLIENT_ID", "vitrina-tests"),
        ("GOOGLE_CLIENT_SECRET", "a secret of tests"),
    ];
    let unwanted = [known[0], known[1], ("ENABLE_OAUTH", "false")];
    for settings in [&[], &known[..1], &unwanted[..]] {
        let app = TestApp::start_with(settings).await;
        let shop = app.shop("aurora").await;
        for page in ["/login", "/register"] {
            let page = shop.anonymous.get(page).await.expect(200).text;
            assert!(!page.contains("google"), "{page}");
        }
        for path in [
            "/login/google",
            "/login/google/finish?token=x",
            &format!("{PROBLEM}away"),
        ] {
            shop.anonymous.get(path).await.expect(404);
        }
        let platform = shop.anonymous.towards(app.address, "platform.localhost");
        platform
            .get("/login/google/callback?state=x&code=y")
            .await
            .expect(404);
        let browser = shop.anonymous.another();
        let form = [("email", "owner@aurora.test"), ("password", testkit::PASSWORD)];
        browser.form("/login", &form).await.expect(303);
        for path in ["/account/security/google", "/account/security/google/start"] {
            browser.get(path).await.expect(404);
        }
        let page = browser.get("/account/security").await.expect(200).text;
        assert!(!page.contains("Google</h2>"), "{page}");
    }
}

#[tokio::test]
async fn beginning_over_and_over_has_an_end() {
    let google = Google::start().await;
    let (app, shop) = google.with_app().await;
    for _ in 0..60 {
        shop.anonymous.another().get("/login/google").await.expect(303);
    }
    shop.anonymous.another().get("/login/google").await.expect(429);
    app.advance(3_601);
    shop.anonymous.another().get("/login/google").await.expect(303);
    // The provider's own people are no customers of anybody.
    let platform = shop.anonymous.towards(app.address, "platform.localhost");
    platform.get("/login/google").await.expect(404);
    let page = platform.get("/login").await.expect(200).text;
    assert!(!page.contains("/login/google"), "{page}");
}

/// A sign-in that is under way when the account gets a role, or is won back, does not end in it.
#[tokio::test]
async fn whoever_is_parted_from_on_the_way_does_not_arrive() {
    let google = Google::start().await;
    let (app, shop) = google.with_app().await;
    let ana = account("g-1", "ana@gmail.test");
    let way_in = "/login/google";
    google
        .walk(&shop.anonymous.another(), way_in, &ana)
        .await
        .expect(303);
    let browser = shop.anonymous.another();
    let left = browser.get(way_in).await.expect(303);
    let location = google.choose(&left.header("location"), &ana).await;
    let back = call_back(&browser, &location).await.expect(303);
    let last_step = path_of(&back.header("location"));

    let mut conn = app.database.superuser().await;
    let mut promotion = conn.begin().await.unwrap();
    sqlx::query("update person set role = 'owner' where email = 'ana@gmail.test'")
        .execute(&mut *promotion)
        .await
        .unwrap();
    sqlx::query("delete from identity_link")
        .execute(&mut *promotion)
        .await
        .unwrap();
    let arriving = async { browser.get(&last_step).await };
    let committing = async {
        app.database.until_waiting(1).await;
        promotion.commit().await.unwrap();
    };
    let (arrived, ()) = futures_util::future::join(arriving, committing).await;
    assert_eq!(arrived.header("location"), format!("{PROBLEM}unjoined"));
    browser.get("/api/v1/auth/me").await.expect(401);
}
