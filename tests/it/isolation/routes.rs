//! Every route, by name from the router's own table.
//!
//! A route with an id is probed three times: with the own id it must succeed; with a neighbour's id and the very same
//! body it must answer 404 and leave the neighbour's rows alone; with the neighbour's token, 401. A route without an id
//! must not show the neighbour's marker. `unproven.txt` names the routes that are not covered yet: it may only shrink.

use std::collections::{BTreeMap, BTreeSet};

use http::Access;
use http::routes::RouteSpec;
use reqwest::Method;
use serde_json::Value;
use sqlx::AssertSqlSafe;
use testkit::{Answer, Client, TestApp};

use super::neighbour::{MARKER, Neighbour, picture};
use super::probes::{Body, PROBES, Probe, REFERENCES, THE_SAME_FOR_ALL, Who};

async fn two_shops(app: &TestApp) -> (Neighbour, Neighbour) {
    let mine = Neighbour::furnish(app, "mine", "ours", 2).await;
    let theirs = Neighbour::furnish(app, "theirs", MARKER, 4).await;
    (mine, theirs)
}

#[tokio::test]
async fn no_route_reaches_a_neighbours_rows() {
    let app = TestApp::start_with(&[("VITRINA_LIMITS__ON", "false")]).await;
    let (mine, theirs) = two_shops(&app).await;
    let before = fingerprint(&app, &theirs).await;
    let mut faults = vec![];
    for probe in PROBES {
        faults.extend(reach_across(&mine, &theirs, probe).await);
    }
    assert!(faults.is_empty(), "{faults:#?}");
    assert_eq!(
        fingerprint(&app, &theirs).await,
        before,
        "a neighbour's rows changed"
    );
}

async fn reach_across(mine: &Neighbour, theirs: &Neighbour, probe: &Probe) -> Vec<String> {
    let mut faults = vec![];
    let foreign = call(&mine.client(probe.who), probe, &theirs.ids, &mine.ids).await;
    if foreign.status != 404 {
        faults.push(format!(
            "{}: a neighbour's id answered {} {}",
            probe.route, foreign.status, foreign.text
        ));
    }
    let stranger = theirs
        .client(probe.who)
        .towards(mine.shop.anonymous_address(), &mine.shop.host);
    let refused = call(&stranger, probe, &mine.ids, &mine.ids).await;
    let is_refused = match probe.who {
        Who::Owner | Who::Customer => refused.status == 401 || is_sent_to_login(&refused),
        // A cart is opened by its token, which is worth nothing here.
        Who::Shopper => refused.status == 404,
        Who::Nobody => true,
    };
    if !is_refused {
        faults.push(format!(
            "{}: a neighbour's token answered {} {}",
            probe.route, refused.status, refused.text
        ));
    }
    let own = call(&mine.client(probe.who), probe, &mine.ids, &mine.ids).await;
    if own.status != probe.succeeds {
        faults.push(format!(
            "{}: the own id answered {} {}",
            probe.route, own.status, own.text
        ));
    }
    faults
}

fn is_sent_to_login(answer: &Answer) -> bool {
    answer.status == 303 && answer.header("location").starts_with("/login")
}

#[tokio::test]
async fn no_body_reaches_a_neighbours_rows() {
    let app = TestApp::start_with(&[("VITRINA_LIMITS__ON", "false")]).await;
    let (mine, theirs) = two_shops(&app).await;
    let before = fingerprint(&app, &theirs).await;
    let mut ids = mine.ids.clone();
    ids.extend(
        theirs
            .ids
            .iter()
            .map(|(name, id)| (format!("their_{name}"), id.clone())),
    );
    for probe in REFERENCES {
        let answer = call(&mine.client(probe.who), probe, &ids, &ids).await;
        assert_eq!(answer.status, probe.succeeds, "{probe:?} {}", answer.text);
        assert!(!answer.text.contains(MARKER), "{probe:?} {}", answer.text);
    }
    assert_eq!(
        fingerprint(&app, &theirs).await,
        before,
        "a neighbour's rows changed"
    );
}

