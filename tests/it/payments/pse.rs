//! Paying by PSE: approved, rejected, abandoned, and what a form refuses.

use super::{BANK, Stage, TOKEN, TOTAL, pay, pay_with, text, typed};

#[tokio::test]
async fn an_approved_payment_is_known_by_its_webhook_and_booked_once() {
    let stage = Stage::set().await;
    let debt = stage.debt().await;
    let page = debt.guest.get(&debt.path).await.expect(200).text;
    assert!(page.contains("Bancolombia") && page.contains("10.000"), "{page}");
    let sent = pay(&debt).await.expect(303);
    assert_eq!(sent.header("location"), format!("{}?go=1", debt.path));
    let leading = debt
        .guest
        .get(&format!("{}?go=1", debt.path))
        .await
        .expect(200)
        .text;
    assert!(
        leading.contains("http-equiv=\"refresh\" content=\"0;url=http://127.0.0.1"),
        "{leading}"
    );
    assert_eq!(stage.state().await, "requires_action");
    assert_eq!(stage.balances().await, []);
    let payment = stage.outside().await;
    assert!(stage.desk().approve(&payment));
    assert!(stage.told().await.iter().all(|status| *status == Some(200)));
    let order = stage.order(&debt).await;
    assert_eq!(
        (text(&order["payment_status"]), text(&order["status"])),
        ("paid".into(), "pending".into())
    );
    assert_eq!(text(&order["payment"]["reference"]), payment);
    let payments = stage.payments().await;
    assert_eq!(
        (payments.len(), text(&payments[0]["status"])),
        (1, "approved".into())
    );
    let fee = payments[0]["fee"].as_i64().unwrap();
    assert!(fee > 0);
    assert_eq!(
        stage.balances().await,
        [
            ("clearing mercadopago".into(), TOTAL - fee),
            ("fees mercadopago".into(), fee),
            ("sales".into(), -TOTAL),
        ]
    );
    let page = debt.guest.get(&debt.path).await.expect(200).text;
    assert!(page.contains("Recibimos tu pago"), "{page}");
}

#[tokio::test]
async fn without_any_webhook_the_clock_asks_and_the_browsers_return_asks_at_once() {
    let stage = Stage::set().await;
    let debt = stage.debt().await;
    pay(&debt).await.expect(303);
    assert!(stage.desk().approve(&stage.outside().await));
    let back = debt
        .guest
        .get(&format!("{}/back?status=rejected", debt.path))
        .await
        .expect(303);
    assert_eq!(
        back.header("location"),
        debt.path,
        "what the address says proves nothing"
    );
    stage.app.run_jobs().await;
    assert_eq!(stage.order(&debt).await["payment_status"], "paid");
    let other = stage.debt().await;
    pay(&other).await.expect(303);
    assert!(stage.desk().approve(&stage.outside().await));
    stage.app.run_jobs().await;
    assert_eq!(stage.order(&other).await["payment_status"], "pending");
    stage.app.advance(121);
    stage.app.run_jobs().await;
    assert_eq!(stage.order(&other).await["payment_status"], "paid");
}

#[tokio::test]
async fn who_is_rejected_reads_so_and_pays_with_a_second_try() {
    let stage = Stage::set().await;
    let debt = stage.debt().await;
    pay(&debt).await.expect(303);
    assert!(stage.desk().reject(&stage.outside().await));
    stage.told().await;
    assert_eq!(stage.state().await, "rejected");
    assert_eq!(
        stage.order(&debt).await["payment_status"],
        "pending",
        "the order still waits"
    );
    let page = debt.guest.get(&debt.path).await.expect(200).text;
    assert!(
        page.contains("El pago no se hizo") && page.contains("name=\"bank\""),
        "{page}"
    );
    stage.app.advance(1);
    pay(&debt).await.expect(303);
    assert!(stage.desk().approve(&stage.outside().await));
    stage.told().await;
    assert_eq!(stage.order(&debt).await["payment_status"], "paid");
    assert_eq!(stage.payments().await.len(), 2);
    assert_eq!(
        stage.balances().await.last().unwrap(),
        &("sales".to_owned(), -TOTAL)
    );
}

#[tokio::test]
async fn a_second_payment_waits_for_the_end_of_the_first() {
    let stage = Stage::set().await;
    let debt = stage.debt().await;
    pay(&debt).await.expect(303);
    let second = pay(&debt).await.expect(409).text;
    assert!(second.contains("Ya hay un pago en camino"), "{second}");
    assert_eq!(stage.known_there(), 1);
    let path = format!("/api/v1/orders/{}/payments/received", debt.order);
    let by_hand = stage
        .shop
        .owner
        .post(&path, &serde_json::json!({}))
        .await
        .expect(409);
    assert_eq!(by_hand.code(), "payment_under_way");
    assert!(stage.desk().approve(&stage.outside().await));
    stage.told().await;
    pay(&debt).await.expect(409);
    assert_eq!(stage.known_there(), 1);
}

#[tokio::test]
async fn an_abandoned_payment_expires_and_the_goods_go_back() {
    let stage = Stage::set().await;
    let debt = stage.debt().await;
    pay(&debt).await.expect(303);
    // The look at 16 minutes learns that the bank's time is over.
    for minutes in [2, 3, 5, 6] {
        stage.app.advance(minutes * 60 + 1);
        stage.app.run_jobs().await;
    }
    assert_eq!(stage.state().await, "expired");
    let order = stage.order(&debt).await;
    assert_eq!(
        (text(&order["status"]), text(&order["payment_status"])),
        ("pending".into(), "pending".into())
    );
    stage.app.advance(45 * 60);
    stage.app.run_jobs().await;
    let order = stage.order(&debt).await;
    assert_eq!(
        (text(&order["status"]), text(&order["payment_status"])),
        ("cancelled".into(), "failed".into())
    );
    let page = debt.guest.get(&debt.path).await.expect(200).text;
    assert!(page.contains("ya no espera un pago"), "{page}");
    pay(&debt).await.expect(409);
}

