//! How often a request asks the database: a page that asks once for each of its rows is quick in a small shop only.

use http::routes::RouteSpec;
use reqwest::Method;
use serde_json::json;
use sqlx::PgConnection;
use testkit::{Basket, TestApp, TestShop};

use crate::input::stage::Stage;

/// What a request may ask, besides beginning and ending its transactions: the tenant goes along with BEGIN.
const MOST: i64 = 8;

/// Counts what requests ask of one database (`pg_stat_statements`); workers and listeners have a role of their own.
struct Statements(PgConnection);

impl Statements {
    async fn of(app: &TestApp) -> Self {
        let mut connection = app.database.superuser().await;
        sqlx::query("create extension pg_stat_statements")
            .execute(&mut connection)
            .await
            .unwrap();
        Self(connection)
    }

    /// The fewest of three askings: what the process learns once in a while, such as which shop a host leads to, is
    /// not what the request itself asks.
    async fn fewest(&mut self, mut ask: impl AsyncFnMut()) -> i64 {
        let mut fewest = i64::MAX;
        for _ in 0..3 {
            self.begin().await;
            ask().await;
            let many = self.since().await.iter().map(|(calls, _)| calls).sum();
            fewest = fewest.min(many);
        }
        fewest
    }

    async fn begin(&mut self) {
        sqlx::query(
            "select pg_stat_statements_reset(0, oid, 0) from pg_database where datname = current_database()",
        )
        .execute(&mut self.0)
        .await
        .unwrap();
    }

    async fn since(&mut self) -> Vec<(i64, String)> {
        // A new connection asks what types there are, whatever for; and what the planner works out by a function while it plans is
        // counted like a statement (`plain_text`).
        sqlx::query_as(
            "select s.calls, s.query
               from pg_stat_statements s
               join pg_database d on d.oid = s.dbid and d.datname = current_database()
               join pg_roles r on r.oid = s.userid and r.rolname in ('vitrina_app', 'vitrina_platform')
              where s.query !~* '^(begin|set|commit|rollback|savepoint|release|select pg_type\\.|select lower\\(public\\.unaccent)'
              order by s.calls desc",
        )
        .fetch_all(&mut self.0)
        .await
        .unwrap()
    }
}

#[tokio::test]
async fn no_page_and_no_answer_asks_more_than_eight_times() {
    let stage = Stage::set().await;
    let mut statements = Statements::of(&stage.app).await;
    let mut asked = 0;
    let mut faults = vec![];
    let read: Vec<&RouteSpec> = stage
        .app
        .app
        .routes
        .iter()
        .filter(|r| r.method == Method::GET.as_str() && !r.any_host && !r.path.ends_with("/events"))
        .collect();
    for route in read {
        let path = stage.filled(&route.path);
        for (name, client) in [("nobody", &stage.nobody), ("owner", &stage.owner)] {
            statements.begin().await;
            client.get(&path).await;
            let found = statements.since().await;
            let many: i64 = found.iter().map(|(calls, _)| calls).sum();
            asked += many;
            if many > MOST {
                faults.push(format!("{path} as {name}: {many} {found:#?}"));
            }
        }
    }
    assert!(
        asked > 200,
        "too little was asked to have looked at anything: {asked}"
    );
    stage.report(&faults);
}

