//! Nobody answers: it may have happened, and is never paid twice for that.

use payment_sandbox::mercado_pago::Fault;

use super::{Stage, TOKEN, TOTAL, pay};

#[tokio::test]
async fn what_happened_without_an_answer_is_found_and_goes_on() {
    let stage = Stage::set().await;
    for fault in [Fault::ErrorAfter, Fault::BrokenAfter] {
        let known = stage.known_there();
        let debt = stage.debt().await;
        stage.desk().fail_next(fault);
        let sent = pay(&debt).await.expect(303);
        assert_eq!(sent.header("location"), debt.path, "{fault:?}");
        assert_eq!(stage.state().await, "unknown", "{fault:?}");
        let page = debt.guest.get(&debt.path).await.expect(200).text;
        assert!(page.contains("No pagues otra vez"), "{page}");
        pay(&debt).await.expect(409);
        stage.app.advance(121);
        stage.app.run_jobs().await;
        assert_eq!(stage.state().await, "requires_action", "{fault:?}");
        assert_eq!(stage.known_there(), known + 1, "{fault:?}");
        assert!(stage.desk().approve(&stage.outside().await));
        stage.told().await;
        assert_eq!(stage.order(&debt).await["payment_status"], "paid");
    }
    assert_eq!(
        stage.balances().await.last().unwrap(),
        &("sales".to_owned(), -2 * TOTAL)
    );
}

#[tokio::test]
async fn what_never_arrived_is_asked_for_again_with_the_same_key() {
    let stage = Stage::set().await;
    for fault in [Fault::ErrorBefore, Fault::Busy] {
        let known = stage.known_there();
        let debt = stage.debt().await;
        stage.desk().fail_next(fault);
        pay(&debt).await.expect(303);
        assert_eq!(stage.state().await, "unknown", "{fault:?}");
        assert_eq!(stage.known_there(), known);
        stage.app.advance(121);
        stage.app.run_jobs().await;
        assert_eq!(stage.state().await, "requires_action", "{fault:?}");
        assert_eq!(stage.known_there(), known + 1);
    }
}

#[tokio::test]
async fn what_never_arrives_is_given_up_when_the_payer_is_gone() {
    let stage = Stage::set().await;
    let debt = stage.debt().await;
    stage.desk().fail(Fault::ErrorBefore, 1000);
    pay(&debt).await.expect(303);
    for minutes in [2, 3, 5] {
        stage.app.advance(minutes * 60 + 1);
        stage.app.run_jobs().await;
        assert_eq!(stage.state().await, "unknown");
    }
    stage.desk().fail(Fault::ErrorBefore, 0);
    stage.app.advance(6 * 60);
    stage.app.run_jobs().await;
    assert_eq!(stage.state().await, "expired");
    assert_eq!(stage.known_there(), 0, "nobody is there to pay it");
    let page = debt.guest.get(&debt.path).await.expect(200).text;
    assert!(page.contains("name=\"bank\""), "{page}");
}

#[tokio::test]
async fn another_sum_is_for_a_person_to_see() {
    let stage = Stage::set().await;
    let debt = stage.debt().await;
    pay(&debt).await.expect(303);
    assert!(stage.desk().approve(&stage.outside().await));
    stage.desk().fail(Fault::WrongAmount, 1000);
    stage.told().await;
    assert_eq!(stage.state().await, "mismatched");
    assert_eq!(stage.order(&debt).await["payment_status"], "pending");
    let balances = stage.balances().await;
    assert!(
        balances
            .iter()
            .any(|(account, sum)| account == "customer_credit" && *sum < 0),
        "{balances:?}"
    );
    assert!(
        !balances.iter().any(|(account, _)| account == "sales"),
        "{balances:?}"
    );
    let list = stage
        .owner()
        .await
        .get("/api/v1/admin/payments?state=attention")
        .await
        .expect(200)
        .json();
    assert_eq!(list["data"].as_array().unwrap().len(), 1);
    let page = debt.guest.get(&debt.path).await.expect(200).text;
    assert!(page.contains("Llegó un valor distinto"), "{page}");
}

#[tokio::test]
async fn a_lost_credential_is_no_refusal_of_what_nobody_answered() {
    let stage = Stage::set().await;
    let debt = stage.debt().await;
    stage.desk().fail_next(Fault::ErrorAfter);
    pay(&debt).await.expect(303);
    assert_eq!(stage.known_there(), 1);
    stage.desk().revoke(TOKEN);
    for minutes in [2, 3, 5] {
        stage.app.advance(minutes * 60 + 1);
        stage.app.run_jobs().await;
        assert_eq!(stage.state().await, "unknown");
    }
}
