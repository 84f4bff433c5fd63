//! Paying by card: approved, asked by its bank, refused and paid with another, and what becomes of it later.

use super::{Stage, TOTAL, pay, pay_by_card, text};

#[tokio::test]
async fn an_approved_card_pays_at_once_and_shows_its_last_four() {
    let stage = Stage::set().await;
    let debt = stage.debt_by("card").await;
    let page = debt
        .guest
        .get(&format!("{}/card", debt.path))
        .await
        .expect(200)
        .text;
    assert!(
        page.contains(&format!("src=\"{}v2\"", stage.served.url)) && page.contains("APP_USR-public"),
        "{page}"
    );
    let sent = pay_by_card(&debt, &stage.card("APRO")).await.expect(303);
    assert_eq!(sent.header("location"), debt.path);
    assert_eq!(
        stage.order(&debt).await["payment_status"],
        "paid",
        "no webhook is needed"
    );
    let payment = stage.payments().await.remove(0);
    assert_eq!(
        (
            text(&payment["method"]),
            text(&payment["card_brand"]),
            text(&payment["card_last4"])
        ),
        ("card".into(), "visa".into(), "6260".into())
    );
    let fee = payment["fee"].as_i64().unwrap();
    assert_eq!(
        stage.balances().await,
        [
            ("clearing mercadopago".into(), TOTAL - fee),
            ("fees mercadopago".into(), fee),
            ("sales".into(), -TOTAL),
        ]
    );
    assert!(stage.told().await.iter().all(|status| *status == Some(200)));
    assert_eq!(stage.payments().await.len(), 1);
    let again = debt.guest.get(&format!("{}/card", debt.path)).await.expect(303);
    assert_eq!(again.header("location"), debt.path);
    let id = text(&payment["id"]);
    let seen = stage
        .owner()
        .await
        .get(&format!("/admin/money/{id}"))
        .await
        .expect(200)
        .text;
    assert!(seen.contains("Visa •••• 6260"), "{seen}");
}

#[tokio::test]
async fn a_refused_card_says_the_next_step_and_another_pays() {
    let stage = Stage::set().await;
    for (holder, words) in [
        ("FUND", "no tiene cupo o saldo"),
        ("SECU", "El código de seguridad no es correcto"),
        ("EXPI", "La fecha de vencimiento no es correcta"),
        ("FORM", "Algún dato de la tarjeta no es correcto"),
        ("CALL", "Tu banco quiere que autorices"),
        ("LOCK", "no está habilitada"),
        ("DUPL", "un pago igual"),
        ("BLAC", "El banco no aprobó el pago"),
        ("OTHE", "El banco no aprobó el pago"),
    ] {
        let debt = stage.debt_by("card").await;
        let card = format!("{}/card", debt.path);
        let sent = pay_by_card(&debt, &stage.card(holder)).await.expect(303);
        assert_eq!(sent.header("location"), card, "{holder}");
        let page = debt.guest.get(&card).await.expect(200).text;
        assert!(
            page.contains("El pago no se hizo") && page.contains(words),
            "{holder}: {page}"
        );
        assert_eq!(stage.order(&debt).await["payment_status"], "pending");
        stage.app.advance(1);
        pay_by_card(&debt, &stage.card("APRO")).await.expect(303);
        assert_eq!(stage.order(&debt).await["payment_status"], "paid", "{holder}");
    }
}

#[tokio::test]
async fn the_cards_bank_asks_its_owner_in_the_page() {
    let stage = Stage::set().await;
    let debt = stage.debt_by("card").await;
    let card = format!("{}/card", debt.path);
    let sent = pay_by_card(&debt, &stage.card("CHAL")).await.expect(303);
    assert_eq!(sent.header("location"), card);
    assert_eq!(stage.state().await, "requires_action");
    let payment = stage.outside().await;
    let page = debt.guest.get(&card).await.expect(200);
    let question = format!("action=\"{}sandbox/challenge/{payment}\"", stage.served.url);
    assert!(
        page.text.contains(&question) && page.text.contains(&format!("value=\"sandbox{payment}\"")),
        "{}",
        page.text
    );
    let origin = stage.served.url.origin().ascii_serialization();
    let policy = page.header("content-security-policy");
    assert!(
        policy.contains(&format!("frame-src {origin}"))
            && policy.contains(&format!("form-action 'self' {origin};"))
            && policy.contains("script-src 'self';"),
        "{policy}"
    );
    let waiting = debt.guest.get(&debt.path).await.expect(200).text;
    assert!(waiting.contains("Falta un paso con tu tarjeta"), "{waiting}");
    assert_eq!(pay(&debt).await.status, 409, "nobody pays twice meanwhile");
    assert!(stage.desk().approve(&payment));
    debt.guest.get(&format!("{}/back", debt.path)).await.expect(303);
    stage.app.run_jobs().await;
    assert_eq!(stage.order(&debt).await["payment_status"], "paid");
}

