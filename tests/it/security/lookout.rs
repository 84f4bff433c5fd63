//! What attackers do is seen, counted and told to the shop's owner; a flood of it costs a few rows.

use http::lookout::Kind;
use kernel::{Role, TenantId};
use reqwest::Method;
use serde_json::json;
use testkit::{Answer, Client, PASSWORD, TestApp, TestShop};

use crate::authenticator::{Authenticator, prove};

/// Kind, times and address of what was written, after it was.
async fn seen(app: &TestApp, tenant: TenantId) -> Vec<(String, i32, Option<String>)> {
    app.app.lookout.write(&app.app).await.unwrap();
    sqlx::query_as(
        "select kind, times, ip from security_event where tenant_id = $1 order by created_at, event_id",
    )
    .bind(tenant)
    .fetch_all(&mut app.database.superuser().await)
    .await
    .unwrap()
}

/// How often a kind was seen in all.
async fn times(app: &TestApp, shop: &TestShop, kind: Kind) -> i32 {
    let all = seen(app, shop.tenant).await;
    all.iter()
        .filter(|(k, _, _)| k == kind.as_str())
        .map(|(_, times, _)| times)
        .sum()
}

/// A sign-in that comes from this address, as the proxy reports it.
async fn log_in(shop: &TestShop, address: &str, email: &str, password: &str) -> Answer {
    let body = json!({ "email": email, "password": password });
    let client = shop.anonymous.another();
    let request = client.request(Method::POST, "/api/v1/auth/login").json(&body);
    client.send(request.header("x-forwarded-for", address)).await
}

#[tokio::test]
async fn passwords_tried_on_many_accounts_from_one_address_are_spraying() {
    let app = TestApp::start().await;
    let (shop, other) = (app.shop("aurora").await, app.shop("bruma").await);
    for n in 0..4 {
        log_in(&shop, "203.0.113.7", &format!("a{n}@aurora.test"), "No-es-esta-1")
            .await
            .expect(401);
        log_in(&shop, "203.0.113.8", "owner@aurora.test", "No-es-esta-1").await;
    }
    assert_eq!(
        times(&app, &shop, Kind::LoginSpraying).await,
        0,
        "not yet, and never with one account"
    );
    log_in(&shop, "203.0.113.7", "a4@aurora.test", "No-es-esta-1").await;
    let all = seen(&app, shop.tenant).await;
    let sprayed: Vec<_> = all
        .iter()
        .filter(|(kind, _, _)| kind == "login_spraying")
        .collect();
    assert_eq!(
        sprayed,
        [&("login_spraying".to_owned(), 1, Some("203.0.113.7".to_owned()))]
    );
    let failed: i32 = all
        .iter()
        .filter(|(kind, _, _)| kind == "login_failed")
        .map(|e| e.1)
        .sum();
    assert_eq!(failed, 9);
    assert_eq!(
        seen(&app, other.tenant)
            .await
            .iter()
            .filter(|e| e.0 != "signed_in")
            .count(),
        0
    );
}

#[tokio::test]
async fn a_lock_and_a_forgotten_password_are_told() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    for _ in 0..6 {
        log_in(&shop, "203.0.113.7", "owner@aurora.test", "No-es-esta-1").await;
    }
    assert!(times(&app, &shop, Kind::Locked).await >= 1);
    let forgot = json!({ "email": "owner@aurora.test" });
    shop.anonymous.post("/api/v1/auth/forgot-password", &forgot).await;
    assert_eq!(times(&app, &shop, Kind::PasswordResetAsked).await, 1);
}

/// Whoever gives a wrong code has come past the password already.
#[tokio::test]
async fn wrong_codes_of_the_second_factor_are_told_and_neither_the_code_nor_the_address_is() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let (browser, own) = Authenticator::enrol(&app, &shop, "owner@aurora.test").await;
    app.advance(60);
    let wrong = async || times(&app, &shop, Kind::SecondFactorFailed).await;
    assert_eq!(wrong().await, 0, "codes that are right tell nothing");
    let guess = async |code: &str| {
        let first = log_in(&shop, "203.0.113.7", "owner@aurora.test", PASSWORD).await;
        let challenge = first.expect(200).json()["challenge"].clone();
        let body = json!({ "challenge": challenge, "code": code });
        let client = shop.anonymous.another();
        client.post("/api/v1/auth/login/second-factor", &body).await
    };
    for n in 1..=3 {
        guess(&own.code_at(&app, 600)).await.expect(401);
        assert_eq!(wrong().await, n);
    }
    // Signed in and asked again before something weighty, too; a wrong password there is none.
    let off = "/account/security/second-factor/off";
    prove(&browser, off, "123456", PASSWORD).await.expect(422);
    assert_eq!(wrong().await, 4);
    prove(&browser, off, &own.code(&app), "No-es-esta-1")
        .await
        .expect(422);
    assert_eq!(wrong().await, 4);
    // The fifth locks; what the lock refuses is a lock's and not one more.
    guess("aaaaa-bbbbb").await.expect(401);
    assert_eq!(wrong().await, 5);
    let locked = times(&app, &shop, Kind::Locked).await;
    let right = prove(&browser, off, &own.code(&app), PASSWORD).await;
    right.expect(429);
    assert_eq!(
        (wrong().await, times(&app, &shop, Kind::Locked).await),
        (5, locked + 1)
    );
    let rows: Vec<String> = sqlx::query_scalar(
        "select to_jsonb(e)::text from security_event e where kind = 'second_factor_failed'",
    )
    .fetch_all(&mut app.database.superuser().await)
    .await
    .unwrap();
    for told in ["owner@aurora.test", "123456", "aaaaa", "bbbbb"] {
        assert!(!rows.iter().any(|row| row.contains(told)), "{told}: {rows:?}");
    }
    app.advance(24 * 3_600);
    let client = shop.anonymous.another();
    let form = [("email", "owner@aurora.test"), ("password", PASSWORD)];
    client.form("/login", &form).await.expect(303);
    let code = own.code(&app);
    client.form("/login/code", &[("code", &code)]).await.expect(303);
    let page = client.get("/admin/security?show=refusals").await.expect(200).text;
    assert!(page.contains("Código de verificación equivocado"), "{page}");
}

