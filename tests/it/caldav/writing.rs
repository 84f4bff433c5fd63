//! Nobody's change is overwritten.

use caldav::{CalDavError, Condition};

use super::event;
use crate::radicale::Radicale;

#[tokio::test]
async fn what_changed_meanwhile_is_neither_overwritten_nor_removed() {
    let radicale = Radicale::start().await;
    let calendar = radicale.calendar("ana", "trabajo", &["VEVENT"]).await;
    let client = radicale.client("ana");
    let href = caldav::new_href(&calendar, "cita");
    let put = async |summary: &str, condition: Condition| {
        client
            .put(&calendar, &href, event("cita", summary), &condition)
            .await
    };
    let first = put("first", Condition::New).await.unwrap().unwrap();
    assert_eq!(put("again", Condition::New).await, Err(CalDavError::Conflict));
    let wrong = Condition::Unchanged("\"wrong\"".into());
    assert_eq!(put("wrong", wrong).await, Err(CalDavError::Conflict));
    let second = put("second", Condition::Unchanged(first.clone()))
        .await
        .unwrap()
        .unwrap();
    assert_ne!(first, second);
    assert_eq!(
        client.delete(&calendar, &href, &first).await,
        Err(CalDavError::Conflict)
    );
    let hrefs = [href.clone(), caldav::new_href(&calendar, "none")];
    let read = client.fetch(&calendar, &hrefs).await.unwrap();
    assert_eq!((read.objects.len(), read.skipped.len()), (1, 0));
    assert_eq!(read.objects[0].etag.as_deref(), Some(second.as_str()));
    assert!(String::from_utf8_lossy(&read.objects[0].ics).contains("SUMMARY:second"));
    assert_eq!(client.delete(&calendar, &href, &second).await, Ok(()));
    let gone = client.delete(&calendar, &href, &second).await.unwrap_err();
    assert!(
        matches!(gone, CalDavError::Gone | CalDavError::Conflict),
        "{gone:?}"
    );
}

#[tokio::test]
async fn of_two_writers_who_know_the_same_state_one_wins() {
    let radicale = Radicale::start().await;
    let calendar = radicale.calendar("ana", "trabajo", &["VEVENT"]).await;
    let (ours, theirs) = (radicale.client("ana"), radicale.client("ana"));
    let href = caldav::new_href(&calendar, "cita");
    let mut etag = ours
        .put(&calendar, &href, event("cita", "0"), &Condition::New)
        .await
        .unwrap()
        .unwrap();
    for round in 0..20 {
        let condition = Condition::Unchanged(etag);
        let (one, other) = tokio::join!(
            ours.put(
                &calendar,
                &href,
                event("cita", &format!("ours {round}")),
                &condition
            ),
            theirs.put(
                &calendar,
                &href,
                event("cita", &format!("theirs {round}")),
                &condition
            ),
        );
        etag = match (one, other) {
            (Ok(won), Err(CalDavError::Conflict)) | (Err(CalDavError::Conflict), Ok(won)) => won.unwrap(),
            both => panic!("{both:?}"),
        };
    }
}

#[tokio::test]
async fn entries_of_other_servers_are_not_touched() {
    let radicale = Radicale::start().await;
    let calendar = radicale.calendar("ana", "trabajo", &["VEVENT"]).await;
    let client = radicale.client("ana");
    for foreign in [
        "https://evil.test/a.ics",
        "evil.test/a.ics",
        "",
        "/ana/trabajo/",
        "file:///a.ics",
    ] {
        let put = client
            .put(&calendar, foreign, event("a", "a"), &Condition::New)
            .await;
        assert!(matches!(put, Err(CalDavError::Refused(_))), "{foreign}");
        let delete = client.delete(&calendar, foreign, "\"1\"").await;
        assert!(matches!(delete, Err(CalDavError::Refused(_))), "{foreign}");
    }
}
