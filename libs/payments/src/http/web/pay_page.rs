//! What the page shows: a form, a way, or an end.

use askama::Template;
use http::{FormState, Page};
use kernel::Instant;

use crate::hooks::Face;
use crate::model::payer::DocumentType;
use crate::model::{Attempt, AttemptStatus, Bank, Decline, Intent, IntentStatus, MethodCode};

/// How far paying has come, for whoever pays.
pub enum Stand {
    /// Nobody tried yet, or the last try ended without money, for this reason.
    Form { failure: Option<String> },
    /// The provider has not answered yet; by then it is known.
    Asking { until: Option<Instant> },
    /// The payer goes on at their bank, until then.
    AtBank { url: String, until: Option<Instant> },
    /// The payer goes on with their card, on its page.
    AtCard,
    /// The bank sees to it, until then.
    Waiting { until: Option<Instant> },
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
    pub fn of(intent: &Intent, attempts: &[Attempt], now: Instant) -> Self {
        if intent.status == IntentStatus::Paid {
            return Self::Paid;
        }
        if let Some(open) = attempts
            .iter()
            .find(|a| a.status.is_open() && a.provider.is_some())
        {
            return Self::under_way(open, now);
        }
        if attempts.iter().any(|a| a.surplus && a.said_amount.is_none()) {
            return Self::Surplus;
        }
        let mismatched = |a: &&Attempt| a.status == AttemptStatus::Mismatched;
        if intent.status == IntentStatus::Open {
            // Another sum came: it is looked into, and may be paid by another try meanwhile.
            let failed = attempts.iter().find(|a| a.status.is_given_up() || mismatched(a));
            return Self::Form {
                failure: failed.map(failure_key),
            };
        }
        match attempts.iter().find(mismatched) {
            Some(_) => Self::Checking,
            None => Self::Closed,
        }
    }

    fn under_way(attempt: &Attempt, now: Instant) -> Self {
        let by_card = attempt.method == MethodCode::Card;
        let until = attempt.deadline.filter(|until| *until > now);
        match (attempt.status, &attempt.redirect_url) {
            (AttemptStatus::RequiresAction, Some(url)) => Self::AtBank {
                url: url.clone(),
                until,
            },
            (AttemptStatus::RequiresAction, None) if by_card => Self::AtCard,
            (AttemptStatus::Pending, _) if by_card => Self::Reviewing,
            (AttemptStatus::RequiresAction | AttemptStatus::Pending, _) => Self::Waiting { until },
            _ => Self::Asking { until },
        }
    }
}

/// Why it did not work, as far as a payer can do something about it.
pub fn failure_key(attempt: &Attempt) -> String {
    if attempt.status == AttemptStatus::Mismatched {
        return "pay-failed-mismatch".to_owned();
    }
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
    /// By card in some minutes: nobody answers there now.
    pub card_rests: bool,
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
    /// Whether it could, if whoever takes them answered.
    card_rests: bool,
    /// Names of banks that do not answer now.
    resting: String,
    /// What the list of banks holds besides banks.
    bank_hint: String,
    /// Whether it looks again by itself.
    polls: bool,
    /// Whether it goes on to the bank by itself.
    pub leads_on: bool,
    /// Whether the payer wanted to pay another way, and the provider did not let go of this one.
    pub was_kept: bool,
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
            card_rests: ways.card_rests,
            banks: offered
                .into_iter()
                .map(|bank| Choice {
                    value: bank.code,
                    label: bank.name,
                })
                .collect(),
            polls: matches!(
                stand,
                Stand::Asking { .. }
                    | Stand::AtBank { .. }
                    | Stand::AtCard
                    | Stand::Waiting { .. }
                    | Stand::Reviewing
            ),
            leads_on: false,
            was_kept: false,
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

impl PayPage {
    /// Until when the payment that is under way may still come, in words; nothing where nobody knows.
    fn by(&self, key: &str, until: Option<&Instant>) -> String {
        until
            .map(|until| self.page.tn(key, "time", self.page.hour(*until)))
            .unwrap_or_default()
    }
}
