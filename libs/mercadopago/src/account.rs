//! The account, and what it may be paid by.

use kernel::Currency;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::amount::{OURS, told_or_none};
use crate::error::MpError;
use crate::id::Name;

/// Whose access token it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The collector of its payments.
    pub id: String,
    /// Country: `MCO` is Colombia.
    pub site: String,
    /// As its owner is called there.
    pub nickname: String,
    /// Whether it was made for tests.
    pub test: bool,
}

#[derive(Deserialize)]
struct RawAccount {
    id: Name,
    site_id: String,
    #[serde(default)]
    nickname: String,
    #[serde(default)]
    tags: Option<Vec<String>>,
}

impl Account {
    pub(crate) fn read(json: &[u8]) -> Result<Self, MpError> {
        let raw: RawAccount = serde_json::from_slice(json).map_err(|_| MpError::Unreadable)?;
        let tags = raw.tags.unwrap_or_default();
        Ok(Self {
            id: raw.id.0,
            site: raw.site_id,
            test: tags.iter().any(|tag| tag == "test_user"),
            nickname: raw.nickname,
        })
    }
}

/// What PSE is at the moment. Asked for hourly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PseTerms {
    /// Whether it can be paid by.
    pub active: bool,
    /// Least amount, in centavos.
    pub least: i64,
    /// Most, in centavos.
    pub most: i64,
    /// Banks, A to Z.
    pub banks: Vec<Bank>,
}

/// A bank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bank {
    /// Its code: `1007`.
    pub id: String,
    /// Its name.
    pub name: String,
}

#[derive(Deserialize)]
struct RawMethod<'a> {
    id: Option<String>,
    status: Option<String>,
    #[serde(borrow)]
    min_allowed_amount: Option<&'a RawValue>,
    #[serde(borrow)]
    max_allowed_amount: Option<&'a RawValue>,
    financial_institutions: Option<Vec<RawBank>>,
}

/// It was a list of texts once.
#[derive(Deserialize)]
#[serde(untagged)]
enum RawBank {
    Whole { id: Name, description: Option<String> },
    Code(Name),
    Other(serde::de::IgnoredAny),
}

impl PseTerms {
    /// Out of all methods of the account; [`MpError::NotFound`] when it may not be paid by PSE.
    pub(crate) fn read(json: &[u8]) -> Result<Self, MpError> {
        let methods: Vec<&RawValue> = serde_json::from_slice(json).map_err(|_| MpError::Unreadable)?;
        // Other methods may look as they want.
        let read = |raw: &&RawValue| {
            serde_json::from_str::<RawMethod<'_>>(raw.get()).is_ok_and(|method| method.is_pse())
        };
        let pse = methods.into_iter().find(read).ok_or(MpError::NotFound)?;
        let pse: RawMethod<'_> = serde_json::from_str(pse.get()).map_err(|_| MpError::Unreadable)?;
        Self::of(pse, OURS)
    }

    fn of(raw: RawMethod<'_>, currency: Currency) -> Result<Self, MpError> {
        let banks = raw.financial_institutions.unwrap_or_default().into_iter();
        let mut banks: Vec<Bank> = banks.filter_map(Bank::of).collect();
        banks.sort_by_cached_key(|bank| (bank.name.to_lowercase(), bank.id.clone()));
        Ok(Self {
            active: raw.status.as_deref() == Some("active"),
            least: told_or_none(raw.min_allowed_amount, currency)?.unwrap_or(0),
            most: told_or_none(raw.max_allowed_amount, currency)?.unwrap_or(i64::MAX),
            banks,
        })
    }
}

impl RawMethod<'_> {
    fn is_pse(&self) -> bool {
        self.id.as_deref() == Some("pse")
    }
}

impl Bank {
    /// Without a name, its code is one. Without a code it is none: the list's first entry may say "choose one".
    fn of(raw: RawBank) -> Option<Self> {
        let (id, name) = match raw {
            RawBank::Whole { id, description } => (id.0, description),
            RawBank::Code(id) => (id.0, None),
            RawBank::Other(_) => return None,
        };
        let id = id.trim().to_owned();
        let name = name
            .map(|name| name.trim().to_owned())
            .filter(|name| !name.is_empty());
        let fine = !id.is_empty() && id != "0";
        fine.then(|| Self {
            name: name.unwrap_or_else(|| id.clone()),
            id,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Account, PseTerms};
    use crate::error::MpError;

    fn terms(pse: &str) -> Result<PseTerms, MpError> {
        PseTerms::read(format!(r#"[{{"id":"visa","min_allowed_amount":"?"}}, 7, {pse}]"#).as_bytes())
    }

    fn banks(list: &str) -> Vec<(String, String)> {
        let terms = terms(&format!(
            r#"{{"id":"pse","status":"active","financial_institutions":{list}}}"#
        ));
        terms
            .unwrap()
            .banks
            .into_iter()
            .map(|bank| (bank.id, bank.name))
            .collect()
    }

    #[test]
    fn banks_come_from_a_to_z_whatever_shape_they_have() {
        let pair = |id: &str, name: &str| (id.to_owned(), name.to_owned());
        assert_eq!(
            banks(
                r#"[{"id":"1051","description":"Davivienda"},{"id":1007,"description":" bancolombia "},{"id":"0","description":"Elija"},{"id":"1507"},{},null]"#
            ),
            [
                pair("1507", "1507"),
                pair("1007", "bancolombia"),
                pair("1051", "Davivienda")
            ]
        );
        assert_eq!(
            banks(r#"["1051","1007"]"#),
            [pair("1007", "1007"), pair("1051", "1051")]
        );
        assert_eq!(banks("null"), []);
    }

    #[test]
    fn limits_are_minor_units() {
        let found =
            terms(r#"{"id":"pse","status":"deactive","min_allowed_amount":1600,"max_allowed_amount":3.4E8}"#)
                .unwrap();
        assert_eq!(
            (found.active, found.least, found.most),
            (false, 160_000, 34_000_000_000)
        );
        assert_eq!(terms("{}"), Err(MpError::NotFound));
        assert_eq!(PseTerms::read(b"{}"), Err(MpError::Unreadable));
        assert_eq!(
            terms(r#"{"id":"pse","min_allowed_amount":"much"}"#),
            Err(MpError::Unreadable)
        );
    }

    #[test]
    fn an_account_for_tests_is_told_by_its_tags() {
        let read = |tags: &str| {
            Account::read(format!(r#"{{"id":44,"site_id":"MCO","nickname":"TETE1"{tags}}}"#).as_bytes())
        };
        let account = read(r#","tags":["normal","test_user"]"#).unwrap();
        assert_eq!(
            (account.id.as_str(), account.site.as_str(), account.test),
            ("44", "MCO", true)
        );
        assert!(!read("").unwrap().test && !read(r#","tags":null"#).unwrap().test);
    }
}
