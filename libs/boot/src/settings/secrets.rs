//! `[secrets]`

use std::time::Duration;

use secrecy::{ExposeSecret as _, SecretString};

use super::form;
use super::reader::Section;

/// Fewest characters of the master key.
const LENGTH: usize = 64;

/// What all other secrets hang on.
#[derive(Debug, Clone)]
pub struct Secrets {
    /// Wraps the keys that sign and encrypt. `None` (never in production): the program makes one under `data.dir`.
    pub master_key: Option<SecretString>,
    /// The one before, while what it wrapped is wrapped anew.
    pub previous_master_key: Option<SecretString>,
    /// A tenant's data key seals for so long before the next takes over.
    pub rotate: Duration,
}

impl Secrets {
    pub(super) fn read(section: &mut Section<'_>) -> Self {
        let form = "at least 64 random characters (openssl rand -base64 48)";
        let secrets = Self {
            master_key: section.secret("master_key", form, form::at_least(LENGTH)),
            previous_master_key: section.secret("previous_master_key", form, form::at_least(LENGTH)),
            rotate: section.days("rotate_days", 1..=3_650),
        };
        section.rule(
            &["master_key"],
            secrets.master_key.is_some() || !section.is_production(),
            "production needs a key that outlives the machine",
            "set JWT_SECRET to at least 64 random characters (openssl rand -base64 48)",
        );
        section.rule(
            &["master_key"],
            secrets
                .master_key
                .as_ref()
                .is_none_or(|key| varied(key.expose_secret())),
            "it repeats a few characters",
            "write at least 64 random characters (openssl rand -base64 48)",
        );
        let exposed = |key: &Option<SecretString>| key.as_ref().map(|k| k.expose_secret().to_owned());
        section.rule(
            &["previous_master_key"],
            secrets.previous_master_key.is_none()
                || exposed(&secrets.previous_master_key) != exposed(&secrets.master_key),
            "it is the present key",
            "write the key before it, or nothing",
        );
        secrets
    }
}

/// Ten different characters are far under what chance gives (even in hexadecimal), and over what a held key does.
fn varied(key: &str) -> bool {
    key.chars().collect::<std::collections::BTreeSet<_>>().len() >= 10
}
