//! Leaving a payment at the bank for another way: only once the provider says that it is over, so that nobody pays twice.

use payment_sandbox::mercado_pago::Fault;

use super::{Debt, Stage, TOTAL, pay, pay_by_card};

async fn page(debt: &Debt) -> String {
    debt.guest.get(&debt.path).await.expect(200).text
}

/// Presses the button; where it leads.
async fn leave(debt: &Debt) -> String {
    let left = debt.guest.form(&format!("{}/leave", debt.path), &[]).await;
    left.expect(303).header("location")
}

#[tokio::test]
async fn who_leaves_the_bank_pays_by_card_and_once() {
    let stage = Stage::set().await;
    let debt = stage.debt().await;
    pay(&debt).await.expect(303);
    let waiting = page(&debt).await;
    assert!(
        waiting.contains("Pagar de otra forma")
            && waiting.contains("Tienes hasta")
            && waiting.contains(&format!("{}/leave", debt.path)),
        "{waiting}"
    );
    assert_eq!(leave(&debt).await, debt.path);
    assert_eq!(stage.state().await, "cancelled");
    let again = page(&debt).await;
    assert!(
        again.contains("name=\"bank\"") && again.contains("Paga con tarjeta"),
        "{again}"
    );
    stage.app.advance(1);
    pay_by_card(&debt, &stage.card("APRO")).await.expect(303);
    assert_eq!(stage.order(&debt).await["payment_status"], "paid");
    assert_eq!(
        stage.balances().await.last().unwrap(),
        &("sales".to_owned(), -TOTAL)
    );
}

#[tokio::test]
async fn what_the_provider_does_not_let_go_of_is_waited_for() {
    let stage = Stage::set().await;
    let debt = stage.debt().await;
    pay(&debt).await.expect(303);
    stage.desk().fail_next(Fault::ErrorBefore);
    let there = leave(&debt).await;
    assert_eq!(there, format!("{}?kept=1", debt.path));
    assert_eq!(stage.state().await, "requires_action");
    let kept = debt.guest.get(&there).await.expect(200).text;
    assert!(
        kept.contains("todavía no se puede cancelar") && kept.contains("Tienes hasta"),
        "{kept}"
    );
    pay(&debt).await.expect(409);
    assert_eq!(stage.known_there(), 1);
    assert_eq!(leave(&debt).await, debt.path, "the next time it is over");
}

#[tokio::test]
async fn who_paid_already_has_paid_when_they_leave() {
    let stage = Stage::set().await;
    let debt = stage.debt().await;
    pay(&debt).await.expect(303);
    assert!(stage.desk().approve(&stage.outside().await));
    assert_eq!(leave(&debt).await, debt.path);
    assert!(page(&debt).await.contains("Recibimos tu pago"));
    pay(&debt).await.expect(409);
    assert_eq!(stage.known_there(), 1);
    assert_eq!(stage.order(&debt).await["payment_status"], "paid");
}

#[tokio::test]
async fn what_nobody_answered_has_no_end_that_a_button_brings_about() {
    let stage = Stage::set().await;
    let debt = stage.debt().await;
    stage.desk().fail_next(Fault::ErrorAfter);
    pay(&debt).await.expect(303);
    assert_eq!(stage.state().await, "unknown");
    let asking = page(&debt).await;
    assert!(
        asking.contains("Sabremos cómo terminó antes de") && !asking.contains("/leave"),
        "{asking}"
    );
    assert_eq!(leave(&debt).await, debt.path);
    assert_eq!(stage.state().await, "unknown");
    pay(&debt).await.expect(409);
}
