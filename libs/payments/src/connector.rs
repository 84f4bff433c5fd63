//! Ways to pay. A connector says what happens when money is owed; the operations keep rows, locks and states.

use ledger::{Account, AccountKind};

use crate::model::{AttemptStatus, MethodCode, Payable};

/// What a connector can do and what it needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Capabilities {
    /// The money is expected before the goods leave, so an unpaid order expires.
    pub prepaid: bool,
    /// Useless until the shop has written where to pay.
    pub needs_instructions: bool,
    /// Offered by a shop that has configured nothing yet.
    pub enabled_by_default: bool,
    /// A provider moves the money: the shop needs an account there, and nobody marks it received by hand.
    pub online: bool,
}

/// How an attempt begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Start {
    /// Its first state.
    pub status: AttemptStatus,
    /// What the payer is to write on the payment.
    pub reference: Option<String>,
}

/// A way to pay. Pure: nothing here touches the database or the network. What a provider does is a `Provider`'s.
pub trait PaymentConnector: Sync {
    /// Which.
    fn code(&self) -> MethodCode;
    /// What it can do and what it needs.
    fn capabilities(&self) -> Capabilities;
    /// The attempt that begins as soon as this is owed; none where the payer has to say more first.
    fn start(&self, owed: &Payable) -> Option<Start>;
    /// Where the money is once somebody of the shop saw it.
    fn place(&self) -> Account;
}

/// The connector of a method.
pub fn connector(code: MethodCode) -> &'static dyn PaymentConnector {
    match code {
        MethodCode::CashOnDelivery => &CashOnDelivery,
        MethodCode::BankTransfer => &BankTransfer,
        MethodCode::Pse => &Pse,
        MethodCode::Card => &Card,
    }
}

/// Cash to whoever hands the goods over: nothing to do until then.
struct CashOnDelivery;

impl PaymentConnector for CashOnDelivery {
    fn code(&self) -> MethodCode {
        MethodCode::CashOnDelivery
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities {
            prepaid: false,
            needs_instructions: false,
            enabled_by_default: true,
            online: false,
        }
    }

    fn start(&self, _: &Payable) -> Option<Start> {
        Some(Start {
            status: AttemptStatus::Pending,
            reference: None,
        })
    }

    fn place(&self) -> Account {
        Account::of(AccountKind::Cash)
    }
}

/// The payer transfers, naming the order; the shop sees it in its bank and marks it received.
struct BankTransfer;

impl PaymentConnector for BankTransfer {
    fn code(&self) -> MethodCode {
        MethodCode::BankTransfer
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities {
            prepaid: true,
            needs_instructions: true,
            enabled_by_default: false,
            online: false,
        }
    }

    fn start(&self, owed: &Payable) -> Option<Start> {
        Some(Start {
            status: AttemptStatus::RequiresAction,
            reference: Some(owed.reference.clone()),
        })
    }

    fn place(&self) -> Account {
        Account::of(AccountKind::Bank)
    }
}

/// From the payer's bank, over a provider: the payer says from which bank first.
struct Pse;

impl PaymentConnector for Pse {
    fn code(&self) -> MethodCode {
        MethodCode::Pse
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities {
            prepaid: true,
            needs_instructions: false,
            enabled_by_default: false,
            online: true,
        }
    }

    fn start(&self, _: &Payable) -> Option<Start> {
        None
    }

    fn place(&self) -> Account {
        Account::of(AccountKind::Bank)
    }
}

/// By a card, over a provider: its own fields read the card first.
struct Card;

impl PaymentConnector for Card {
    fn code(&self) -> MethodCode {
        MethodCode::Card
    }

    fn capabilities(&self) -> Capabilities {
        Pse.capabilities()
    }

    fn start(&self, _: &Payable) -> Option<Start> {
        None
    }

    fn place(&self) -> Account {
        Account::of(AccountKind::Bank)
    }
}

#[cfg(test)]
mod tests {
    use super::connector;
    use crate::model::{MethodCode, Payable, PayableKind};
    use kernel::{Currency, id::Uuid};

    #[test]
    fn every_method_has_its_connector_and_starts_open() {
        let owed = Payable {
            kind: PayableKind::Order,
            id: Uuid::nil(),
            amount: 100,
            currency: Currency::COP,
            reference: "1042".into(),
        };
        for code in MethodCode::ALL {
            assert_eq!(connector(code).code(), code);
            let start = connector(code).start(&owed);
            assert_eq!(start.is_none(), connector(code).capabilities().online);
            assert!(start.is_none_or(|start| start.status.is_open()));
        }
        let transfer = connector(MethodCode::BankTransfer);
        assert_eq!(transfer.start(&owed).unwrap().reference.as_deref(), Some("1042"));
        assert!(transfer.capabilities().prepaid);
    }
}
