//! Servers that know less, want less, or mean harm.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use caldav::{Account, CalDav, CalDavError, Condition, Known};
use outbound::{Outbound, Reach, Url};

use super::{apply, changed, event};
use crate::hostile::{Asked, Hostile, Reply};

const CALENDAR: &str = "/cal/";

fn client(server: &Hostile) -> CalDav {
    let outbound = Outbound::new(Reach::ThisMachineToo, "vitrina-tests").unwrap();
    let account = Account {
        server: server.url("/"),
        user: "ana".into(),
        password: "secret".into(),
    };
    CalDav::new(outbound, account).unwrap()
}

fn multistatus(inside: &str) -> Reply {
    let body = format!(
        "<d:multistatus xmlns:d=\"DAV:\" xmlns:c=\"urn:ietf:params:xml:ns:caldav\" \
         xmlns:s=\"http://calendarserver.org/ns/\">{inside}</d:multistatus>"
    );
    Reply::new(207).body(body)
}

fn found(href: &str, props: &str) -> String {
    format!(
        "<d:response><d:href>{href}</d:href><d:propstat><d:prop>{props}</d:prop>\
         <d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>"
    )
}

fn state(props: &str) -> Reply {
    multistatus(&found(
        CALENDAR,
        &format!("<d:resourcetype><d:collection/><c:calendar/></d:resourcetype>{props}"),
    ))
}

fn entry(name: &str, etag: &str) -> String {
    found(
        &format!("{CALENDAR}{name}.ics"),
        &format!("<d:getetag>\"{etag}\"</d:getetag>"),
    )
}

fn content(name: &str, etag: &str) -> String {
    let props = format!(
        "<d:getetag>\"{etag}\"</d:getetag><c:calendar-data>{}</c:calendar-data>",
        event(name, name)
    );
    found(&format!("{CALENDAR}{name}.ics"), &props)
}

/// The entries that a multiget asks for. One that is called hidden is kept back, and there is no ghost.
fn contents(asked: &Asked, etag: &str) -> String {
    let hrefs = asked.body.split("<D:href>").skip(1);
    let names = hrefs.map(|rest| rest.split(".ics").next().unwrap().trim_start_matches(CALENDAR));
    names
        .map(|name| match name {
            "hidden" => "<d:response><d:href>/cal/hidden.ics</d:href><d:status>HTTP/1.1 403 No</d:status></d:response>".into(),
            "ghost" => String::new(),
            name => content(name, etag),
        })
        .collect()
}

#[tokio::test]
async fn a_server_without_sync_collection_is_compared_by_its_list() {
    let version = std::sync::Arc::new(AtomicUsize::new(1));
    let current = version.clone();
    let server = Hostile::start(move |asked| {
        let now = current.load(Ordering::SeqCst);
        let list = if now == 1 { ["a", "b"] } else { ["b", "c"] };
        match () {
            () if asked.what.starts_with("PROPFIND") => state(&format!("<s:getctag>{now}</s:getctag>")),
            () if asked.body.contains("calendar-query") => {
                multistatus(&list.map(|name| entry(name, &now.to_string())).concat())
            }
            () if asked.body.contains("calendar-multiget") => multistatus(&contents(asked, &now.to_string())),
            () => Reply::new(501),
        }
    })
    .await;
    let (client, calendar) = (client(&server), server.url(CALENDAR));
    let mut known = Known::new();
    let first = client.changes(&calendar, None, &known).await.unwrap();
    assert_eq!(changed(&first), ["/cal/a.ics", "/cal/b.ics"]);
    apply(&mut known, &first);
    let calls = server.asked().len();
    let nothing = client
        .changes(&calendar, first.token.as_deref(), &known)
        .await
        .unwrap();
    assert_eq!((nothing.changed.len(), server.asked().len()), (0, calls + 1));
    version.store(2, Ordering::SeqCst);
    let second = client
        .changes(&calendar, first.token.as_deref(), &known)
        .await
        .unwrap();
    assert_eq!(
        (changed(&second), &second.gone),
        (vec!["/cal/b.ics", "/cal/c.ics"], &vec!["/cal/a.ics".to_owned()])
    );
    assert_ne!(second.token, first.token);
}

#[tokio::test]
async fn a_list_in_parts_is_read_to_its_end_and_one_without_end_is_left() {
    let ends = Hostile::start(|asked| match () {
        () if asked.what.starts_with("PROPFIND") => state("<d:sync-token>3</d:sync-token>"),
        () if asked.body.contains("<D:sync-token></D:sync-token>") => multistatus(&format!(
            "{}<d:response><d:href>/cal/</d:href><d:status>HTTP/1.1 507 More</d:status></d:response><d:sync-token>1</d:sync-token>",
            entry("a", "1")
        )),
        () if asked.body.contains("<D:sync-token>1</D:sync-token>") => {
            multistatus(&format!("{}<d:sync-token>3</d:sync-token>", entry("b", "1")))
        }
        () => multistatus(&contents(asked, "1")),
    })
    .await;
    let changes = client(&ends)
        .changes(&ends.url(CALENDAR), None, &Known::new())
        .await
        .unwrap();
    assert_eq!(
        (changed(&changes), changes.token.as_deref()),
        (vec!["/cal/a.ics", "/cal/b.ics"], Some("sync 3"))
    );
    let parts = AtomicUsize::new(0);
    let endless = Hostile::start(move |asked| match () {
        () if asked.what.starts_with("PROPFIND") => state("<d:sync-token>3</d:sync-token>"),
        () => {
            let part = parts.fetch_add(1, Ordering::SeqCst);
            multistatus(&format!(
                "{}<d:response><d:href>/cal/</d:href><d:status>HTTP/1.1 507 More</d:status></d:response><d:sync-token>{part}</d:sync-token>",
                entry(&part.to_string(), "1")
            ))
        }
    })
    .await;
    let left = client(&endless)
        .changes(&endless.url(CALENDAR), None, &Known::new())
        .await
        .unwrap_err();
    assert_eq!(left, CalDavError::Unreadable("its list has no end".into()));
    assert!(endless.asked().len() < 60);
}

