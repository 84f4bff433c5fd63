//! The race itself is tested: of the two guards against overselling, the lock of the stock's row and the checks of its
//! table, either alone suffices; with both taken away the race sells too much. So the race would notice.

use sqlx::Connection as _;

use super::replicas::{Replicas, count, order_at_once};

const BUYERS: usize = 32;

/// The table's own rules go.
const WITHOUT_CHECKS: &str = "
    alter table stock drop constraint stock__quantity__out_of_range;
    alter table stock drop constraint stock__reserved__out_of_range;
    alter table stock drop constraint stock__on_hand__out_of_range;";

/// `stock` becomes a view of a function's rows: `FOR UPDATE` finds nothing to lock, and a change reaches the row below as
/// a difference, as `set reserved = reserved + 1` would without any lock before it.
const WITHOUT_LOCK: &str = "
    alter table stock rename to stock_shelf;
    create function stock_rows() returns setof stock_shelf language plpgsql stable as
      $$ begin return query select * from stock_shelf; end $$;
    create view stock as select * from stock_rows();
    create function change_stock() returns trigger language plpgsql as $$
      begin
        update stock_shelf
           set on_hand = on_hand + new.on_hand - old.on_hand, reserved = reserved + new.reserved - old.reserved
         where tenant_id = old.tenant_id and variant_id = old.variant_id;
        return new;
      end $$;
    create trigger change_stock instead of update on stock for each row execute function change_stock();
    grant select, update on stock to vitrina_app;";

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_lock_alone_suffices() {
    let (sold, answers) = race(WITHOUT_CHECKS).await;
    assert_eq!(sold, 1);
    assert_eq!(answers, (1, BUYERS - 1, 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_checks_alone_suffice() {
    let (sold, (taken, conflicts, others)) = race(WITHOUT_LOCK).await;
    assert_eq!((sold, taken), (1, 1));
    // The check speaks as a field error when two had both seen the last one: late, but nothing is sold twice.
    assert_eq!(conflicts + others, BUYERS - 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn without_both_too_much_is_sold() {
    // Chance decides who reads before the first has committed; over a few races somebody does.
    for _ in 0..5 {
        let (sold, _) = race(&format!("{WITHOUT_CHECKS}{WITHOUT_LOCK}")).await;
        if sold > 1 {
            return;
        }
    }
    panic!("nothing guarded the last unit, and still it was sold once only: the race proves nothing");
}

/// Races for one unit after `sabotage`; tells how many were sold, and how many answers were 201, 409, and else.
async fn race(sabotage: &str) -> (i64, (usize, usize, usize)) {
    let replicas = Replicas::start(20).await;
    let goods = replicas.shop.goods("La última", 1).await;
    let racers = replicas.racers(&goods, BUYERS).await;
    let mut conn = replicas.one.database.superuser().await;
    sqlx::raw_sql(sqlx::AssertSqlSafe(sabotage.to_owned()))
        .execute(&mut conn)
        .await
        .unwrap();
    conn.close().await.unwrap();
    let answers = order_at_once(racers).await;
    let (taken, conflicts) = (count(&answers, 201), count(&answers, 409));
    assert!(answers.iter().all(|a| !a.status.is_server_error()), "{answers:?}");
    (
        replicas.orders().await,
        (taken, conflicts, answers.len() - taken - conflicts),
    )
}
