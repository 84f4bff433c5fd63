//! The files that people read say exactly what the program knows.

use std::collections::BTreeSet;

use super::{known_keys, load};
use crate::settings::{Environment, Settings, Sources, file, names};

const DEFAULT: &str = include_str!("../../../../../config/default.toml");
const EXAMPLE: &str = include_str!("../../../../../.env.example");

#[test]
fn default_toml_has_exactly_the_keys_there_are() {
    let keys = file::keys("default.toml", DEFAULT).unwrap();
    let written: BTreeSet<_> = keys.into_iter().map(|(key, _)| key).collect();
    let known: BTreeSet<_> = known_keys().into_iter().collect();
    assert_eq!(written, known);
}

#[test]
fn default_toml_explains_every_key() {
    let mut before = "";
    for line in DEFAULT.lines() {
        if !line.is_empty() && !line.starts_with(['#', '[']) {
            assert!(before.starts_with("# "), "no comment above: {line}");
        }
        before = line;
    }
}

#[test]
fn every_environment_starts_with_what_it_needs() {
    let development = load(&[]);
    assert_eq!(development.environment, Environment::Development);
    let production = load(&[
        ("VITRINA_ENV", "production"),
        ("JWT_SECRET", super::KEY),
        ("FRONTEND_URL", "https://example.com"),
        ("SMTP_HOST", "mail.example.com"),
    ]);
    assert!(production.environment.is_production());
    assert_eq!(load(&[("VITRINA_ENV", "test")]).server.port, 0);
}

/// Name and value of every assignment, those in comments included.
fn example() -> Vec<(&'static str, &'static str)> {
    let assignment = |line: &'static str| {
        let (name, value) = line.trim_start_matches('#').split_once('=')?;
        let is_name = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
        name.chars().all(is_name).then(|| (name, value.trim_matches('"')))
    };
    EXAMPLE.lines().filter_map(assignment).collect()
}

#[test]
fn env_example_has_exactly_the_names_there_are() {
    let written: Vec<_> = example().into_iter().map(|(name, _)| name.to_owned()).collect();
    let once: BTreeSet<_> = written.iter().cloned().collect();
    assert_eq!(written.len(), once.len(), "a name stands there twice");

    let ours = known_keys().into_iter().map(|key| names::variable(&key));
    let usual = names::PLAIN.iter().map(|(name, _)| (*name).to_owned());
    let known: BTreeSet<_> = ours.chain(usual).chain([names::ENVIRONMENT.to_owned()]).collect();
    assert_eq!(once, known);
}

#[test]
fn env_example_says_what_each_name_means() {
    for paragraph in EXAMPLE
        .split("\n\n")
        .skip(1)
        .filter(|text| text.contains("VITRINA_"))
    {
        assert!(paragraph.starts_with("# "), "no line of meaning: {paragraph}");
    }
}

#[test]
fn env_example_is_a_working_environment() {
    let as_written = load(&example());
    assert_eq!(format!("{as_written:?}"), {
        let default = Settings::load(&Sources::default()).unwrap();
        // The development file asks for a pretty log; the example shows the default.
        format!("{default:?}").replace("log_format: Pretty", "log_format: Json")
    });
}

#[test]
fn every_usual_name_sets_a_key_there_is() {
    let known: BTreeSet<_> = known_keys().into_iter().collect();
    for (name, key) in names::PLAIN {
        assert!(known.contains(*key), "{name} sets {key}");
    }
}
