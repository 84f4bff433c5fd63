//! Many want one time at the same moment, at two servers.

use std::sync::Arc;

use futures_util::future::join_all;
use serde_json::{Value, json};
use testkit::{Answer, Client, TestApp};
use tokio::sync::Barrier;

use super::{MONDAY_NINE, Salon, book, wish};
use crate::races::alone;

const RACERS: usize = 64;

/// Two servers with room for so many at once, and a salon on both.
async fn two(names: &[&str]) -> (TestApp, TestApp, Salon) {
    let variables = [
        ("VITRINA_DATABASE__APP_POOL", "20"),
        ("VITRINA_LIMITS__ON", "false"),
        ("VITRINA_DATABASE__ACQUIRE_TIMEOUT_SECONDS", "30"),
    ];
    let one = TestApp::start_with(&variables).await;
    let two = one.second(&variables).await;
    let salon = Salon::open(&one, "carrera", names).await;
    (one, two, salon)
}

/// All at the same moment, every other one at the second server.
async fn at_once(apps: [&TestApp; 2], salon: &Salon, bodies: Vec<Value>) -> Vec<Answer> {
    let barrier = Arc::new(Barrier::new(bodies.len()));
    let racing = bodies.into_iter().enumerate().map(|(n, body)| {
        let client = Client::new(apps[n % 2].address, &salon.shop.host);
        let barrier = Arc::clone(&barrier);
        tokio::spawn(async move {
            barrier.wait().await;
            book(&client, body).await
        })
    });
    join_all(racing).await.into_iter().map(Result::unwrap).collect()
}

fn tally(answers: &[Answer]) -> (usize, usize) {
    let count = |status: u16| {
        answers
            .iter()
            .filter(|answer| answer.status.as_u16() == status)
            .count()
    };
    assert!(
        answers
            .iter()
            .all(|answer| answer.status.as_u16() != 409 || answer.code() == "slot_taken")
    );
    (count(201), count(409))
}

/// Pairs of appointments that take one resource at one time.
async fn doubles(app: &TestApp) -> i64 {
    sqlx::query_scalar(
        "select count(*) from booking_occupancy a
           join booking_occupancy b on b.resource_id = a.resource_id and b.occupancy_id > a.occupancy_id
            and a.starts_at < b.ends_at and b.starts_at < a.ends_at
          where a.status not in ('expired', 'cancelled') and b.status not in ('expired', 'cancelled')",
    )
    .fetch_one(&mut app.database.superuser().await)
    .await
    .unwrap()
}

