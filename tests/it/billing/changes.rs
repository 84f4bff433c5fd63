//! Changing what is paid for: two at once, a plan that vanished, figures that hold no more, taking it back, and a card that wants
//! to be asked.

use futures_util::future::join;
use kernel::Actor;
use serde_json::{Value, json};

use super::stage::{FINE, KEY, Stage, text};

/// Asks its owner each time that it is charged.
const ASKS: &str = "4000002760003184";

async fn preview(stage: &Stage, plan: &str, interval: &str) -> Value {
    let wanted = json!({ "plan": plan, "interval": interval });
    stage.post("change-previews", &wanted).await.expect(201).json()
}

/// Ten days into a paid month of the small plan.
async fn paying() -> Stage {
    let stage = Stage::set().await;
    stage.subscribe("basico", FINE).await;
    stage.until("2026-12-12T15:00:00Z").await;
    stage
}

#[tokio::test]
async fn of_two_who_upgrade_at_once_one_does_and_pays_what_was_shown() {
    let stage = paying().await;
    let second = stage.second().await;
    let before = stage.charged().await;
    let (more, yearly) = (
        preview(&stage, "pro", "month").await,
        preview(&stage, "basico", "year").await,
    );
    let owner = stage.owner().await;
    let there = owner.towards(second.address, &stage.shop.host);
    let path = "/api/v1/billing/change-plan";
    let agree = |plan: &str, seen: &Value| json!({ "plan": plan, "preview_id": seen["id"] });
    let (first, other) = (agree("pro", &more), agree("basico", &yearly));
    let (first, other) = join(owner.post(path, &first), there.post(path, &other)).await;
    let answers = [(&first, &more), (&other, &yearly)];
    let done: Vec<&Value> = answers
        .iter()
        .filter(|(answer, _)| answer.status == 200)
        .map(|(_, seen)| *seen)
        .collect();
    assert_eq!(done.len(), 1, "{} {}", first.text, other.text);
    let refused = if first.status == 200 { &other } else { &first };
    assert_eq!(refused.status, 409);
    let code = refused.code();
    assert!(
        ["plan_change_under_way", "plan_preview_over"].contains(&code.as_str()),
        "{code}"
    );
    stage.told().await;
    let shown = done[0]["amount_due"].as_i64().unwrap();
    assert_eq!(stage.charged().await - before, shown);
    // The same again is one time, and the other's figures are of another plan by now.
    for (seen, plan) in [(&more, "pro"), (&yearly, "basico")] {
        let late = stage.post("change-plan", &agree(plan, seen)).await;
        assert_eq!(late.expect(409).code(), "plan_preview_over");
    }
    stage.assert_invoices_agree().await;
}

#[tokio::test]
async fn figures_hold_for_half_an_hour_and_only_for_a_plan_that_is_offered() {
    let stage = paying().await;
    let old = preview(&stage, "pro", "month").await;
    stage.app.advance(30 * 60 + 1);
    let agreed = json!({ "plan": "pro", "preview_id": old["id"] });
    let late = stage.post("change-plan", &agreed).await;
    assert_eq!(late.expect(409).code(), "plan_preview_over");
    let unseen = stage.post("change-plan", &json!({ "plan": "pro" })).await;
    assert_eq!(unseen.expect(409).code(), "plan_preview_needed");
    let same = stage.post("change-previews", &json!({ "plan": "basico" })).await;
    assert_eq!(same.expect(409).code(), "plan_same");

    // The plan vanishes while somebody looks at what it would cost.
    let new = preview(&stage, "empresa", "month").await;
    let (kept, _) = billing::Plans::BUILT_IN.rsplit_once("[[plan]]").unwrap();
    let app = &stage.app.app;
    let mut tx = app.begin_platform(Actor::System, "sync_plans").await.unwrap();
    let plans = billing::Plans::read(kept).unwrap();
    billing::ops::sync_plans::sync_plans(&mut tx, &plans)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let agreed = json!({ "plan": "empresa", "preview_id": new["id"] });
    let gone = stage.post("change-plan", &agreed).await;
    assert_eq!(gone.expect(409).code(), "plan_gone");
    let gone = stage.post("change-previews", &json!({ "plan": "empresa" })).await;
    assert_eq!(gone.expect(422).json()["errors"][0]["field"], "plan");
    assert_eq!(stage.has().await["plan"], "basico");
}

#[tokio::test]
async fn a_plan_that_vanished_stays_with_who_pays_for_it() {
    let stage = Stage::set().await;
    stage.subscribe("empresa", FINE).await;
    let (kept, _) = billing::Plans::BUILT_IN.rsplit_once("[[plan]]").unwrap();
    let app = &stage.app.app;
    let mut tx = app.begin_platform(Actor::System, "sync_plans").await.unwrap();
    let plans = billing::Plans::read(kept).unwrap();
    billing::ops::sync_plans::sync_plans(&mut tx, &plans)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    stage.until("2027-01-02T18:00:00Z").await;
    let has = stage.has().await;
    assert_eq!((&has["plan"], &has["level"]), (&json!("empresa"), &json!("full")));
    assert_eq!(stage.charged().await, 2 * 29_990_000);
}

