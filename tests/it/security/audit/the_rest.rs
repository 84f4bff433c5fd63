//! What staff do by routes of which no probe leaves a row.

use serde_json::{Value, json};
use testkit::{Client, TestApp};

use crate::calendars::quiet::quiet_server;
use crate::isolation::exchange::table;
use crate::isolation::neighbour::{Neighbour, picture};

/// A message in other words, and back, by both ways.
async fn reword(owner: &Client) {
    let api = "/api/v1/admin/message-templates/booking.pending/en";
    let page = "/admin/messages/templates/booking.waiting";
    let words = json!({ "subject": "Hi", "heading": "Hi", "body": "Hi" });
    owner.put(api, &words).await.expect(200);
    owner.delete(api).await.expect(204);
    let typed = [
        ("subject", "Hola"),
        ("heading", "Hola"),
        ("body", "Hola"),
        ("version", "0"),
    ];
    owner.form(page, &typed).await.expect(303);
    owner.form(&format!("{page}/restore"), &[]).await.expect(303);
    let hours = json!({ "from": 1_320, "to": 420 });
    owner.put("/api/v1/admin/quiet-hours", &hours).await.expect(200);
    let typed = [("from", "23:00"), ("to", "06:30"), ("version", "2")];
    owner.form("/admin/messages/quiet", &typed).await.expect(303);
}

/// Keys and addresses of programs, by both ways.
async fn let_programs_in(owner: &Client) {
    let key = json!({ "name": "Otra", "scopes": ["orders:read"], "current_password": testkit::PASSWORD });
    owner.post("/api/v1/admin/api-keys", &key).await.expect(201);
    let typed = [
        ("name", "Una más"),
        ("scopes", "orders:read"),
        ("days", "30"),
        ("current_password", testkit::PASSWORD),
    ];
    owner
        .form("/admin/integrations/keys/new", &typed)
        .await
        .expect(201);
    let hook = json!({ "url": "http://127.0.0.1:9/otra", "events": ["order.paid"] });
    owner.post("/api/v1/admin/webhooks", &hook).await.expect(201);
    let typed = [("url", "http://127.0.0.1:9/una-mas"), ("events", "order.paid")];
    owner
        .form("/admin/integrations/webhooks/new", &typed)
        .await
        .expect(201);
}

/// Both accounts at providers, by the page and by a program.
async fn let_go(app: &TestApp, shop: &Neighbour) {
    let owner = &shop.shop.owner;
    for provider in ["mercadopago", "stripe"] {
        let page = format!("/admin/payments/{provider}/disconnect");
        owner.form(&page, &[]).await.expect(303);
        sqlx::query(
            "update payment_account set disconnected_at = null where tenant_id = $1 and provider = $2",
        )
        .bind(shop.shop.tenant)
        .bind(provider)
        .execute(&mut app.database.superuser().await)
        .await
        .unwrap();
        let api = format!("/api/v1/admin/payment-accounts/{provider}");
        owner.delete(&api).await.expect(204);
    }
}

/// A promotion and a group of customers, by both ways.
async fn promote(owner: &Client) {
    let promotion = json!({ "kind": "free_shipping", "code": "ENVIO-API" });
    owner
        .post("/api/v1/admin/promotions", &promotion)
        .await
        .expect(201);
    let typed = [("kind", "amount"), ("amount", "5.000"), ("code", "CINCO")];
    owner.form("/admin/promotions/new", &typed).await.expect(303);
    let group = json!({ "name": "Mayoristas" });
    owner
        .post("/api/v1/admin/customer-groups", &group)
        .await
        .expect(201);
    let typed = [("name", "Vecinos")];
    owner.form("/admin/customer-groups", &typed).await.expect(303);
}

/// A review is judged and that is taken back, by both ways; and how the shop takes them.
async fn judge(owner: &Client, id: &str) {
    let found = owner
        .get("/api/v1/admin/reviews?tab=published")
        .await
        .expect(200)
        .json();
    let rows = found["data"].as_array().unwrap();
    let version = rows.iter().find(|row| row["id"] == id).unwrap()["version"]
        .as_i64()
        .unwrap();
    let decision = json!({ "review_id": id, "version": version, "status": "pending" });
    let body = json!({ "decisions": [decision] });
    owner
        .put("/api/v1/admin/reviews/decisions", &body)
        .await
        .expect(200);
    let pick = format!("{id}.{}", version + 1);
    let typed = [("ids", pick.as_str()), ("status", "published")];
    owner.form("/admin/reviews/decide", &typed).await.expect(200);
    let back = format!("{id}.{}.pending.", version + 2);
    owner
        .form("/admin/reviews/undo", &[("undo", back.as_str())])
        .await
        .expect(200);
    let path = "/api/v1/admin/reviews/settings";
    let settings = json!({ "shown_at_once": false, "ask_after_days": 3 });
    let saved = owner.put(path, &settings).await.expect(200).json();
    let read = saved["version"].to_string();
    let typed = [
        ("shown_at_once", "true"),
        ("ask_after_days", "4"),
        ("version", read.as_str()),
    ];
    owner.form("/admin/reviews/settings", &typed).await.expect(303);
}

