//! A key is made: by whoever proves once more that they are who they are.

use http::routes::Scope;
use http::{Failure, SignedIn};
use identity::Prover;
use identity::model::Password;
use kernel::{ApiKeyId, Line};
use secrecy::SecretString;

use crate::ops::make_key::{NewKey, make_key};

/// What somebody wants, and what they prove themselves by.
#[derive(Debug)]
pub(super) struct Wish<'a> {
    /// What it is for.
    pub name: &'a Line<60>,
    /// What it opens.
    pub scopes: &'a [Scope],
    /// Days that it is worth something.
    pub days: i64,
    /// Of who has one.
    pub password: Option<&'a Password>,
    /// Of who has a second factor.
    pub code: Option<&'a Line<40>>,
}

/// Makes it. A refused proof counts as a failed sign-in, and is kept.
pub(super) async fn make(
    prover: &Prover,
    caller: &SignedIn,
    wish: Wish<'_>,
) -> Result<(ApiKeyId, SecretString), Failure> {
    let checked = prover.check(caller, wish.password).await?;
    let mut tx = caller.begin().await?;
    if let Some(error) = prover.refusal(&mut tx, caller, &checked, wish.code).await? {
        tx.commit().await?;
        return Err(error.into());
    }
    let new = NewKey {
        maker: caller.person.person_id,
        name: wish.name,
        scopes: wish.scopes,
        days: wish.days,
    };
    let made = make_key(&mut tx, new).await?;
    tx.commit().await?;
    Ok(made)
}
