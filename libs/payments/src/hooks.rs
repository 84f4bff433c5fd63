//! What those do who are owed: an order becomes paid, say. Run in the transaction that books the money.

use std::fmt;

use db::TenantTx;
use futures_util::future::BoxFuture;
use http::App;
use kernel::id::Uuid;
use kernel::{Error, Locale, Result};

use crate::model::{Attempt, PayableKind};

/// Whether whoever is owed takes the money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// It was owed.
    Yes,
    /// Nobody waits for it any more: it is to go back.
    NotOwed,
}

/// What a payer sees of what they pay.
#[derive(Debug, Clone)]
pub struct Face {
    /// "Pedido #1042".
    pub title: String,
    /// Its page.
    pub url: String,
    /// Language of whoever is to pay.
    pub locale: Locale,
    /// Key of what leads there says: "Ver mi pedido".
    pub see: &'static str,
    /// Who is to pay, as far as it is known: goes into the form.
    pub payer: KnownPayer,
}

/// What is known of whoever pays.
#[derive(Debug, Clone, Default)]
pub struct KnownPayer {
    /// Whole.
    pub name: String,
    /// As told.
    pub email: String,
    /// As told.
    pub phone: String,
    /// Street and number.
    pub street: String,
    /// City.
    pub city: String,
    /// Department.
    pub state: String,
    /// Six digits.
    pub postal_code: String,
}

/// Somebody who is owed.
#[derive(Clone, Copy)]
pub struct PayableHook {
    /// For what.
    pub kind: PayableKind,
    /// Locks it: its own row comes before those of its payments.
    pub lock: for<'a> fn(&'a mut TenantTx, Uuid) -> BoxFuture<'a, Result<()>>,
    /// The money came. An error undoes the booking, and the provider is asked again later.
    pub paid: for<'a> fn(&'a mut TenantTx, &'a App, &'a Attempt) -> BoxFuture<'a, Result<Taken>>,
    /// More of it went back, or less where a refund came to nothing: how much by now stands in the attempt.
    pub refunded: for<'a> fn(&'a mut TenantTx, &'a App, &'a Attempt) -> BoxFuture<'a, Result<()>>,
    /// What the payer sees.
    pub face: for<'a> fn(&'a mut TenantTx, &'a App, Uuid) -> BoxFuture<'a, Result<Face>>,
}

impl fmt::Debug for PayableHook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PayableHook({:?})", self.kind)
    }
}

/// All of them; the executable passes them with `SliceSettings::with`.
#[derive(Debug, Clone, Default)]
pub struct PayableHooks(pub Vec<PayableHook>);

impl PayableHooks {
    /// Whoever is owed for this kind of thing.
    pub fn of(app: &App, kind: PayableKind) -> Result<PayableHook> {
        let hooks: Self = app.slices.get();
        let hook = hooks.0.into_iter().find(|hook| hook.kind == kind);
        hook.ok_or_else(|| Error::fault("nobody is owed for this kind of thing"))
    }
}
