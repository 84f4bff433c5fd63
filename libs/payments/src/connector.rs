//! Ways to pay. A connector says what happens when money is owed; the operations keep rows, locks and states.

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
}

/// How an attempt begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Start {
    /// Its first state.
    pub status: AttemptStatus,
    /// What the payer is to write on the payment.
    pub reference: Option<String>,
}

/// A way to pay. Pure: nothing here touches the database or the network.
pub trait PaymentConnector: Sync {
    /// Which.
    fn code(&self) -> MethodCode;
    /// What it can do and what it needs.
    fn capabilities(&self) -> Capabilities;
    /// What happens when this is owed.
    fn start(&self, owed: &Payable) -> Start;
}

/// The connector of a method.
pub fn connector(code: MethodCode) -> &'static dyn PaymentConnector {
    match code {
        MethodCode::CashOnDelivery => &CashOnDelivery,
        MethodCode::BankTransfer => &BankTransfer,
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
        }
    }

    fn start(&self, _: &Payable) -> Start {
        Start {
            status: AttemptStatus::Pending,
            reference: None,
        }
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
        }
    }

    fn start(&self, owed: &Payable) -> Start {
        Start {
            status: AttemptStatus::RequiresAction,
            reference: Some(owed.reference.clone()),
        }
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
            assert!(connector(code).start(&owed).status.is_open());
        }
        let transfer = connector(MethodCode::BankTransfer);
        assert_eq!(transfer.start(&owed).reference.as_deref(), Some("1042"));
        assert!(transfer.capabilities().prepaid);
    }
}
