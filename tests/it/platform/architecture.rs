//! Dependencies point downward, and what is dangerous stays in its crate.

use std::collections::BTreeMap;

use cargo_metadata::{DependencyKind, MetadataCommand};

/// Low to high; a crate may use those before it.
const ORDER: &[&str] = &[
    // platform
    "kernel",
    "slots",
    "ical",
    "db",
    "jobs",
    "storage",
    "pictures",
    "passkeys",
    "mail",
    "shared_counters",
    "outbound",
    "caldav",
    "google_sign_in",
    "google_calendar",
    "sms",
    "web_push",
    "webhooks",
    "mercadopago",
    "stripe",
    "payment_sandbox",
    "vitrina-http",
    "boot",
    // domain
    "tenancy",
    "notifications",
    "billing",
    "identity",
    "ledger",
    "payments",
    "catalog",
    "inventory",
    "promotions",
    "sales",
    "reviews",
    "exchange",
    "booking",
    "calendars",
    "insights",
    "integrators",
    "panel",
    // the executable and what tests it
    "vitrina",
    "testkit",
    "vitrina-tests",
    "vitrina-bench",
];

/// A library, and the only crates of ours that may name it.
const ONLY: &[(&str, &[&str])] = &[
    (
        "actix-web",
        &[
            "payment_sandbox",
            "vitrina-http",
            "tenancy",
            "notifications",
            "billing",
            "identity",
            "ledger",
            "payments",
            "catalog",
            "inventory",
            "promotions",
            "sales",
            "reviews",
            "exchange",
            "booking",
            "calendars",
            "insights",
            "integrators",
            "panel",
            "vitrina",
            "testkit",
        ],
    ),
    ("lettre", &["mail"]),
    ("object_store", &["storage"]),
    (
        "reqwest",
        &[
            "google_sign_in",
            "google_calendar",
            "outbound",
            "payment_sandbox",
            "testkit",
            "vitrina-tests",
        ],
    ),
    ("oauth2", &["google_sign_in", "google_calendar"]),
    ("async-stripe-billing", &["stripe"]),
    ("async-stripe-checkout", &["stripe"]),
    ("async-stripe-client-core", &["stripe"]),
    ("async-stripe-core", &["stripe"]),
    ("async-stripe-product", &["stripe"]),
    ("async-stripe-types", &["stripe"]),
    ("jsonwebtoken", &["google_sign_in", "vitrina-http"]),
    ("argon2", &["identity"]),
    ("webauthn-rs", &["passkeys"]),
    ("image", &["pictures", "vitrina-tests"]),
    ("redis", &["shared_counters"]),
    ("sentry", &["boot"]),
    ("icalendar", &["ical"]),
    ("rrule", &["ical"]),
];

fn dependencies() -> BTreeMap<String, Vec<String>> {
    let metadata = MetadataCommand::new().no_deps().exec().unwrap();
    let of = |p: &cargo_metadata::Package| {
        p.dependencies
            .iter()
            .filter(|d| d.kind == DependencyKind::Normal || p.name.as_str() == "vitrina-tests")
            .map(|d| d.name.clone())
            .collect()
    };
    metadata
        .packages
        .iter()
        .map(|p| (p.name.to_string(), of(p)))
        .collect()
}

#[test]
fn tiers_point_downward() {
    let place = |name: &str| ORDER.iter().position(|known| *known == name);
    for (name, needs) in dependencies() {
        let own =
            place(&name).unwrap_or_else(|| panic!("{name} has no place in the order: add it to this test"));
        for need in needs {
            if let Some(other) = place(&need) {
                assert!(other < own, "{name} uses {need}, which stands above it");
            }
        }
    }
}

#[test]
fn dangerous_libraries_stay_in_their_crates() {
    for (name, needs) in dependencies() {
        for (library, allowed) in ONLY {
            let uses = needs.iter().any(|need| need == library);
            assert!(
                !uses || allowed.contains(&name.as_str()),
                "{name} may not use {library}"
            );
        }
    }
}

#[test]
fn every_slice_explains_itself() {
    let libs = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../libs");
    for entry in std::fs::read_dir(libs).unwrap().flatten() {
        assert!(
            entry.path().join("README.md").exists(),
            "{} has no README.md",
            entry.path().display()
        );
    }
}
