//! The keys that sign access tokens: each is known before it signs, and outlived by what it signed.

use http::keys::Claims;
use kernel::{PersonId, Role, SessionId};
use serde_json::json;
use testkit::{Client, PASSWORD, TestApp, TestShop, sign_in};

const MINUTE: i64 = 60;
const DAY: i64 = 24 * 60 * MINUTE;
/// So long a key signs (`libs/http/src/keys.rs`).
const SIGNS: i64 = 30 * DAY;
/// So long before it signs a key is known.
const LEAD: i64 = 5 * MINUTE;

#[tokio::test]
async fn the_next_key_takes_over_in_time_and_nobody_is_thrown_out() {
    let (one, two, shop) = replicas().await;
    assert_eq!(keys(&one).await, 1);
    // The day before, a job has nothing to do yet.
    one.advance(SIGNS - DAY);
    one.app.keys.rotate().await.unwrap();
    assert_eq!(keys(&one).await, 1);
    // Two leads before the end it makes the next one; a second job, on another replica, makes no third.
    one.advance(DAY - 2 * LEAD);
    one.app.keys.rotate().await.unwrap();
    two.app.keys.rotate().await.unwrap();
    assert_eq!(keys(&one).await, 2);
    let before = token(&one, &shop).await;
    one.advance(LEAD - MINUTE);
    let last = token(&one, &shop).await;
    assert_eq!(
        kid(&last),
        kid(&before),
        "the next key must not sign before its time"
    );
    assert_eq!(at_both(&one, &two, &shop, &last).await, [200, 200]);

    one.advance(2 * MINUTE);
    let next = token(&one, &shop).await;
    assert_ne!(kid(&next), kid(&before), "the next key signs");
    assert_eq!(at_both(&one, &two, &shop, &next).await, [200, 200]);
    assert_eq!(
        at_both(&one, &two, &shop, &last).await,
        [200, 200],
        "what the old key signed lives as long as it would have"
    );
    one.advance(15 * MINUTE);
    assert_eq!(at_both(&one, &two, &shop, &last).await, [401, 401]);
}

#[tokio::test]
async fn a_key_that_retired_long_ago_is_refused_whatever_the_token_says() {
    let (one, two, _) = replicas().await;
    let eternal = one.app.keys.sign(&claims(&one, 365 * DAY)).await.unwrap();
    one.advance(SIGNS + DAY - MINUTE);
    assert!(one.app.keys.verify(&eternal).await.is_ok(), "a day of grace");
    one.advance(MINUTE);
    for app in [&one, &two] {
        assert!(app.app.keys.verify(&eternal).await.is_err(), "the grace is over");
    }
    // The next rotation forgets it.
    one.advance(MINUTE);
    one.app.keys.rotate().await.unwrap();
    assert_eq!(keys(&one).await, 1);
    assert!(one.app.keys.verify(&eternal).await.is_err());
}

/// A key that leaked is replaced at once, so the other replica cannot have heard of the new one: it looks for it.
#[tokio::test]
async fn a_key_made_now_is_learnt_by_the_replica_that_meets_it() {
    let (one, two, shop) = replicas().await;
    let before = token(&one, &shop).await;
    assert_eq!(at_both(&one, &two, &shop, &before).await, [200, 200]);
    one.app.keys.rotate_now().await.unwrap();
    let next = token(&one, &shop).await;
    assert_ne!(kid(&next), kid(&before));
    assert_eq!(at_both(&one, &two, &shop, &next).await, [200, 200]);
    assert_eq!(at_both(&one, &two, &shop, &before).await, [200, 200]);
}

