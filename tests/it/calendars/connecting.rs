//! The way to Google and back.

use kernel::Role;
use serde_json::Value;
use testkit::google_calendar::ACCOUNT;

use super::{Stage, consent};
use crate::google::{call_back, path_of};

async fn accounts(stage: &Stage) -> i64 {
    sqlx::query_scalar("select count(*) from calendar_account")
        .fetch_one(&mut stage.app.database.superuser().await)
        .await
        .unwrap()
}

#[tokio::test]
async fn an_account_is_connected_by_the_session_that_began_it_and_once() {
    let stage = Stage::set().await;
    let (other, _) = stage
        .salon
        .shop
        .person(&stage.app, Role::Admin, "otra@aurora.test")
        .await;
    let back = stage.way_back(stage.owner()).await;
    let arrived = call_back(stage.owner(), &back).await.expect(303);
    let home = path_of(&arrived.header("location"));
    // Somebody else's session, and a second one of the same person, fetch nothing.
    let second = testkit::sign_in(&stage.salon.shop.anonymous, "owner@aurora.test").await;
    for stranger in [&other, &second] {
        let answer = stranger.get(&home).await.expect(303);
        assert_eq!(answer.header("location"), "/admin/calendars?problem=expired");
    }
    assert_eq!(accounts(&stage).await, 0);
    stage.owner().get(&home).await.expect(303);
    assert_eq!(accounts(&stage).await, 1);
    let again = stage.owner().get(&home).await.expect(303);
    assert_eq!(again.header("location"), "/admin/calendars?problem=expired");
    // The state works once, too.
    let twice = call_back(stage.owner(), &back).await.expect(303);
    assert!(
        twice
            .header("location")
            .ends_with("/admin/calendars?problem=expired")
    );
    let page = stage
        .owner()
        .get("/admin/calendars?problem=expired")
        .await
        .expect(200);
    assert!(page.text.contains("No se conectó nada"), "{}", page.text);
}

#[tokio::test]
async fn a_state_that_we_never_made_is_refused_and_counted() {
    let stage = Stage::set().await;
    let back = stage.way_back(stage.owner()).await;
    let state = back.split("state=").nth(1).unwrap().to_owned();
    let mut broken = state.clone().into_bytes();
    broken[5] = if broken[5] == b'A' { b'B' } else { b'A' };
    let broken = String::from_utf8(broken).unwrap();
    for state in ["", "x", &state[..60], &broken] {
        let path =
            format!("http://platform.localhost/api/sync/calendar/google/callback?code=code-1&state={state}");
        let answer = call_back(stage.owner(), &path).await;
        assert_eq!(answer.status, 400, "{state}: {}", answer.text);
    }
    stage.app.app.lookout.write(&stage.app.app).await.unwrap();
    let seen: i64 =
        sqlx::query_scalar("select coalesce(sum(times), 0) from security_event where kind = 'forged_token'")
            .fetch_one(&mut stage.app.database.superuser().await)
            .await
            .unwrap();
    assert_eq!(seen, 4);
    // Ten minutes are enough for anybody.
    stage.advance(601);
    let late = call_back(stage.owner(), &back).await.expect(303);
    assert!(late.header("location").ends_with("?problem=expired"));
    assert_eq!(accounts(&stage).await, 0);
}

#[tokio::test]
async fn a_code_of_another_attempt_is_worth_nothing() {
    let stage = Stage::set().await;
    let (one, other) = (
        stage.way_back(stage.owner()).await,
        stage.way_back(stage.owner()).await,
    );
    let part = |address: &str, name: &str| {
        let rest = address.split(&format!("{name}=")).nth(1).unwrap().to_owned();
        rest.split('&').next().unwrap().to_owned()
    };
    let mixed = format!(
        "http://platform.localhost/api/sync/calendar/google/callback?code={}&state={}",
        part(&one, "code"),
        part(&other, "state")
    );
    let answer = call_back(stage.owner(), &mixed).await.expect(303);
    assert!(answer.header("location").ends_with("?problem=refused"), "PKCE");
}

