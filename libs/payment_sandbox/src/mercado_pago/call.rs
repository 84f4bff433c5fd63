//! One call of the API: who makes it, whether it was made before, and what goes wrong with it.

use actix_web::http::header::RETRY_AFTER;
use actix_web::web::{Bytes, Data};
use actix_web::{HttpRequest, HttpResponse};
use kernel::Instant;
use serde_json::{Value, json};

use super::Sandbox;
use super::account::Account;
use super::answer::Answer;
use super::world::{Kept, World};
use crate::faults::{Fault, Place};
use crate::wire::{broken, no_answer, place, text, wait};

/// Who calls, when, and what with.
pub struct Call {
    pub token: String,
    pub account: Account,
    pub now: Instant,
    /// Where this is, as browsers find it.
    pub base: String,
    pub query: String,
    /// Null when there is none, or none that can be read.
    pub body: Value,
}

/// Looks something up.
pub async fn look(
    sandbox: Data<Sandbox>,
    req: HttpRequest,
    act: impl FnOnce(&mut World, &Call) -> Answer,
) -> HttpResponse {
    run(&sandbox, &req, &[], false, act).await
}

/// Changes something, once for each key.
pub async fn change(
    sandbox: Data<Sandbox>,
    req: HttpRequest,
    body: Bytes,
    act: impl FnOnce(&mut World, &Call) -> Answer,
) -> HttpResponse {
    run(&sandbox, &req, &body, true, act).await
}

async fn run(
    sandbox: &Sandbox,
    req: &HttpRequest,
    body: &[u8],
    keyed: bool,
    act: impl FnOnce(&mut World, &Call) -> Answer,
) -> HttpResponse {
    let fault = sandbox.world().faults.take(Place::Call);
    if let Some(instead) = before(sandbox, fault).await {
        return instead;
    }
    let answer = answered(sandbox, req, body, keyed, act);
    after(sandbox, fault, answer).await
}

/// What comes in place of everything.
async fn before(sandbox: &Sandbox, fault: Option<Fault>) -> Option<HttpResponse> {
    let (slow, hang, retry_after) = {
        let world = sandbox.world();
        (world.faults.slow, world.faults.hang, world.faults.retry_after)
    };
    match fault? {
        Fault::TimeOutBefore => Some(no_answer(hang).await),
        Fault::ErrorBefore => Some(Answer::failed().response()),
        Fault::Busy => {
            let mut response = Answer::busy().response();
            response.headers_mut().insert(RETRY_AFTER, retry_after.into());
            Some(response)
        }
        Fault::Slow => {
            wait(slow).await;
            None
        }
        _ => None,
    }
}

/// What becomes of an answer on its way.
async fn after(sandbox: &Sandbox, fault: Option<Fault>, mut answer: Answer) -> HttpResponse {
    match fault {
        Some(Fault::TimeOutAfter) => {
            let hang = sandbox.world().faults.hang;
            return no_answer(hang).await;
        }
        Some(Fault::ErrorAfter) => return Answer::failed().response(),
        Some(Fault::BrokenAfter) => return broken(answer.status, &answer.body),
        Some(Fault::WrongAmount) if !answer.body["transaction_amount"].is_null() => {
            answer.body["transaction_amount"] = json!(1_000);
        }
        Some(Fault::WrongCurrency) if !answer.body["currency_id"].is_null() => {
            answer.body["currency_id"] = json!("USD");
        }
        _ => {}
    }
    answer.response()
}

fn answered(
    sandbox: &Sandbox,
    req: &HttpRequest,
    body: &[u8],
    keyed: bool,
    act: impl FnOnce(&mut World, &Call) -> Answer,
) -> Answer {
    let mut world = sandbox.world();
    let Some((token, account)) = caller(&mut world, req) else {
        return Answer::unauthorized();
    };
    let call = Call {
        token,
        account,
        now: sandbox.now(),
        base: place(world.base.as_ref(), req),
        query: req.query_string().to_owned(),
        body: serde_json::from_slice(body).unwrap_or_default(),
    };
    if !keyed {
        return act(&mut world, &call);
    }
    let key = text(req.headers(), "x-idempotency-key").filter(|key| (1..=64).contains(&key.len()));
    let Some(key) = key else {
        return Answer::refused(4292, "Header X-Idempotency-Key can't be null");
    };
    let said = format!(
        "{} {} {}",
        req.method(),
        req.path(),
        String::from_utf8_lossy(body)
    );
    once(&mut world, (call.account.id, key), said, |world| {
        act(world, &call)
    })
}

/// The answer that was given before, or one that is kept from now on.
fn once(
    world: &mut World,
    key: (u64, String),
    said: String,
    act: impl FnOnce(&mut World) -> Answer,
) -> Answer {
    if let Some(kept) = world.kept.get(&key) {
        return if kept.said == said {
            kept.answer.clone()
        } else {
            Answer::refused(4293, "X-Idempotency-Key was used with another request")
        };
    }
    let answer = act(world);
    let kept = Kept {
        said,
        answer: answer.clone(),
    };
    world.kept.insert(key, kept);
    answer
}

fn caller(world: &mut World, req: &HttpRequest) -> Option<(String, Account)> {
    let header = text(req.headers(), "authorization")?;
    let token = header.strip_prefix("Bearer ")?;
    world
        .account(token)
        .map(|account| (token.to_owned(), account.clone()))
}
