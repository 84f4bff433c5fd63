//! Every route, by name from the router's own table.
//!
//! A route with an id is probed three times: with the neighbour's token it must answer 401; with the own id it must
//! succeed; then with a neighbour's id and the very same body it must answer 404 and leave the neighbour's rows alone.
//! Where success uses the body up, the probe says so, and the neighbour's id comes before the own one. A route without
//! an id must not show the neighbour's marker. `unproven.txt` names the routes that are not covered yet: it may only
//! shrink.

use std::collections::{BTreeMap, BTreeSet};

use http::Access;
use http::routes::RouteSpec;
use reqwest::Method;
use sqlx::AssertSqlSafe;
use testkit::{Answer, TestApp};

use super::neighbour::{MARKER, Neighbour};
use super::probes::{PROBES, Probe, THE_SAME_FOR_ALL, Who};
use super::tables::tenant_tables;

pub async fn two_shops(app: &TestApp) -> (Neighbour, Neighbour) {
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
    // A stranger first: what is refused must also leave alone what the owner then does.
    let mut faults = vec![with_a_foreign_token(mine, theirs, probe).await];
    if probe.foreign_first.is_some() {
        faults.push(with_a_foreign_id(mine, theirs, probe).await);
    }
    let own = probe.ask(&mine.client(probe.who), &mine.ids, &mine.ids).await;
    faults.push(
        (own.status != probe.succeeds).then(|| format!("the own id answered {} {}", own.status, own.text)),
    );
    if probe.foreign_first.is_none() {
        // What just succeeded, in everything but the id.
        faults.push(with_a_foreign_id(mine, theirs, probe).await);
    }
    let named = faults.into_iter().flatten();
    named.map(|fault| format!("{}: {fault}", probe.route)).collect()
}

async fn with_a_foreign_token(mine: &Neighbour, theirs: &Neighbour, probe: &Probe) -> Option<String> {
    // Nobody has no token to be foreign, and what a link opens would be used up.
    if matches!(probe.who, Who::Nobody) {
        return None;
    }
    let stranger = theirs
        .client(probe.who)
        .towards(mine.shop.anonymous_address(), &mine.shop.host);
    let answer = probe.ask(&stranger, &mine.ids, &mine.ids).await;
    let is_refused = match probe.who {
        Who::Owner | Who::Customer => answer.status == 401 || is_sent_to_login(&answer),
        // A cart is opened by its token, which is worth nothing here.
        Who::Shopper => answer.status == 404,
        Who::Nobody => return None,
    };
    (!is_refused).then(|| format!("a neighbour's token answered {} {}", answer.status, answer.text))
}

async fn with_a_foreign_id(mine: &Neighbour, theirs: &Neighbour, probe: &Probe) -> Option<String> {
    let answer = probe.ask(&mine.client(probe.who), &theirs.ids, &mine.ids).await;
    (answer.status != 404).then(|| format!("a neighbour's id answered {} {}", answer.status, answer.text))
}

pub fn is_sent_to_login(answer: &Answer) -> bool {
    answer.status == 303 && answer.header("location").starts_with("/login")
}

/// A hash over every row of every tenant table of one tenant.
pub async fn fingerprint(app: &TestApp, who: &Neighbour) -> BTreeMap<String, String> {
    let mut conn = app.database.superuser().await;
    let mut prints = BTreeMap::new();
    for table in tenant_tables(&mut conn).await {
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