#[tokio::test]
async fn guessing_ids_is_told_and_a_lost_link_is_not() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let (cashier, _) = shop.person(&app, Role::Cashier, "caja@aurora.test").await;
    for n in 0..30 {
        let path = format!("/api/v1/orders/01a203c5-6d80-7000-8000-{n:012}");
        assert_eq!(times(&app, &shop, Kind::IdGuessing).await, 0, "{n}");
        cashier.get(&path).await.expect(404);
        shop.anonymous.get(&format!("/p/no-hay-{n}")).await.expect(404);
    }
    assert_eq!(times(&app, &shop, Kind::IdGuessing).await, 1);
}

#[tokio::test]
async fn forged_tokens_are_told_and_old_ones_are_not() {
    let app = TestApp::start().await;
    let (shop, other) = (app.shop("aurora").await, app.shop("bruma").await);
    let forged = async || times(&app, &shop, Kind::ForgedToken).await;
    let me = "/api/v1/auth/me";
    // The signature of another token, a key that nobody knows, no token at all, another shop's.
    let token = shop.owner.bearer();
    let (claims, _) = token.rsplit_once('.').unwrap();
    let (_, signature) = other.owner.bearer().rsplit_once('.').unwrap();
    // {"alg":"EdDSA","kid":"nobody"}
    let head = "eyJhbGciOiJFZERTQSIsImtpZCI6Im5vYm9keSJ9";
    let unknown = format!("{head}.{}", token.split_once('.').unwrap().1);
    let fakes = [
        &format!("{claims}.{signature}"),
        &unknown,
        "garbage",
        other.owner.bearer(),
    ];
    for (n, fake) in (1..).zip(fakes) {
        shop.anonymous.with_token(fake).get(me).await.expect(401);
        assert_eq!(forged().await, n, "{fake}");
    }
    // The cookie of a cart with another signature.
    let cart = shop.basket(&shop.goods("Jabón", 3).await, 1).await;
    let altered = format!("{}A", &cart.token[..cart.token.len() - 1]);
    let altered = if altered == cart.token {
        format!("{}Q", &cart.token[..cart.token.len() - 1])
    } else {
        altered
    };
    let request = shop
        .anonymous
        .request(Method::GET, "/api/v1/cart")
        .header("x-cart-token", altered);
    shop.anonymous.send(request).await;
    assert_eq!(forged().await, 5);
    // What was ours and is over is nobody's attack.
    app.advance(16 * 60);
    shop.owner.get(me).await.expect(401);
    assert_eq!(forged().await, 5);
}

#[tokio::test]
async fn refusals_by_role_and_by_origin_are_told() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let (cashier, id) = shop.person(&app, Role::Cashier, "caja@aurora.test").await;
    cashier.get("/api/v1/admin/audit").await.expect(403);
    let request = shop
        .anonymous
        .request(Method::POST, "/api/v1/auth/login")
        .json(&json!({}));
    shop.anonymous
        .send(request.header("sec-fetch-site", "cross-site"))
        .await
        .expect(403);
    let browser = shop.anonymous.another();
    let fields = [("email", "caja@aurora.test"), ("password", PASSWORD)];
    browser.form("/login", &fields).await.expect(303);
    browser
        .form("/account", &[("name", "X"), ("csrf_token", "otro")])
        .await
        .expect(403);
    for kind in [Kind::PermissionDenied, Kind::CrossSiteRefused, Kind::CsrfRefused] {
        assert_eq!(times(&app, &shop, kind).await, 1, "{kind:?}");
    }
    let who: Option<uuid::Uuid> =
        sqlx::query_scalar("select person_id from security_event where kind = 'permission_denied'")
            .fetch_one(&mut app.database.superuser().await)
            .await
            .unwrap();
    assert_eq!(who, Some(id.0));
}