/// Routes of staff that have no id, and so no probe, or whose probe writes what is there already.
pub async fn the_rest(app: &TestApp, shop: &Neighbour) {
    let (owner, ids) = (&shop.shop.owner, &shop.ids);
    let path = |name: &str| {
        let route = app.app.routes.iter().find(|r| r.name == name);
        let path = route.unwrap_or_else(|| panic!("no route {name}")).path.clone();
        path.replace("{id}", &ids["product"])
    };
    reword(owner).await;
    let_programs_in(owner).await;
    promote(owner).await;
    let banks = json!({ "off": ["1007"] });
    owner.put(&path("put_pse_banks"), &banks).await.expect(200);
    let typed = [("bank", "1007"), ("on", "1007")];
    owner.form(&path("pse_banks_form"), &typed).await.expect(303);
    let account = json!({ "public_key": "TEST-another" });
    owner
        .put(&path("put_mercadopago_account"), &account)
        .await
        .expect(200);
    let typed = [("public_key", "TEST-one-more")];
    owner.form(&path("mercadopago_form"), &typed).await.expect(303);
    let account = json!({ "public_key": "pk_test_another" });
    owner.put(&path("put_stripe_account"), &account).await.expect(200);
    let typed = [("public_key", "pk_test_one_more")];
    owner.form(&path("stripe_form"), &typed).await.expect(303);
    let_go(app, shop).await;
    let request = owner
        .request(reqwest::Method::POST, &path("import_form"))
        .multipart(table("nombre,precio\nTraído,1000\n"));
    owner.send(request).await.expect(303);
    for name in ["products_sheet_form", "orders_sheet_form", "customers_sheet_form"] {
        owner.form(&path(name), &[]).await.expect(200);
    }
    judge(owner, &ids["review"]).await;
    let product = owner.get(&format!("/api/v1/products/{}", ids["product"])).await;
    let version: i64 = product.header("etag").trim_matches(['"', 'v']).parse().unwrap();
    let id = &ids["product"];
    let rows = json!({ "rows": [{ "product_id": id, "version": version, "status": "draft" }] });
    owner.put(&path("save_grid"), &rows).await.expect(200);
    let typed = [
        (format!("version.{id}"), (version + 1).to_string()),
        (format!("was.{id}"), "draft|".to_owned()),
        (format!("status.{id}"), "active".to_owned()),
    ];
    let typed: Vec<(&str, &str)> = typed.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    owner.form(&path("grid_form"), &typed).await.expect(200);
    let variants = json!({ "variants": [{ "id": ids["variant"], "price": 2_000_000 }] });
    owner.put(&path("put_variants"), &variants).await.expect(200);
    let product = owner
        .get(&format!("/api/v1/products/{}", ids["product"]))
        .await
        .json();
    let mut pictures: Vec<&Value> = product["pictures"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| &p["id"])
        .collect();
    pictures.rotate_left(1);
    owner
        .put(&path("reorder_pictures"), &json!({ "ids": pictures }))
        .await
        .expect(204);
    let first = format!("first:{}", pictures[1].as_str().unwrap());
    owner
        .form(&path("arrange_pictures_form"), &[("action", &first)])
        .await
        .expect(303);
    let drafts = json!({ "ids": [ids["product"]], "status": "draft" });
    owner
        .put(&path("change_product_statuses"), &drafts)
        .await
        .expect(204);
    let chosen = [("ids", ids["product"].as_str()), ("status", "active")];
    owner.form(&path("desk_statuses_form"), &chosen).await.expect(303);
    let picture = owner
        .request(reqwest::Method::POST, &path("logo_form"))
        .multipart(picture());
    owner.send(picture).await.expect(303);
    owner.form(&path("delete_logo_form"), &[]).await.expect(303);
    owner
        .form(
            &path("new_category_form"),
            &[("name", "Nueva"), ("active", "true")],
        )
        .await
        .expect(303);
    let categories = owner.get("/api/v1/categories").await.json();
    let mut order: Vec<&Value> = categories["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| &c["id"])
        .collect();
    order.reverse();
    owner
        .put(&path("reorder_categories"), &json!({ "ids": order }))
        .await
        .expect(204);
    let new = [
        ("name", "Nuevo"),
        ("price", "12.000"),
        ("status", "active"),
        ("tax_class", "iva_19"),
    ];
    owner.form(&path("new_product_form"), &new).await.expect(303);
    let words = [("synonyms", "peine, peinilla"), ("stop_words", "")];
    owner.form(&path("search_words_form"), &words).await.expect(303);
    let invited = [
        ("name", "Nueva"),
        ("email", "nueva@caja.test"),
        ("role", "cashier"),
    ];
    owner.form(&path("invite_form"), &invited).await.expect(303);
    let counted = [
        (format!("on_hand.{}", ids["variant"]), "7"),
        (format!("was.{}", ids["variant"]), "45"),
    ];
    let counted: Vec<(&str, &str)> = counted.iter().map(|(k, v)| (k.as_str(), *v)).collect();
    owner.form(&path("count_form"), &counted).await;
    adjust(owner, &path).await;
    agenda(owner, &path, ids).await;
    settings(owner, &path).await;
    messages(owner, &path).await;
    plan(owner, &path).await;
}

/// To the plan that costs nothing, which begins with the next month, and back; by both ways. And the guide.
async fn plan(owner: &Client, path: &impl Fn(&str) -> String) {
    owner.form(&path("add_samples_form"), &[]).await.expect(303);
    owner.form(&path("remove_samples_form"), &[]).await.expect(303);
    let choice = json!({ "plan": "gratis" });
    owner.post(&path("change_plan"), &choice).await.expect(200);
    owner.form(&path("stay_on_plan_form"), &[]).await.expect(303);
    owner.form(&path("leave_plan_form"), &[]).await.expect(303);
    owner.post(&path("stay_on_plan"), &json!({})).await.expect(200);
    owner.form(&path("hide_guide_form"), &[]).await.expect(303);
}

/// Corrections of the ledger.
async fn adjust(owner: &Client, path: &impl Fn(&str) -> String) {
    let wanted = json!({ "from": "cash", "to": "bank", "amount": 500, "reason": "Consignación" });
    let request = owner.request(reqwest::Method::POST, &path("create_ledger_adjustment"));
    let request = request.header("idempotency-key", "adjust").json(&wanted);
    owner.send(request).await.expect(201);
    let typed = [
        ("key", "01931f3e-0000-7000-8000-00000000000a"),
        ("from", "cash"),
        ("to", "bank"),
        ("amount", "500"),
        ("reason", "Consignación"),
    ];
    owner
        .form(&path("ledger_adjustment_form"), &typed)
        .await
        .expect(303);
}

/// What the shop is told over.
async fn messages(owner: &Client, path: &impl Fn(&str) -> String) {
    let ticked = [("on", "order_placed:email")];
    owner
        .form(&path("notice_choices_form"), &ticked)
        .await
        .expect(303);
    owner.form(&path("webhook_secret_form"), &[]).await.expect(201);
    owner.form(&path("remove_webhook_form"), &[]).await.expect(303);
    owner.form(&path("remove_slack_form"), &[]).await.expect(303);
    let here = "http://127.0.0.1:9/otra";
    let slack = json!({ "slack": here });
    owner.put(&path("put_slack"), &slack).await.expect(200);
    let webhook = json!({ "webhook": here });
    owner.put(&path("put_webhook"), &webhook).await.expect(200);
    let renew = path("renew_webhook_secret");
    owner.post(&renew, &json!({})).await.expect(201);
    owner.delete(&path("remove_webhook")).await.expect(204);
    owner.delete(&path("remove_slack")).await.expect(204);
}

/// What the desk of the appointment book makes.
async fn agenda(
    owner: &Client,
    path: &impl Fn(&str) -> String,
    ids: &std::collections::BTreeMap<String, String>,
) {
    let somebody = [
        ("kind", "person"),
        ("name", "Nueva"),
        ("active", "true"),
        ("day.1", "8-12"),
    ];
    owner
        .form(&path("new_resource_form"), &somebody)
        .await
        .expect(303);
    let service = [
        ("name", "Nuevo"),
        ("price", "20.000"),
        ("duration", "30"),
        ("horizon_kind", "days"),
        ("horizon_days", "60"),
        ("active", "true"),
        ("need.0.who", ids["agenda_resource"].as_str()),
    ];
    let made = owner.form(&path("new_service_form"), &service).await.expect(303);
    let made = made.header("location");
    let made = made
        .rsplit('/')
        .next()
        .and_then(|last| last.split('?').next())
        .unwrap();
    let booking = [
        ("service_id", made),
        ("date", ids["agenda_date"].as_str()),
        ("time", "19:00"),
        ("name", "Cliente"),
        ("email", "cliente@citas.test"),
        ("override", "true"),
    ];
    owner.form(&path("new_booking_form"), &booking).await.expect(303);
    let block = [
        ("from_date", ids["agenda_date"].as_str()),
        ("from_time", "06:00"),
        ("to_date", ids["agenda_date"].as_str()),
        ("to_time", "07:00"),
    ];
    owner.form(&path("block_time_form"), &block).await.expect(303);
    owner
        .form(&path("create_calendar_feed_form"), &[])
        .await
        .expect(201);
    owner
        .post(&path("create_calendar_feed"), &json!({ "hide_names": true }))
        .await
        .expect(201);
    let page = owner.get(&path("reminders_page")).await.expect(200).text;
    let (_, version) = page.split_once("name=\"version\" value=\"").unwrap();
    let reminders = [
        ("version", version.split_once('"').unwrap().0),
        ("customer_first", "120"),
    ];
    owner.form(&path("reminders_form"), &reminders).await.expect(303);
    calendars(owner, &ids["agenda_resource"], &path).await;
}

/// Calendars outside, at a server that has nothing.
async fn calendars(owner: &Client, resource: &str, path: &impl Fn(&str) -> String) {
    let server = quiet_server().await;
    let (folder, file) = (server.url("/").to_string(), server.url("/a.ics").to_string());
    let login = [
        ("resource_id", resource),
        ("house", "other"),
        ("server", folder.as_str()),
        ("user", "ana"),
        ("password", "una clave"),
    ];
    owner
        .form(&path("connect_calendar_server_form"), &login)
        .await
        .expect(303);
    let feed = [
        ("resource_id", resource),
        ("name", "Feriados"),
        ("address", file.as_str()),
    ];
    owner
        .form(&path("subscribe_calendar_feed_form"), &feed)
        .await
        .expect(303);
}

/// Forms that send back the version of their page.
async fn settings(owner: &Client, path: &impl Fn(&str) -> String) {
    let version = async |page: &str, field: &str| {
        let html = owner.get(page).await.expect(200).text;
        let (_, rest) = html.split_once(&format!("name=\"{field}\" value=\"")).unwrap();
        rest.split_once('"').unwrap().0.to_owned()
    };
    let read = version("/admin/shipping/zones/new", "version").await;
    let zone = [
        ("version", read.as_str()),
        ("name", "Cerca"),
        ("departments", "11"),
        ("days_min", "1"),
        ("days_max", "2"),
        ("weight.0", "5"),
        ("price.0", "9000"),
    ];
    owner.form(&path("new_zone_form"), &zone).await.expect(303);
    let read = version("/admin/shipping", "version").await;
    let pickup = [
        ("version", read.as_str()),
        ("pickup_enabled", "true"),
        ("pickup_instructions", "Toque el timbre"),
    ];
    owner.form(&path("pickup_form"), &pickup).await.expect(303);
    let read = version("/admin/payments", "version").await;
    let other = version("/admin/payments", "settings_version").await;
    let payments = [
        ("version", read.as_str()),
        ("settings_version", &other),
        ("unpaid_hours", "30"),
        ("methods.0.code", "cash_on_delivery"),
        ("methods.0.enabled", "true"),
    ];
    owner.form(&path("payments_form"), &payments).await.expect(303);
    let read: i64 = version("/admin/settings", "version").await.parse().unwrap();
    let profile = json!({
        "name": "Otro nombre", "brand_color": "#0f5c4d", "locale": "es-CO", "time_zone": "America/Bogota", "version": read,
    });
    owner.put(&path("change_settings"), &profile).await.expect(200);
    let read = (read + 1).to_string();
    let profile = [
        ("name", "Otro más"),
        ("brand_color", "#0f5c4d"),
        ("locale", "es-CO"),
        ("time_zone", "America/Bogota"),
        ("version", &read),
    ];
    owner.form(&path("settings_form"), &profile).await.expect(303);
    let read: i64 = version("/admin/settings", "version").await.parse().unwrap();
    let sites = json!({ "origins": ["https://uno.example"], "version": read });
    owner.put(&path("allow_origins"), &sites).await.expect(200);
    let read = (read + 1).to_string();
    let sites = [("origins", "https://dos.example"), ("version", read.as_str())];
    owner.form(&path("allow_origins_form"), &sites).await.expect(303);
}
