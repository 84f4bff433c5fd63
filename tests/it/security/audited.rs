//! What the audit log covers: tables, columns and words are found in the catalogues, so that a new one cannot be forgotten.

use std::collections::BTreeSet;

use testkit::TestApp;

use crate::isolation::tables::tenant_tables;

/// Tenant tables without `audit_table`, and why.
const UNAUDITED: &[(&str, &str)] = &[
    ("audit_event", "it is the log"),
    ("booking_event", "a log of its own"),
    ("booking_occupancy", "follows from the booking"),
    ("booking_series", "written once, with its bookings"),
    ("booking_session", "follows from the booking"),
    ("cart", "a customer's, not staff's"),
    ("cart_item", "a customer's, not staff's"),
    ("counter", "counts what is told itself"),
    ("data_key", "the program's own"),
    (
        "google_attempt",
        "a sign-in under way; the security events tell of it",
    ),
    ("heard_word", "follows from the products"),
    ("idempotency_key", "the program's own"),
    ("login_throttle", "the program's own"),
    ("mail_message", "follows from what is told itself"),
    ("order_event", "a log of its own"),
    ("order_line", "written once, with the order"),
    (
        "passkey_ceremony",
        "a sign-in under way; the security events tell of it",
    ),
    ("product_option", "replaced as a whole: put_variants records it"),
    ("refresh_token", "follows from the session"),
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
    ("stock_movement", "a ledger of its own"),
    ("tenant_host", "the platform's to change: platform_audit"),
    ("waitlist_entry", "a customer's, not staff's"),
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
