//! What is paid in advance is told as paid, with what remains; and whoever confirms without it is told what that means.

use serde_json::{Value, json};

use super::deposits::{booked, paid, seen, service};
use super::{Debt, Stage, text};

async fn letter(stage: &Stage, purpose: &str) -> String {
    sqlx::query_scalar(
        "select text_body from message where tenant_id = $1 and purpose = $2 and to_address = 'ana@correo.test'",
    )
    .bind(stage.shop.tenant)
    .bind(purpose)
    .fetch_one(&mut stage.app.database.superuser().await)
    .await
    .unwrap()
}

async fn desk(stage: &Stage, path: &str) -> String {
    stage.owner().await.get(path).await.expect(200).text
}

fn at_desk(debt: &Debt) -> String {
    format!("/admin/bookings/{}", debt.order)
}

#[tokio::test]
async fn customer_and_shop_read_that_it_is_paid_and_what_remains() {
    let stage = Stage::set().await;
    let service = service(&stage, json!({})).await;
    let debt = booked(&stage, &service).await;
    for path in [at_desk(&debt), "/admin/bookings".to_owned()] {
        let page = desk(&stage, &path).await;
        assert!(page.contains("Espera el anticipo de"), "{path}: {page}");
    }
    paid(&stage, &debt).await;
    let theirs = format!("/reservas/{}?key={}", debt.order, debt.key);
    let page = debt.guest.get(&theirs).await.expect(200).text;
    assert!(
        page.contains("Anticipo pagado") && page.contains("20.000") && page.contains("que pagas en"),
        "{page}"
    );
    let mail = letter(&stage, "booking.booked").await;
    assert!(
        mail.contains("Anticipo pagado: ") && mail.contains("Falta por pagar en el lugar: "),
        "{mail}"
    );
    for path in [at_desk(&debt), "/admin/bookings".to_owned()] {
        let page = desk(&stage, &path).await;
        assert!(
            page.contains("Anticipo pagado") && page.contains("20.000"),
            "{path}: {page}"
        );
    }
    assert_eq!(seen(&debt).await["deposit_paid"], 1_000_000);
    let path = format!("/api/v1/bookings/{}/cancel?key={}", debt.order, debt.key);
    debt.guest.post(&path, &json!({})).await.expect(200);
    stage.app.run_jobs().await;
    assert_eq!(seen(&debt).await["deposit_paid"], 0, "it went back");
}

#[tokio::test]
async fn a_reminder_says_what_is_left_to_pay() {
    let stage = Stage::set().await;
    let service = service(&stage, json!({})).await;
    let debt = booked(&stage, &service).await;
    paid(&stage, &debt).await;
    stage.app.advance(22 * 3_600 + 300);
    stage.app.tick().await;
    stage.app.run_jobs().await;
    let mail = letter(&stage, "booking.reminder").await;
    assert!(mail.contains("Falta por pagar en el lugar: "), "{mail}");
}

#[tokio::test]
async fn who_confirms_without_it_is_asked_first_and_it_is_written_down() {
    let stage = Stage::set().await;
    let service = service(&stage, json!({})).await;
    let debt = booked(&stage, &service).await;
    let api = format!("/api/v1/bookings/{}/confirm", debt.order);
    let owner = stage.owner().await;
    let refused = owner.post(&api, &json!({})).await.expect(409);
    assert_eq!(refused.code(), "booking_awaits_deposit");
    let path = at_desk(&debt);
    let page = desk(&stage, &path).await;
    assert!(
        page.contains("dejas de esperarlo") && page.contains("Seguir esperando"),
        "{page}"
    );
    let (_, rest) = page.split_once("name=\"version\" value=\"").unwrap();
    let (version, _) = rest.split_once('"').unwrap();
    let step = format!("{path}/step");
    let plain = [("status", "confirmed"), ("version", version)];
    let again = owner.form(&step, &plain).await.expect(409).text;
    assert!(again.contains("Confirmar sin anticipo"), "{again}");
    let booking = seen(&debt).await;
    assert_eq!(booking["status"], "pending");
    assert!(!booking["deposit_until"].is_null(), "nothing was dropped");
    let sure = [
        ("status", "confirmed"),
        ("version", version),
        ("without_deposit", "true"),
    ];
    owner.form(&step, &sure).await.expect(303);
    let booking = seen(&debt).await;
    assert_eq!(
        (&booking["status"], &booking["deposit_until"]),
        (&json!("confirmed"), &Value::Null)
    );
    let waived = booking["events"]
        .as_array()
        .unwrap()
        .iter()
        .find(|event| event["kind"] == "deposit");
    assert_eq!(text(&waived.unwrap()["from_state"]), "1000000");
    let page = desk(&stage, &path).await;
    assert!(page.contains("Se confirmó sin el anticipo"), "{page}");
}

/// Who was at their bank when the shop said yes has paid all the same, and reads so.
#[tokio::test]
async fn a_deposit_that_comes_after_the_yes_counts() {
    let stage = Stage::set().await;
    let service = service(&stage, json!({})).await;
    let debt = booked(&stage, &service).await;
    super::pay(&debt).await.expect(303);
    let payment = stage.outside().await;
    let owner = stage.owner().await;
    let api = format!("/api/v1/bookings/{}/confirm", debt.order);
    owner
        .post(&api, &json!({ "without_deposit": true }))
        .await
        .expect(200);
    stage.app.advance(1);
    assert!(stage.desk().approve(&payment));
    stage.told().await;
    assert_eq!(seen(&debt).await["deposit_paid"], 1_000_000);
    let page = desk(&stage, &at_desk(&debt)).await;
    assert!(page.contains("Anticipo pagado"), "{page}");
}
