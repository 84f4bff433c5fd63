//! Work that is done once a day, at a time of each shop's own zone.

use std::collections::BTreeMap;

use ::jobs::{Missed, Registry, Runner, Timing};
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use kernel::{Instant, TenantId};
use testkit::{TestApp, TestShop};

use super::{Work, worker};

const MINUTE: i64 = 60;
const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

fn each_day(timing: Timing) -> Registry {
    let mut registry = Registry::new();
    registry.handle::<Work, _, _>(|_, _| async { Ok(()) });
    registry.for_each_tenant("test.each_day", timing, &Work {});
    registry
}

/// What the clock and the workers do at this moment.
async fn look(worker: &Runner) {
    worker.tick_due().await.unwrap();
    worker.run_due().await.unwrap();
}

/// The days that were begun at a shop, and when.
async fn begun(app: &TestApp, tenant: TenantId) -> BTreeMap<Date, Instant> {
    let rows: Vec<(String, Instant)> = sqlx::query_as(
        "select r.day::text, j.created_at from schedule_run r join job j using (tenant_id, job_id)
          where r.tenant_id = $1 and r.schedule = 'test.each_day' and j.status = 'done'",
    )
    .bind(tenant)
    .fetch_all(&mut app.database.superuser().await)
    .await
    .unwrap();
    let days: BTreeMap<Date, Instant> = rows.iter().map(|(day, at)| (day.parse().unwrap(), *at)).collect();
    assert_eq!(days.len(), rows.len(), "a day was begun twice: {rows:?}");
    days
}

/// How often the work was done there, whatever was written down.
async fn times(app: &TestApp, tenant: TenantId) -> i64 {
    sqlx::query_scalar("select count(*) from job where tenant_id = $1 and kind = 'test.work'")
        .bind(tenant)
        .fetch_one(&mut app.database.superuser().await)
        .await
        .unwrap()
}

async fn move_to(app: &TestApp, shop: &TestShop, zone: &str) {
    sqlx::query("update tenant set time_zone = $2 where tenant_id = $1")
        .bind(shop.tenant)
        .bind(zone)
        .execute(&mut app.database.superuser().await)
        .await
        .unwrap();
}

/// From a moment on which the clock of the tests has not come yet.
fn go_to(app: &TestApp, moment: &str) {
    let moment = Instant(moment.parse().unwrap());
    app.advance(moment.seconds_since(app.env.now()));
}

/// On 14 March 2027 clocks go forward in Havana at midnight, and in New York at two; half past midnight and half past two
/// are not there.
#[tokio::test]
async fn every_shop_has_one_run_a_day_of_its_own_whichever_looks_are_missed() {
    let app = TestApp::start().await;
    let zones = [
        "America/Bogota",
        "America/Havana",
        "America/New_York",
        "Asia/Kathmandu",
        "Pacific/Chatham",
    ];
    let mut shops = vec![];
    for (n, zone) in zones.into_iter().enumerate() {
        let shop = app.shop(&format!("shop-{n}")).await;
        move_to(&app, &shop, zone).await;
        shops.push((shop, zone));
    }
    let registry = each_day(Timing::each_day(0, 30));
    let (one, two) = (worker(&app, &registry), worker(&app, &registry));
    go_to(&app, "2027-03-12T12:00:00Z");
    let mut looks = vec![];
    // Gaps of up to seven hours; now and then by another replica, or by both.
    let steps = [15, 15, 45, 15, 420, 30, 15, 90, 15, 15, 240, 15];
    let mut minutes = 0;
    for n in 0.. {
        looks.push(app.env.now());
        match n % 5 {
            0 => look(&two).await,
            1 => {
                look(&one).await;
                look(&two).await;
            }
            _ => look(&one).await,
        }
        let step = steps[n % steps.len()];
        minutes += step;
        if minutes > 4 * 24 * 60 {
            break;
        }
        app.advance(step * MINUTE);
    }
    for (shop, name) in shops {
        let zone = TimeZone::get(name).unwrap();
        let days = begun(&app, shop.tenant).await;
        let today = app.env.now().0.to_zoned(zone.clone()).date();
        for back in [1, 2] {
            let day = today.checked_sub(jiff::Span::new().days(back)).unwrap();
            assert!(days.contains_key(&day), "{name}: {day} is missing in {days:?}");
        }
        for (day, at) in &days {
            let time = zone.to_timestamp(day.at(0, 30, 0, 0)).unwrap();
            // The first look after the day's time.
            let expected = looks.iter().find(|look| look.0 >= time);
            assert_eq!(Some(at), expected, "{name}: {day}");
        }
        let expected = i64::try_from(days.len()).unwrap();
        assert_eq!(times(&app, shop.tenant).await, expected, "{name}");
    }
}

