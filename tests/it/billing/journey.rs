//! A year in the life of a subscription: trial, pay, upgrade, a card that fails, grace, read only, paid, whole, less, nothing.

use serde_json::json;

use super::stage::{FINE, KEY, Stage, text};

const PRO: i64 = 11_990_000;
const BASICO: i64 = 4_990_000;

#[tokio::test]
async fn a_shop_tries_pays_grows_owes_comes_back_shrinks_and_leaves() {
    let stage = Stage::set().await;
    let product = json!({ "name": "Jabón", "price": 500_000 });
    // A card is given; the ten days that are left of the trial go on.
    stage.subscribe("pro", FINE).await;
    let has = stage.has().await;
    assert_eq!(
        (&has["status"], &has["plan"]),
        (&json!("trialing"), &json!("pro"))
    );
    assert_eq!(has["trial_ends_at"], "2026-12-02T15:00:00Z");
    assert_eq!(stage.charged().await, 0);
    // It ends, and nothing is lost meanwhile: Stripe charges an hour later.
    stage.until("2026-12-02T15:30:00Z").await;
    assert_eq!(stage.level().await, "full");
    stage.until("2026-12-02T17:00:00Z").await;
    let has = stage.has().await;
    assert_eq!(
        (&has["status"], &has["level"]),
        (&json!("active"), &json!("full"))
    );
    assert_eq!(
        has["price"],
        json!({ "currency": "COP", "interval": "month", "amount": PRO })
    );
    assert_eq!(stage.charged().await, PRO);
    assert_eq!(stage.letters().await, ["billing.trial_charged"]);

    // More: what is shown is what is charged, some minutes later, too.
    stage.until("2026-12-12T09:17:00Z").await;
    let preview = stage
        .post("change-previews", &json!({ "plan": "empresa" }))
        .await
        .expect(201)
        .json();
    let shown = preview["amount_due"].as_i64().unwrap();
    assert!(shown > PRO / 2 && shown < 29_990_000, "{preview}");
    assert_eq!(preview["kind"], "upgrade");
    stage.app.advance(11 * 60);
    let agreed = json!({ "plan": "empresa", "preview_id": preview["id"] });
    let has = stage.post("change-plan", &agreed).await.expect(200).json();
    assert_eq!(
        (&has["plan"], &has["change_waits"]),
        (&json!("empresa"), &json!(false))
    );
    assert_eq!(stage.charged().await, PRO + shown);
    let said: (i64, i64, String) = sqlx::query_as(
        "select shown, charged, status from billing_operation where tenant_id = $1 and kind = 'upgrade'",
    )
    .bind(stage.shop.tenant)
    .fetch_one(&mut stage.app.database.superuser().await)
    .await
    .unwrap();
    assert_eq!(said, (shown, shown, "done".into()));
    stage.told().await;
    assert_eq!(stage.has().await["plan"], "empresa");

    // The card fails: everything for a week, then the shop reads only.
    stage.desk().empty_cards(&stage.customer().await);
    stage.until("2027-01-02T18:00:00Z").await;
    let has = stage.has().await;
    assert_eq!(
        (&has["status"], &has["level"]),
        (&json!("past_due"), &json!("grace"))
    );
    assert!(
        has["pay_url"].as_str().is_some_and(|url| url.contains("/i/")),
        "{has}"
    );
    let owner = stage.owner().await;
    owner.post("/api/v1/products", &product).await.expect(201);
    let page = owner.get("/admin/plan").await.expect(200).text;
    assert!(page.contains("Pagar ahora"), "{page}");
    stage.until("2027-01-10T18:00:00Z").await;
    assert_eq!(stage.level().await, "read_only");
    let refused = stage
        .owner()
        .await
        .post("/api/v1/products", &product)
        .await
        .expect(402);
    assert_eq!(refused.code(), "shop_read_only");
    assert_eq!(
        stage.letters().await,
        [
            "billing.trial_charged",
            "billing.payment_failed",
            "billing.grace_soon",
            "billing.read_only"
        ]
    );
    // What is theirs they take along.
    stage
        .owner()
        .await
        .form("/admin/export/products", &[])
        .await
        .expect(200);

    // Paid on the invoice's own page: whole again.
    let open = stage
        .desk()
        .invoices(KEY)
        .into_iter()
        .rfind(|invoice| invoice.status == "open");
    assert!(stage.desk().pay_invoice(&open.unwrap().id, FINE));
    stage.desk().fill_cards(&stage.customer().await);
    stage.told().await;
    let has = stage.has().await;
    assert_eq!(
        (&has["status"], &has["level"]),
        (&json!("active"), &json!("full"))
    );
    stage
        .owner()
        .await
        .post("/api/v1/products", &product)
        .await
        .expect(201);
    assert_eq!(stage.letters().await.last().unwrap(), "billing.welcome_back");

    // Less, when what was paid for ends.
    let has = stage
        .post("change-plan", &json!({ "plan": "basico" }))
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&has["plan"], &has["next"]["plan"]),
        (&json!("empresa"), &json!("basico"))
    );
    assert_eq!(has["next"]["starts_at"], "2027-02-02T15:00:00Z");
    let before = stage.charged().await;
    stage.until("2027-02-02T18:00:00Z").await;
    let has = stage.has().await;
    assert_eq!((&has["plan"], &has["next"]), (&json!("basico"), &json!(null)));
    assert_eq!(stage.charged().await - before, BASICO);

    // And nothing.
    let has = stage
        .post("change-plan", &json!({ "plan": "gratis" }))
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&has["level"], &has["cancel_at"]),
        (&json!("full"), &json!("2027-03-02T15:00:00Z"))
    );
    stage.until("2027-03-02T18:00:00Z").await;
    let has = stage.has().await;
    assert_eq!(
        (text(&has["status"]), text(&has["plan"]), text(&has["level"])),
        ("canceled".into(), "gratis".into(), "free".into())
    );
    assert_eq!(stage.letters().await.last().unwrap(), "billing.ended");
    stage.assert_invoices_agree().await;
    // What the provider was paid a month went up, down and to nothing.
    let moved: Vec<(String, i64)> = sqlx::query_as(
        "select kind, after - before from subscription_movement where tenant_id = $1 order by moved_at, movement_id",
    )
    .bind(stage.shop.tenant)
    .fetch_all(&mut stage.app.database.superuser().await)
    .await
    .unwrap();
    assert_eq!(
        moved,
        [
            ("new".to_owned(), PRO),
            ("expansion".into(), 29_990_000 - PRO),
            ("contraction".into(), BASICO - 29_990_000),
            ("churn".into(), -BASICO),
        ]
    );
    // Whoever left may come back, without another trial.
    stage.subscribe("basico", FINE).await;
    assert_eq!(stage.has().await["status"], "active");
}
