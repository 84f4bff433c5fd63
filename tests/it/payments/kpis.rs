//! How paying goes: what came, how many get through, how fast; and what the shop is told of it in the morning.

use kernel::Role;
use serde_json::{Value, json};

use super::{Stage, TOTAL, pay, refund, text};

const PATH: &str = "/api/v1/admin/payments/kpis?days=7";

async fn figures(stage: &Stage) -> Value {
    stage.owner().await.get(PATH).await.expect(200).json()
}

/// Two that are paid after 30 and 90 seconds, one that is refused, and one that nobody ends.
async fn a_day_of_payments(stage: &Stage) {
    for seconds in [30, 90] {
        let debt = stage.debt().await;
        pay(&debt).await.expect(303);
        let payment = stage.outside().await;
        stage.app.advance(seconds);
        assert!(stage.desk().approve(&payment));
        stage.told().await;
    }
    let debt = stage.debt().await;
    pay(&debt).await.expect(303);
    assert!(stage.desk().reject(&stage.outside().await));
    stage.told().await;
    pay(&stage.debt().await).await.expect(303);
}

#[tokio::test]
async fn figures_tell_what_came_and_how_many_get_through() {
    let stage = Stage::set().await;
    let nothing = figures(&stage).await;
    assert_eq!(
        (&nothing["received"]["value"], &nothing["approval_percent"]),
        (&json!(0), &json!(null))
    );
    a_day_of_payments(&stage).await;
    let found = figures(&stage).await;
    assert_eq!(found["received"]["value"], 2 * TOTAL);
    assert_eq!(found["payments"]["value"], 2);
    assert_eq!(found["average"]["value"], TOTAL);
    assert_eq!(found["tried"]["value"], 4);
    assert_eq!(found["rejected"]["value"], 1);
    assert_eq!(
        found["approval_percent"], 66.7,
        "of three that ended; the fourth is still at its bank"
    );
    assert_eq!(
        (&found["median_seconds"], &found["p95_seconds"]),
        (&json!(30), &json!(90))
    );
    let days = found["days"].as_array().unwrap();
    assert_eq!(
        (days.len(), &days[6]["received"]),
        (7, &json!(2 * TOTAL)),
        "{days:?}"
    );
    let ways = found["ways"].as_array().unwrap();
    assert_eq!(
        (&ways[0]["method"], &ways[0]["bank"], &ways[0]["tried"]),
        (&json!("pse"), &json!(null), &json!(4))
    );
    assert!(!ways[1]["bank"].is_null() && ways[1]["tried"] == 4, "{ways:?}");
    assert_eq!(found["failures"][0]["count"], 1);

    let id = text(&stage.payments().await[2]["id"]);
    let part = json!({ "amount": 1_000 });
    refund(&stage.owner().await, &id, &part).await.expect(202);
    stage.app.run_jobs().await;
    assert_eq!(figures(&stage).await["refunded"]["value"], 1_000);
}

#[tokio::test]
async fn the_page_shows_figures_to_who_may_see_them() {
    let stage = Stage::set().await;
    a_day_of_payments(&stage).await;
    let owner = stage.owner().await;
    let page = owner.get("/admin/money").await.expect(200).text;
    assert!(
        page.contains("Recibido por día") && page.contains("66,7"),
        "{page}"
    );
    let narrowed = owner.get("/admin/money?state=paid").await.expect(200).text;
    assert!(!narrowed.contains("Recibido por día"), "{narrowed}");
    let (cashier, _) = stage
        .shop
        .person(&stage.app, Role::Cashier, "caja@aurora.test")
        .await;
    let page = cashier.get("/admin/money").await.expect(200).text;
    assert!(!page.contains("Recibido por día"), "{page}");
    cashier.get(PATH).await.expect(403);
}

#[tokio::test]
async fn the_shop_is_told_each_morning_of_a_day_with_payments() {
    let stage = Stage::set().await;
    a_day_of_payments(&stage).await;
    // Ten in the morning in Bogotá, then the mornings after.
    for _ in 0..3 {
        stage.app.advance(86_400);
        stage.app.tick().await;
        stage.app.run_jobs().await;
    }
    let told: Vec<(String, String)> = sqlx::query_as(
        "select channel, subject from message where tenant_id = $1 and purpose = 'payments.report'",
    )
    .bind(stage.shop.tenant)
    .fetch_all(&mut stage.app.database.superuser().await)
    .await
    .unwrap();
    let [(channel, subject)] = &told[..] else {
        panic!("{told:?}")
    };
    assert_eq!(channel, "email", "not on everybody's list");
    assert!(subject.contains("20.000"), "{subject}");
}