#[tokio::test]
async fn an_entry_that_cannot_be_read_is_skipped_and_the_rest_is_read() {
    let names = ["a", "b", "latin", "huge", "hidden", "ghost", "z"];
    let server = Hostile::start(move |asked| {
        let has = |name: &str| asked.body.contains(&format!("{name}.ics"));
        match () {
            () if asked.what.starts_with("PROPFIND") => state("<d:sync-token>1</d:sync-token>"),
            () if asked.body.contains("sync-collection") => multistatus(&format!(
                "{}<d:sync-token>1</d:sync-token>",
                names.map(|name| entry(name, "1")).concat()
            )),
            () if has("huge") => Reply::new(207).megabytes(100),
            () if has("latin") => {
                Reply::new(207).body(b"<d:multistatus xmlns:d=\"DAV:\">\xf1</d:multistatus>")
            }
            () => multistatus(&contents(asked, "1")),
        }
    })
    .await;
    let (client, calendar) = (client(&server), server.url(CALENDAR));
    let mut known = Known::new();
    let changes = client.changes(&calendar, None, &known).await.unwrap();
    let mut skipped: Vec<_> = changes.skipped.iter().map(|each| each.href.as_str()).collect();
    skipped.sort_unstable();
    assert_eq!(
        skipped,
        [
            "/cal/ghost.ics",
            "/cal/hidden.ics",
            "/cal/huge.ics",
            "/cal/latin.ics"
        ]
    );
    assert_eq!(changed(&changes), ["/cal/a.ics", "/cal/b.ics", "/cal/z.ics"]);
    // What is skipped is known in its state, and not asked for again.
    apply(&mut known, &changes);
    assert_eq!(known.len(), names.len());
    let again = client.changes(&calendar, None, &known).await.unwrap();
    assert_eq!(
        (again.changed.len(), again.skipped.len(), again.more),
        (0, 0, false)
    );
}

#[tokio::test]
async fn an_answer_that_grows_or_is_no_multistatus_is_refused() {
    let bomb = "<!DOCTYPE m [<!ENTITY a \"haha\"><!ENTITY b \"&a;&a;&a;\">]><d:multistatus xmlns:d=\"DAV:\">&b;</d:multistatus>";
    for body in [bomb, "<html><body>Sign in</body></html>", "", "\u{0}"] {
        let server = Hostile::start(move |_| Reply::new(207).body(body)).await;
        let refused = client(&server)
            .changes(&server.url(CALENDAR), None, &Known::new())
            .await
            .unwrap_err();
        assert!(
            matches!(refused, CalDavError::Unreadable(_)),
            "{body}: {refused:?}"
        );
    }
}

#[tokio::test]
async fn the_password_goes_to_no_server_that_another_names() {
    let other = Hostile::start(|_| Reply::new(401)).await;
    let there = other.url("/").to_string();
    let away = there.clone();
    let led = Hostile::start(move |_| Reply::new(301).header("location", &away)).await;
    let named = Hostile::start(move |_| {
        multistatus(&found(
            "/",
            &format!("<c:calendar-home-set><d:href>{there}</d:href></c:calendar-home-set>"),
        ))
    })
    .await;
    for server in [led, named] {
        let refused = client(&server).calendars().await.unwrap_err();
        let CalDavError::Refused(why) = refused else {
            panic!("{refused:?}")
        };
        assert!(why.contains("another server, 127.0.0.1"), "{why}");
    }
    assert!(
        other
            .asked()
            .iter()
            .all(|asked| !asked.head.contains("authorization"))
    );
}

#[tokio::test]
async fn refusals_say_what_to_do() {
    for (reply, error) in [
        (
            429,
            CalDavError::RateLimited {
                after: Some(Duration::from_mins(2)),
            },
        ),
        (
            503,
            CalDavError::RateLimited {
                after: Some(Duration::from_mins(2)),
            },
        ),
        (500, CalDavError::Unavailable("status 500".into())),
        (401, CalDavError::Unauthorized),
        (507, CalDavError::Refused("status 507".into())),
        // "See other" is no success of a change.
        (303, CalDavError::Refused("status 303".into())),
    ] {
        let server = Hostile::start(move |_| {
            Reply::new(reply)
                .header("retry-after", "120")
                .header("location", "/x")
        })
        .await;
        let put = client(&server)
            .put(
                &server.url(CALENDAR),
                "/cal/a.ics",
                event("a", "a"),
                &Condition::New,
            )
            .await;
        assert_eq!(put, Err(error), "{reply}");
    }
    let nobody: Url = "http://127.0.0.1:9/cal/".parse().unwrap();
    let outbound = Outbound::new(Reach::Internet, "vitrina-tests").unwrap();
    let account = Account {
        server: nobody.clone(),
        user: "ana".into(),
        password: "secret".into(),
    };
    let guarded = CalDav::new(outbound, account).unwrap();
    let refused = guarded.changes(&nobody, None, &Known::new()).await.unwrap_err();
    assert!(matches!(refused, CalDavError::NotAllowed(_)), "{refused:?}");
}
