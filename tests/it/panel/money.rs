//! What shops pay, and what the provider does about it.

use kernel::Role;
use serde_json::json;
use testkit::TestApp;

use super::{log, staff};
use crate::billing::stage::{FINE, Stage};
use crate::billing::{DAY, try_out};

const REVENUE: &str = "/api/v1/platform/billing";

#[tokio::test]
async fn revenue_is_by_plan_and_month_and_what_failed_is_named() {
    let stage = Stage::set().await;
    let bruma = stage.app.shop("bruma").await;
    stage.subscribe("pro", FINE).await;
    stage.subscribe_shop(&bruma, "basico").await;
    stage.until("2026-12-03T15:00:00Z").await;
    let finance = staff(&stage.app, Role::Finance).await;
    let found = finance.get(REVENUE).await.expect(200).json();
    assert_eq!(
        found["plans"],
        json!([
            { "plan": "basico", "currency": "COP", "shops": 1, "monthly": 4_990_000 },
            { "plan": "pro", "currency": "COP", "shops": 1, "monthly": 11_990_000 },
        ])
    );
    let months = found["months"].as_array().unwrap();
    assert_eq!(months.len(), 12);
    // The one that had a plan for nothing paid at once; the other after its trial.
    assert_eq!(
        (&months[10]["month"], &months[10]["closing"]),
        (&json!("2026-11"), &json!(4_990_000))
    );
    assert_eq!(
        (&months[11]["new"], &months[11]["closing"]),
        (&json!(11_990_000), &json!(16_980_000))
    );
    assert_eq!(found["failed"], json!([]));

    stage.desk().empty_cards(&stage.customer().await);
    stage.until("2027-01-03T15:00:00Z").await;
    let finance = staff(&stage.app, Role::SuperAdmin).await;
    let found = finance.get(REVENUE).await.expect(200).json();
    assert_eq!(found["failed"][0]["name"], "aurora");
    assert_eq!(
        (&found["failed"][0]["due"], &found["failed"][0]["tries"]),
        (&json!(11_990_000), &json!(1))
    );
    let page = finance.get("/platform/billing?days=90").await.expect(200).text;
    for words in [
        "Ingreso mensual recurrente",
        "$\u{a0}169.800",
        "aurora",
        "class=\"chart\"",
    ] {
        assert!(page.contains(words), "{words} is not on the page");
    }
    let tenant = finance
        .get(&format!("/platform/tenants/{}", stage.shop.tenant))
        .await
        .expect(200)
        .text;
    assert!(tenant.contains("past_due") && tenant.contains("cus_"), "{tenant}");
    let paid = format!("/api/v1/platform/tenants/{}", stage.shop.tenant);
    let given = json!({ "plan": "empresa", "reason": "Cortesía" });
    let refused = finance.put(&format!("{paid}/plan"), &given).await;
    assert_eq!(refused.expect(409).code(), "plan_at_stripe");
    let refused = finance.put(&format!("{paid}/trial"), &json!({ "days": 7 })).await;
    assert_eq!(refused.expect(409).code(), "plan_at_stripe");
}

#[tokio::test]
async fn a_trial_is_extended_and_a_plan_given_and_both_are_in_the_log() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    try_out(&app, &shop, DAY).await;
    let support = staff(&app, Role::Support).await;
    let path = format!("/api/v1/platform/tenants/{}", shop.tenant);
    support
        .put(&format!("{path}/trial"), &json!({ "days": 7 }))
        .await
        .expect(204);
    let seen = support.get(&path).await.expect(200).json();
    assert_eq!(seen["plan"]["trial_ends_at"], "2026-11-30T15:00:00Z");
    let wrong = support
        .put(&format!("{path}/trial"), &json!({ "days": 91 }))
        .await;
    wrong.expect(422);
    let given = json!({ "plan": "basico", "reason": "Aliado" });
    support.put(&format!("{path}/plan"), &given).await.expect(204);
    let has = shop
        .owner
        .get("/api/v1/billing/subscription")
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&has["plan"], &has["status"]),
        (&json!("basico"), &json!("active"))
    );
    let refused = support.put(&format!("{path}/trial"), &json!({ "days": 7 })).await;
    assert_eq!(refused.expect(409).code(), "plan_not_trying");
    let finance = staff(&app, Role::Finance).await;
    finance.put(&format!("{path}/plan"), &given).await.expect(403);
    let deeds = log(&app, &shop).await;
    for deed in ["extend_trial", "give_plan"] {
        assert!(
            deeds.iter().any(|(purpose, _)| purpose == deed),
            "{deed} is not in the log: {deeds:?}"
        );
    }
}
