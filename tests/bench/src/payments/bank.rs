//! The bank decides, the provider tells, and both may go wrong.

use std::collections::HashSet;
use std::rc::Rc;
use std::time::Duration;

use payment_sandbox::mercado_pago::{Booked, Desk, Fault};
use tokio::task::JoinHandle;

use super::Stage;

/// The bank looks so often.
const BEAT: Duration = Duration::from_millis(250);
/// Notices are sent so often, each time by a messenger of its own.
const TELLS: Duration = Duration::from_millis(20);

/// Shares of a thousand, of all that goes wrong.
const CALLS: [(Fault, u32); 6] = [
    (Fault::ErrorBefore, 250),
    (Fault::ErrorAfter, 250),
    (Fault::BrokenAfter, 150),
    (Fault::Busy, 150),
    (Fault::TimeOutBefore, 100),
    (Fault::TimeOutAfter, 100),
];
const NOTICES: [(Fault, u32); 4] = [
    (Fault::HookTwice, 400),
    (Fault::HookOvertakes, 200),
    (Fault::HookLate, 100),
    (Fault::HookLost, 300),
];

/// From now on so many of a thousand calls and of a thousand notices go wrong.
pub fn go_wrong(desk: &Desk, per_thousand: u32) {
    for (fault, share) in CALLS.into_iter().chain(NOTICES) {
        desk.fail(fault, per_thousand * share / 1_000);
    }
}

/// Tells whatever is due, without end. A receiver that does not answer holds up no others.
pub async fn tell(desk: Desk) {
    let mut tick = tokio::time::interval(TELLS);
    loop {
        tick.tick().await;
        if desk.waiting() > 0 {
            let desk = desk.clone();
            tokio::task::spawn_local(async move { desk.deliver_due().await });
        }
    }
}

/// Somebody who says yes and no at the bank.
pub struct Bank(JoinHandle<()>);

impl Bank {
    /// Decides about everything that waits and that comes.
    pub fn open(stage: &Rc<Stage>) -> Self {
        Self(tokio::task::spawn_local(decide(Rc::clone(stage))))
    }

    /// Goes home.
    pub fn close(self) {
        self.0.abort();
    }
}

async fn decide(stage: Rc<Stage>) {
    let mut decided = HashSet::new();
    let mut tick = tokio::time::interval(BEAT);
    loop {
        tick.tick().await;
        for shop in &stage.shops {
            let books = stage.desk.books(&shop.token);
            let waiting = books.into_iter().flat_map(|books| books.payments);
            for payment in waiting.filter(|payment| payment.status == "pending") {
                if decided.insert(payment.id.clone()) {
                    end(&stage.desk, &payment);
                }
            }
        }
    }
}

/// Of twenty payers seventeen pay, two are refused, and one goes away.
fn end(desk: &Desk, payment: &Booked) {
    let number: u64 = payment.id.parse().unwrap_or_default();
    match number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32 {
        draw if draw % 20 < 17 => desk.approve(&payment.id),
        draw if draw % 20 < 19 => desk.reject(&payment.id),
        _ => desk.let_expire(&payment.id),
    };
}
