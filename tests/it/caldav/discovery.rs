//! From an address to calendars.

use caldav::{CalDavError, Known};

use crate::radicale::{PASSWORD, Radicale};

#[tokio::test]
async fn calendars_of_events_are_found_from_whatever_address_was_typed() {
    let radicale = Radicale::start().await;
    let work = radicale.calendar("ana", "trabajo", &["VEVENT", "VTODO"]).await;
    radicale.calendar("ana", "tareas", &["VTODO"]).await;
    let home = radicale.calendar("ana", "casa", &["VEVENT"]).await;
    radicale.calendar("bruno", "ajena", &["VEVENT"]).await;
    for typed in [
        "",
        "/",
        "/.well-known/caldav",
        "/ana/",
        "/ana/trabajo/",
        "/nothing/is/here",
    ] {
        let found = radicale.typed(typed, "ana", PASSWORD).calendars().await.unwrap();
        let urls: Vec<_> = found.iter().map(|calendar| &calendar.url).collect();
        assert_eq!(urls, [&home, &work], "{typed}");
        assert_eq!(found[1].name, "Agenda trabajo");
        assert_eq!(found[1].colour.as_deref(), Some("#ff2968"));
        assert!(found.iter().all(|calendar| calendar.writable));
    }
}

#[tokio::test]
async fn nobody_gets_in_with_a_wrong_password_or_to_anothers_calendar() {
    let radicale = Radicale::start().await;
    let foreign = radicale.calendar("bruno", "ajena", &["VEVENT"]).await;
    let wrong = radicale.typed("/", "ana", "wrong");
    assert_eq!(wrong.calendars().await, Err(CalDavError::Unauthorized));
    let ana = radicale.client("ana");
    assert_eq!(ana.calendars().await, Ok(vec![]));
    let refused = ana.changes(&foreign, None, &Known::new()).await.unwrap_err();
    assert!(
        matches!(refused, CalDavError::Refused(ref why) if why.contains("403")),
        "{refused:?}"
    );
    let missing = radicale.url("/ana/never/");
    assert_eq!(
        ana.changes(&missing, None, &Known::new()).await,
        Err(CalDavError::Gone)
    );
}