/// Fills the path's `{name}` with ids of one side, and the body's with ids of the caller's own.
async fn call(
    client: &Client,
    probe: &Probe,
    path_ids: &BTreeMap<String, String>,
    own: &BTreeMap<String, String>,
) -> Answer {
    let fill = |text: &str, ids: &BTreeMap<String, String>| {
        ids.iter().fold(text.to_owned(), |t, (name, id)| {
            t.replace(&format!("{{{name}}}"), id)
        })
    };
    let method = Method::from_bytes(probe.method.as_bytes()).unwrap();
    let request = client.request(method, &fill(probe.path, path_ids));
    let request = match probe.body {
        Body::None => request,
        Body::Json(body) => {
            let body: Value =
                serde_json::from_str(&fill(body, own)).unwrap_or_else(|e| panic!("{}: {e}", probe.route));
            request.json(&body)
        }
        Body::Form(form) => request
            .header("content-type", "application/x-www-form-urlencoded")
            .body(fill(form, own)),
        Body::Picture => request.multipart(picture()),
    };
    if probe.streams {
        return client.only_status(request).await;
    }
    client.send(request.header("idempotency-key", probe.route)).await
}

/// A hash over every row of every tenant table of one tenant.
async fn fingerprint(app: &TestApp, who: &Neighbour) -> BTreeMap<String, String> {
    let mut conn = app.database.superuser().await;
    let tables: Vec<String> = sqlx::query_scalar(
        "select c.relname::text from pg_class c
           join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
          where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')",
    )
    .fetch_all(&mut conn)
    .await
    .unwrap();
    let mut prints = BTreeMap::new();
    for table in tables {
        let sql = format!(
            "select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from {table} t where tenant_id = $1"
        );
        let print: String = sqlx::query_scalar(AssertSqlSafe(sql))
            .bind(who.shop.tenant)
            .fetch_one(&mut conn)
            .await
            .unwrap();
        prints.insert(table, print);
    }
    prints
}

#[tokio::test]
async fn what_needs_no_id_shows_nothing_of_a_neighbour() {
    let app = TestApp::start_with(&[("VITRINA_LIMITS__ON", "false")]).await;
    let (mine, theirs) = two_shops(&app).await;
    let mut faults = vec![];
    for spec in app
        .app
        .routes
        .iter()
        .filter(|s| s.method == Method::GET.as_str() && !s.path.contains('{') && !s.any_host)
    {
        if spec.path.ends_with("/events") {
            continue;
        }
        let own = mine.client_for(spec.access);
        let answer = own.get(&spec.path).await;
        if answer.text.contains(MARKER) || answer.status.is_server_error() {
            faults.push(format!("{}: {}", spec.name, answer.status));
        }
        if !matches!(spec.access, Access::Public | Access::Own) {
            let stranger = theirs
                .client_for(spec.access)
                .towards(mine.shop.anonymous_address(), &mine.shop.host);
            let answer = stranger.get(&spec.path).await;
            if answer.status != 401 && !is_sent_to_login(&answer) {
                faults.push(format!(
                    "{}: a neighbour's token answered {}",
                    spec.name, answer.status
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

/// A route that nobody probes must be on the list, and one that is probed must not be.
#[test]
fn the_list_of_unproven_routes_is_true() {
    let table = vitrina::compose::routes();
    let needs_probe = |s: &&RouteSpec| s.path.contains('{') && !s.any_host;
    let known: BTreeSet<&str> = PROBES
        .iter()
        .map(|p| p.route)
        .chain(THE_SAME_FOR_ALL.iter().copied())
        .collect();
    let names: BTreeSet<&str> = table.iter().map(|s| s.name).collect();
    let ghosts: Vec<_> = known.difference(&names).collect();
    assert!(
        ghosts.is_empty(),
        "probes of routes that do not exist: {ghosts:?}"
    );
    let unproven: BTreeSet<&str> = table
        .iter()
        .filter(needs_probe)
        .map(|s| s.name)
        .filter(|n| !known.contains(n))
        .collect();
    let listed: BTreeSet<&str> = include_str!("unproven.txt")
        .lines()
        .filter(|l| !l.starts_with('#') && !l.is_empty())
        .collect();
    assert_eq!(
        unproven, listed,
        "tests/it/isolation/unproven.txt: left is what is, right what is written"
    );
}
