//! What others change is seen once.

use caldav::{Changes, Condition, Known};

use super::{apply, changed, event};
use crate::radicale::Radicale;

#[tokio::test]
async fn changes_come_once_and_what_is_gone_is_told() {
    let radicale = Radicale::start().await;
    let calendar = radicale.calendar("ana", "trabajo", &["VEVENT"]).await;
    let client = radicale.client("ana");
    let put = async |name: &str, summary: &str| {
        let url = calendar.join(&format!("{name}.ics")).unwrap();
        radicale.send("PUT", &url, "ana", event(name, summary)).await;
    };
    let mut known = Known::new();
    let empty = client.changes(&calendar, None, &known).await.unwrap();
    assert!(empty.changed.is_empty() && empty.token.is_some());
    for name in ["a", "b", "c@x"] {
        put(name, "before").await;
    }
    let first = client
        .changes(&calendar, empty.token.as_deref(), &known)
        .await
        .unwrap();
    assert_eq!(
        changed(&first),
        ["/ana/trabajo/a.ics", "/ana/trabajo/b.ics", "/ana/trabajo/c@x.ics"]
    );
    let text = String::from_utf8(first.changed[0].ics.clone()).unwrap();
    assert!(
        text.contains("SUMMARY:before") && text.contains("END:VCALENDAR"),
        "{text}"
    );
    assert!(first.changed.iter().all(|object| object.etag.is_some()));
    apply(&mut known, &first);

    let nothing = client
        .changes(&calendar, first.token.as_deref(), &known)
        .await
        .unwrap();
    assert_eq!(
        nothing,
        Changes {
            token: first.token.clone(),
            ..Changes::default()
        }
    );

    put("b", "after").await;
    radicale
        .send("DELETE", &calendar.join("a.ics").unwrap(), "ana", String::new())
        .await;
    let second = client
        .changes(&calendar, first.token.as_deref(), &known)
        .await
        .unwrap();
    assert_eq!(changed(&second), ["/ana/trabajo/b.ics"]);
    assert_eq!(second.gone, ["/ana/trabajo/a.ics"]);
    apply(&mut known, &second);

    // Our own writing is known already, and does not come back.
    let href = caldav::new_href(&calendar, "ours");
    let etag = client
        .put(&calendar, &href, event("ours", "ours"), &Condition::New)
        .await
        .unwrap();
    known.insert(href.clone(), etag);
    let echo = client
        .changes(&calendar, second.token.as_deref(), &known)
        .await
        .unwrap();
    assert_eq!((changed(&echo), &echo.gone), (vec![], &vec![]));
}

#[tokio::test]
async fn a_token_that_is_forgotten_costs_a_comparison_and_nothing_else() {
    let radicale = Radicale::start().await;
    let calendar = radicale.calendar("ana", "trabajo", &["VEVENT"]).await;
    let client = radicale.client("ana");
    // Another program brings many at once: more than one call reads, and more than one time brings.
    let many: String = (0..450).map(|n| event(&format!("many-{n}"), "many")).collect();
    let inside = many.replace(
        "END:VCALENDAR\r\nBEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Tests//EN\r\n",
        "",
    );
    radicale.send("PUT", &calendar, "ana", inside).await;
    let mut known = Known::new();
    let first = client.changes(&calendar, None, &known).await.unwrap();
    assert_eq!(
        (first.changed.len(), first.more, &first.token),
        (400, true, &None)
    );
    apply(&mut known, &first);
    let second = client.changes(&calendar, None, &known).await.unwrap();
    assert_eq!((second.changed.len(), second.more), (50, false));
    apply(&mut known, &second);
    assert_eq!(known.len(), 450);

    let (lost, _) = known
        .first_key_value()
        .map(|(href, etag)| (href.clone(), etag.clone()))
        .unwrap();
    radicale
        .send("DELETE", &calendar.join(&lost).unwrap(), "ana", String::new())
        .await;
    for token in [
        "sync http://radicale.org/ns/sync/0000000000000000000000000000000000000000000000000000000000000000",
        "sync x",
        "ctag 1",
        "x",
    ] {
        let compared = client.changes(&calendar, Some(token), &known).await.unwrap();
        assert_eq!(
            (changed(&compared), &compared.gone),
            (vec![], &vec![lost.clone()]),
            "{token}"
        );
        assert!(compared.token.is_some());
    }
}
