//! Query parameters.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use kernel::Error;
use serde::de::DeserializeOwned;

use super::decode;
use crate::failure::Failure;

/// Decoded query parameters; `filters[category]=x` is read as `filters_category=x`.
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<T> std::ops::Deref for Query<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: DeserializeOwned> FromRequest for Query<T> {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(parse(req.query_string()).map(Self).map_err(Failure))
    }
}

/// Longest query string that is read.
const LIMIT: usize = 8 * 1024;

fn parse<T: DeserializeOwned>(query: &str) -> Result<T, Error> {
    if query.len() > LIMIT {
        return Err(crate::errors::EdgeError::TooLarge.into());
    }
    if query.contains("%00") {
        return Err(Error::invalid("query", "bad_characters"));
    }
    // An empty parameter (`?brand=`) comes from an empty form field and means none.
    let flat: Vec<String> = query
        .split('&')
        .filter(|pair| pair.split_once('=').is_none_or(|(_, value)| !value.is_empty()))
        .map(flatten_brackets)
        .collect();
    decode::urlencoded(flat.join("&").as_bytes())
}

/// `filters[category]=x`, its brackets encoded or not, to `filters_category=x`.
fn flatten_brackets(pair: &str) -> String {
    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
    let name = name.replace("%5B", "_").replace("%5b", "_").replace('[', "_");
    let name = name.replace("%5D", "").replace("%5d", "").replace(']', "");
    format!("{name}={value}")
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[derive(Debug, PartialEq, serde::Deserialize)]
    struct Wanted {
        q: String,
        filters_category: Option<String>,
        brand: Option<String>,
    }

    #[test]
    fn brackets_are_flattened_and_empty_fields_are_none() {
        let wanted: Wanted = parse("q=caf%C3%A9&filters%5Bcategory%5D=hogar&brand=").unwrap();
        assert_eq!(
            wanted,
            Wanted {
                q: "café".into(),
                filters_category: Some("hogar".into()),
                brand: None
            }
        );
        assert!(parse::<Wanted>("q=a%00b").is_err());
    }
}