#[tokio::test]
async fn who_says_no_or_gives_a_part_is_told() {
    let stage = Stage::set().await;
    stage.google.say_no();
    let answer = call_back(stage.owner(), &stage.way_back(stage.owner()).await)
        .await
        .expect(303);
    assert!(answer.header("location").ends_with("?problem=cancelled"));
    stage.google.untick_a_scope();
    let answer = call_back(stage.owner(), &stage.way_back(stage.owner()).await)
        .await
        .expect(303);
    assert!(answer.header("location").ends_with("?problem=partly"));
    stage.google.fail("token", 1, 503, "backendError");
    let answer = call_back(stage.owner(), &stage.way_back(stage.owner()).await)
        .await
        .expect(303);
    assert!(answer.header("location").ends_with("?problem=away"));
    assert_eq!(accounts(&stage).await, 0);
}

#[tokio::test]
async fn tokens_lie_nowhere_in_the_clear() {
    let stage = Stage::connected().await;
    let rows: Vec<String> = sqlx::query_scalar(
        "select encode(tokens_sealed, 'escape') from calendar_account
         union all select coalesce(encode(tokens_sealed, 'escape'), 'none') from calendar_attempt
         union all select payload::text from job
         union all select (before::text || after::text) from audit_event",
    )
    .fetch_all(&mut stage.app.database.superuser().await)
    .await
    .unwrap();
    for row in rows {
        assert!(!row.contains("refresh-") && !row.contains("access-"), "{row}");
    }
    let attempt: Option<Vec<u8>> = sqlx::query_scalar("select tokens_sealed from calendar_attempt")
        .fetch_one(&mut stage.app.database.superuser().await)
        .await
        .unwrap();
    assert_eq!(attempt, None, "what was fetched is not left behind");
}

#[tokio::test]
async fn the_page_offers_to_connect_where_google_knows_us_and_only_to_who_may() {
    let stage = Stage::set().await;
    let page = stage.page().await;
    assert!(
        page.contains("Conectar un calendario de Google para Luis"),
        "{page}"
    );
    let (cashier, _) = stage
        .salon
        .shop
        .person(&stage.app, Role::Cashier, "caja@aurora.test")
        .await;
    cashier.get("/admin/calendars").await.expect(403);
    stage.connect().await;
    let page = stage.page().await;
    assert!(page.contains(ACCOUNT) && page.contains("Feriados") && page.contains("Conectado"));
    assert!(page.contains("Se leyó todo el calendario"), "{page}");
    let english = stage
        .owner()
        .request(reqwest::Method::GET, "/admin/calendars")
        .header("cookie", "lang=en");
    let english = stage.owner().send(english).await.expect(200).text;
    assert!(english.contains("Outside calendars") && english.contains("The whole calendar was read"));
    // A shop whose server is not known at Google.
    let app = testkit::TestApp::start().await;
    let shop = app.shop("bordados").await;
    let page = shop.owner.get("/admin/calendars").await.expect(200).text;
    assert!(page.contains("GOOGLE_CLIENT_ID"), "{page}");
    shop.owner
        .get(&format!("/admin/calendars/google?resource={}", shop.tenant))
        .await
        .expect(404);
}

#[tokio::test]
async fn reading_by_hand_has_a_limit() {
    let stage = Stage::set_with(&[]).await;
    stage.connect().await;
    let path = format!("/admin/calendars/{}/sync", stage.account().await);
    for _ in 0..5 {
        stage.owner().form(&path, &[]).await.expect(303);
    }
    let refused = stage.owner().form(&path, &[]).await;
    assert_eq!(refused.status, 429, "{}", refused.text);
    // The hour slides: after two of them nothing of it is left.
    stage.advance(2 * 3_600);
    stage.owner_now().await.form(&path, &[]).await.expect(303);
}

#[tokio::test]
async fn the_way_leads_to_google_with_what_it_wants_to_know() {
    let stage = Stage::set().await;
    let path = format!("/admin/calendars/google?resource={}", stage.salon.people[0]);
    let left = stage.owner().get(&path).await.expect(303);
    let address: reqwest::Url = left.header("location").parse().unwrap();
    let query: Value = address
        .query_pairs()
        .map(|(name, value)| (name.into_owned(), Value::from(value.into_owned())))
        .collect::<serde_json::Map<_, _>>()
        .into();
    assert_eq!(query["access_type"], "offline");
    assert_eq!(query["code_challenge_method"], "S256");
    assert_eq!(
        query["redirect_uri"],
        "http://platform.localhost:0/api/sync/calendar/google/callback"
    );
    assert_eq!(left.header("cache-control"), "no-store");
    assert!(consent(address.as_str()).await.contains("code=code-"));
}