#[tokio::test]
async fn what_does_not_fit_is_said_at_its_field_and_asks_nobody() {
    let stage = Stage::set().await;
    let debt = stage.debt().await;
    let wrong = |name: &'static str, value: &'static str| {
        let mut fields = typed();
        fields.retain(|(field, _)| *field != name);
        fields.push((name, value));
        fields
    };
    for (name, value) in [
        ("bank", "9999"),
        ("bank", ""),
        ("document_type", "XX"),
        ("document", "12a"),
        ("document", "1234567890123456"),
        ("last_name", ""),
        ("email", "ana"),
        ("phone", "12"),
        ("street", ""),
    ] {
        let answer = pay_with(&debt, &wrong(name, value)).await.expect(422).text;
        assert!(
            answer.contains(&format!("f-{name}-error")),
            "{name}={value}: {answer}"
        );
    }
    assert_eq!(stage.known_there(), 0);
    let mut company = wrong("document_type", "NIT");
    company.retain(|(field, _)| *field != "last_name");
    pay_with(&debt, &company).await.expect(303);
    let kept: Option<Vec<u8>> =
        sqlx::query_scalar("select request_sealed from payment_attempt where tenant_id = $1")
            .bind(stage.shop.tenant)
            .fetch_one(&mut stage.app.database.superuser().await)
            .await
            .unwrap();
    assert_eq!(kept, None, "who pays is forgotten once the provider has answered");
}

/// This way alone, switched on before accounts were asked for.
pub async fn switched_on(stage: &Stage, shop: &testkit::TestShop, method: &str) {
    sqlx::query(
        "insert into payment_method (tenant_id, code, enabled, position, updated_at)
         values ($1, $2, true, 0, now()), ($1, 'cash_on_delivery', false, 1, now())
         on conflict (tenant_id, code) do update set enabled = excluded.enabled",
    )
    .bind(shop.tenant)
    .bind(method)
    .execute(&mut stage.app.database.superuser().await)
    .await
    .unwrap();
}

#[tokio::test]
async fn banks_are_listed_and_pse_is_offered_only_with_an_account() {
    let stage = Stage::set().await;
    let banks = stage
        .shop
        .anonymous
        .get("/api/v1/payments/pse/banks")
        .await
        .expect(200)
        .json();
    let codes: Vec<String> = banks["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|b| text(&b["code"]))
        .collect();
    assert!(codes.contains(&BANK.to_owned()), "{codes:?}");
    let other = stage.app.shop("bordados").await;
    switched_on(&stage, &other, "pse").await;
    let offered = other
        .anonymous
        .get("/api/v1/payments/methods")
        .await
        .expect(200)
        .json();
    assert_eq!(offered["data"], serde_json::json!([]));
    let none = other
        .anonymous
        .get("/api/v1/payments/pse/banks")
        .await
        .expect(200)
        .json();
    assert_eq!(none["data"], serde_json::json!([]));
    let debt = stage.debt().await;
    other.anonymous.get(&debt.path).await.expect(404);
    stage.desk().revoke(TOKEN);
    let answer = pay(&debt).await.expect(303);
    assert_eq!(answer.header("location"), debt.path);
    let page = debt.guest.get(&debt.path).await.expect(200).text;
    assert!(page.contains("no está recibiendo pagos en línea"), "{page}");
    let seen = stage
        .shop
        .owner
        .get("/admin/payments/mercadopago")
        .await
        .expect(200)
        .text;
    assert!(seen.contains("ya no acepta estas claves"), "{seen}");
}

#[tokio::test]
async fn a_bank_rests_by_itself_or_by_hand_and_the_others_are_offered() {
    use payment_sandbox::mercado_pago::Fault;
    let stage = Stage::set().await;
    for _ in 0..5 {
        let debt = stage.debt().await;
        stage.desk().fail_next(Fault::ErrorBefore);
        pay(&debt).await.expect(303);
    }
    let debt = stage.debt().await;
    let page = debt.guest.get(&debt.path).await.expect(200).text;
    assert!(page.contains("Por ahora no responden: Bancolombia"), "{page}");
    assert!(
        pay(&debt)
            .await
            .expect(422)
            .text
            .contains("Ese banco no responde")
    );
    let mut other = typed();
    other.retain(|(field, _)| *field != "bank");
    other.push(("bank", "1051"));
    pay_with(&debt, &other).await.expect(303);
    stage.app.advance(121);
    let debt = stage.debt().await;
    pay(&debt).await.expect(303);
    let path = "/api/v1/admin/payments/pse/banks";
    let off = serde_json::json!({ "off": [BANK] });
    let banks = stage.shop.owner.put(path, &off).await.expect(200).json();
    let of = |code: &str| {
        banks["data"]
            .as_array()
            .unwrap()
            .iter()
            .find(|b| b["code"] == code)
            .unwrap()["available"]
            .clone()
    };
    assert_eq!((of(BANK), of("1051")), (false.into(), true.into()));
    let debt = stage.debt().await;
    pay(&debt).await.expect(422);
    stage
        .shop
        .owner
        .put(path, &serde_json::json!({}))
        .await
        .expect(200);
    pay(&debt).await.expect(303);
    let wrong = serde_json::json!({ "off": ["9999"] });
    stage.shop.owner.put(path, &wrong).await.expect(422);
}
