//! What the page shows: a form, a way, or an end.

use askama::Template;
use http::{FormState, Page};

use crate::hooks::Face;
use crate::model::payer::DocumentType;
use crate::model::{Attempt, AttemptStatus, Bank, Decline, Intent, IntentStatus, MethodCode};

/// How far paying has come, for whoever pays.
pub enum Stand {
    /// Nobody tried yet, or the last try ended without money, for this reason.
    Form { failure: Option<String> },
    /// The provider has not answered yet.
    Asking,
    /// The payer goes on at their bank.
    AtBank { url: String },
    /// The payer goes on with their card, on its page.
    AtCard,
    /// The bank sees to it.
    Waiting,
    /// Whoever moves the money looks at the card first.
    Reviewing,
    /// The money is there.
    Paid,
    /// It came after all was over, or twice: it goes back.
    Surplus,
    /// Somebody of the shop has to look.
    Checking,
    /// Nobody waits for it any more.
    Closed,
}

impl Stand {
    /// From what is owed and the attempts to pay it, the newest first.
    pub fn of(intent: &Intent, attempts: &[Attempt]) -> Self {
        if intent.status == IntentStatus::Paid {
            return Self::Paid;
        }
        if let Some(open) = attempts
            .iter()
            .find(|a| a.status.is_open() && a.provider.is_some())
        {
            return Self::under_way(open);
        }
        if attempts.iter().any(|a| a.status == AttemptStatus::Mismatched) {
            return Self::Checking;
        }
        if attempts.iter().any(|a| a.surplus) {
            return Self::Surplus;
        }
        if intent.status == IntentStatus::Closed {
            return Self::Closed;
        }
        let failed = attempts.iter().find(|a| a.status.is_given_up());
        Self::Form {
            failure: failed.map(failure_key),
        }
    }

    fn under_way(attempt: &Attempt) -> Self {
        let by_card = attempt.method == MethodCode::Card;
        match (attempt.status, &attempt.redirect_url) {
            (AttemptStatus::RequiresAction, Some(url)) => Self::AtBank { url: url.clone() },
            (AttemptStatus::RequiresAction, None) if by_card => Self::AtCard,
            (AttemptStatus::Pending, _) if by_card => Self::Reviewing,
            (AttemptStatus::RequiresAction | AttemptStatus::Pending, _) => Self::Waiting,
            _ => Self::Asking,
        }
    }
}

/// Why it did not work, as far as a payer can do something about it.
pub fn failure_key(attempt: &Attempt) -> String {
    let word = attempt.failure.as_deref().unwrap_or_default();
    let is_refused = attempt.status == AttemptStatus::Rejected && word != "unauthorized";
    if attempt.method == MethodCode::Card && is_refused {
        return format!("pay-declined-{}", Decline::of(word).as_str());
    }
    bank_key(attempt.status, word).to_owned()
}

fn bank_key(status: AttemptStatus, word: &str) -> &'static str {
    match (status, word) {
        (AttemptStatus::Expired, _) => "pay-failed-expired",
        (AttemptStatus::Cancelled, _) => "pay-failed-cancelled",
        (_, word) if word.contains("insufficient") => "pay-failed-funds",
        (_, word) if word.contains("expired") => "pay-failed-expired",
        (_, "unauthorized") => "pay-failed-shop",
        (_, word) if word.contains("bank") => "pay-failed-bank",
        _ => "pay-failed-rejected",
    }
}

/// By what it can be paid.
pub struct Ways {
    /// By PSE, from these.
    pub banks: Vec<Bank>,
    /// By card.
    pub card: bool,
}

/// A value and what people call it.
pub struct Choice {
    pub value: String,
    pub label: String,
}

/// What identifies a payer, to choose from.
pub fn documents(page: &Page) -> Vec<Choice> {
    let choice = |kind: DocumentType| Choice {
        value: kind.as_str().to_owned(),
        label: page.t(&format!("pay-document-{}", kind.as_str().to_lowercase())),
    };
    DocumentType::ALL.into_iter().map(choice).collect()
}

/// Wallets that people look for elsewhere than among banks.
const WALLETS: [&str; 2] = ["nequi", "daviplata"];

/// Says which of them are among the banks.
fn wallets(page: &Page, banks: &[Bank]) -> String {
    let is_wallet = |bank: &&Bank| WALLETS.contains(&bank.name.to_lowercase().as_str());
    let found: Vec<&str> = banks
        .iter()
        .filter(is_wallet)
        .map(|bank| bank.name.as_str())
        .collect();
    if found.is_empty() {
        String::new()
    } else {
        page.tn("pay-bank-hint", "banks", found.join(", "))
    }
}

#[derive(Template)]
#[template(path = "payments/pay.html")]
pub struct PayPage {
    page: Page,
    f: FormState,
    path: String,
    what: String,
    back_url: String,
    see: String,
    amount: i64,
    stand: Stand,
    banks: Vec<Choice>,
    documents: Vec<Choice>,
    /// Whether it can be paid by card, too.
    card: bool,
    /// Names of banks that do not answer now.
    resting: String,
    /// What the list of banks holds besides banks.
    bank_hint: String,
    /// Whether it looks again by itself.
    polls: bool,
    /// Whether it goes on to the bank by itself.
    pub leads_on: bool,
}

impl PayPage {
    /// In the reader's language.
    pub fn new(
        page: Page,
        path: String,
        (intent, face, ways): (&Intent, Face, Ways),
        stand: Stand,
        f: FormState,
    ) -> Self {
        let (offered, others): (Vec<Bank>, Vec<Bank>) = ways.banks.into_iter().partition(Bank::is_offered);
        let resting = others.into_iter().filter(|bank| !bank.off_by_hand);
        let resting: Vec<String> = resting.map(|bank| bank.name).collect();
        Self {
            resting: resting.join(", "),
            bank_hint: wallets(&page, &offered),
            documents: documents(&page),
            card: ways.card,
            banks: offered
                .into_iter()
                .map(|bank| Choice {
                    value: bank.code,
                    label: bank.name,
                })
                .collect(),
            polls: matches!(
                stand,
                Stand::Asking | Stand::AtBank { .. } | Stand::AtCard | Stand::Waiting | Stand::Reviewing
            ),
            leads_on: false,
            what: face.title,
            back_url: face.url,
            see: page.t(face.see),
            amount: intent.amount,
            stand,
            path,
            f,
            page,
        }
    }
}
