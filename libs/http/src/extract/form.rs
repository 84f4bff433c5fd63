//! An HTML form: decoded like JSON, and when it does not fit, given back with what was typed.

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest};
use futures_util::future::LocalBoxFuture;
use kernel::Error;
use serde::de::DeserializeOwned;
use validator::Validate;

use super::decode;
use super::json::read_body;
use crate::access::Visitor;
use crate::errors::EdgeError;
use crate::failure::Failure;

/// Most fields of a form: a product with a hundred variants has about a thousand.
const FIELDS: usize = 2_000;

/// What was typed, name by name, in order; names may repeat.
#[derive(Debug, Clone, Default)]
pub struct Typed(Vec<(String, String)>);

impl Typed {
    /// From the fields as they came.
    pub(super) fn of(pairs: Vec<(String, String)>) -> Self {
        Self(pairs)
    }

    /// The first value of a field, or nothing.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v)
    }

    /// All values of a field.
    pub fn all(&self, name: &str) -> Vec<&str> {
        self.0
            .iter()
            .filter(|(n, _)| n == name)
            .map(|(_, v)| v.as_str())
            .collect()
    }

    /// Whether the field was sent (a ticked box).
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(n, _)| n == name)
    }

    /// Fills a form that nobody has typed into yet.
    pub fn prefilled<N: Into<String>>(pairs: impl IntoIterator<Item = (N, String)>) -> Self {
        Self(pairs.into_iter().map(|(n, v)| (n.into(), v)).collect())
    }

    /// All fields, in order.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(n, v)| (n.as_str(), v.as_str()))
    }
}

/// A submitted form. The handler uses [`Form::parsed`], and renders the page again with [`Form::typed`] when it failed.
#[derive(Debug)]
pub struct Form<T> {
    /// The value, or what is wrong.
    pub parsed: Result<T, Error>,
    /// What was typed, for showing it again. Never shown: passwords (templates leave those fields empty).
    pub typed: Typed,
    /// SHA-256 of the body.
    pub hash: [u8; 32],
}

impl<T> Form<T> {
    /// The value, or the refusal as the answer.
    pub fn into_inner(self) -> Result<T, Failure> {
        self.parsed.map_err(Failure)
    }
}

impl<T: DeserializeOwned + Validate + 'static> FromRequest for Form<T> {
    type Error = Failure;
    type Future = LocalBoxFuture<'static, Result<Self, Failure>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (req, payload) = (req.clone(), payload.take());
        Box::pin(async move {
            let media = req
                .headers()
                .get(header::CONTENT_TYPE)
                .and_then(|v| v.to_str().ok())
                .unwrap_or_default();
            if !media.starts_with("application/x-www-form-urlencoded") {
                return Err(EdgeError::UnsupportedMedia.into());
            }
            let bytes = read_body(&req, payload).await?;
            let pairs: Vec<(String, String)> = decode::urlencoded(&bytes)?;
            if pairs.len() > FIELDS {
                return Err(EdgeError::TooLarge.into());
            }
            let visitor = Visitor::of(&req).await?;
            let typed = Typed(pairs);
            visitor.check_csrf(typed.get("csrf_token"))?;
            let parsed = decode::urlencoded::<T>(&without_blanks(&typed)).and_then(decode::validate);
            Ok(Self {
                parsed,
                typed,
                hash: crate::secrets::sha256(&bytes),
            })
        })
    }
}

/// An empty field is an absent one: `Option` fields become `None`, others are `required`.
fn without_blanks(typed: &Typed) -> Vec<u8> {
    let filled: Vec<(&str, &str)> = typed
        .0
        .iter()
        .filter(|(name, value)| !value.trim().is_empty() && name != "csrf_token")
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    serde_html_form::to_string(filled)
        .unwrap_or_default()
        .into_bytes()
}
