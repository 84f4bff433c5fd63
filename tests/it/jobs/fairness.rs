//! A shop with ten thousand jobs, and one that has just come with its first.

use ::jobs::{CLAIM, Registry};
use kernel::TenantId;
use serde_json::Value;
use sqlx::{AssertSqlSafe, PgConnection};
use testkit::TestApp;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use super::{Work, enqueue, worker};

/// What `run_due` claims at a time.
const AT_A_TIME: usize = 16;

/// A handler that tells whose job it was given, and succeeds.
fn telling() -> (Registry, UnboundedReceiver<TenantId>) {
    let (tell, told) = unbounded_channel();
    let mut registry = Registry::new();
    registry.handle::<Work, _, _>(move |ctx, _| {
        tell.send(ctx.tenant).unwrap();
        async { Ok(()) }
    });
    (registry, told)
}

/// So many jobs of one shop, a millisecond after each other from `from` seconds on (by the clock of the tests).
async fn pile_up(app: &TestApp, conn: &mut PgConnection, tenant: TenantId, many: i32, from: i32) {
    sqlx::query(
        "insert into job (tenant_id, job_id, kind, payload, run_at, max_attempts, created_at)
         select $1, gen_random_uuid(), 'test.work', '{}', at, 3, at
           from generate_series(1, $2) n, lateral (select $4 + make_interval(secs => $3 + n / 1000.0) as at) t",
    )
    .bind(tenant)
    .bind(many)
    .bind(from)
    .bind(app.env.now())
    .execute(conn)
    .await
    .unwrap();
}

/// After how many jobs the newcomer's had its turn.
async fn turn_of(app: &TestApp, newcomer: TenantId) -> usize {
    let (registry, mut told) = telling();
    let worker = worker(app, &registry);
    let running = tokio::spawn(async move { worker.run_due().await });
    let mut before = 0;
    while told.recv().await.expect("the newcomer gets a turn") != newcomer {
        before += 1;
    }
    running.abort();
    before
}

#[tokio::test]
async fn who_comes_after_ten_thousand_jobs_is_served_at_once() {
    let app = TestApp::start().await;
    let (busy, new) = (app.shop("busy").await, app.shop("new").await);
    let mut conn = app.database.superuser().await;
    pile_up(&app, &mut conn, busy.tenant, 10_000, 0).await;
    app.advance(60);
    enqueue(&app, new.tenant, &Work {}).await;
    let before = turn_of(&app, new.tenant).await;
    assert!(before < AT_A_TIME, "{before} jobs of the other came first");
}

/// Neither the oldest nor the newest jobs show it.
#[tokio::test]
async fn who_comes_in_the_middle_of_ten_thousand_jobs_has_a_turn_soon() {
    let app = TestApp::start().await;
    let (busy, new) = (app.shop("busy").await, app.shop("new").await);
    let mut conn = app.database.superuser().await;
    pile_up(&app, &mut conn, busy.tenant, 5_000, 0).await;
    app.advance(60);
    enqueue(&app, new.tenant, &Work {}).await;
    pile_up(&app, &mut conn, busy.tenant, 5_000, 0).await;
    app.advance(60);
    let before = turn_of(&app, new.tenant).await;
    assert!(before < 2 * AT_A_TIME, "{before} jobs of the other came first");
}

/// More of them than are claimed at a time, each with older work than the newcomer's.
#[tokio::test]
async fn many_busy_shops_do_not_keep_one_out_who_has_just_come() {
    let app = TestApp::start().await;
    let mut conn = app.database.superuser().await;
    let new = app.shop("new").await;
    for n in 0..24 {
        let busy = app.shop(&format!("busy-{n}")).await;
        pile_up(&app, &mut conn, busy.tenant, 400, 0).await;
    }
    app.advance(60);
    enqueue(&app, new.tenant, &Work {}).await;
    let before = turn_of(&app, new.tenant).await;
    // One of 25 who are alike, of whom each claim takes 16: so long a wait does not come by chance.
    assert!(before < 400, "{before} jobs of others came first");
}

/// The planner decides by statistics that are never of this moment: those of an idle queue, then those of the backlog.
#[tokio::test]
async fn claiming_reads_no_whole_table_however_long_the_backlog() {
    let app = TestApp::start().await;
    let (busy, new) = (app.shop("busy").await, app.shop("new").await);
    let mut conn = app.database.superuser().await;
    // Of a week everything is done.
    pile_up(&app, &mut conn, busy.tenant, 20_000, 0).await;
    run(&mut conn, "update job set status = 'done', finished_at = run_at").await;
    run(&mut conn, "vacuum analyze job").await;
    pile_up(&app, &mut conn, busy.tenant, 10_000, 0).await;
    app.advance(60);
    enqueue(&app, new.tenant, &Work {}).await;
    for statistics in ["of an idle queue", "of the backlog"] {
        for mode in ["force_custom_plan", "force_generic_plan"] {
            let plan = plan_of(&app, &mut conn, mode, new.tenant).await;
            let scans = scans_of_job(&plan);
            assert!(scans.len() > 4, "{plan:#}");
            for (way, read) in &scans {
                let told = format!("{mode}, statistics {statistics}: {way} reads {read} rows");
                // Two hundred of the oldest is the most that is looked at.
                assert!(!way.contains("Seq") && *read <= 200, "{told}");
            }
            println!(
                "{mode}, statistics {statistics}: {} ms",
                plan[0]["Execution Time"]
            );
        }
        run(&mut conn, "vacuum analyze job").await;
    }
}

/// As the worker role runs it, with a turn for one tenant; nothing stays claimed.
async fn plan_of(app: &TestApp, conn: &mut PgConnection, mode: &str, turn: TenantId) -> Value {
    let (now, until) = (app.env.now(), app.env.now().plus_seconds(60));
    run(
        conn,
        &format!(
            "prepare claiming (timestamptz, text[], bigint, uuid, timestamptz, uuid[]) as {CLAIM};
             begin;
             set local role vitrina_worker;
             set local plan_cache_mode = {mode}"
        ),
    )
    .await;
    let explain = format!(
        "explain (analyze, format json)
         execute claiming ('{now}', '{{test.work}}', 16, '{turn}', '{until}', '{{{turn}}}')"
    );
    let plan = sqlx::query_scalar(AssertSqlSafe(explain))
        .fetch_one(&mut *conn)
        .await
        .unwrap();
    run(conn, "rollback; deallocate claiming").await;
    plan
}

async fn run(conn: &mut PgConnection, sql: &str) {
    sqlx::raw_sql(AssertSqlSafe(sql.to_owned()))
        .execute(conn)
        .await
        .unwrap();
}

/// How each part of the plan reads the table, and how many rows.
fn scans_of_job(plan: &Value) -> Vec<(String, u64)> {
    let mut scans = vec![];
    let mut left = vec![plan];
    while let Some(part) = left.pop() {
        match part {
            Value::Array(parts) => left.extend(parts),
            Value::Object(members) => {
                if members.get("Relation Name").is_some_and(|name| name == "job") {
                    let number = |key: &str| part[key].as_u64().unwrap_or_default();
                    let rows = number("Actual Rows") + number("Rows Removed by Filter");
                    let way = format!("{} {}", part["Node Type"], part["Index Name"]);
                    scans.push((way, rows * number("Actual Loops")));
                }
                left.extend(members.values());
            }
            _ => {}
        }
    }
    scans
}
