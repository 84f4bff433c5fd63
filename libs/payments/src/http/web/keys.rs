//! Keys of providers say of themselves what they are: what was pasted into the wrong field is found before anybody is asked, and
//! said at that field.

use kernel::{Error, FieldError, Line, Result};

use crate::model::{Account, ProviderCode};
use crate::ops::connect::AccountRequest;

/// Beginnings of Mercado Pago's keys: of real money (or of a test account's own), and of rehearsals.
const MERCADOPAGO: [&str; 2] = ["APP_USR-", "TEST-"];
/// Beginnings of what Stripe gives out.
const STRIPE: [&str; 4] = ["sk_", "rk_", "pk_", "whsec_"];

/// Refuses what stands in another field's place, comes from another provider, or is of another mode than the key beside it. All
/// that is wrong is said at once.
pub fn check(code: ProviderCode, wanted: &AccountRequest, known: Option<&Account>) -> Result<()> {
    let wrong = match code {
        ProviderCode::Mercadopago => of_mercadopago(wanted),
        ProviderCode::Stripe => of_stripe(wanted, known),
    };
    let wrong: Vec<FieldError> = wrong
        .into_iter()
        .map(|(field, code)| FieldError {
            field: field.to_owned(),
            code,
            args: vec![],
        })
        .collect();
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(Error::invalid_fields(wrong))
    }
}

/// A field and what is wrong with it.
type Wrong = (&'static str, &'static str);

fn of_mercadopago(wanted: &AccountRequest) -> Vec<Wrong> {
    let [token, signing] = [wanted.access_token.as_ref(), wanted.webhook_secret.as_ref()].map(text);
    let public_key = wanted.public_key.as_str();
    let mut wrong = vec![];
    if begins(token, &STRIPE) {
        wrong.push(("access_token", "other_provider"));
    } else if is_public_there(token) || !token.is_empty() && token == public_key {
        wrong.push(("access_token", "is_public_key"));
    }
    if begins(public_key, &STRIPE) {
        wrong.push(("public_key", "other_provider"));
    } else if is_private_there(public_key) {
        wrong.push(("public_key", "is_private_key"));
    } else if begins(token, &MERCADOPAGO)
        && begins(public_key, &MERCADOPAGO)
        && is_test(token) != is_test(public_key)
    {
        wrong.push(("public_key", "other_mode"));
    }
    if begins(signing, &MERCADOPAGO) || begins(signing, &STRIPE) {
        wrong.push(("webhook_secret", "is_a_key"));
    }
    wrong
}

fn of_stripe(wanted: &AccountRequest, known: Option<&Account>) -> Vec<Wrong> {
    let [token, signing] = [wanted.access_token.as_ref(), wanted.webhook_secret.as_ref()].map(text);
    let public_key = wanted.public_key.as_str();
    let mut wrong = vec![];
    if begins(token, &MERCADOPAGO) {
        wrong.push(("access_token", "other_provider"));
    } else if token.starts_with("pk_") {
        wrong.push(("access_token", "is_public_key"));
    } else if token.starts_with("whsec_") {
        wrong.push(("access_token", "is_signing_key"));
    }
    let live = match token {
        "" => known.map(|known| known.live),
        token => ["sk_", "rk_"]
            .iter()
            .any(|begins| token.starts_with(begins))
            .then(|| is_live(token)),
    };
    if begins(public_key, &MERCADOPAGO) {
        wrong.push(("public_key", "other_provider"));
    } else if public_key.starts_with("sk_") || public_key.starts_with("rk_") {
        wrong.push(("public_key", "is_private_key"));
    } else if !public_key.starts_with("pk_") {
        wrong.push(("public_key", "not_publishable"));
    } else if live.is_some_and(|live| live != is_live(public_key)) {
        wrong.push(("public_key", "other_mode"));
    }
    if !signing.is_empty() && !signing.starts_with("whsec_") {
        wrong.push(("webhook_secret", "not_signing"));
    }
    wrong
}

fn text(typed: Option<&Line<400>>) -> &str {
    typed.map(Line::as_str).unwrap_or_default()
}

fn begins(key: &str, with: &[&str]) -> bool {
    with.iter().any(|begin| key.starts_with(begin))
}

fn is_test(key: &str) -> bool {
    key.starts_with("TEST-")
}

/// What follows the beginning of Mercado Pago's keys, in parts.
fn parts_there(key: &str) -> Option<Vec<&str>> {
    let rest = MERCADOPAGO.iter().find_map(|begin| key.strip_prefix(begin))?;
    Some(rest.split('-').collect())
}

