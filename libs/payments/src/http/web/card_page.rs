//! What the page of a card shows: its form, its bank's question, or the provider's fields that finish it.

use askama::Template;
use http::{FormState, Page};

use super::card_seen::Seen;
use super::pay_page::{Choice, documents, failure_key};
use crate::model::{Account, Attempt, AttemptStatus, SavedCard};
use crate::provider::{CardDesk, Reads};

/// What brings the provider's own fields.
pub struct Fields {
    /// Address of its script.
    pub script: String,
    /// What browsers may know of the account.
    pub public_key: String,
}

impl Fields {
    /// Of an account.
    pub fn of(desk: &CardDesk, account: &Account) -> Self {
        Self {
            script: desk.script.clone(),
            public_key: account.public_key.clone(),
        }
    }
}

/// Whose turn it is.
pub enum Turn {
    /// The payer types the card into the provider's fields, which give something for it.
    Form { fields: Fields },
    /// The payer goes on to the provider's fields.
    Ask {
        /// Whether they may keep the card.
        may_keep: bool,
    },
    /// The payer types the card into the provider's fields, which finish it.
    Element { fields: Fields, secret: String },
    /// The card's bank asks its owner.
    Question { url: String, creq: String },
}

impl Turn {
    /// How paying by card begins.
    pub fn begin(desk: &CardDesk, account: &Account, signed_in: bool) -> Self {
        match desk.reads {
            Reads::Before => Self::Form {
                fields: Fields::of(desk, account),
            },
            Reads::After => Self::Ask {
                may_keep: desk.keeps && signed_in,
            },
        }
    }

    /// Whether nothing was begun yet.
    const fn is_new(&self) -> bool {
        matches!(self, Self::Form { .. } | Self::Ask { .. })
    }

    fn script(&self) -> &str {
        match self {
            Self::Form { fields } | Self::Element { fields, .. } => &fields.script,
            Self::Ask { .. } | Self::Question { .. } => "",
        }
    }
}

#[derive(Template)]
#[template(path = "payments/card.html")]
pub struct CardPage {
    page: Page,
    f: FormState,
    path: String,
    what: String,
    back_url: String,
    see: String,
    amount: i64,
    /// In whole units of the currency, as scripts take it.
    units: i64,
    turn: Turn,
    kept: Vec<SavedCard>,
    documents: Vec<Choice>,
    failure: Option<String>,
}

impl CardPage {
    /// In the reader's language.
    pub fn new(page: Page, path: String, seen: Seen, turn: Turn, f: FormState) -> Self {
        let ended =
            |attempt: &&Attempt| attempt.status.is_given_up() || attempt.status == AttemptStatus::Mismatched;
        let failed = seen.attempts.iter().find(ended);
        let is_new = turn.is_new();
        Self {
            documents: documents(&page),
            failure: failed.filter(|_| is_new).map(failure_key),
            what: seen.face.title,
            back_url: seen.face.url,
            see: page.t(seen.face.see),
            amount: seen.intent.amount,
            units: seen.intent.amount / seen.intent.currency.minor_per_unit(),
            kept: if is_new { seen.kept } else { vec![] },
            turn,
            path,
            f,
            page,
        }
    }
}