fn wishes(service: &str, start: impl Fn(usize) -> String) -> Vec<Value> {
    (0..RACERS)
        .map(|n| wish(service, &start(n), json!({ "notes": n.to_string() })))
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_of_sixty_four_gets_the_time() {
    let _alone = alone().await;
    let (one, two, salon) = two(&["Luis"]).await;
    let service = salon.haircut(json!({})).await;
    let answers = at_once([&one, &two], &salon, wishes(&service, |_| MONDAY_NINE.into())).await;
    assert_eq!((tally(&answers), doubles(&one).await), ((1, RACERS - 1), 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn as_many_as_can_serve_get_the_time() {
    let _alone = alone().await;
    let (one, two, salon) = two(&["Luis", "Eva", "Luz"]).await;
    let service = salon.haircut(json!({})).await;
    let answers = at_once([&one, &two], &salon, wishes(&service, |_| MONDAY_NINE.into())).await;
    assert_eq!((tally(&answers), doubles(&one).await), ((3, RACERS - 3), 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn times_that_overlap_by_a_part_are_given_once() {
    let _alone = alone().await;
    let (one, two, salon) = two(&["Luis", "Eva"]).await;
    let service = salon
        .haircut(json!({ "step": 5, "buffer_before": 10, "buffer_after": 5 }))
        .await;
    let start = |n: usize| format!("2026-11-23T14:{:02}:00Z", n % 12 * 5);
    let answers = at_once([&one, &two], &salon, wishes(&service, start)).await;
    let (booked, refused) = tally(&answers);
    assert_eq!((booked + refused, doubles(&one).await), (RACERS, 0));
    assert!((2..=4).contains(&booked), "{booked}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn seats_are_given_to_the_last_and_no_further() {
    let _alone = alone().await;
    let (one, two, salon) = two(&["Luis"]).await;
    let class = salon.haircut(json!({ "seats": 20 })).await;
    let answers = at_once([&one, &two], &salon, wishes(&class, |_| MONDAY_NINE.into())).await;
    assert_eq!(tally(&answers), (20, RACERS - 20));
    let sessions: Vec<i16> = sqlx::query_scalar("select taken from booking_session")
        .fetch_all(&mut one.database.superuser().await)
        .await
        .unwrap();
    assert_eq!(sessions, [20]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_days_limit_holds_in_a_crowd() {
    let _alone = alone().await;
    let (one, two, salon) = two(&["Luis"]).await;
    let service = salon.haircut(json!({ "duration": 5, "most_per_day": 3 })).await;
    let start = |n: usize| format!("2026-11-23T{}:{:02}:00Z", 14 + n / 12 % 3, n % 12 * 5);
    let answers = at_once([&one, &two], &salon, wishes(&service, start)).await;
    let booked = answers
        .iter()
        .filter(|answer| answer.status.as_u16() == 201)
        .count();
    assert!(
        answers
            .iter()
            .all(|answer| [201, 409].contains(&answer.status.as_u16()))
    );
    assert_eq!(booked, 3);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn who_comes_back_and_who_comes_new_do_not_both_have_it() {
    let _alone = alone().await;
    let (one, two, salon) = two(&["Luis"]).await;
    let service = salon.haircut(json!({})).await;
    for round in 0..10 {
        let start = format!("2026-11-{:02}T14:00:00Z", 23 + round % 5);
        let start = start.replace("14:00", &format!("{}:{:02}", 14 + round / 5, 0));
        let (id, _) = salon.booked(&service, &start).await;
        let path = format!("/api/v1/bookings/{id}");
        salon
            .shop
            .owner
            .post(&format!("{path}/cancel"), &json!({}))
            .await
            .expect(200);
        let owner = salon.shop.owner.towards(two.address, &salon.shop.host);
        let confirm = format!("{path}/confirm");
        let body = json!({});
        let back = owner.post(&confirm, &body);
        let new = salon.book(&service, &start, json!({ "notes": round.to_string() }));
        let (back, new) = tokio::join!(back, new);
        let statuses = (back.status.as_u16(), new.status.as_u16());
        assert!([(200, 409), (409, 201)].contains(&statuses), "{statuses:?}");
    }
    assert_eq!(doubles(&one).await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_who_move_to_one_time_do_not_both_get_there() {
    let _alone = alone().await;
    let (one, two, salon) = two(&["Luis"]).await;
    let service = salon.haircut(json!({})).await;
    let mut moving = vec![];
    for n in 0..8 {
        let start = format!("2026-11-23T{}:{:02}:00Z", 14 + n / 2, n % 2 * 30);
        let start = if n < 6 {
            start
        } else {
            format!("2026-11-23T{}:00:00Z", 13 + n)
        };
        moving.push(salon.booked(&service, &start).await);
    }
    let target = json!({ "start": "2026-11-24T14:00:00Z" });
    let racing = moving.iter().enumerate().map(|(n, (id, key))| {
        let client = Client::new([&one, &two][n % 2].address, &salon.shop.host);
        let (path, target) = (
            format!("/api/v1/bookings/{id}/reschedule?key={key}"),
            target.clone(),
        );
        async move { client.post(&path, &target).await }
    });
    let answers = join_all(racing).await;
    assert_eq!((tally(&answers).1, doubles(&one).await), (7, 0));
    assert_eq!(
        salon.times(&service, "2026-11-23").await.len(),
        14 - 7,
        "who could not move is where they were"
    );
}

/// Services that take two of the same four, each in its own order, with seats; whoever comes second is told so, or sent away.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_of_four_in_any_order_are_taken_or_refused() {
    let _alone = alone().await;
    let (one, two, salon) = two(&["Luis", "Eva", "Luz", "Sol"]).await;
    let who = |n: &usize| json!({ "resource_id": salon.people[*n] });
    let mut services = vec![];
    for (first, second) in [
        ([0, 1], [2, 3]),
        ([3, 2], [1, 0]),
        ([1, 2], [3, 0]),
        ([2, 0], [1, 3]),
    ] {
        let needs = json!([
            { "resources": first.iter().map(who).collect::<Vec<_>>() },
            { "resources": second.iter().map(who).collect::<Vec<_>>() },
        ]);
        services.push(salon.haircut(json!({ "seats": 2, "needs": needs })).await);
    }
    for round in 0..6 {
        let start = format!("2026-11-{}T14:00:00Z", 23 + round % 5);
        let start = if round < 5 {
            start
        } else {
            start.replace("T14", "T20")
        };
        let bodies = (0..16).map(|n| wish(&services[n % 4], &start, json!({ "notes": n.to_string() })));
        let answers = at_once([&one, &two], &salon, bodies.collect()).await;
        let (booked, refused) = tally(&answers);
        assert_eq!((booked + refused, doubles(&one).await), (16, 0));
        assert!(booked >= 2, "{booked}");
    }
}

/// Two services with a limit each: whoever swaps takes turns for both at once.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn swaps_between_services_with_limits_take_turns() {
    let _alone = alone().await;
    let (_one, two, salon) = two(&["Luis", "Eva"]).await;
    let mut booked = vec![];
    for (hour, who) in salon.people.iter().enumerate() {
        let needs = json!([{ "resources": salon.people.iter().map(|id| json!({ "resource_id": id })).collect::<Vec<_>>() }]);
        let service = salon.haircut(json!({ "most_per_day": 9, "needs": needs })).await;
        for half in ["00", "30"] {
            let start = format!("2026-11-23T{}:{half}:00Z", 14 + hour);
            let with = json!({ "resource_id": who, "notes": half });
            booked.push(super::text(
                &salon.book(&service, &start, with).await.expect(201).json()["id"],
            ));
        }
    }
    let owner = salon.shop.owner.towards(two.address, &salon.shop.host);
    let swap = async |one: usize, other: usize| {
        let path = format!("/api/v1/bookings/{}/swap", booked[one]);
        owner.post(&path, &json!({ "with_id": booked[other] })).await
    };
    for _ in 0..10 {
        let (first, second) = tokio::join!(swap(0, 2), swap(3, 1));
        first.expect(200);
        second.expect(200);
    }
}