/// The editors of the desk ask the engine with what is typed, at each pause of the fingers.
#[tokio::test]
async fn what_is_typed_at_the_desk_asks_no_more_either() {
    let app = TestApp::start_with(&[("VITRINA_LIMITS__ON", "false")]).await;
    let shop = app.shop("aurora").await;
    let owner = &shop.owner;
    let somebody = json!({ "kind": "person", "name": "Ana" });
    let id = |made: &testkit::Answer| made.json()["id"].as_str().unwrap().to_owned();
    let resource = id(&owner.post("/api/v1/admin/resources", &somebody).await.expect(201));
    let service = json!({
        "name": "Corte", "price": 1_000_000, "duration": 60, "needs": [{ "resources": [{ "resource_id": resource }] }],
    });
    let service = id(&owner.post("/api/v1/admin/services", &service).await.expect(201));
    let (services, resources) = (
        format!("/admin/services/{service}"),
        format!("/admin/resources/{resource}"),
    );
    let of_service = [
        ("action", "week"),
        ("name", "Corte"),
        ("price", "10.000"),
        ("duration", "45"),
        ("horizon_kind", "days"),
        ("horizon_days", "30"),
        ("most_per_day", "3"),
        ("need.0.who", resource.as_str()),
    ];
    let of_resource = [
        ("action", "week"),
        ("kind", "person"),
        ("name", "Ana"),
        ("active", "true"),
        ("rests_on_holidays", "true"),
        ("day.1", "9-13"),
        ("date.0", "2026-12-24"),
    ];
    let mut statements = Statements::of(&app).await;
    for (path, form) in [(&services, &of_service[..]), (&resources, &of_resource[..])] {
        let typed = statements
            .fewest(async || drop(owner.form(path, form).await.expect(200)))
            .await;
        let shown = statements
            .fewest(async || drop(owner.get(path).await.expect(200)))
            .await;
        assert!(
            typed <= MOST && shown <= MOST,
            "{path}: {typed} typed, {shown} shown"
        );
    }
}

#[tokio::test]
async fn a_longer_list_asks_no_more() {
    // Nothing from memory.
    let settings = [
        ("VITRINA_LIMITS__ON", "false"),
        ("VITRINA_CACHE__PAGE_BYTES", "0"),
    ];
    let app = TestApp::start_with(&settings).await;
    let shop = app.shop("aurora").await;
    let mut statements = Statements::of(&app).await;
    let few = fill(&shop, "poco", 2).await;
    let with_few = asked_of_lists(&mut statements, &shop, &few).await;
    let many = fill(&shop, "mucho", 12).await;
    let with_many = asked_of_lists(&mut statements, &shop, &many).await;
    assert_eq!(with_few, with_many, "statements of each list, short and long");
    assert!(
        with_few.iter().all(|(_, many)| (1..=MOST).contains(many)),
        "{with_few:?}"
    );
}

/// So many products, each ordered once; and a cart with all of them.
async fn fill(shop: &TestShop, name: &str, many: u32) -> Basket {
    let mut cart: Option<Basket> = None;
    for n in 0..many {
        let goods = shop.goods(&format!("Cosa {name} {n}"), 10).await;
        let guest = shop.basket(&goods, 1).await;
        let body = Basket::order_body(&format!("{name}-{n}@correo.test"));
        guest.order(&format!("{name}-{n}"), &body).await.expect(201);
        match &cart {
            None => cart = Some(shop.basket(&goods, 1).await),
            Some(cart) => {
                let item = json!({ "product_id": goods.product, "quantity": 1 });
                let add = cart
                    .client
                    .request(Method::POST, "/api/v1/cart/items")
                    .json(&item);
                let answer = cart.client.send(add.header("x-cart-token", &cart.token)).await;
                answer.expect(201);
            }
        }
    }
    cart.unwrap()
}

async fn asked_of_lists(
    statements: &mut Statements,
    shop: &TestShop,
    cart: &Basket,
) -> Vec<(&'static str, i64)> {
    const LISTS: [&str; 13] = [
        "/",
        "/search?q=cosa",
        "/search?q=cosa+mezquita",
        "/api/v1/products",
        "/api/v1/search/products?q=cosa",
        "/api/v1/search/products?q=cosa+mezquita",
        "/api/v1/cart",
        "/admin/products",
        "/admin/inventory",
        "/admin/orders",
        "/api/v1/admin/orders",
        "/api/v1/admin/customers",
        "/api/v1/admin/inventory",
    ];
    let mut found = vec![];
    for path in LISTS {
        let client = if path.contains("admin") {
            &shop.owner
        } else {
            &cart.client
        };
        let ask = async || {
            let ask = client.request(Method::GET, path);
            let ask = ask.header("x-cart-token", &cart.token);
            client.send(ask).await.expect(200);
        };
        found.push((path, statements.fewest(ask).await));
    }
    found
}
