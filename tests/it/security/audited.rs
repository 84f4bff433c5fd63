//! What the audit log covers: tables, columns and words are found in the catalogues, so that a new one cannot be forgotten.

use std::collections::BTreeSet;

use booking::model::Rule;
use identity::RevokedReason;
use serde_json::json;
use testkit::{TestApp, TestShop};

use crate::isolation::tables::tenant_tables;

/// Tenant tables without `audit_table`, and why.
const UNAUDITED: &[(&str, &str)] = &[
    ("audit_event", "it is the log"),
    ("billing_event", "what Stripe told"),
    ("billing_invoice", "what Stripe told"),
    ("booking_event", "a log of its own"),
    ("booking_occupancy", "follows from the booking"),
    ("booking_series", "written once, with its bookings"),
    ("booking_session", "follows from the booking"),
    ("booking_told", "what is still to be told"),
    ("busy_time", "follows from calendars outside"),
    (
        "calendar_attempt",
        "a connection under way; the account it ends in is told",
    ),
    ("calendar_channel", "the program's own"),
    ("calendar_copy", "follows from the booking"),
    ("calendar_object", "follows from calendars outside"),
    ("cart", "a customer's, not staff's"),
    ("cart_coupon", "a customer's, not staff's"),
    ("cart_item", "a customer's, not staff's"),
    ("contact_choice", "a log of its own"),
    ("counter", "counts what is told itself"),
    ("customer_group_member", "put_in_group records who came and went"),
    ("data_key", "the program's own"),
    ("event_delivery", "a log of its own"),
    ("shop_event", "a log of its own"),
    (
        "google_attempt",
        "a sign-in under way; the security events tell of it",
    ),
    ("external_event", "follows from calendars outside"),
    ("heard_word", "follows from the products"),
    ("idempotency_key", "the program's own"),
    ("ledger_account", "made when it is first used"),
    ("ledger_entry", "written once, with the transaction"),
    ("login_throttle", "the program's own"),
    ("message_bounce", "what mail servers said"),
    ("message", "follows from what is told itself"),
    ("order_event", "a log of its own"),
    ("order_line", "written once, with the order"),
    ("order_promotion", "written once, with the order"),
    (
        "passkey_ceremony",
        "a sign-in under way; the security events tell of it",
    ),
    ("payment_bank", "what a provider lists"),
    ("payment_dispute", "what a provider told"),
    ("payment_intent", "follows from the order"),
    ("payment_saved_card", "a customer's, not staff's"),
    (
        "product_import_fault",
        "written once, with the file; the file is told",
    ),
    (
        "product_import_item",
        "written once, with the file; the file is told",
    ),
    ("product_picture_source", "follows from the file"),
    ("product_option", "replaced as a whole: put_variants records it"),
    (
        "promotion_category",
        "replaced as a whole: save_promotion records it",
    ),
    (
        "promotion_group",
        "replaced as a whole: save_promotion records it",
    ),
    (
        "promotion_product",
        "replaced as a whole: save_promotion records it",
    ),
    ("promotion_tally", "follows from the orders"),
    ("promotion_use", "follows from the orders"),
    ("product_rating", "follows from the reviews"),
    ("push_follow", "a customer's, not staff's"),
    ("push_key", "the program's own"),
    ("refresh_token", "follows from the session"),
    ("reminder", "follows from the booking"),
    ("review_invitation", "follows from the orders"),
    ("review_picture", "a customer's, not staff's"),
    ("search_stop_word", "replaced as a whole: put_words records it"),
    ("search_synonym", "replaced as a whole: put_words records it"),
    ("secret_access", "a log of its own"),
    ("security_event", "a log of its own"),
    ("shipping_place", "replaced as a whole: save_shipping records it"),
    ("shipping_rate", "replaced as a whole: save_shipping records it"),
    ("shipping_zone", "replaced as a whole: save_shipping records it"),
    (
        "recovery_code",
        "secrets; they come and go with the second factor",
    ),
    (
        "sign_in_challenge",
        "a sign-in under way; the security events tell of it",
    ),
    ("stock", "stock_movement is its ledger"),
    ("stock_notice", "a customer's, not staff's"),
    ("stock_movement", "a ledger of its own"),
    ("subscription_movement", "follows from the subscription"),
    ("sync_note", "a log of its own"),
    ("tenant_flag", "the platform's to change: platform_audit"),
    ("tenant_host", "the platform's to change: platform_audit"),
    ("tenant_usage", "counted from what is told itself"),
    ("waitlist_entry", "a customer's, not staff's"),
    ("wish_item", "a customer's, not staff's"),
    ("wish_list", "a customer's, not staff's"),
];

/// Whoever adds a tenant table says whether staff's changes of it are told, and if not, why.
#[tokio::test]
async fn every_tenant_table_is_audited_or_says_why_not() {
    let app = TestApp::start().await;
    let mut conn = app.database.superuser().await;
    let audited: BTreeSet<String> = sqlx::query_scalar(
        "select distinct tgrelid::regclass::text from pg_trigger where tgname = 'audit_row'",
    )
    .fetch_all(&mut conn)
    .await
    .unwrap()
    .into_iter()
    .collect();
    let silent: BTreeSet<String> = tenant_tables(&mut conn)
        .await
        .into_iter()
        .filter(|t| !audited.contains(t))
        .collect();
    let expected: BTreeSet<String> = UNAUDITED.iter().map(|(table, _)| (*table).to_owned()).collect();
    assert_eq!(silent, expected, "left is what is, right what is known");
}

