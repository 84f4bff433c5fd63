//! Payments that begin, and that are taken back before somebody paid.

use kernel::Instant;

use super::answer::Answer;
use super::call::Call;
use super::cards::{self, Outcome};
use super::payment::{CHALLENGE_LIFE, How, PSE_LIFE, Payment};
use super::world::World;
use super::{methods, rules};

/// Begins one.
pub fn pay(world: &mut World, call: &Call) -> Answer {
    let begun = if call.body["payment_method_id"] == "pse" {
        by_pse(call)
    } else {
        by_card(world, call)
    };
    match begun {
        Ok(payment) => begin(world, call, payment),
        Err(refusal) => refusal,
    }
}

/// What differs between the ways to pay.
struct Begun {
    amount: i64,
    how: How,
    outcome: Outcome,
    life: Option<i64>,
}

fn by_pse(call: &Call) -> Result<Begun, Answer> {
    let bank = rules::pse(&call.body)?;
    let callback = call.body["callback_url"].as_str().unwrap_or_default().to_owned();
    Ok(Begun {
        amount: rules::amount(&call.body, methods::LEAST, methods::MOST)?,
        how: How::Pse { bank, callback },
        outcome: ("pending", "pending_waiting_transfer"),
        life: Some(PSE_LIFE),
    })
}

fn by_card(world: &mut World, call: &Call) -> Result<Begun, Answer> {
    let body = &call.body;
    rules::email(&body["payer"])?;
    let amount = rules::amount(body, 100, methods::MOST)?;
    let installments = body["installments"]
        .as_i64()
        .filter(|parts| (1..=36).contains(parts));
    let installments = installments.ok_or_else(|| Answer::refused(3028, "Invalid installments"))?;
    let token = body["token"].as_str().unwrap_or_default();
    let card = world
        .cards
        .remove(token)
        .ok_or_else(|| Answer::refused(2006, "Card Token not found"))?;
    if body["payment_method_id"] != card.brand {
        return Err(Answer::refused(3034, "Invalid card"));
    }
    let asked = !body["three_d_secure_mode"].is_null() && card.is_asked();
    let outcome = if asked {
        ("pending", "pending_challenge")
    } else {
        cards::outcome(&card.holder)
    };
    let how = How::Card {
        first_six: card.first_six,
        last_four: card.last_four,
        installments,
        asked,
    };
    let life = asked.then_some(CHALLENGE_LIFE);
    Ok(Begun {
        amount,
        how,
        outcome,
        life,
    })
}

fn begin(world: &mut World, call: &Call, begun: Begun) -> Answer {
    let id = world.next();
    let mut payment = payment(call, id, begun.amount, begun.how);
    payment.become_of(begun.outcome.0, begun.outcome.1, call.now);
    payment.expires = begun.life.map(|life| call.now.plus_seconds(life));
    let view = payment.view(&call.base);
    world.payments.insert(id, payment);
    world.tell(id, "payment.created", call.now);
    Answer::created(view)
}

fn payment(call: &Call, id: u64, amount: i64, how: How) -> Payment {
    let text = |name: &str| call.body[name].as_str().map(str::to_owned);
    let now: Instant = call.now;
    Payment {
        id,
        collector: call.account.id,
        token: call.token.clone(),
        live: call.account.live,
        method: text("payment_method_id").unwrap_or_default(),
        amount,
        description: call.body["description"].clone(),
        reference: text("external_reference"),
        metadata: call.body["metadata"].clone(),
        payer: call.body["payer"].clone(),
        notify: text("notification_url"),
        status: "pending",
        detail: "",
        how,
        refunds: vec![],
        created: now,
        changed: now,
        approved: None,
        expires: None,
        late: None,
        released: false,
    }
}

/// Nobody shall pay it any more.
pub fn cancel(world: &mut World, call: &Call, id: u64) -> Answer {
    let Some(payment) = world.payment_of(call.account.id, id) else {
        return Answer::no_payment();
    };
    if call.body["status"] != "cancelled" || !payment.is_open() {
        return Answer::refused(
            2063,
            "The action requested is not valid for the current payment state",
        );
    }
    world.change(id, "cancelled", "by_collector", call.now);
    let payment = world.payments.get(&id);
    payment.map_or_else(Answer::no_payment, |payment| Answer::ok(payment.view(&call.base)))
}
