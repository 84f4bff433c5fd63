//! What a call says: pairs of names and texts, names with brackets in them (`metadata[order]`).

use std::collections::BTreeMap;

use actix_web::web::Query;

use super::answer::Answer;

/// In order of the names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Form(BTreeMap<String, String>);

impl Form {
    /// None when it is no form.
    pub fn read(text: &str) -> Option<Self> {
        let Query(pairs) = Query::<Vec<(String, String)>>::from_query(text).ok()?;
        Some(Self(pairs.into_iter().collect()))
    }

    pub fn text(&self, name: &str) -> Option<&str> {
        self.0
            .get(name)
            .map(String::as_str)
            .filter(|text| !text.is_empty())
    }

    /// What must be there.
    pub fn needed(&self, name: &str) -> Result<&str, Answer> {
        let message = format!("Missing required param: {name}.");
        self.text(name)
            .ok_or_else(|| Answer::wrong("parameter_missing", name, &message))
    }

    /// A whole number, if it is there.
    pub fn number(&self, name: &str) -> Result<Option<i64>, Answer> {
        let read = |text: &str| {
            let message = format!("Invalid integer: {text}");
            text.parse()
                .map_err(|_| Answer::wrong("parameter_invalid_integer", name, &message))
        };
        self.text(name).map(read).transpose()
    }

    pub fn is_true(&self, name: &str) -> bool {
        self.text(name) == Some("true")
    }

    /// Everything below a name: `metadata[order]` is `order` of `metadata`.
    pub fn below(&self, name: &str) -> BTreeMap<String, String> {
        let inner = |key: &str| {
            Some(
                key.strip_prefix(name)?
                    .strip_prefix('[')?
                    .strip_suffix(']')?
                    .to_owned(),
            )
        };
        let pairs = self.0.iter();
        pairs
            .filter_map(|(key, value)| Some((inner(key)?, value.clone())))
            .collect()
    }

    /// Whether charges are to stand whole, with what they did to the balance.
    pub fn wants_charges(&self) -> bool {
        let whole = "latest_charge.balance_transaction";
        self.below("expand")
            .values()
            .any(|path| path.trim_start_matches("data.") == whole)
    }

    /// Whether this is to stand whole.
    pub fn wants(&self, path: &str) -> bool {
        self.below("expand").values().any(|wanted| wanted == path)
    }

    /// Refuses what is none of these names.
    pub fn only(&self, names: &[&str]) -> Result<(), Answer> {
        let root = |key: &str| key.split('[').next().unwrap_or_default().to_owned();
        let unknown = self.0.keys().map(|key| root(key));
        let mut unknown =
            unknown.filter(|name| name != "key" && name != "expand" && !names.contains(&name.as_str()));
        match unknown.next() {
            Some(name) if name == "payment_method_types" => Err(Answer::wrong(
                "payment_method_types_no_longer_supported",
                &name,
                "payment_method_types is no longer supported; use allowed_payment_method_types",
            )),
            Some(name) => Err(Answer::wrong(
                "parameter_unknown",
                &name,
                &format!("Received unknown parameter: {name}"),
            )),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Form;

    #[test]
    fn names_may_have_brackets() {
        let form =
            Form::read("amount=5&metadata%5Battempt%5D=a-1&metadata[order]=%C3%B1&expand[0]=latest_charge")
                .unwrap();
        assert_eq!(form.number("amount").unwrap(), Some(5));
        let metadata = form.below("metadata");
        assert_eq!(
            (metadata["attempt"].as_str(), metadata["order"].as_str()),
            ("a-1", "ñ")
        );
        assert!(!form.wants_charges());
        assert!(form.only(&["amount", "metadata"]).is_ok() && form.only(&["amount"]).is_err());
        assert!(Form::read("amount=x").unwrap().number("amount").is_err());
        let whole = Form::read("expand[0]=data.latest_charge.balance_transaction").unwrap();
        assert!(whole.wants_charges());
    }

    #[test]
    fn the_order_of_the_words_says_nothing() {
        assert_eq!(Form::read("a=1&b=2"), Form::read("b=2&a=1"));
        assert_ne!(Form::read("a=1&b=2"), Form::read("a=1&b=3"));
    }
}