/// Of a key that leaked nothing is believed any more, at once and at every replica; who was signed in stays so.
#[tokio::test]
async fn what_a_revoked_key_signed_is_refused_everywhere_and_nobody_is_thrown_out() {
    let (one, two, shop) = replicas().await;
    let client = Client::new(one.address, &shop.host);
    let login = json!({ "email": "owner@aurora.test", "password": PASSWORD });
    let given = client.post("/api/v1/auth/login", &login).await.expect(200).json();
    let before = given["access_token"].as_str().unwrap();
    let browser = client.another();
    let form = [("email", "owner@aurora.test"), ("password", PASSWORD)];
    browser.form("/login", &form).await.expect(303);
    assert_eq!(at_both(&one, &two, &shop, before).await, [200, 200]);
    one.app.keys.revoke_all().await.unwrap();
    assert_eq!(me(&one, &shop, before).await, 401);
    // The other one hears of it; nobody brings it a token that it does not know.
    let mut tick = tokio::time::interval(std::time::Duration::from_millis(20));
    let mut asked = 0;
    while me(&two, &shop, before).await == 200 {
        tick.tick().await;
        asked += 1;
        assert!(asked < 250, "the other replica goes on believing it");
    }
    let refresh = json!({ "refresh_token": given["refresh_token"] });
    let next = client
        .post("/api/v1/auth/refresh", &refresh)
        .await
        .expect(200)
        .json();
    let next = next["access_token"].as_str().unwrap();
    assert_ne!(kid(next), kid(before));
    assert_eq!(at_both(&one, &two, &shop, next).await, [200, 200]);
    browser.get("/account").await.expect(200);
}

/// Without an announcement, such as behind a lost connection, the list grows no older than a minute.
#[tokio::test]
async fn a_replica_that_heard_nothing_of_a_revoked_key_believes_it_for_a_minute_at_most() {
    let (one, two, shop) = replicas().await;
    let before = token(&one, &shop).await;
    assert_eq!(at_both(&one, &two, &shop, &before).await, [200, 200]);
    sqlx::query("delete from signing_key")
        .execute(&mut one.database.superuser().await)
        .await
        .unwrap();
    one.advance(MINUTE);
    assert_eq!(at_both(&one, &two, &shop, &before).await, [401, 401]);
}

#[tokio::test]
async fn what_another_key_signed_is_refused() {
    let (one, elsewhere) = (TestApp::start().await, TestApp::start().await);
    let own = one.app.keys.sign(&claims(&one, DAY)).await.unwrap();
    let foreign = elsewhere.app.keys.sign(&claims(&one, DAY)).await.unwrap();
    let (unsigned, signature) = own.rsplit_once('.').unwrap();
    let (_, foreign_rest) = foreign.split_once('.').unwrap();
    assert!(one.app.keys.verify(&own).await.is_ok());
    for (what, token) in [
        ("a key of somebody else's", foreign.clone()),
        (
            "a key of somebody else's under our key's name",
            format!("{}.{foreign_rest}", kid(&own)),
        ),
        ("no signature", format!("{unsigned}.")),
        (
            "another's signature",
            format!("{unsigned}.{}", foreign.rsplit_once('.').unwrap().1),
        ),
        (
            "other claims",
            format!(
                "{}.{}.{signature}",
                kid(&own),
                foreign_rest.split_once('.').unwrap().0
            ),
        ),
    ] {
        assert!(one.app.keys.verify(&token).await.is_err(), "{what}");
    }
}

async fn replicas() -> (TestApp, TestApp, TestShop) {
    let calm = [("VITRINA_LIMITS__ON", "false")];
    let one = TestApp::start_with(&calm).await;
    let two = one.second(&calm).await;
    let shop = one.shop("aurora").await;
    (one, two, shop)
}

async fn token(app: &TestApp, shop: &TestShop) -> String {
    let client = Client::new(app.address, &shop.host);
    sign_in(&client, "owner@aurora.test").await.bearer().to_owned()
}

async fn at_both(one: &TestApp, two: &TestApp, shop: &TestShop, token: &str) -> [u16; 2] {
    [me(one, shop, token).await, me(two, shop, token).await]
}

async fn me(app: &TestApp, shop: &TestShop, token: &str) -> u16 {
    let client = Client::new(app.address, &shop.host).with_token(token);
    client.get("/api/v1/auth/me").await.status.as_u16()
}

/// The token's first part, which names the key.
fn kid(token: &str) -> &str {
    token.split('.').next().unwrap()
}

fn claims(app: &TestApp, seconds: i64) -> Claims {
    let now = app.env.now().unix_seconds();
    Claims {
        iss: "vitrina".into(),
        sub: app.env.new_id::<PersonId>(),
        tid: kernel::TenantId::PLATFORM,
        sid: app.env.new_id::<SessionId>(),
        role: Role::Owner,
        iat: now,
        exp: now + seconds,
    }
}

async fn keys(app: &TestApp) -> i64 {
    sqlx::query_scalar("select count(*) from signing_key")
        .fetch_one(app.pools.app.sessions())
        .await
        .unwrap()
}
