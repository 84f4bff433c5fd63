//! `[redis]`

use secrecy::{ExposeSecret as _, SecretString};
use url::Url;

use super::form;
use super::reader::Section;

/// Redis, for what replicas must agree on quickly.
#[derive(Debug, Clone)]
pub struct Redis {
    /// Connection string, `password` included.
    pub url: Option<SecretString>,
}

impl Redis {
    pub(super) fn read(section: &mut Section<'_>) -> Self {
        let form = "a connection string, such as redis://host:6379";
        let url = section.secret("url", form, form::url_with(&["redis", "rediss"]));
        let password = section.credential("password", "the password of the Redis server");
        section.rule(
            &["password"],
            password.is_none() || url.is_some(),
            "there is a password, and no redis.url to use it for",
            "set redis.url as well, or remove it",
        );
        Self {
            url: url.map(|url| with_password(url, password.as_ref())),
        }
    }
}

/// A password inside the connection string stands.
fn with_password(text: SecretString, password: Option<&SecretString>) -> SecretString {
    let (Ok(mut url), Some(password)) = (Url::parse(text.expose_secret()), password) else {
        return text;
    };
    if url.password().is_some() || url.set_password(Some(password.expose_secret())).is_err() {
        return text;
    }
    SecretString::from(String::from(url))
}
