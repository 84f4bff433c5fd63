//! Accounts: one for each secret key, or for each pair of a secret and a public one.

use aws_lc_rs::{digest, hmac};
use serde_json::{Value, json};

use super::billing::collect::Dunning;
use crate::wire::hex;

/// Whose a key is.
#[derive(Debug, Clone)]
pub struct Account {
    /// What its keys end in: `test_…` or `live_…`.
    pub whose: String,
    /// How missing payments of subscriptions are tried again.
    pub dunning: Dunning,
    /// Where it is told what happens.
    pub endpoints: Vec<Endpoint>,
    /// What its balance is counted in, and for how many of a payment's minor units one of it is given. None: in whatever is
    /// paid.
    pub rate: Option<(String, i64)>,
}

/// Who is told, and what it is signed with: several secrets while one replaces the other.
#[derive(Debug, Clone)]
pub struct Endpoint {
    pub url: String,
    pub secrets: Vec<String>,
    /// How the kinds begin that it wants to hear of; none: all.
    pub kinds: Vec<String>,
}

/// Whose a key is, and whether it may do everything. None for what is no key.
pub fn owner(key: &str) -> Option<(&str, bool)> {
    let secret = key.strip_prefix("sk_").or_else(|| key.strip_prefix("rk_"));
    let whose = secret.or_else(|| key.strip_prefix("pk_"))?;
    let rest = whose
        .strip_prefix("test_")
        .or_else(|| whose.strip_prefix("live_"))?;
    let fine = !rest.is_empty()
        && rest
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
    fine.then_some((whose, secret.is_some()))
}

/// Whether its money is said to be real.
pub fn is_live(whose: &str) -> bool {
    whose.starts_with("live_")
}

impl Account {
    pub fn of(whose: &str) -> Self {
        Self {
            whose: whose.to_owned(),
            dunning: Dunning::default(),
            endpoints: vec![],
            rate: None,
        }
    }

    /// As `/v1/account` shows it. Its keys for tests and for real money are of one account.
    pub fn view(&self) -> Value {
        let name = self.whose.split_once('_').map_or("", |(_, name)| name);
        let currency = self
            .rate
            .as_ref()
            .map_or("cop", |(currency, _)| currency.as_str());
        json!({
            "id": id(name), "object": "account", "type": "standard", "country": "US", "default_currency": currency,
            "charges_enabled": true, "payouts_enabled": true, "details_submitted": true, "email": null,
            "business_profile": { "name": null, "url": null },
            "settings": { "dashboard": { "display_name": name, "timezone": "America/Bogota" } },
        })
    }
}

fn id(name: &str) -> String {
    let digest = digest::digest(&digest::SHA256, name.as_bytes());
    let digits = hex(digest.as_ref());
    format!("acct_{}", digits.get(..16).unwrap_or_default())
}

/// What notifications to the account of this key are signed with, unless the desk set other secrets.
pub fn webhook_secret(secret_key: &str) -> String {
    let whose = owner(secret_key).map_or("", |(whose, _)| whose);
    let key = hmac::Key::new(hmac::HMAC_SHA256, b"vitrina sandbox");
    format!("whsec_{}", hex(hmac::sign(&key, whose.as_bytes()).as_ref()))
}

#[cfg(test)]
mod tests {
    use super::{Account, owner, webhook_secret};

    #[test]
    fn keys_with_the_same_end_are_one_accounts() {
        assert_eq!(owner("sk_test_one"), Some(("test_one", true)));
        assert_eq!(owner("pk_test_one"), Some(("test_one", false)));
        assert_eq!(owner("rk_live_one"), Some(("live_one", true)));
        for odd in ["", "sk_one", "sk_test_", "TEST-one", "sk_test_a b", "whsec_1"] {
            assert_eq!(owner(odd), None, "{odd}");
        }
        let id = |whose: &str| Account::of(whose).view()["id"].clone();
        assert_eq!(id("test_one"), id("live_one"));
        assert_ne!(id("test_one"), id("test_two"));
        assert_ne!(webhook_secret("sk_test_one"), webhook_secret("sk_live_one"));
    }
}
