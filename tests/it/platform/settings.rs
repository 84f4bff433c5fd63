//! A setting is obeyed, or said to have no effect.

use std::path::{Path, PathBuf};

use boot::settings::is_without_effect;
use kernel::TenantId;
use serde_json::json;
use testkit::TestApp;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// `section.key` of everything in `config/default.toml`.
fn keys() -> Vec<(String, String)> {
    let text = std::fs::read_to_string(root().join("config/default.toml")).unwrap();
    let mut section = String::new();
    let mut keys = vec![];
    for line in text.lines() {
        if let Some(name) = line.strip_prefix('[') {
            name.trim_end_matches(']').clone_into(&mut section);
        } else if let Some((key, _)) = line.split_once(" = ").filter(|_| !line.starts_with('#')) {
            keys.push((section.clone(), key.to_owned()));
        }
    }
    keys
}

/// The field of `boot::Settings` that holds a key: the last name given before the key is read.
fn field(section: &str, key: &str) -> String {
    let path = root().join(format!("libs/boot/src/settings/{section}.rs"));
    let source = std::fs::read_to_string(path).unwrap();
    let Some(at) = source
        .find(&format!("(\"{key}\""))
        .or_else(|| source.find(&format!("\"{key}\"")))
    else {
        return key.to_owned();
    };
    let name = |line: &str| {
        let line = line.trim_start().trim_start_matches("let ");
        let end = line.find([':', ' ', '='])?;
        let (name, rest) = line.split_at(end);
        let is_name = name.chars().all(|c| c.is_ascii_lowercase() || c == '_') && !name.is_empty();
        (is_name && (rest.starts_with(": ") || rest.starts_with(" = "))).then(|| name.to_owned())
    };
    source[..at]
        .lines()
        .rev()
        .find_map(name)
        .unwrap_or_else(|| key.to_owned())
}

/// All our code but the reading of settings, without comments.
fn code() -> String {
    let mut files = vec![root().join("apps/vitrina/src"), root().join("libs")];
    let mut code = String::new();
    while let Some(path) = files.pop() {
        if path.ends_with("boot/src/settings") || path.ends_with("testkit") {
            continue;
        }
        if path.is_dir() {
            files.extend(std::fs::read_dir(&path).unwrap().flatten().map(|e| e.path()));
        } else if path.extension().is_some_and(|e| e == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            for line in text.lines().filter(|l| !l.trim_start().starts_with("//")) {
                code.push_str(line.trim());
                code.push('\n');
            }
        }
    }
    // A chain of calls over several lines reads as one.
    code.replace("\n.", ".")
}

fn is_read(code: &str, section: &str, field: &str) -> bool {
    let wanted = format!("{section}.{field}");
    code.match_indices(&wanted).any(|(at, _)| {
        let continues = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let before = code[..at].chars().next_back();
        let after = code[at + wanted.len()..].chars().next();
        !before.is_some_and(continues) && !after.is_some_and(continues)
    })
}

/// Goes into another setting when both are read.
const WITHIN: [&str; 1] = ["redis.password"];

#[test]
fn every_setting_is_obeyed_or_on_the_list_of_those_that_are_not() {
    let code = code();
    for (section, key) in keys() {
        let whole = format!("{section}.{key}");
        // What one system needs stands together: `integrations.google.client_id`.
        let within = key.replacen('_', ".", 1);
        let is_obeyed = [field(&section, &key), key.clone(), within]
            .iter()
            .any(|field| is_read(&code, &section, field));
        let is_obeyed = is_obeyed || WITHIN.contains(&whole.as_str());
        if is_without_effect(&whole) {
            assert!(
                !is_obeyed,
                "{whole} is read now: take it off boot's list WITHOUT_EFFECT"
            );
        } else {
            assert!(is_obeyed, "{whole} is accepted and nothing reads it");
        }
    }
}

#[tokio::test]
async fn carts_hold_and_last_what_the_settings_say() {
    let app = TestApp::start_with(&[
        ("VITRINA_SALES__CART_LINES", "1"),
        ("VITRINA_SALES__LINE_QUANTITY", "2"),
        ("VITRINA_SALES__CART_DAYS", "3"),
    ])
    .await;
    let shop = app.shop("aurora").await;
    let (soap, comb) = (shop.goods("Jabón", 10).await, shop.goods("Peine", 10).await);
    let guest = shop.anonymous.another();
    let item =
        |goods: &testkit::Goods, quantity: u32| json!({ "product_id": goods.product, "quantity": quantity });
    let path = "/api/v1/cart/items";
    let too_many = guest.post(path, &item(&soap, 3)).await.expect(422);
    assert_eq!(too_many.json()["errors"][0]["field"], "quantity");
    let filled = guest.post(path, &item(&soap, 2)).await.expect(201);
    let cookies: Vec<_> = filled.headers.get_all("set-cookie").iter().collect();
    assert!(
        cookies
            .iter()
            .all(|c| c.to_str().unwrap().contains("Max-Age=259200")),
        "{cookies:?}"
    );
    assert_eq!(
        guest.post(path, &item(&comb, 1)).await.expect(409).code(),
        "cart_full"
    );
    let line = filled.json()["items"][0]["id"].as_str().unwrap().to_owned();
    guest
        .put(&format!("{path}/{line}"), &json!({ "quantity": 3 }))
        .await
        .expect(422);
}

#[tokio::test]
async fn done_jobs_are_forgotten_when_the_settings_say() {
    let app = TestApp::start_with(&[("VITRINA_KEEPING__DONE_JOB_DAYS", "1")]).await;
    for _ in 0..2 {
        let mut tx = app.begin(TenantId::PLATFORM).await;
        jobs::enqueue(&mut tx, &jobs::Purge {}).await.unwrap();
        tx.commit().await.unwrap();
        app.run_jobs().await;
        app.advance(25 * 3600);
    }
    let mut tx = app.begin(TenantId::PLATFORM).await;
    let done: i64 = sqlx::query_scalar("select count(*) from job where tenant_id = $1 and status = 'done'")
        .bind(TenantId::PLATFORM)
        .fetch_one(&mut *tx)
        .await
        .unwrap();
    assert_eq!(done, 1, "the first is older than a day");
}