/// Whoever adds a column for a secret to an audited table keeps it out of the log.
#[tokio::test]
async fn columns_that_sound_like_secrets_are_kept_out() {
    let app = TestApp::start().await;
    let open: Vec<String> = sqlx::query_scalar(
        "select distinct t.tgrelid::regclass || '.' || a.attname
           from pg_trigger t
           join pg_attribute a on a.attrelid = t.tgrelid and a.attnum > 0 and not a.attisdropped
          where t.tgname in ('audit_row', 'audit_team')
            and (a.atttypid = 'bytea'::regtype or a.attname ~ 'password|secret|token|sealed|hash|credential|document')
            and not (a.attname || '' = any (string_to_array(
                  replace(encode(t.tgargs, 'escape'), '\\000', ','), ',')))",
    )
    .fetch_all(&mut app.database.superuser().await)
    .await
    .unwrap();
    assert!(open.is_empty(), "hide them in audit_table: {open:?}");
}

/// What the page shows has words: for each audited column, and each kind of thing.
#[tokio::test]
async fn every_audited_column_and_subject_has_words() {
    let app = TestApp::start().await;
    let keys: Vec<String> = sqlx::query_scalar(
        "with audited as (
            select tgrelid, string_to_array(replace(encode(tgargs, 'escape'), '\\000', '|'), '|') as args
              from pg_trigger where tgname = 'audit_row')
         select 'audit-field-' || a.attname from audited t
           join pg_attribute a on a.attrelid = t.tgrelid and a.attnum > 0 and not a.attisdropped
          where a.attname <> all (string_to_array(t.args[5], ',') || '{tenant_id,created_at,updated_at,version}')
          union select 'audit-subject-' || args[1] from audited
          union select 'audit-subject-' || subject from unnest('{shipping,search_words,product_option}'::text[]) subject",
    )
    .fetch_all(&mut app.database.superuser().await)
    .await
    .unwrap();
    let missing: Vec<String> = kernel::Locale::ALL
        .into_iter()
        .flat_map(|locale| keys.iter().map(move |key| (locale, key)))
        .filter(|(locale, key)| app.app.i18n.find(*locale, key, &[]).is_none())
        .map(|(locale, key)| format!("{key} ({})", locale.tag()))
        .collect();
    assert!(keys.len() > 60 && missing.is_empty(), "{missing:?}");
}

/// Kind of thing, field and value: those that a check of the database admits, and those that only the program knows.
async fn closed_values(app: &TestApp) -> Vec<(String, String, String)> {
    let mut all: Vec<(String, String, String)> = sqlx::query_as(
        r"with audited as (
            select tgrelid, string_to_array(replace(encode(tgargs, 'escape'), '\000', '|'), '|') as args
              from pg_trigger where tgname = 'audit_row')
         select t.args[1], a.attname::text, (regexp_matches(d.def, '''([^'']*)''::text', 'g'))[1]
           from audited t
           join pg_constraint c on c.conrelid = t.tgrelid and c.contype = 'c' and cardinality(c.conkey) = 1
           join pg_attribute a on a.attrelid = t.tgrelid and a.attnum = c.conkey[1]
          cross join lateral (select pg_get_constraintdef(c.oid) as def) d
          where a.attname <> all (string_to_array(t.args[5], ','))
            and (d.def ~ '= ANY \(ARRAY\[' or d.def ~ '^CHECK \(\(\w+ = ''\w+''::text\)\)$')",
    )
    .fetch_all(&mut app.database.superuser().await)
    .await
    .unwrap();
    assert!(all.len() > 40, "the checks were not read: {all:?}");
    let own =
        |subject: &str, field: &str, value: &str| (subject.to_owned(), field.to_owned(), value.to_owned());
    all.extend(RevokedReason::ALL.map(|reason| own("session", "revoked_reason", reason.as_str())));
    all.extend(Rule::ALL.map(|rule| own("booking", "overridden", rule.as_str())));
    all
}

async fn log(app: &TestApp, shop: &TestShop, id: &str, subject: &str, after: serde_json::Value) {
    sqlx::query(
        "insert into audit_event values ($1, now(), gen_random_uuid(), 'owner', null, null, 'test.test', $2, $3, null, 'update',
                                         '{}', $4, '')",
    )
    .bind(shop.tenant)
    .bind(subject)
    .bind(id)
    .bind(after)
    .execute(&mut app.database.superuser().await)
    .await
    .unwrap();
}

/// Nobody reads `signed_out` on the page: whatever is one of a few has words, in both languages.
#[tokio::test]
async fn every_value_that_is_one_of_a_few_is_shown_in_words() {
    let app = TestApp::start_with(&[("VITRINA_LIMITS__ON", "false")]).await;
    let shop = app.shop("aurora").await;
    let mut raw = vec![];
    for (n, (subject, field, value)) in closed_values(&app).await.iter().enumerate() {
        let id = format!("value-{n}");
        log(&app, &shop, &id, subject, json!({ field.as_str(): value })).await;
        for locale in kernel::Locale::ALL {
            let path = format!("/admin/audit?id={id}");
            let ask = shop.owner.request(reqwest::Method::GET, &path);
            let page = shop
                .owner
                .send(ask.header("cookie", format!("lang={}", locale.tag())))
                .await
                .expect(200)
                .text;
            let shown = page
                .split("<ins")
                .nth(1)
                .and_then(|rest| rest.split(['>', '<']).nth(1))
                .unwrap();
            if shown == value || shown.contains('_') {
                raw.push(format!("{subject}.{field}: {shown} ({})", locale.tag()));
            }
        }
    }
    assert!(
        raw.is_empty(),
        "audit-value-<field>-<value>, or a rule of its own in words.rs: {raw:#?}"
    );
    log(&app, &shop, "day", "working_hours", json!({ "weekday": 3 })).await;
    let page = shop.owner.get("/admin/audit?id=day").await.expect(200).text;
    assert!(page.contains(">miércoles<"), "{page}");
}