/// `APP_USR-` and a UUID.
fn is_public_there(key: &str) -> bool {
    parts_there(key).is_some_and(|parts| {
        let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
        let is_hex = |part: &&str| part.bytes().all(|byte| byte.is_ascii_hexdigit());
        lengths == [8, 4, 4, 4, 12] && parts.iter().all(is_hex)
    })
}

/// `APP_USR-`, the application's number, a date, 32 letters, and the account's number.
fn is_private_there(key: &str) -> bool {
    let is_number =
        |part: &str, least: usize| part.len() >= least && part.bytes().all(|byte| byte.is_ascii_digit());
    parts_there(key).is_some_and(|parts| match parts[..] {
        [application, date, letters, ..] => {
            is_number(application, 6) && is_number(date, 4) && letters.len() >= 20
        }
        _ => false,
    })
}

/// Whether a key of Stripe's moves real money: its second word says so.
fn is_live(key: &str) -> bool {
    key.split('_').nth(1) == Some("live")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::check;
    use crate::model::ProviderCode::{self, Mercadopago, Stripe};

    const TOKEN: &str = "APP_USR-1234567890123456-112217-0123456789abcdef0123456789abcdef-123456789";
    const PUBLIC: &str = "APP_USR-01234567-89ab-cdef-0123-456789abcdef";

    /// The fields that are wrong, each with what is said of it.
    fn wrong(code: ProviderCode, secret: &str, public: &str, signing: &str) -> Vec<(String, &'static str)> {
        let typed = json!({ "access_token": secret, "public_key": public, "webhook_secret": signing });
        match check(code, &serde_json::from_value(typed).unwrap(), None) {
            Err(kernel::Error::Refused(refusal)) => refusal
                .fields
                .into_iter()
                .map(|one| (one.field, one.code))
                .collect(),
            _ => vec![],
        }
    }

    #[test]
    fn keys_stand_in_their_own_fields_and_are_of_one_mode() {
        for (code, secret, public, signing) in [
            (Stripe, "sk_live_a", "pk_live_a", "whsec_a"),
            (Stripe, "rk_test_live_a", "pk_test_a", ""),
            (Stripe, "", "pk_live_a", "whsec_a"),
            (Mercadopago, TOKEN, PUBLIC, "0123abcd"),
            (Mercadopago, "", PUBLIC, ""),
            (Mercadopago, "APP_USR-aurora", "APP_USR-public", ""),
        ] {
            assert_eq!(
                wrong(code, secret, public, signing),
                [],
                "{secret} {public} {signing}"
            );
        }
    }

    #[test]
    fn what_stands_elsewhere_or_is_of_another_mode_is_said_at_its_field() {
        let test = TOKEN.replace("APP_USR", "TEST");
        for (code, secret, public, signing, field, why) in [
            (
                Stripe,
                "sk_live_a",
                "sk_live_a",
                "whsec_a",
                "public_key",
                "is_private_key",
            ),
            (
                Stripe,
                "sk_live_a",
                "pk_test_a",
                "whsec_a",
                "public_key",
                "other_mode",
            ),
            (Stripe, "sk_test_a", "pk_live_a", "", "public_key", "other_mode"),
            (
                Stripe,
                "sk_test_a",
                "pk_test_a",
                "we_a",
                "webhook_secret",
                "not_signing",
            ),
            (
                Stripe,
                "pk_live_a",
                "pk_live_a",
                "",
                "access_token",
                "is_public_key",
            ),
            (Stripe, TOKEN, "pk_live_a", "", "access_token", "other_provider"),
            (Stripe, "sk_live_a", "a", "", "public_key", "not_publishable"),
            (Mercadopago, PUBLIC, PUBLIC, "", "access_token", "is_public_key"),
            (Mercadopago, TOKEN, TOKEN, "", "access_token", "is_public_key"),
            (Mercadopago, "", TOKEN, "", "public_key", "is_private_key"),
            (Mercadopago, &test, PUBLIC, "", "public_key", "other_mode"),
            (
                Mercadopago,
                "sk_live_a",
                PUBLIC,
                "",
                "access_token",
                "other_provider",
            ),
            (Mercadopago, TOKEN, PUBLIC, TOKEN, "webhook_secret", "is_a_key"),
        ] {
            let found = wrong(code, secret, public, signing);
            assert!(
                found.contains(&(field.to_owned(), why)),
                "{secret} {public} {signing}: {found:?}"
            );
        }
    }
}