#[tokio::test]
async fn what_begins_with_the_next_period_is_shown_first_and_can_be_taken_back() {
    let stage = Stage::set().await;
    stage.subscribe("pro", FINE).await;
    stage.until("2026-12-12T15:00:00Z").await;
    for n in 0..6 {
        let email = format!("persona{n}@aurora.test");
        stage.shop.person(&stage.app, kernel::Role::Cashier, &email).await;
    }
    let less = preview(&stage, "basico", "month").await;
    assert_eq!(
        (&less["kind"], &less["amount_due"]),
        (&json!("downgrade"), &json!(0))
    );
    assert_eq!(less["starts_at"], "2027-01-02T15:00:00Z");
    assert_eq!(
        less["shortfalls"][0],
        json!({ "limit": "people", "used": 7, "most": 5 })
    );
    let owner = stage.owner().await;
    let path = format!("/admin/plan/change?preview={}", text(&less["id"]));
    let page = owner.get(&path).await.expect(200).text;
    for words in [
        "Personas en el equipo: tienes 7 y caben 5",
        "Facturación electrónica",
        "2 de enero de 2027",
    ] {
        assert!(page.contains(words), "{words} is not on the page: {page}");
    }
    let id = text(&less["id"]);
    let done = owner
        .form("/admin/plan/change", &[("preview_id", &id)])
        .await
        .expect(303);
    assert_eq!(done.header("location"), "/admin/plan?done=billing-planned");
    assert_eq!(stage.has().await["next"]["plan"], "basico");
    let page = owner.get("/admin/plan").await.expect(200).text;
    assert!(page.contains("pasas al Plan Básico"), "{page}");
    let has = stage.post("stay", &json!({})).await.expect(200).json();
    assert_eq!(has["next"], json!(null));
    let nothing = stage.post("stay", &json!({})).await;
    assert_eq!(nothing.expect(409).code(), "plan_not_leaving");
    // Leaving, and staying after all.
    owner.get("/admin/plan/leave").await.expect(200);
    owner.form("/admin/plan/leave", &[]).await.expect(303);
    assert_eq!(stage.has().await["cancel_at"], "2027-01-02T15:00:00Z");
    owner.form("/admin/plan/stay", &[]).await.expect(303);
    assert_eq!(stage.has().await["cancel_at"], json!(null));
    stage.until("2027-01-02T18:00:00Z").await;
    assert_eq!(stage.has().await["plan"], "pro");
    assert_eq!(stage.charged().await, 2 * 11_990_000);
}

#[tokio::test]
async fn an_upgrade_waits_for_its_money_and_nothing_is_given_before() {
    let stage = paying().await;
    stage.desk().empty_cards(&stage.customer().await);
    let more = preview(&stage, "pro", "month").await;
    let agreed = json!({ "plan": "pro", "preview_id": more["id"] });
    let has = stage.post("change-plan", &agreed).await.expect(200).json();
    assert_eq!(
        (&has["plan"], &has["change_waits"]),
        (&json!("basico"), &json!(true))
    );
    let page = stage.owner().await.get("/admin/plan").await.expect(200).text;
    assert!(
        page.contains("espera el pago") && page.contains("Pagar ahora"),
        "{page}"
    );
    let open = stage
        .desk()
        .invoices(KEY)
        .into_iter()
        .rfind(|invoice| invoice.status == "open");
    assert!(stage.desk().pay_invoice(&open.unwrap().id, FINE));
    stage.told().await;
    let has = stage.has().await;
    assert_eq!(
        (&has["plan"], &has["change_waits"]),
        (&json!("pro"), &json!(false))
    );
    let said: (i64, i64, String) = sqlx::query_as(
        "select shown, charged, status from billing_operation where tenant_id = $1 and kind = 'upgrade'",
    )
    .bind(stage.shop.tenant)
    .fetch_one(&mut stage.app.database.superuser().await)
    .await
    .unwrap();
    assert_eq!((said.0, said.2.as_str()), (said.1, "done"));
}

#[tokio::test]
async fn a_bank_that_wants_to_ask_is_told_of_once() {
    let stage = Stage::set().await;
    let session = stage.checkout("basico").await;
    assert_eq!(format!("{:?}", stage.desk().check_out(&session, ASKS)), "Asked");
    assert_eq!(
        format!("{:?}", stage.desk().answer_checkout(&session, true)),
        "Done"
    );
    stage.told().await;
    stage.until("2026-12-02T18:00:00Z").await;
    assert_eq!(stage.level().await, "grace");
    let letters = stage.letters().await;
    let challenges = letters.iter().filter(|letter| *letter == "billing.challenge");
    assert_eq!(challenges.count(), 1, "{letters:?}");
    let open = stage
        .desk()
        .invoices(KEY)
        .into_iter()
        .rfind(|invoice| invoice.status == "open");
    let open = open.unwrap().id;
    assert!(!stage.desk().pay_invoice(&open, ASKS), "its bank asks first");
    assert!(stage.desk().answer_invoice(&open, true));
    stage.told().await;
    assert_eq!(stage.level().await, "full");
}
