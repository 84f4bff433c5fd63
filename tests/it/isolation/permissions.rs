//! Who may what: every route of the router, asked by nobody, by a neighbour and by people of every role.

use http::Access;
use http::routes::RouteSpec;
use kernel::Role;
use reqwest::Method;
use serde_json::json;
use testkit::{Answer, Client, TestApp};

use super::neighbour::{MARKER, Neighbour, picture};
use super::probes::PROBES;
use super::routes::{is_sent_to_login, two_shops};

/// All but the helper, who has no way in without a support access (`panel::support`).
const ROLES: [Role; 10] = [
    Role::Customer,
    Role::Professional,
    Role::Cashier,
    Role::Vendor,
    Role::Manager,
    Role::Admin,
    Role::Owner,
    Role::Support,
    Role::Finance,
    Role::SuperAdmin,
];

#[tokio::test]
async fn every_route_is_open_to_whom_it_says_and_to_nobody_else() {
    let app = TestApp::start_with(&[("VITRINA_LIMITS__ON", "false")]).await;
    let shop = Neighbour::furnish(&app, "mine", "ours", 2).await;
    let people = one_of_each_role(&app, &shop).await;
    let mut faults = vec![];
    for spec in app.app.routes.iter() {
        let nobody = ask(&shop.shop.anonymous.another(), spec, &shop).await;
        if needs_somebody(spec.access) && !is_unknown(&nobody) {
            faults.push(format!("{spec:?}: nobody got {}", nobody.status));
        }
        for (role, client) in &people {
            let may = may(*role, spec.access);
            // What changes something is asked by those only who must be refused: it would change what the next ask for.
            if may && spec.method != Method::GET.as_str() {
                continue;
            }
            let status = ask(client, spec, &shop).await.status.as_u16();
            let fits = if may {
                !matches!(status, 401 | 403) && status < 500
            } else {
                status == 403
            };
            if !fits {
                faults.push(format!(
                    "{spec:?} ({:?}): {} got {status}",
                    spec.access,
                    role.as_str()
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

/// Whatever it is, and whoever else may: who comes with a neighbour's token has come to the wrong place.
#[tokio::test]
async fn nothing_is_changed_with_a_neighbours_token() {
    let app = TestApp::start_with(&[("VITRINA_LIMITS__ON", "false")]).await;
    let (mine, theirs) = two_shops(&app).await;
    let stranger = theirs
        .shop
        .owner
        .towards(mine.shop.anonymous_address(), &mine.shop.host);
    let mut faults = vec![];
    for spec in app
        .app
        .routes
        .iter()
        .filter(|s| s.method != Method::GET.as_str() && !s.any_host)
    {
        let answer = ask(&stranger, spec, &mine).await;
        if answer.status != 401 || answer.text.contains(MARKER) {
            faults.push(format!("{spec:?}: {} {}", answer.status, answer.text));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

async fn one_of_each_role(app: &TestApp, shop: &Neighbour) -> Vec<(Role, Client)> {
    let mut people = vec![];
    for role in ROLES {
        let email = format!("{}@roles.test", role.as_str());
        let (client, person) = shop.shop.person(app, role, &email).await;
        if role == Role::Professional {
            // Without an agenda of their own they see nothing of it.
            let body = json!({ "kind": "person", "name": "Nueva", "person_id": person });
            let made = shop.shop.owner.post("/api/v1/admin/resources", &body);
            made.await.expect(201);
        }
        people.push((role, client));
    }
    people
}

fn needs_somebody(access: Access) -> bool {
    matches!(access, Access::SignedIn | Access::Staff(_))
}

fn may(role: Role, access: Access) -> bool {
    match access {
        Access::Staff(permission) => role.may(permission),
        Access::Public | Access::Own | Access::SignedIn => true,
    }
}

fn is_unknown(answer: &Answer) -> bool {
    answer.status == 401 || is_sent_to_login(answer)
}

/// With the shop's own ids and a body that fits as far as the probes know one.
async fn ask(client: &Client, spec: &RouteSpec, shop: &Neighbour) -> Answer {
    if let Some(probe) = PROBES.iter().find(|p| p.route == spec.name) {
        return probe.ask(client, &shop.ids, &shop.ids).await;
    }
    let method = Method::from_bytes(spec.method.as_str().as_bytes()).unwrap();
    let request = client.request(method.clone(), &spec.path);
    if spec.path.ends_with("/events") || spec.path.ends_with("/live") {
        return client.only_status(request).await;
    }
    let request = match () {
        () if method == Method::GET || method == Method::DELETE => request,
        () if spec.name == "logo_form" => request.multipart(picture()),
        () if spec.path.starts_with("/api/") => request
            .header("content-type", "application/json")
            .header("idempotency-key", spec.name)
            .body("{}"),
        () => request.form(&[("nothing", "at all")]),
    };
    client.send(request).await
}
