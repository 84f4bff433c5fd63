//! Keys of Stripe say of themselves what they are: what was pasted into the wrong field is found before it is kept.

use kernel::{Error, Line, Result};

use crate::model::Account;
use crate::ops::connect::AccountRequest;

/// Refuses what is no publishable key of the secret key's mode, and what signs no webhooks.
pub fn check(wanted: &AccountRequest, known: Option<&Account>) -> Result<()> {
    let public_key = wanted.public_key.as_str();
    if !public_key.starts_with("pk_") {
        return Err(Error::invalid("public_key", "not_publishable"));
    }
    let live = match &wanted.access_token {
        Some(token) => Some(is_live(token.as_str())),
        None => known.map(|known| known.live),
    };
    if live.is_some_and(|live| live != is_live(public_key)) {
        return Err(Error::invalid("public_key", "other_mode"));
    }
    let is_another = |secret: &Line<400>| !secret.as_str().starts_with("whsec_");
    if wanted.webhook_secret.as_ref().is_some_and(is_another) {
        return Err(Error::invalid("webhook_secret", "not_signing"));
    }
    Ok(())
}

/// Whether a key moves real money: its second word says so.
fn is_live(key: &str) -> bool {
    key.split('_').nth(1) == Some("live")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::check;

    fn is_fine(secret: &str, public: &str, signing: &str) -> bool {
        let typed = json!({ "access_token": secret, "public_key": public, "webhook_secret": signing });
        check(&serde_json::from_value(typed).unwrap(), None).is_ok()
    }

    #[test]
    fn keys_stand_in_their_own_fields_and_are_of_one_mode() {
        for (secret, public, signing) in [
            ("sk_live_a", "pk_live_a", "whsec_a"),
            ("rk_test_live_a", "pk_test_a", ""),
            ("", "pk_live_a", "whsec_a"),
        ] {
            assert!(is_fine(secret, public, signing), "{secret} {public} {signing}");
        }
        for (secret, public, signing) in [
            ("sk_live_a", "sk_live_a", "whsec_a"),
            ("sk_live_a", "pk_test_a", "whsec_a"),
            ("sk_test_a", "pk_live_a", ""),
            ("sk_test_a", "pk_test_a", "we_a"),
        ] {
            assert!(!is_fine(secret, public, signing), "{secret} {public} {signing}");
        }
    }
}
