//! The account.

use serde::Deserialize;

use crate::error::StripeError;

/// Whose secret key it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its name at Stripe: `acct_…`.
    pub id: String,
    /// As its owner is called there; the id where nobody has called it anything.
    pub name: String,
    /// Whether the key opens real money. The key says so: the same account has keys of both kinds.
    pub live: bool,
    /// Where it is: `US`.
    pub country: Option<String>,
    /// What its balance is counted in, in capitals, unless it has several.
    pub currency: Option<String>,
    /// Whether it may be paid yet.
    pub charges: bool,
}

#[derive(Deserialize)]
struct Raw {
    id: String,
    country: Option<String>,
    default_currency: Option<String>,
    charges_enabled: Option<bool>,
    business_profile: Option<Profile>,
    settings: Option<Settings>,
}

#[derive(Deserialize)]
struct Profile {
    name: Option<String>,
}

#[derive(Deserialize)]
struct Settings {
    dashboard: Option<Dashboard>,
}

#[derive(Deserialize)]
struct Dashboard {
    display_name: Option<String>,
}

impl Account {
    pub(crate) fn read(json: &[u8], live: bool) -> Result<Self, StripeError> {
        let raw: Raw = serde_json::from_slice(json).map_err(|_| StripeError::Unreadable)?;
        let shown = raw
            .settings
            .and_then(|it| it.dashboard)
            .and_then(|it| it.display_name);
        let name = filled(shown).or_else(|| filled(raw.business_profile.and_then(|it| it.name)));
        Ok(Self {
            name: name.unwrap_or_else(|| raw.id.clone()),
            id: raw.id,
            live,
            country: raw.country,
            currency: raw.default_currency.map(|code| code.to_ascii_uppercase()),
            charges: raw.charges_enabled.unwrap_or(false),
        })
    }
}

fn filled(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::Account;

    #[test]
    fn an_account_is_called_what_its_owner_called_it() {
        let read =
            |more: &str| Account::read(format!(r#"{{"id":"acct_1"{more}}}"#).as_bytes(), false).unwrap();
        let both = r#","settings":{"dashboard":{"display_name":"Panadería"}},"business_profile":{"name":"Ltd"},
            "country":"US","default_currency":"usd","charges_enabled":true"#;
        let account = read(both);
        assert_eq!(
            (
                account.name.as_str(),
                account.currency.as_deref(),
                account.charges
            ),
            ("Panadería", Some("USD"), true)
        );
        assert_eq!(
            read(r#","settings":{},"business_profile":{"name":"Ltd"}"#).name,
            "Ltd"
        );
        assert_eq!(
            read(r#","settings":null,"business_profile":{"name":" "}"#).name,
            "acct_1"
        );
        assert!(!read("").charges);
    }
}
