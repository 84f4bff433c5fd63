//! What went wrong with payments elsewhere, each as a race of its own.
//!
//! | thread | what happened there | here |
//! |---|---|---|
//! | getlago/lago-api 3223, 3228, 2988 | two notices at once doubled a payment | [`notices_of_two_kinds_at_two_replicas_at_once_book_it_once`] |
//! | polarsource/polar 13315 | a late notice took a paid payment back to pending | `permutations`: every order, each word twice |
//! | polar 6144, 6173 | the fee was not there yet and never came | [`a_fee_that_is_missing_is_asked_for_until_it_is_known`] |
//! | medusajs/medusa 13301, 4798, 2948, 3146, 14770 | the browser's return against the notice | [`the_browsers_return_and_the_notice_meet_at_one_barrier`], `races` |
//! | medusa 16466 | a second try with a key of its own took the money twice | [`those_who_ask_again_at_once_ask_with_one_key`], `unknown` |
//! | killbill 1015, 1061 | paid again while nobody knew of the first; what was found later changed nothing | [`while_nobody_knows_nobody_pays_again_and_what_is_found_counts`] |
//! | juspay/hyperswitch 3408 | what was written counted as sent | [`what_was_written_and_never_sent_is_sent_once`] |
//! | flowglad 607 | the notice came before the provider's name was kept | [`a_notice_that_overtakes_the_answer_finds_its_payment`], `hooks` |
//! | FOSSBilling 3975 | one key for two sums | [`another_sum_is_another_operation`] |
//! | saleor 19220 | a second payment for what was paid | [`no_second_payment_is_begun_for_what_becomes_paid`], `pse`, `late` |

use std::sync::Arc;
use std::time::Duration;

use futures_util::future::{BoxFuture, join_all};
use payment_sandbox::mercado_pago::Fault;
use payments::Treasury;
use payments::model::{AttemptId, PayableKind, PseRequest, Snapshot, SnapshotState};
use payments::ops::begin_pse::{Origin, begin_pse};
use payments::ops::call::look;
use payments::queries::attempts::find_intent;
use reqwest::Method;
use reqwest::header::ACCEPT;
use serde_json::json;
use testkit::{Answer, Client, TestApp};
use tokio::sync::Barrier;

use super::notice::Notice;
use super::permutations::{say, words_of};
use super::{BANK, Debt, Stage, TOKEN, TOTAL, pay, text, typed};

const ROUNDS: i64 = 5;

/// Somebody who is about to ask.
pub type Racer = BoxFuture<'static, Answer>;

/// Two replicas with room for all who race.
async fn two() -> (Stage, TestApp) {
    let stage = Stage::set_with(&[("VITRINA_DATABASE__APP_POOL", "24")]).await;
    let second = stage.second(&[("VITRINA_DATABASE__APP_POOL", "24")]).await;
    (stage, second)
}

/// Begins all of them at one moment, while both replicas work off what comes of it, to the end.
async fn at_once(stage: &Stage, second: &TestApp, racers: Vec<Racer>) -> Vec<Answer> {
    let workers = [stage.app.start_worker(), second.start_worker()];
    let barrier = Arc::new(Barrier::new(racers.len()));
    let begun: Vec<_> = racers
        .into_iter()
        .map(|racer| {
            let barrier = Arc::clone(&barrier);
            tokio::spawn(async move {
                barrier.wait().await;
                racer.await
            })
        })
        .collect();
    let answers = join_all(begun).await.into_iter().map(Result::unwrap).collect();
    for worker in workers {
        worker.stop().await;
    }
    tokio::join!(stage.app.run_jobs(), second.run_jobs());
    // Who had to wait too long for a lock tries again after some seconds.
    stage.app.advance(15);
    stage.app.run_jobs().await;
    answers
}

fn visit(client: &Client, path: &str) -> Racer {
    let (client, path) = (client.clone(), path.to_owned());
    Box::pin(async move { client.get(&path).await })
}

