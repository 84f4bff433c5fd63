//! What Google says of somebody, believed only when all of it holds (OpenID Connect Core 1.0 §3.1.3.7).

use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::{Algorithm, Validation};
use kernel::Email;
use serde::Deserialize;

use crate::directory::Directory;
use crate::error::GoogleError;

/// Longest `sub` (OpenID Connect Core 1.0 §2).
const SUBJECT_LENGTH: usize = 255;

/// Somebody with an account at Google.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Google's name for them, which never changes.
    pub subject: String,
    /// Their address, which Google has verified. It may change, and be somebody else's one day.
    pub email: Email,
    /// Their name as they wrote it, if they did.
    pub name: Option<String>,
}

#[derive(Deserialize)]
struct Claims {
    sub: String,
    exp: i64,
    nonce: Option<String>,
    azp: Option<String>,
    email: Option<String>,
    email_verified: Option<Flag>,
    name: Option<String>,
}

/// `true` in some answers is `"true"`.
#[derive(Deserialize)]
#[serde(untagged)]
enum Flag {
    Plain(bool),
    Word(String),
}

/// Whose account it is, if the token is Google's, for `client_id`, of this attempt, and not over.
pub(crate) async fn read(
    directory: &Directory,
    token: &str,
    client_id: &str,
    nonce: &str,
) -> Result<Account, GoogleError> {
    let header = jsonwebtoken::decode_header(token).map_err(|_| refused("it is no token"))?;
    if header.alg != Algorithm::RS256 {
        return Err(refused("it is signed otherwise than agreed"));
    }
    let kid = header.kid.ok_or_else(|| refused("it names no key"))?;
    let key = directory.key(&kid).await?;
    let decoded = jsonwebtoken::decode::<Claims>(token, &key, &rules(directory, client_id))
        .map_err(|e| why(e.kind()))?;
    let claims = decoded.claims;
    if claims.exp <= directory.env.now().unix_seconds() {
        return Err(refused("it is over"));
    }
    if claims.nonce.as_deref() != Some(nonce) {
        return Err(refused("it is of another attempt"));
    }
    if claims.azp.as_deref().is_some_and(|azp| azp != client_id) {
        return Err(refused("it is for somebody else"));
    }
    account(claims)
}

/// In words of the library's, but for those that repeat what the token says of somebody.
fn why(kind: &ErrorKind) -> GoogleError {
    match kind {
        ErrorKind::Json(_) | ErrorKind::Utf8(_) => refused("what it says cannot be read"),
        kind => GoogleError::Refused(format!("{kind:?}")),
    }
}

fn rules(directory: &Directory, client_id: &str) -> Validation {
    let mut rules = Validation::new(Algorithm::RS256);
    // Google also writes its name without the scheme.
    let bare = directory.issuer.trim_start_matches("https://");
    rules.set_issuer(&[directory.issuer.as_str(), bare]);
    rules.set_audience(&[client_id]);
    rules.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
    // The library would ask the machine's clock; ours is injected.
    rules.validate_exp = false;
    rules
}

fn account(claims: Claims) -> Result<Account, GoogleError> {
    let subject = claims.sub;
    if subject.is_empty() || subject.len() > SUBJECT_LENGTH {
        return Err(refused("its subject does not fit"));
    }
    let verified = match claims.email_verified {
        Some(Flag::Plain(flag)) => flag,
        Some(Flag::Word(word)) => word == "true",
        None => false,
    };
    let email = claims.email.as_deref().and_then(Email::parse);
    Ok(Account {
        subject,
        email: email.filter(|_| verified).ok_or(GoogleError::Unproved)?,
        name: claims.name,
    })
}

fn refused(why: &str) -> GoogleError {
    GoogleError::Refused(why.to_owned())
}