#[tokio::test]
async fn who_leaves_the_question_pays_another_way() {
    let stage = Stage::set().await;
    let debt = stage.debt_by("card").await;
    pay_by_card(&debt, &stage.card("CHAL")).await.expect(303);
    let leave = format!("{}/leave", debt.path);
    let left = debt.guest.form(&leave, &[]).await.expect(303);
    assert_eq!(left.header("location"), debt.path);
    assert_eq!(stage.state().await, "cancelled");
    stage.app.advance(1);
    pay(&debt).await.expect(303);
    assert!(stage.desk().approve(&stage.outside().await));
    stage.told().await;
    assert_eq!(stage.order(&debt).await["payment_status"], "paid");
    assert_eq!(
        stage.balances().await.last().unwrap(),
        &("sales".to_owned(), -TOTAL)
    );
}

#[tokio::test]
async fn a_card_that_is_looked_at_first_waits_and_is_told_so() {
    let stage = Stage::set().await;
    let debt = stage.debt_by("card").await;
    let sent = pay_by_card(&debt, &stage.card("CONT")).await.expect(303);
    assert_eq!(sent.header("location"), debt.path);
    let page = debt.guest.get(&debt.path).await.expect(200).text;
    assert!(page.contains("Estamos revisando tu pago"), "{page}");
    assert!(stage.desk().approve(&stage.outside().await));
    stage.told().await;
    assert_eq!(stage.order(&debt).await["payment_status"], "paid");
}

#[tokio::test]
async fn a_question_that_nobody_answers_ends_and_the_next_card_pays() {
    let stage = Stage::set().await;
    let debt = stage.debt_by("card").await;
    pay_by_card(&debt, &stage.card("CHAL")).await.expect(303);
    stage.app.advance(5 * 60 + 1);
    stage.app.run_jobs().await;
    assert_eq!(stage.state().await, "rejected");
    let page = debt
        .guest
        .get(&format!("{}/card", debt.path))
        .await
        .expect(200)
        .text;
    assert!(page.contains("No se confirmó el pago con tu banco"), "{page}");
    pay_by_card(&debt, &stage.card("APRO")).await.expect(303);
    assert_eq!(stage.order(&debt).await["payment_status"], "paid");
}

#[tokio::test]
async fn a_card_that_got_no_answer_is_paid_once() {
    use payment_sandbox::mercado_pago::Fault;
    let stage = Stage::set().await;
    let debt = stage.debt_by("card").await;
    stage.desk().fail_next(Fault::ErrorAfter);
    pay_by_card(&debt, &stage.card("APRO")).await.expect(303);
    assert_eq!(stage.state().await, "unknown");
    assert_eq!(pay_by_card(&debt, &stage.card("APRO")).await.status, 409);
    stage.app.advance(121);
    stage.app.run_jobs().await;
    assert_eq!(stage.order(&debt).await["payment_status"], "paid");
    assert_eq!(stage.known_there(), 1);
}

#[tokio::test]
async fn a_charge_back_stands_in_the_books_and_on_its_page() {
    let stage = Stage::set().await;
    let debt = stage.debt_by("card").await;
    pay_by_card(&debt, &stage.card("APRO")).await.expect(303);
    let payment = stage.outside().await;
    assert!(stage.desk().charge_back(&payment).is_some());
    stage.told().await;
    assert_eq!(stage.state().await, "disputed");
    assert!(
        stage
            .balances()
            .await
            .contains(&("disputes mercadopago".to_owned(), TOTAL))
    );
    let id = text(&stage.payments().await[0]["id"]);
    let page = stage
        .owner()
        .await
        .get(&format!("/admin/money/{id}"))
        .await
        .expect(200)
        .text;
    assert!(page.contains("Tienes hasta el 2 dic 2026"), "{page}");
    assert!(stage.desk().become_of(&payment, "charged_back", "settled"));
    stage.told().await;
    assert_eq!(stage.state().await, "dispute_lost");
}
