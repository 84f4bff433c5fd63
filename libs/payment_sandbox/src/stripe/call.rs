//! One call of the API: who makes it, whether it was made before, and what goes wrong with it.

use actix_web::http::header::RETRY_AFTER;
use actix_web::web::{Bytes, Data};
use actix_web::{HttpRequest, HttpResponse};
use kernel::Instant;
use serde_json::{Value, json};

use super::Sandbox;
use super::account::owner;
use super::answer::Answer;
use super::form::Form;
use super::world::{Kept, World};
use crate::faults::{Fault, Place};
use crate::wire::{broken, no_answer, place, text, wait};

/// A key is remembered for so many seconds.
const MEMORY: i64 = 24 * 60 * 60;
/// What a test sees in place of the amount.
const WRONG: i64 = 100_000;

/// Who may call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Whoever has the secret key.
    Ours,
    /// Browsers, too.
    Anybody,
}

/// Who calls, when, and what with.
pub struct Call {
    /// What the caller's key ends in.
    pub whose: String,
    /// Whether it is a public one.
    pub public: bool,
    pub now: Instant,
    /// Where this is, as browsers find it.
    pub base: String,
    pub form: Form,
}

/// Looks something up.
pub async fn look(
    sandbox: Data<Sandbox>,
    req: HttpRequest,
    access: Access,
    act: impl FnOnce(&mut World, &Call) -> Result<Answer, Answer>,
) -> HttpResponse {
    let form = Form::read(req.query_string());
    run(&sandbox, &req, form, access, act).await
}

/// Changes something, once for each key.
pub async fn change(
    sandbox: Data<Sandbox>,
    req: HttpRequest,
    body: Bytes,
    access: Access,
    act: impl FnOnce(&mut World, &Call) -> Result<Answer, Answer>,
) -> HttpResponse {
    let form = Form::read(&String::from_utf8_lossy(&body));
    run(&sandbox, &req, form, access, act).await
}

async fn run(
    sandbox: &Sandbox,
    req: &HttpRequest,
    form: Option<Form>,
    access: Access,
    act: impl FnOnce(&mut World, &Call) -> Result<Answer, Answer>,
) -> HttpResponse {
    let fault = sandbox.world().faults.take(Place::Call);
    if let Some(instead) = before(sandbox, fault).await {
        return instead;
    }
    let kept = fault == Some(Fault::ErrorKept);
    let answer = match call(sandbox, req, form, access) {
        Ok(call) => once(sandbox, req, &call, kept, act),
        Err(refusal) => refusal,
    };
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
        Some(Fault::WrongAmount) if !answer.body["amount"].is_null() => answer.body["amount"] = json!(WRONG),
        Some(Fault::WrongCurrency) if !answer.body["currency"].is_null() => {
            answer.body["currency"] = json!("usd");
        }
        Some(Fault::FeeLate) => hide_movements(&mut answer.body),
        _ => {}
    }
    answer.response()
}

/// Wherever one stands.
fn hide_movements(body: &mut Value) {
    match body {
        Value::Object(fields) => {
            for (name, value) in fields {
                if name == "balance_transaction" {
                    *value = Value::Null;
                } else {
                    hide_movements(value);
                }
            }
        }
        Value::Array(all) => all.iter_mut().for_each(hide_movements),
        _ => {}
    }
}

fn call(sandbox: &Sandbox, req: &HttpRequest, form: Option<Form>, access: Access) -> Result<Call, Answer> {
    let form = form.ok_or_else(|| Answer::refused("parameter_invalid_string", "Invalid form"))?;
    let header = text(req.headers(), "authorization");
    let bearer = header
        .as_deref()
        .and_then(|header| header.strip_prefix("Bearer "));
    let key = bearer.or_else(|| form.text("key")).unwrap_or_default();
    let (whose, secret) = owner(key).ok_or_else(Answer::unauthorized)?;
    let mut world = sandbox.world();
    if world.revoked.iter().any(|revoked| revoked == key) {
        return Err(Answer::unauthorized());
    }
    if !secret && access == Access::Ours {
        return Err(Answer::not_public());
    }
    world.account(whose);
    Ok(Call {
        whose: whose.to_owned(),
        public: !secret,
        now: sandbox.now(),
        base: place(world.base.as_ref(), req),
        form,
    })
}

/// The answer that was given before to this key, or one that is kept for it from now on. Without a key everything happens
/// anew, each time.
fn once(
    sandbox: &Sandbox,
    req: &HttpRequest,
    call: &Call,
    fails: bool,
    act: impl FnOnce(&mut World, &Call) -> Result<Answer, Answer>,
) -> Answer {
    let mut world = sandbox.world();
    let keyed = text(req.headers(), "idempotency-key").map(|key| (call.whose.clone(), key));
    let path = format!("{} {}", req.method(), req.path());
    let known = keyed.as_ref().and_then(|key| world.kept.get(key));
    if let Some(kept) = known.filter(|kept| call.now.seconds_since(kept.at) < MEMORY) {
        let same = kept.path == path && kept.form == call.form;
        return if same {
            kept.answer.clone()
        } else {
            Answer::other_words()
        };
    }
    let mut answer = act(&mut world, call).unwrap_or_else(|refusal| refusal);
    if fails {
        answer = Answer::failed();
    }
    if let Some(key) = keyed.filter(|_| answer.is_kept()) {
        let kept = Kept {
            at: call.now,
            path,
            form: call.form.clone(),
            answer: answer.clone(),
        };
        world.kept.insert(key, kept);
    }
    answer
}
