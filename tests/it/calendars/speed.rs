//! How long it takes: from a booking to its entry at Google, and from a blocked hour there to the offer here, over the program's own
//! worker, woken as it is in a shop.

use std::time::{Duration, Instant};

use testkit::google_calendar::ACCOUNT;

use super::{MONDAY, Stage, entry};

const LONGEST: Duration = Duration::from_secs(5);

/// Looks every few milliseconds; how long it took.
async fn until(mut done: impl AsyncFnMut() -> bool) -> Duration {
    let begun = Instant::now();
    let mut tick = tokio::time::interval(Duration::from_millis(10));
    while begun.elapsed() < Duration::from_secs(30) {
        tick.tick().await;
        if done().await {
            return begun.elapsed();
        }
    }
    panic!("it does not happen");
}

fn p95(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[(times.len() * 95).div_ceil(100) - 1]
}

#[tokio::test]
async fn both_ways_take_less_than_five_seconds() {
    let stage = Stage::written().await;
    let worker = stage.app.start_worker();
    let slots: Vec<String> = stage.times().await;
    let mut writing = vec![];
    for (many, time) in slots.iter().enumerate().take(7) {
        let begun = Instant::now();
        stage
            .salon
            .booked(&stage.service, &format!("{MONDAY}T{time}:00Z"))
            .await;
        until(async || stage.google.entries(ACCOUNT).len() == many + 1).await;
        writing.push(begun.elapsed());
    }
    let mut reading = vec![];
    for time in slots.iter().skip(7) {
        let begun = Instant::now();
        let half = if time.ends_with("00") { "10" } else { "40" };
        let end = format!("{}:{half}", &time[..2]);
        let id = format!("busy{}", time.replace(':', ""));
        stage.google.put(ACCOUNT, entry(&id, time, &end)).await;
        until(async || {
            // As a customer: kept answers have to be forgotten, too.
            let offered = stage.salon.times(&stage.service, MONDAY).await;
            !offered.contains(time)
        })
        .await;
        reading.push(begun.elapsed());
    }
    worker.stop().await;
    assert!(p95(writing.clone()) < LONGEST, "{writing:?}");
    assert!(p95(reading.clone()) < LONGEST, "{reading:?}");
    eprintln!(
        "to Google {:?}, from Google {:?} (p95)",
        p95(writing),
        p95(reading)
    );
}
