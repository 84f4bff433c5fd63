//! Accounts and what is written into them. No database here.

mod account;
mod posting;

pub use account::{Account, AccountKind, Side};
pub use posting::{Entry, Posting, TxnKind};

kernel::define_id!(
    /// A transaction of the ledger.
    TxnId
);