fn telling(notice: &Notice, client: &Client) -> Racer {
    let (notice, client) = (notice.clone(), client.clone());
    Box::pin(async move { notice.tell(&client).await })
}

/// Sends the form of PSE as a browser does, once it is awaited.
pub fn paying(debt: &Debt) -> Racer {
    let guest = debt.guest.clone();
    let request = guest.request(Method::POST, &format!("{}/pse", debt.path));
    let request = request.header(ACCEPT, "text/html").form(&typed());
    Box::pin(async move { guest.send(request).await })
}

fn statuses(answers: &[Answer]) -> Vec<u16> {
    answers.iter().map(|answer| answer.status.as_u16()).collect()
}

/// How many transactions of the ledger there are, and jobs that were given up.
async fn counted(stage: &Stage) -> (i64, i64) {
    sqlx::query_as(
        "select (select count(*) from ledger_txn where tenant_id = $1), (select count(*) from job where status = 'dead')",
    )
    .bind(stage.shop.tenant)
    .fetch_one(&mut stage.app.database.superuser().await)
    .await
    .unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn notices_of_two_kinds_at_two_replicas_at_once_book_it_once() {
    let (stage, second) = two().await;
    let other = stage.shop.anonymous.towards(second.address, &stage.shop.host);
    for round in 1..=ROUNDS {
        let debt = stage.debt().await;
        pay(&debt).await.expect(303);
        let payment = stage.outside().await;
        assert!(stage.desk().approve(&payment));
        let updated = Notice::of(&stage, &payment).await;
        let created = Notice {
            action: "payment.created",
            number: 2,
            ..updated.clone()
        };
        let all = (0..4).flat_map(|_| {
            [&updated, &created]
                .into_iter()
                .flat_map(|notice| [telling(notice, &stage.shop.anonymous), telling(notice, &other)])
        });
        let answers = at_once(&stage, &second, all.collect()).await;
        assert_eq!(statuses(&answers), [200; 16]);
        let kept: Vec<(String, i32)> = sqlx::query_as(
            "select status, deliveries from webhook_event where tenant_id = $1 and object_id = $2",
        )
        .bind(stage.shop.tenant)
        .bind(&payment)
        .fetch_all(&mut stage.app.database.superuser().await)
        .await
        .unwrap();
        assert_eq!(kept, [("done".to_owned(), 8), ("done".to_owned(), 8)]);
        assert_eq!(stage.order(&debt).await["payment_status"], "paid");
        assert_eq!(counted(&stage).await, (2 * round, 0), "the money and the fee");
    }
    let sales = ("sales".to_owned(), -ROUNDS * TOTAL);
    assert!(stage.balances().await.contains(&sales));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_browsers_return_and_the_notice_meet_at_one_barrier() {
    let (stage, second) = two().await;
    let host = stage.shop.host.clone();
    for round in 1..=ROUNDS {
        let debt = stage.debt().await;
        pay(&debt).await.expect(303);
        let payment = stage.outside().await;
        assert!(stage.desk().approve(&payment));
        let notice = Notice::of(&stage, &payment).await;
        let back = format!("{}/back", debt.path);
        let mut racers = vec![];
        for guest in [
            debt.guest.clone(),
            debt.guest.towards(second.address, &host),
            debt.guest.another(),
        ] {
            racers.extend([
                visit(&guest, &back),
                visit(&guest, &debt.path),
                telling(&notice, &guest),
            ]);
        }
        let answers = at_once(&stage, &second, racers).await;
        assert_eq!(statuses(&answers), [303, 200, 200, 303, 200, 200, 303, 200, 200]);
        assert_eq!(stage.order(&debt).await["payment_status"], "paid");
        assert_eq!(counted(&stage).await, (2 * round, 0), "the money and the fee");
    }
}

#[tokio::test]
async fn a_fee_that_is_missing_is_asked_for_until_it_is_known() {
    let stage = Stage::set().await;
    let debt = stage.debt().await;
    pay(&debt).await.expect(303);
    let payment = stage.payments().await.remove(0);
    assert!(stage.desk().approve(&text(&payment["provider_payment"])));
    let without = Snapshot {
        state: SnapshotState::Approved,
        ..words_of(&payment)
    };
    say(&stage, &without).await;
    let gross = [
        ("clearing mercadopago".to_owned(), TOTAL),
        ("sales".to_owned(), -TOTAL),
    ];
    assert_eq!(stage.balances().await, gross);
    stage.app.advance(121);
    stage.desk().fail_next(Fault::ErrorBefore);
    stage.app.run_jobs().await;
    assert_eq!(
        stage.balances().await,
        gross,
        "nobody answered, and it is asked again"
    );
    stage.app.advance(180);
    stage.app.run_jobs().await;
    let fee = stage.payments().await[0]["fee"].as_i64().unwrap();
    let net = ("clearing mercadopago".to_owned(), TOTAL - fee);
    assert!(fee > 0 && stage.balances().await.contains(&net));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn those_who_ask_again_at_once_ask_with_one_key() {
    let (stage, _second) = two().await;
    stage.desk().hang(Duration::from_millis(50));
    for fault in [Fault::ErrorBefore, Fault::TimeOutBefore, Fault::TimeOutAfter] {
        let debt = stage.debt().await;
        let known = stage.known_there();
        stage.desk().fail_next(fault);
        pay(&debt).await.expect(303);
        assert_eq!(stage.state().await, "unknown", "{fault:?}");
        let id: AttemptId = text(&stage.payments().await[0]["id"]).parse().unwrap();
        let looks = (0..8).map(|_| {
            let (treasury, tenant) = (Treasury::of(&stage.app.app), stage.shop.tenant);
            tokio::spawn(async move { look(&treasury, tenant, id).await })
        });
        for looked in join_all(looks.collect::<Vec<_>>()).await {
            looked.unwrap().unwrap();
        }
        assert_eq!(stage.state().await, "requires_action", "{fault:?}");
        assert_eq!(stage.known_there(), known + 1, "{fault:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn while_nobody_knows_nobody_pays_again_and_what_is_found_counts() {
    let (stage, second) = two().await;
    stage.desk().hang(Duration::from_millis(50));
    for round in 1..=ROUNDS {
        let debt = stage.debt().await;
        stage.desk().fail_next(Fault::TimeOutAfter);
        pay(&debt).await.expect(303);
        assert_eq!(stage.state().await, "unknown");
        let there = stage.desk().books(TOKEN).unwrap().payments.pop().unwrap();
        assert!(stage.desk().approve(&there.id));
        stage.app.advance(121);
        let racers = (0..8).map(|_| paying(&debt)).collect();
        let answers = at_once(&stage, &second, racers).await;
        assert_eq!(statuses(&answers), [409; 8]);
        assert_eq!(stage.order(&debt).await["payment_status"], "paid");
        assert_eq!(stage.known_there(), usize::try_from(round).unwrap());
        assert_eq!(counted(&stage).await, (2 * round, 0), "the money and the fee");
    }
}

/// The program dies between the commit and the call: nobody outside knows of it, and the row alone is not taken for a payment.
#[tokio::test]
async fn what_was_written_and_never_sent_is_sent_once() {
    let (stage, second) = two().await;
    let debt = stage.debt().await;
    let treasury = Treasury::of(&stage.app.app);
    let mut tx = stage.app.begin(stage.shop.tenant).await;
    let order = debt.order.parse().unwrap();
    let intent = find_intent(&mut tx, PayableKind::Order, order).await.unwrap();
    let request = json!({ "bank": BANK, "payer": super::api::body()["payer"] });
    let request: PseRequest = serde_json::from_value(request).unwrap();
    let origin = Origin {
        ip: "192.0.2.7".parse().unwrap(),
        return_url: format!("http://{}{}/back", stage.shop.host, debt.path),
        hook_url: None,
    };
    begin_pse(&mut tx, &treasury, &intent.unwrap(), &request, &origin)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(
        (stage.state().await.as_str(), stage.known_there()),
        ("sending", 0)
    );
    pay(&debt).await.expect(409);
    stage.app.advance(121);
    tokio::join!(stage.app.run_jobs(), second.run_jobs());
    assert_eq!(
        (stage.state().await.as_str(), stage.known_there()),
        ("requires_action", 1)
    );
    assert!(stage.desk().approve(&stage.outside().await));
    stage.app.advance(180);
    tokio::join!(stage.app.run_jobs(), second.run_jobs());
    assert_eq!(stage.order(&debt).await["payment_status"], "paid");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_notice_that_overtakes_the_answer_finds_its_payment() {
    let stage = Stage::set().await;
    stage.desk().hang(Duration::from_secs(1));
    for approved in [false, true] {
        let debt = stage.debt().await;
        let known = stage.known_there();
        stage.desk().fail_next(Fault::TimeOutAfter);
        let asking = tokio::spawn(paying(&debt));
        let mut tick = tokio::time::interval(Duration::from_millis(5));
        while stage.known_there() == known {
            tick.tick().await;
        }
        let there = stage.desk().books(TOKEN).unwrap().payments.pop().unwrap();
        assert!(!approved || stage.desk().approve(&there.id));
        assert!(stage.told().await.iter().all(|status| *status == Some(200)));
        let wanted = if approved { "approved" } else { "requires_action" };
        assert_eq!(stage.state().await, wanted, "the notice names what we called it");
        asking.await.unwrap().expect(303);
        assert_eq!(stage.state().await, wanted, "no answer takes nothing back");
        assert_eq!(stage.outside().await, there.id);
    }
}

#[tokio::test]
async fn another_sum_is_another_operation() {
    let stage = Stage::set().await;
    let debt = stage.debt().await;
    pay(&debt).await.expect(303);
    assert!(stage.desk().reject(&stage.outside().await));
    stage.told().await;
    sqlx::query("update payment_intent set amount = 1500000 where tenant_id = $1")
        .bind(stage.shop.tenant)
        .execute(&mut stage.app.database.superuser().await)
        .await
        .unwrap();
    stage.app.advance(1);
    let sent = pay(&debt).await.expect(303);
    assert_eq!(sent.header("location"), format!("{}?go=1", debt.path));
    let there = stage.desk().books(TOKEN).unwrap().payments;
    assert_eq!(
        there.iter().map(|one| one.amount).collect::<Vec<_>>(),
        [TOTAL, 1_500_000]
    );
    assert_ne!(there[0].external_reference, there[1].external_reference);
}

/// A bank changes its mind about the first try while the payer begins a second one.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_second_payment_is_begun_for_what_becomes_paid() {
    let (stage, second) = two().await;
    for round in 1..=ROUNDS {
        let debt = stage.debt().await;
        pay(&debt).await.expect(303);
        let first = stage.outside().await;
        assert!(stage.desk().reject(&first));
        stage.told().await;
        stage.app.advance(1);
        assert!(stage.desk().approve(&first));
        let notice = Notice::of(&stage, &first).await;
        let mut racers: Vec<Racer> = (0..4).map(|_| telling(&notice, &stage.shop.anonymous)).collect();
        racers.extend((0..6).map(|_| paying(&debt)));
        let answers = statuses(&at_once(&stage, &second, racers).await);
        assert_eq!(answers[..4], [200; 4]);
        assert!(
            answers[4..].iter().all(|status| [303, 409].contains(status)),
            "{answers:?}"
        );
        assert_eq!(stage.order(&debt).await["payment_status"], "paid");
        pay(&debt).await.expect(409);
        let there = stage.desk().books(TOKEN).unwrap().payments;
        let paid = there.iter().filter(|one| one.status == "approved").count();
        assert_eq!(paid, usize::try_from(round).unwrap());
        assert!(there.iter().all(|one| one.status != "pending"), "{there:?}");
        let sales = ("sales".to_owned(), -round * TOTAL);
        assert!(stage.balances().await.contains(&sales));
    }
}
