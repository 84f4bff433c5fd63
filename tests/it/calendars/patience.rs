//! Who says when to come back is not asked before, whoever it is.

use testkit::google_calendar::ACCOUNT;

use super::feeds::{Feed, Given, calendar, entry};
use super::{MONDAY, Stage};

#[tokio::test]
async fn google_is_asked_again_when_it_said_and_not_before() {
    let stage = Stage::written().await;
    // Its 429 say half a minute.
    stage.google.fail("events.list", 1, 429, "rateLimitExceeded");
    stage.busy("one", "14:00", "15:00").await;
    let calls = stage.google.calls("events.list");
    stage.busy("two", "16:00", "17:00").await;
    stage.advance(29);
    stage.work().await;
    assert_eq!(
        stage.google.calls("events.list"),
        calls,
        "a message does not hurry it"
    );
    stage.advance(1);
    stage.work().await;
    assert_eq!(
        stage.google.calls("events.list"),
        calls + 1,
        "one call for all of them"
    );
    assert!(!stage.offers("14:00").await && !stage.offers("16:00").await);
}

#[tokio::test]
async fn an_appointment_is_written_when_google_said() {
    let stage = Stage::written().await;
    stage.google.fail("events.insert", 1, 429, "rateLimitExceeded");
    stage
        .salon
        .booked(&stage.service, &format!("{MONDAY}T14:00:00Z"))
        .await;
    stage.work().await;
    stage
        .salon
        .booked(&stage.service, &format!("{MONDAY}T16:00:00Z"))
        .await;
    stage.work().await;
    assert_eq!(stage.google.calls("events.insert"), 1, "nor another one before");
    assert!(stage.google.entries(ACCOUNT).is_empty());
    stage.advance(30);
    stage.work().await;
    assert_eq!(stage.google.entries(ACCOUNT).len(), 2);
    assert_eq!(stage.dead_jobs().await, 0);
}

#[tokio::test]
async fn an_address_is_asked_again_when_it_said_by_hand_too() {
    let feed = Feed::subscribed().await;
    for status in [429, 503] {
        feed.gives(Given {
            status,
            body: vec![],
            headers: vec![("retry-after", "7200".to_owned())],
        });
        feed.stage.round().await;
        let asked = feed.asked();
        feed.gives(Given {
            status: 200,
            body: calendar(&entry(&status.to_string(), "14:00", "15:00")).into(),
            headers: vec![],
        });
        let path = format!("/admin/calendars/{}/sync", feed.stage.account().await);
        let owner = feed.stage.owner_now().await;
        owner.form(&path, &[]).await.expect(303);
        for _ in 0..7 {
            feed.stage.round().await;
        }
        assert_eq!(feed.asked(), asked, "{status}");
        feed.stage.round().await;
        assert!(feed.asked() > asked, "{status}");
        assert!(!feed.stage.offers("14:00").await);
    }
    let notes = feed.stage.notes().await;
    assert_eq!(
        notes.iter().filter(|kind| *kind == "limited").count(),
        2,
        "{notes:?}"
    );
    assert_eq!(feed.stage.dead_jobs().await, 0);
}
