//! The browser's return, webhooks, the clock and a second replica at once: one payment, one entry in the ledger.

use futures_util::future::join_all;
use payment_sandbox::mercado_pago::Fault;

use super::{Stage, TOTAL, pay, refund};

const ROUNDS: i64 = 10;

#[tokio::test]
async fn everything_that_tells_of_one_payment_at_once_books_it_once() {
    let stage = Stage::set().await;
    let second = stage.second(&[]).await;
    stage.desk().fail(Fault::HookTwice, 500);
    for _ in 0..ROUNDS {
        let debt = stage.debt().await;
        pay(&debt).await.expect(303);
        assert!(stage.desk().approve(&stage.outside().await));
        stage.app.advance(121);
        let back = format!("{}/back", debt.path);
        let returns = join_all((0..4).map(|_| debt.guest.get(&back)));
        let desk = stage.desk();
        let (returned, told, _, _) = tokio::join!(
            returns,
            desk.deliver_now(),
            stage.app.run_jobs(),
            second.run_jobs()
        );
        assert!(returned.iter().all(|answer| answer.status == 303));
        assert!(told.iter().all(|delivery| delivery.status == Some(200)));
        tokio::join!(stage.app.run_jobs(), second.run_jobs());
        assert_eq!(stage.order(&debt).await["payment_status"], "paid");
    }
    assert!(
        stage
            .balances()
            .await
            .contains(&("sales".to_owned(), -ROUNDS * TOTAL))
    );
    let dead: i64 = sqlx::query_scalar("select count(*) from job where status = 'dead'")
        .fetch_one(&mut stage.app.database.superuser().await)
        .await
        .unwrap();
    assert_eq!(dead, 0);
}

#[tokio::test]
async fn of_many_who_pay_one_order_at_once_one_is_sent_to_the_bank() {
    let stage = Stage::set().await;
    for _ in 0..ROUNDS {
        let debt = stage.debt().await;
        let known = stage.known_there();
        let answers = join_all((0..8).map(|_| pay(&debt))).await;
        let sent = answers.iter().filter(|answer| answer.status == 303).count();
        assert_eq!(sent, 1);
        assert!(
            answers
                .iter()
                .all(|answer| answer.status == 303 || answer.status == 409)
        );
        assert_eq!(stage.known_there(), known + 1);
    }
}

#[tokio::test]
async fn parts_asked_for_at_once_never_give_back_more_than_came() {
    let stage = Stage::set().await;
    let debt = stage.debt().await;
    pay(&debt).await.expect(303);
    assert!(stage.desk().approve(&stage.outside().await));
    stage.told().await;
    let id = super::text(&stage.payments().await[0]["id"]);
    let body = serde_json::json!({ "amount": 300_000 });
    let owner = stage.owner().await;
    let answers = join_all((0..8).map(|_| refund(&owner, &id, &body))).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 202).count(), 3);
    // One is asked for at a time; the others try again after some seconds.
    for _ in 0..4 {
        stage.app.run_jobs().await;
        stage.app.advance(60);
    }
    let books = stage.desk().books(super::TOKEN).unwrap();
    assert_eq!(books.payments[0].refunded, 900_000);
    assert!(stage.balances().await.contains(&("sales".to_owned(), -100_000)));
}
