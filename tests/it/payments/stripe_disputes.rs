//! Disputes at Stripe, and what happens to payments long after they were made: what moved its balance is what is booked.

use payment_sandbox::stripe::Fault;
use testkit::Client;

use super::TOTAL;
use super::stripe::{FINE, KEY, Stage, paid_with};

/// What Stripe's stand-in takes for a dispute, minor units.
const DISPUTE_FEE: i64 = 6_000_000;

/// What stands in the ledger's accounts, empty ones left out.
async fn balances(stage: &Stage) -> Vec<(String, i64)> {
    let mut tx = stage.app.begin(stage.shop.tenant).await;
    let found: Vec<(String, i64)> = sqlx::query_as(
        "select trim(a.kind || ' ' || a.owner), sum(e.amount)::bigint
           from ledger_entry e join ledger_account a using (tenant_id, account_id)
          where tenant_id = $1
          group by 1 having sum(e.amount) <> 0 order by 1",
    )
    .bind(stage.shop.tenant)
    .fetch_all(&mut *tx)
    .await
    .unwrap();
    assert_eq!(found.iter().map(|(_, sum)| sum).sum::<i64>(), 0, "{found:?}");
    found
}

fn of(balances: &[(String, i64)], account: &str) -> i64 {
    let found = balances.iter().find(|(name, _)| name == account);
    found.map_or(0, |(_, sum)| *sum)
}

/// Clearing and fees are to the centavo what Stripe has.
async fn agrees(stage: &Stage) -> Vec<(String, i64)> {
    let (here, there) = (balances(stage).await, stage.desk().books(KEY).unwrap());
    let theirs = (there.available + there.pending, there.fees);
    assert_eq!(
        (of(&here, "clearing stripe"), of(&here, "fees stripe")),
        theirs,
        "{here:?}"
    );
    here
}

async fn night(stage: &Stage) {
    stage.app.advance(30 * 3_600);
    stage.app.tick().await;
    stage.app.run_jobs().await;
}

async fn open_differences(stage: &Stage) -> Vec<String> {
    sqlx::query_scalar(
        "select format('%s %s: %s, %s', class, outside_id, ours, theirs) from payment_difference
          where tenant_id = $1 and closed_at is null",
    )
    .bind(stage.shop.tenant)
    .fetch_all(&mut stage.app.database.superuser().await)
    .await
    .unwrap()
}

#[tokio::test]
async fn what_a_dispute_takes_gives_back_and_costs_is_what_moved_the_balance() {
    let stage = Stage::set().await;
    let guest = stage.shop.anonymous.another();
    for won in [true, false] {
        let (_, id, outside) = paid_with(&stage, &guest, FINE).await;
        let before = agrees(&stage).await;
        let dispute = stage.desk().dispute(&outside).unwrap();
        stage.told().await;
        assert_eq!(stage.state().await, "disputed");
        let held = agrees(&stage).await;
        assert_eq!(of(&held, "disputes stripe"), TOTAL);
        assert_eq!(of(&held, "fees stripe"), of(&before, "fees stripe") + DISPUTE_FEE);
        let page = format!("/admin/money/{id}");
        let page = stage.owner().await.get(&page).await.expect(200).text;
        assert!(
            page.contains("Te cobraron por la disputa") && page.contains("60.000"),
            "{page}"
        );
        assert!(stage.desk().close_dispute(&dispute, won));
        stage.told().await;
        let ended = agrees(&stage).await;
        let (state, lost) = if won {
            ("dispute_won", 0)
        } else {
            ("dispute_lost", TOTAL)
        };
        assert_eq!(stage.state().await, state);
        assert_eq!(
            (of(&ended, "disputes stripe"), of(&ended, "dispute_losses")),
            (0, lost)
        );
        // Told once more, nothing is booked twice.
        assert_eq!(
            of(&ended, "fees stripe"),
            of(&held, "fees stripe"),
            "the fee stays away"
        );
    }
    night(&stage).await;
    assert_eq!(open_differences(&stage).await, [""; 0]);
    agrees(&stage).await;
}

#[tokio::test]
async fn that_a_dispute_was_decided_is_found_at_night_where_nobody_told() {
    let stage = Stage::set().await;
    let guest = stage.shop.anonymous.another();
    for (won, state) in [(false, "dispute_lost"), (true, "dispute_won")] {
        let (_, _, outside) = paid_with(&stage, &guest, FINE).await;
        let dispute = stage.desk().dispute(&outside).unwrap();
        stage.told().await;
        // Long after any statement of the payment itself.
        stage.app.advance(9 * 86_400);
        stage.desk().fail(Fault::HookLost, 1000);
        assert!(stage.desk().close_dispute(&dispute, won));
        night(&stage).await;
        assert_eq!(stage.state().await, state);
        stage.desk().fail(Fault::HookLost, 0);
        agrees(&stage).await;
    }
}

/// Gives some of it back where the shop is at Stripe itself.
async fn give_back_there(stage: &Stage, payment: &str, minor: i64) {
    let address = stage.served.url.socket_addrs(|| None).unwrap()[0];
    let panel = Client::new(address, "127.0.0.1").with_token(KEY);
    let amount = minor.to_string();
    let there = [("payment_intent", payment), ("amount", amount.as_str())];
    panel.form("/v1/refunds", &there).await.expect(200);
}

/// What became of a payment by now: state and what went back.
async fn seen(stage: &Stage, outside: &str) -> (String, i64) {
    let all = stage.payments().await;
    let one = all.iter().find(|p| p["provider_payment"] == outside).unwrap();
    (super::text(&one["status"]), one["refunded"].as_i64().unwrap())
}

#[tokio::test]
async fn what_happens_to_old_payments_is_found_at_night_however_old_they_are() {
    let stage = Stage::set().await;
    let guest = stage.shop.anonymous.another();
    let (_, _, refunded) = paid_with(&stage, &guest, FINE).await;
    let (_, _, disputed) = paid_with(&stage, &guest, FINE).await;
    stage.app.advance(40 * 86_400);
    stage.app.run_jobs().await;
    stage.desk().fail(Fault::HookLost, 1000);
    give_back_there(&stage, &refunded, TOTAL / 4).await;
    assert!(stage.desk().dispute(&disputed).is_some());
    night(&stage).await;
    assert_eq!(
        seen(&stage, &refunded).await,
        ("partially_refunded".to_owned(), TOTAL / 4)
    );
    assert_eq!(seen(&stage, &disputed).await, ("disputed".to_owned(), 0));
    agrees(&stage).await;
    night(&stage).await;
    assert_eq!(open_differences(&stage).await, [""; 0], "it is mended by asking");
}

#[tokio::test]
async fn what_stripe_hands_over_is_at_the_bank_once() {
    let stage = Stage::set().await;
    let guest = stage.shop.anonymous.another();
    paid_with(&stage, &guest, FINE).await;
    let before = agrees(&stage).await;
    stage.app.advance(40 * 86_400);
    assert!(stage.desk().pay_out(KEY).is_some());
    for _ in 0..2 {
        night(&stage).await;
        let after = agrees(&stage).await;
        assert_eq!(
            (of(&after, "bank"), of(&after, "clearing stripe")),
            (of(&before, "clearing stripe"), 0)
        );
    }
}
