//! For slices above: who makes something weighty proves once more who they are, as for a passkey of their own.

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use db::TenantTx;
use futures_util::future::LocalBoxFuture;
use http::{Failure, SignedIn};
use kernel::{Error, Line, Result};

use super::desk::Desk;
use super::prove::{Compared, compare_self};
use super::sign_in::note_unproved;
use crate::model::{GivenCode, Password};
use crate::ops::second_factor::is_asked_for;
use crate::ops::second_factor::switch::prove_all;
use crate::queries::people::get_row;

/// Asks who is signed in for their password, and for a code where they have a second factor. Who has no password has
/// signed in within ten minutes.
#[derive(Debug)]
pub struct Prover(Desk);

/// A password that was compared; the transaction that follows takes it by [`Prover::refusal`].
#[derive(Debug)]
pub struct Checked(Compared);

/// What somebody is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    /// A password.
    pub password: bool,
    /// A code of the second factor.
    pub code: bool,
}

impl Prover {
    /// Compares the password, without a connection; during a lock nothing is.
    pub async fn check(
        &self,
        caller: &SignedIn,
        password: Option<&Password>,
    ) -> std::result::Result<Checked, Failure> {
        compare_self(&self.0, caller, password).await.map(Checked)
    }

    /// Why what was given does not do, or nothing. A refusal counts as a failed sign-in, so the caller commits it.
    pub async fn refusal(
        &self,
        tx: &mut TenantTx,
        caller: &SignedIn,
        checked: &Checked,
        code: Option<&Line<40>>,
    ) -> Result<Option<Error>> {
        let code = code.map(|code| GivenCode::parse(code.as_str()));
        let proof = checked.0.proof(caller);
        let refused = prove_all(tx, &self.0.app.vault, proof, code.as_ref(), &self.0.people).await?;
        if let Some(error) = &refused {
            note_unproved(&self.0, error, caller.person.person_id);
        }
        Ok(refused)
    }
}

/// What the form asks of them.
pub async fn asked_of(tx: &mut TenantTx, caller: &SignedIn) -> Result<Asked> {
    let person = get_row(tx, caller.person.person_id).await?;
    Ok(Asked {
        password: person.password_hash.is_some(),
        code: is_asked_for(tx, person.person_id).await?,
    })
}

impl FromRequest for Prover {
    type Error = Failure;
    type Future = LocalBoxFuture<'static, std::result::Result<Self, Failure>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let desk = Desk::from_request(req, payload);
        Box::pin(async move { desk.await.map(Self) })
    }
}
