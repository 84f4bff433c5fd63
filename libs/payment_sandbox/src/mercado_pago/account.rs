//! Accounts: one for each access token.

use aws_lc_rs::{digest, hmac};
use serde_json::{Value, json};

use crate::wire::hex;

/// Collectors have ten digits here.
const COLLECTORS: u64 = 1_000_000_000;

/// Whose an access token is.
#[derive(Debug, Clone)]
pub struct Account {
    /// The collector of its payments.
    pub id: u64,
    /// Whether its money is said to be real.
    pub live: bool,
    /// Where it is told what becomes of payments that name no address of their own.
    pub panel: Option<String>,
    /// Signs what it is told.
    pub secret: String,
}

impl Account {
    /// Always the same for one token; none when no account has such a token.
    pub fn of(token: &str) -> Option<Self> {
        let live = token.starts_with("APP_USR-");
        (live || token.starts_with("TEST-")).then(|| Self {
            id: number(token),
            live,
            panel: None,
            secret: webhook_secret(token),
        })
    }

    /// As `/users/me` shows it.
    pub fn view(&self) -> Value {
        json!({
            "id": self.id, "nickname": format!("TESTUSER{}", self.id % 1_000_000), "site_id": "MCO", "country_id": "CO",
            "user_type": "normal", "tags": ["normal", "test_user"], "status": { "site_status": "active" },
        })
    }
}

/// What the account of this access token signs its notifications with, unless the desk set another secret.
pub fn webhook_secret(token: &str) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, b"vitrina sandbox");
    hex(hmac::sign(&key, token.as_bytes()).as_ref())
}

fn number(token: &str) -> u64 {
    let digest = digest::digest(&digest::SHA256, token.as_bytes());
    let number = digest
        .as_ref()
        .iter()
        .take(7)
        .fold(0_u64, |sum, byte| (sum << 8) | u64::from(*byte));
    COLLECTORS + number % COLLECTORS
}

#[cfg(test)]
mod tests {
    use super::{Account, webhook_secret};

    #[test]
    fn a_token_is_always_the_same_account() {
        let id = |token: &str| Account::of(token).map(|account| (account.id, account.live));
        assert_eq!(id("TEST-1"), id("TEST-1"));
        assert_ne!(id("TEST-1"), id("TEST-2"));
        assert_eq!(id("APP_USR-1").map(|(_, live)| live), Some(true));
        assert_eq!(id("sk_test_1"), None);
        assert_ne!(webhook_secret("TEST-1"), webhook_secret("TEST-2"));
    }
}
