//! Beginning to pay: Stripe's page, the way back, codes, the portal, and what is refused.

use http::Place;
use outbound::{Outbound, Reach};
use serde_json::json;
use stripe::Stripe;
use stripe::billing::{CouponId, Lasts, NewCoupon, NewPromotionCode, Off};
use testkit::TestApp;

use super::stage::{FINE, KEY, Stage, text};

#[tokio::test]
async fn pages_lead_to_stripe_and_wait_for_its_word() {
    let stage = Stage::set().await;
    let owner = stage.owner().await;
    let page = owner.get("/admin/plan").await.expect(200).text;
    assert!(page.contains("/admin/plan/choose?plan=empresa"), "{page}");
    let page = owner
        .get("/admin/plan/choose?plan=empresa")
        .await
        .expect(200)
        .text;
    for words in [
        "Plan Empresa",
        "al mes",
        "al año",
        "Código de descuento",
        "siguen siendo gratis",
    ] {
        assert!(page.contains(words), "{words} is not on the page");
    }
    let chosen = [("plan", "empresa"), ("interval", "year"), ("code", "")];
    let page = owner.form("/admin/plan/choose", &chosen).await.expect(200).text;
    let url = page.split("0;url=").nth(1).unwrap().split('"').next().unwrap();
    let session = url.rsplit('/').next().unwrap();
    assert!(session.starts_with("cs_"), "{url}");
    // Nothing has happened yet: the page waits.
    let back = owner.get("/admin/plan/return").await.expect(200).text;
    assert!(back.contains("http-equiv=\"refresh\""), "{back}");
    assert_eq!(format!("{:?}", stage.desk().check_out(session, FINE)), "Done");
    // It asks by itself, before Stripe has told anything.
    let there = owner.get("/admin/plan/return").await.expect(303);
    assert_eq!(there.header("location"), "/admin/plan?done=billing-subscribed");
    let has = stage.has().await;
    assert_eq!(
        (&has["plan"], &has["price"]["interval"]),
        (&json!("empresa"), &json!("year"))
    );
    stage.told().await;
    let again = stage.post("checkout", &json!({ "plan": "pro" })).await;
    assert_eq!(again.expect(409).code(), "plan_already_subscribed");
    let portal = owner.form("/admin/plan/portal", &[]).await.expect(200).text;
    assert!(portal.contains("/p/session/"), "{portal}");
    let kept: i64 = sqlx::query_scalar(
        "select count(*) from billing_operation where to_jsonb(billing_operation)::text like '%/p/session/%'",
    )
    .fetch_one(&mut stage.app.database.superuser().await)
    .await
    .unwrap();
    assert_eq!(kept, 0, "who has the address is let in: it is kept nowhere");
}

#[tokio::test]
async fn a_code_takes_something_off_and_one_that_is_none_is_refused() {
    let stage = Stage::set().await;
    let outbound = Outbound::new(Reach::ThisMachineToo, "tests").unwrap();
    let there = Stripe::at(outbound, KEY.into(), &stage.served.url).unwrap();
    let coupon = NewCoupon {
        id: CouponId::parse("mitad").unwrap(),
        name: "Mitad".into(),
        off: Off::Percent(5_000),
        lasts: Lasts::Once,
        most: None,
        until: None,
    };
    there.create_coupon("coupon", &coupon).await.unwrap();
    let code = NewPromotionCode {
        coupon: coupon.id.clone(),
        code: "FERIA".into(),
        most: None,
        until: None,
    };
    there.create_promotion_code("code", &code).await.unwrap();
    super::try_out(&stage.app, &stage.shop, -60).await;
    let wrong = stage
        .post("checkout", &json!({ "plan": "basico", "code": "NADA" }))
        .await;
    assert_eq!(wrong.expect(422).json()["errors"][0]["field"], "code");
    let chosen = json!({ "plan": "basico", "code": "FERIA" });
    let page = stage.post("checkout", &chosen).await.expect(201).json();
    let url = text(&page["url"]);
    let session = url.rsplit('/').next().unwrap();
    assert_eq!(format!("{:?}", stage.desk().check_out(session, FINE)), "Done");
    stage.told().await;
    let has = stage.has().await;
    assert_eq!(
        (&has["status"], &has["plan"]),
        (&json!("active"), &json!("basico"))
    );
    assert_eq!(stage.charged().await, 4_990_000 / 2);
    let list = stage
        .owner()
        .await
        .get("/api/v1/billing/invoices")
        .await
        .expect(200)
        .json();
    assert_eq!(list["data"][0]["paid"], 4_990_000 / 2);
    let page = stage.owner().await.get("/admin/plan").await.expect(200).text;
    assert!(page.contains("Tus facturas") && page.contains("Pagada"), "{page}");
}

#[tokio::test]
async fn of_two_pages_only_the_newer_one_takes_a_subscription() {
    let stage = Stage::set().await;
    let first = stage.checkout("basico").await;
    let second = stage.checkout("pro").await;
    assert_eq!(format!("{:?}", stage.desk().check_out(&first, FINE)), "Gone");
    assert_eq!(format!("{:?}", stage.desk().check_out(&second, FINE)), "Done");
    stage.told().await;
    assert_eq!(stage.has().await["plan"], "pro");
    assert_eq!(stage.desk().subscriptions(KEY).len(), 1);
}

