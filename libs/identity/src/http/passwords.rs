//! New passwords, the same for API and pages: checked and hashed without a connection, then set.

use http::{Failure, Kind, SignedIn};
use kernel::{Email, Error, Line, Phone, Result, Role};

use super::desk::Desk;
use super::prove::compare_self;
use super::sign_in::{note, sighting};
use crate::error::IdentityError;
use crate::hashing;
use crate::model::{Password, PersonRow, Purpose};
use crate::ops::answer_forgotten::note_forgotten;
use crate::ops::change_password::{Changed, change_password};
use crate::ops::create_person::NewPerson;
use crate::ops::one_time_link;
use crate::ops::register::register;
use crate::ops::set_password::set_password_by_link;
use crate::ops::throttle::{self, Subject};
use crate::queries::people::get_row;

/// What a new customer tells.
#[derive(Debug)]
pub struct Registration {
    /// Address.
    pub email: Email,
    /// Password.
    pub password: Password,
    /// Name.
    pub name: Line<120>,
    /// Telephone.
    pub phone: Option<Phone>,
}

/// Registers a customer; the same for a known address, as far as the caller can see.
pub async fn register_customer(desk: &Desk, given: Registration) -> Result<(), Failure> {
    // The provider has no customers of its own: shops sign up elsewhere.
    if desk.shop.is_platform() {
        return Err(Error::not_found().into());
    }
    desk.people.password.check(&given.password, &given.email)?;
    desk.admit(Subject::Registrations, desk.people.registrations)
        .await?;
    let new = NewPerson {
        password_hash: Some(hashing::hash(&given.password).await?),
        email: given.email,
        name: given.name,
        phone: given.phone,
        role: Role::Customer,
        locale: desk.locale,
        verified: false,
    };
    let mut tx = desk.begin().await?;
    register(&mut tx, new, desk.letters(), &desk.people).await?;
    tx.commit().await?;
    Ok(())
}

/// Hears that somebody forgot a password; the same for an unknown address.
pub async fn forgot(desk: &Desk, email: &Email) -> Result<(), Failure> {
    desk.admit(Subject::Forgotten, desk.people.forgotten).await?;
    let mut tx = desk.begin().await?;
    note_forgotten(&mut tx, email, &desk.people).await?;
    tx.commit().await?;
    desk.app
        .lookout
        .see(sighting(desk, Kind::PasswordResetAsked, None));
    Ok(())
}

/// Sets a password through a link.
pub async fn set_by_link(
    desk: &Desk,
    token: &str,
    password: &Password,
    purposes: &[Purpose],
) -> Result<(), Failure> {
    let person = holder(desk, token, purposes).await?;
    let hash = fresh_hash(desk, password, &person).await?;
    let mut tx = desk.begin().await?;
    let history = desk.people.password.history;
    set_password_by_link(&mut tx, token, purposes, &hash, history, desk.letters()).await?;
    tx.commit().await?;
    note(desk, "password_set_by_link", Some(person.person_id));
    Ok(())
}

/// Whose link it is. A wrong one counts against the address it came from.
async fn holder(desk: &Desk, token: &str, purposes: &[Purpose]) -> Result<PersonRow, Failure> {
    let mut tx = desk.begin().await?;
    let from = desk.client.address.map(Subject::Tokens);
    if let Some(from) = from
        && let Some(seconds) = throttle::locked_for(&mut tx, from).await?
    {
        return Err(throttle::refusal(seconds).into());
    }
    let found = one_time_link::find(&mut tx, token, purposes).await?;
    let person = match (found, from) {
        (Some((person, _)), _) => Some(get_row(&mut tx, person).await?),
        (None, Some(from)) => {
            throttle::count_failure(&mut tx, from, &desk.people.address_throttle).await?;
            None
        }
        (None, None) => None,
    };
    tx.commit().await?;
    person.ok_or_else(|| IdentityError::LinkExpired.into())
}

/// Changes the password of who is signed in; a wrong present one is counted and committed before it is answered.
pub async fn change_own(
    desk: &Desk,
    caller: &SignedIn,
    present: &Password,
    password: &Password,
) -> Result<(), Failure> {
    let own = compare_self(desk, caller, Some(present)).await?;
    // What is wrong with the new one is told only to who knows the present one.
    let hash = if own.matched {
        fresh_hash(desk, password, &own.person).await?
    } else {
        String::new()
    };
    let mut tx = desk.begin().await?;
    let outcome = change_password(&mut tx, own.proof(caller), &hash, desk.letters(), &desk.people).await?;
    tx.commit().await?;
    match outcome {
        Changed::Refused(error) => Err(error.into()),
        Changed::Done => {
            note(desk, "password_changed", Some(own.person.person_id));
            Ok(())
        }
    }
}

/// The hash of a password that this person may have.
async fn fresh_hash(desk: &Desk, password: &Password, person: &PersonRow) -> Result<String> {
    let rule = desk.people.password;
    rule.check(password, &person.email)?;
    if hashing::matches_any(password, person.used_passwords(rule.history)).await? {
        return Err(Error::invalid("password", "password_used"));
    }
    hashing::hash(password).await
}