#[tokio::test]
async fn a_day_that_was_missed_is_made_up_for_or_skipped_as_the_schedule_says() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let kept = worker(&app, &each_day(Timing::each_day(6, 0)));
    go_to(&app, "2026-11-24T20:00:00Z");
    look(&kept).await;
    let at = app.env.now();
    assert_eq!(
        begun(&app, shop.tenant).await,
        BTreeMap::from([(date(2026, 11, 24), at)])
    );
    // Days without any look are done by none.
    app.advance(3 * DAY);
    look(&kept).await;
    assert_eq!(begun(&app, shop.tenant).await.len(), 2);

    let other = TestApp::start().await;
    let shop = other.shop("aurora").await;
    let passing = worker(&other, &each_day(Timing::each_day(6, 0).missed(Missed::Skipped)));
    go_to(&other, "2026-11-24T20:00:00Z");
    look(&passing).await;
    assert_eq!(begun(&other, shop.tenant).await, BTreeMap::new());
    // Six o'clock in Bogotá.
    go_to(&other, "2026-11-25T11:00:00Z");
    look(&passing).await;
    assert_eq!(begun(&other, shop.tenant).await.len(), 1);
}

#[tokio::test]
async fn a_shop_missed_nothing_before_it_was_there_nor_while_it_was_closed_nor_by_moving() {
    let app = TestApp::start().await;
    let worker = worker(&app, &each_day(Timing::each_day(6, 0)));
    // Ten in the morning in Bogotá.
    let shop = app.shop("aurora").await;
    look(&worker).await;
    assert_eq!(begun(&app, shop.tenant).await, BTreeMap::new());
    app.advance(DAY);
    look(&worker).await;
    assert_eq!(begun(&app, shop.tenant).await.len(), 1);

    // To the east it is the 24th already, and after six.
    move_to(&app, &shop, "Pacific/Kiritimati").await;
    app.advance(2 * HOUR);
    look(&worker).await;
    let expected = [date(2026, 11, 23), date(2026, 11, 24)];
    assert!(begun(&app, shop.tenant).await.keys().eq(&expected));
    // And back to the west, where the 24th comes again.
    move_to(&app, &shop, "America/Bogota").await;
    app.advance(DAY);
    look(&worker).await;
    assert!(begun(&app, shop.tenant).await.keys().eq(&expected));

    let mut conn = app.database.superuser().await;
    let stand = async |conn: &mut sqlx::PgConnection, status: &str| {
        sqlx::query("update tenant set status = $2 where tenant_id = $1")
            .bind(shop.tenant)
            .bind(status)
            .execute(conn)
            .await
            .unwrap();
    };
    stand(&mut conn, "suspended").await;
    app.advance(5 * DAY);
    look(&worker).await;
    assert_eq!(begun(&app, shop.tenant).await.len(), 2);
    stand(&mut conn, "active").await;
    app.advance(15 * MINUTE);
    look(&worker).await;
    assert_eq!(begun(&app, shop.tenant).await.len(), 3, "the day of today");
}

/// The platform's own goes by the platform's zone, and its job by the platform's name.
#[tokio::test]
async fn the_platforms_own_day_is_begun_once_too() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let mut registry = Registry::new();
    registry.handle::<Work, _, _>(|_, _| async { Ok(()) });
    registry.schedule("test.each_day", Timing::each_day(6, 0), &Work {});
    let worker = worker(&app, &registry);
    for hour in 0..30 {
        look(&worker).await;
        assert_eq!(
            times(&app, TenantId::PLATFORM).await,
            if hour < 20 { 1 } else { 2 },
            "{hour}"
        );
        app.advance(HOUR);
    }
    assert_eq!(times(&app, shop.tenant).await, 0);
}