#[tokio::test]
async fn only_the_owner_pays_and_only_where_something_is_for_sale() {
    let stage = Stage::set().await;
    let (manager, _) = stage
        .shop
        .person(&stage.app, kernel::Role::Manager, "maria@aurora.test")
        .await;
    for path in ["checkout", "portal", "change-previews", "change-plan", "stay"] {
        let body = json!({ "plan": "pro" });
        let refused = manager.post(&format!("/api/v1/billing/{path}"), &body).await;
        assert_eq!(refused.expect(403).code(), "forbidden", "{path}");
    }
    let never = stage.post("portal", &json!({})).await;
    assert_eq!(never.expect(409).code(), "plan_never_paid");
    let free = stage.post("checkout", &json!({ "plan": "gratis" })).await;
    assert_eq!(free.expect(422).json()["errors"][0]["field"], "plan");
    let unpaid = stage.post("change-plan", &json!({ "plan": "empresa" })).await;
    assert_eq!(unpaid.expect(409).code(), "plan_checkout_needed");
    let unpaid = stage.post("change-previews", &json!({ "plan": "empresa" })).await;
    assert_eq!(unpaid.expect(409).code(), "plan_checkout_needed");

    let closed = TestApp::start().await;
    let shop = closed.shop("bruma").await;
    let refused = shop
        .owner
        .post("/api/v1/billing/checkout", &json!({ "plan": "pro" }))
        .await;
    assert_eq!(refused.expect(409).code(), "plan_not_for_sale");
}

#[tokio::test]
async fn plans_are_made_known_once_and_a_new_version_changes_nobody() {
    let stage = Stage::set().await;
    stage.subscribe("pro", FINE).await;
    let count = async || -> i64 {
        sqlx::query_scalar("select count(*) from plan_price")
            .fetch_one(&mut stage.app.database.superuser().await)
            .await
            .unwrap()
    };
    // Three plans that cost something, two moneys, two periods.
    assert_eq!(count().await, 12);
    let _second = stage.second().await;
    assert_eq!(count().await, 12);
    let raised = billing::Plans::BUILT_IN.replace("cop_monthly = 11_990_000", "cop_monthly = 12_990_000");
    let plans = billing::Plans::read(&raised).unwrap();
    let app = &stage.app.app;
    let mut tx = app
        .begin_platform(kernel::Actor::System, "sync_plans")
        .await
        .unwrap();
    billing::ops::sync_plans::sync_plans(&mut tx, &plans)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let till = billing::Till::of(app);
    let new = billing::ops::sync_prices::sync_prices(&app.pools, &app.env, &till)
        .await
        .unwrap();
    assert_eq!(new.len(), 4, "{new:?}");
    assert!(
        new.iter().all(|key| key.starts_with("vitrina_pro_v2_")),
        "{new:?}"
    );
    let again = billing::ops::sync_prices::sync_prices(&app.pools, &app.env, &till)
        .await
        .unwrap();
    assert!(again.is_empty(), "{again:?}");
    stage.until("2026-12-02T17:00:00Z").await;
    assert_eq!(
        stage.charged().await,
        11_990_000,
        "who has a version keeps its price"
    );
}

/// What Stripe sent is kept sealed.
#[tokio::test]
async fn what_was_sent_is_sealed_and_forgotten_in_time() {
    let stage = Stage::set().await;
    stage.subscribe("pro", FINE).await;
    let (event, sealed): (kernel::id::Uuid, Vec<u8>) = sqlx::query_as(
        "select event_id, sent_sealed from billing_event where tenant_id = $1 order by received_at limit 1",
    )
    .bind(stage.shop.tenant)
    .fetch_one(&mut stage.app.database.superuser().await)
    .await
    .unwrap();
    assert!(!String::from_utf8_lossy(&sealed).contains("cus_"));
    let mut tx = stage.app.begin(stage.shop.tenant).await;
    let place = Place {
        purpose: "billing-event",
        row: event.as_bytes(),
    };
    let plain = stage.app.app.vault.open(&mut tx, place, &sealed).await.unwrap();
    tx.commit().await.unwrap();
    let plain = String::from_utf8(plain).unwrap();
    assert!(
        plain.starts_with("t=") && plain.contains("\"object\":\"event\""),
        "{plain}"
    );
    stage.app.advance(91 * super::DAY);
    stage.app.tick().await;
    stage.app.run_jobs().await;
    let left: i64 = sqlx::query_scalar(
        "select count(*) from billing_event where sent_sealed is not null and received_at < $1",
    )
    .bind(stage.app.env.now().plus_seconds(-90 * super::DAY))
    .fetch_one(&mut stage.app.database.superuser().await)
    .await
    .unwrap();
    assert_eq!(left, 0);
}

/// The log says who had what done; see `security::audit`.
#[tokio::test]
async fn what_was_done_at_stripe_is_in_the_shops_log() {
    let stage = Stage::set().await;
    stage.subscribe("basico", FINE).await;
    let preview = stage
        .post("change-previews", &json!({ "plan": "pro" }))
        .await
        .expect(201)
        .json();
    let agreed = json!({ "plan": "pro", "preview_id": preview["id"] });
    stage.post("change-plan", &agreed).await.expect(200);
    let logged: Vec<String> = sqlx::query_scalar(
        "select distinct action from audit_event where tenant_id = $1 and subject = 'billing_operation' order by 1",
    )
    .bind(stage.shop.tenant)
    .fetch_all(&mut stage.app.database.superuser().await)
    .await
    .unwrap();
    assert_eq!(
        logged,
        [
            "billing.change_plan",
            "billing.checkout_plan",
            "billing.preview_plan_change"
        ]
    );
}