#[tokio::test]
async fn a_sign_in_from_another_device_is_told() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let (_, _) = shop.person(&app, Role::Cashier, "caja@aurora.test").await;
    let from = async |agent: &str| {
        let body = json!({ "email": "caja@aurora.test", "password": PASSWORD });
        let client = shop.anonymous.another();
        let request = client.request(Method::POST, "/api/v1/auth/login").json(&body);
        client.send(request.header("user-agent", agent)).await.expect(200);
        times(&app, &shop, Kind::NewDevice).await
    };
    let windows = "Mozilla/5.0 (Windows NT 10.0) Chrome/141.0";
    let phone = "Mozilla/5.0 (Linux; Android 15) Chrome/141.0 Mobile";
    assert_eq!(from(windows).await, 1);
    assert_eq!(from(windows).await, 1);
    assert_eq!(from(phone).await, 2);
}

#[tokio::test]
async fn a_flood_is_a_few_rows() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let client = shop.anonymous.with_token("garbage");
    for n in 0..400 {
        let request = client.request(Method::GET, "/api/v1/auth/me");
        let address = if n < 50 {
            "203.0.113.7".to_owned()
        } else {
            format!("198.51.{}.{}", n / 256, n % 256)
        };
        client
            .send(request.header("x-forwarded-for", address))
            .await
            .expect(401);
    }
    let all = seen(&app, shop.tenant).await;
    let forged: Vec<_> = all.iter().filter(|(kind, _, _)| kind == "forged_token").collect();
    assert!(forged.len() <= 302, "{}", forged.len());
    assert_eq!(
        forged.iter().map(|e| e.1).sum::<i32>(),
        400,
        "every one is counted"
    );
    assert!(
        forged
            .iter()
            .any(|e| (e.1, e.2.as_deref()) == (50, Some("203.0.113.7")))
    );
    assert!(
        forged.iter().any(|e| e.2.is_none()),
        "what is too much is told without address"
    );
}

#[tokio::test]
async fn events_are_added_to_only_and_forgotten_after_a_year() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let many = seen(&app, shop.tenant).await.len();
    assert!(many > 0, "the owner signed in");
    for sql in [
        "update security_event set times = 1",
        "delete from security_event",
        "truncate security_event",
    ] {
        let mut tx = app.begin(shop.tenant).await;
        let refused = sqlx::query(sql).execute(&mut *tx).await.unwrap_err().to_string();
        assert!(refused.contains("permission denied"), "{sql}: {refused}");
    }
    for day in ["2025-11-01", "2025-12-01"] {
        sqlx::query(
            "insert into security_event values
               ($1, $2::text::timestamptz, gen_random_uuid(), $2::text::timestamptz, 'locked', null, null, null, 1)",
        )
        .bind(shop.tenant)
        .bind(day)
        .execute(&mut app.database.superuser().await)
        .await
        .unwrap();
    }
    let mut tx = app.begin(shop.tenant).await;
    jobs::enqueue(&mut tx, &http::ForgetTraces {}).await.unwrap();
    tx.commit().await.unwrap();
    app.run_jobs().await;
    assert_eq!(seen(&app, shop.tenant).await.len(), many + 1);
    let mut tx = app.begin(shop.tenant).await;
    sqlx::query("select forget_security_events('infinity')")
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(
        seen(&app, shop.tenant).await.len(),
        many,
        "the last thirty days stay"
    );
}

#[tokio::test]
async fn the_owner_sees_the_own_shops_events() {
    let app = TestApp::start().await;
    let (shop, other) = (app.shop("aurora").await, app.shop("bruma").await);
    log_in(&shop, "203.0.113.7", "owner@aurora.test", "No-es-esta-1").await;
    log_in(&other, "203.0.113.99", "owner@bruma.test", "No-es-esta-1").await;
    app.app.lookout.write(&app.app).await.unwrap();
    let page = shop.owner.get("/admin/security").await.expect(200).text;
    for said in [
        "Contraseña o correo equivocados",
        "203.0.113.7",
        "Entró a la cuenta",
        "Dueña",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(!page.contains("203.0.113.99"));
    let entries = shop
        .owner
        .get("/admin/security?show=entries")
        .await
        .expect(200)
        .text;
    assert!(!entries.contains("Contraseña o correo equivocados"));
    let path = "/api/v1/admin/security-events";
    let failed = shop
        .owner
        .get(&format!("{path}?kind=login_failed"))
        .await
        .expect(200)
        .json();
    assert_eq!(
        (
            failed["pagination"]["total"].as_i64(),
            &failed["data"][0]["times"]
        ),
        (Some(1), &json!(1))
    );
    shop.owner.get(&format!("{path}?kind=nothing")).await.expect(422);
    let (manager, _) = shop.person(&app, Role::Manager, "maria@aurora.test").await;
    for path in [path, "/admin/security"] {
        refuses(&manager, path).await;
    }
}

async fn refuses(client: &Client, path: &str) {
    client.get(path).await.expect(403);
}
