//! The one ledger: every movement of money, in double entry, added to only. See the README.

mod error;
mod http;
mod jobs;
pub mod model;
pub mod ops;
pub mod queries;
mod sources;

pub use error::LedgerError;
pub use jobs::jobs;
pub use model::{Account, AccountKind, Entry, Posting, Side, TxnId, TxnKind};
pub use ops::post::post;
pub use ops::reverse::reverse;
pub use queries::balances::{Balance, balance, balances};
pub use queries::proof::{Proof, prove};
pub use queries::transactions::{TxnEntryView, TxnView, entries_of};
pub use sources::SourcePages;

/// This slice's contribution.
pub fn slice() -> ::http::Slice {
    ::http::Slice {
        name: "ledger",
        texts: [include_str!("../i18n/es.ftl"), include_str!("../i18n/en.ftl")],
        errors: LedgerError::ALL,
        routes: http::routes,
    }
}
