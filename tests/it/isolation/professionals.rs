//! Within a shop, too: what a professional serves is all that any route of the appointment book tells them of customers. Every
//! route is found in the router's own table.

use http::Access;
use http::routes::RouteSpec;
use kernel::Role;
use reqwest::Method;
use serde_json::json;
use sqlx::AssertSqlSafe;
use testkit::{Answer, Client, TestApp};

use super::neighbour::{MARKER, Neighbour, make, text};
use super::probes::PROBES;

/// What the paths of the appointment book begin with.
const BOOK: [&str; 14] = [
    "/api/v1/bookings",
    "/api/v1/waitlist",
    "/api/v1/services",
    "/api/v1/availability",
    "/api/v1/admin/bookings",
    "/api/v1/admin/calendar",
    "/api/v1/admin/time-off",
    "/api/v1/admin/waitlist",
    "/api/v1/admin/services",
    "/api/v1/admin/resources",
    "/admin/bookings",
    "/admin/calendar",
    "/admin/time-off",
    "/reservas",
];

#[tokio::test]
async fn no_route_tells_a_professional_of_anothers_customers_or_lets_them_change_anything() {
    let app = TestApp::start_with(&[("VITRINA_LIMITS__ON", "false")]).await;
    let shop = Neighbour::furnish(&app, "mine", MARKER, 2).await;
    let professional = newcomer(&app, &shop).await;
    let before = rows_of_the_book(&app, &shop).await;
    let mut faults = vec![];
    let mut asked = 0;
    for spec in app.app.routes.iter().filter(|spec| is_of_the_book(spec)) {
        let answer = ask(&professional, spec, &shop).await;
        asked += 1;
        if tells_of_customers(&answer) || (spec.method != Method::GET.as_str() && answer.status.is_success())
        {
            faults.push(format!("{spec:?}: {} {}", answer.status, answer.text));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
    assert!(asked > 40, "{asked} routes only");
    assert_eq!(
        rows_of_the_book(&app, &shop).await,
        before,
        "something was changed"
    );
}

/// Everything that a change would show in.
async fn rows_of_the_book(app: &TestApp, shop: &Neighbour) -> Vec<(&'static str, Option<String>)> {
    let mut rows = vec![];
    for table in [
        "booking",
        "booking_occupancy",
        "blocked_time",
        "calendar_feed",
        "resource",
        "service",
        "waitlist_entry",
    ] {
        let sql = format!(
            "select md5(string_agg(t::text, '|' order by t::text)) from {table} t where tenant_id = $1"
        );
        let seen = sqlx::query_scalar(AssertSqlSafe(sql))
            .bind(shop.shop.tenant)
            .fetch_one(&mut app.database.superuser().await)
            .await
            .unwrap();
        rows.push((table, seen));
    }
    rows
}

/// Somebody new, whom nobody has booked.
async fn newcomer(app: &TestApp, shop: &Neighbour) -> Client {
    let (client, person) = shop.shop.person(app, Role::Professional, "nueva@mine.test").await;
    let body = json!({ "kind": "person", "name": "Nueva", "person_id": person });
    text(&make(&shop.shop.owner, "/api/v1/admin/resources", &body).await["id"]);
    client
}

/// What is not open to everybody. Calls that make something new belong to whoever makes them.
fn is_of_the_book(spec: &RouteSpec) -> bool {
    // An address for one's own calendar is one's own.
    if matches!(spec.name, "create_calendar_feed" | "create_calendar_feed_form") {
        return false;
    }
    let is_theirs = match spec.access {
        Access::Public => false,
        Access::Own => spec.path.contains('{'),
        Access::SignedIn | Access::Staff(_) => true,
    };
    is_theirs && BOOK.iter().any(|begin| spec.path.starts_with(begin))
}

/// As the shop's own probes ask, but without the keys of links, which open what they open to whoever has them.
async fn ask(client: &Client, spec: &RouteSpec, shop: &Neighbour) -> Answer {
    let method = Method::from_bytes(spec.method.as_str().as_bytes()).unwrap();
    if let Some(probe) = PROBES.iter().find(|probe| probe.route == spec.name) {
        let path = probe.path.split("?key=").next().unwrap();
        return probe.at(path).ask(client, &shop.ids, &shop.ids).await;
    }
    let query = match spec.path.as_str() {
        path if path.ends_with("/calendar") => {
            format!("?from=2026-11-20&to=2026-12-10&date={}", shop.ids["agenda_date"])
        }
        path if path.ends_with("/time-off") => "?from=2026-11-20&to=2026-12-30".to_owned(),
        "/admin/bookings" => "?status=all".to_owned(),
        _ => String::new(),
    };
    let request = client.request(method.clone(), &format!("{}{query}", spec.path));
    if spec.path.ends_with("/events") {
        return client.only_status(request).await;
    }
    let request = match () {
        () if method == Method::GET => request,
        () if spec.path.starts_with("/api/") => request.header("idempotency-key", spec.name).json(&json!({})),
        () => request.form(&[("nothing", "at all")]),
    };
    client.send(request).await
}

/// Names and addresses that the shop was furnished with.
fn tells_of_customers(answer: &Answer) -> bool {
    let of_customers = [
        format!("Cita {MARKER}"),
        format!("Cliente {MARKER}"),
        format!("Serie {MARKER}"),
        format!("Espera {MARKER}"),
        format!("{MARKER}@citas.test"),
        format!("{MARKER}@series.test"),
    ];
    of_customers.iter().any(|one| answer.text.contains(one.as_str()))
}
