//! A running stand-in, and an account there.

use kernel::{Clock, Currency, Env};
use outbound::{Outbound, Reach};
use payment_sandbox::stripe::{Booked, Books, Desk, Sandbox, Served};
use stripe::{CustomerId, Means, PaymentIntent, PaymentIntentId, PaymentOrder, Stripe, StripeError};

pub const KEY: &str = "sk_test_one";
pub const AMOUNT: i64 = 5_890_000;
/// Pays.
pub const GOOD: &str = "4242424242424242";
/// Its bank asks each time.
pub const ASKS: &str = "4000002760003184";
/// Its bank asks until its owner has agreed.
pub const ASKS_ONCE: &str = "4000002500003155";
/// Has no money.
pub const EMPTY: &str = "4000000000009995";

pub struct Stage {
    pub clock: Clock,
    pub served: Served,
    pub desk: Desk,
    pub account: Stripe,
}

impl Stage {
    pub fn open() -> Self {
        let clock = Clock::manual("2026-11-22T15:00:00Z".parse().unwrap());
        let sandbox = Sandbox::new(Env::seeded(clock.clone(), 7)).unwrap();
        let desk = sandbox.desk();
        let served = sandbox.serve(0).unwrap();
        let account = account(&served, KEY);
        Self {
            clock,
            served,
            desk,
            account,
        }
    }

    pub fn account(&self, key: &str) -> Stripe {
        account(&self.served, key)
    }

    pub fn books(&self) -> Books {
        self.desk.books(KEY).unwrap()
    }

    pub fn booked(&self, id: &PaymentIntentId) -> Booked {
        let found = self
            .books()
            .payments
            .into_iter()
            .find(|one| one.id == id.as_str());
        found.unwrap()
    }

    /// Nobody has paid it yet.
    pub async fn begun(&self, key: &str) -> PaymentIntent {
        let order = order(key, Means::NewCard { customer: None });
        self.account.pay(key, &order).await.unwrap()
    }

    /// The payer types this card.
    pub async fn tried(&self, key: &str, card: &str) -> PaymentIntentId {
        let id = self.begun(key).await.id;
        assert!(self.desk.pay(id.as_str(), card));
        id
    }

    pub async fn seen(&self, id: &PaymentIntentId) -> PaymentIntent {
        self.account.payment(id).await.unwrap()
    }

    pub async fn customer(&self, name: &str) -> CustomerId {
        let made = self.account.customer(name, name, "ana@example.com").await;
        made.unwrap()
    }
}

fn account(served: &Served, key: &str) -> Stripe {
    let outbound = Outbound::new(Reach::ThisMachineToo, "tests").unwrap();
    Stripe::at(outbound, key.into(), &served.url).unwrap()
}

pub fn order(attempt: &str, means: Means) -> PaymentOrder {
    PaymentOrder {
        amount: AMOUNT,
        currency: Currency::COP,
        attempt: attempt.into(),
        metadata: [("order".to_owned(), "1001".to_owned())].into(),
        description: "Pedido 1001: pan & café".into(),
        means,
    }
}

/// Its status and code.
pub fn refusal<T: std::fmt::Debug>(result: Result<T, StripeError>) -> (u16, Option<String>) {
    match result {
        Err(StripeError::Refused { status, code, .. }) => (status, code),
        other => panic!("{other:?}"),
    }
}
