//! Answers that are no answers: asked for by tests, and those that every call may get.

use std::collections::VecDeque;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, rt, web};
use serde_json::json;

use super::world::Call;
use super::{Shared, lock};

/// What goes wrong in turn when every so many calls fail.
const IN_TURN: [(u16, &str); 4] = [
    (503, "backendError"),
    (403, "userRateLimitExceeded"),
    (500, "backendError"),
    (429, "rateLimitExceeded"),
];

/// What will go wrong.
#[derive(Default)]
pub struct Faults {
    wanted: VecDeque<(String, u16, String)>,
    /// One in so many calls; none at 0.
    pub one_in: usize,
    calls: usize,
}

impl Faults {
    pub fn add(&mut self, kind: &str, times: usize, status: u16, reason: &str) {
        for _ in 0..times {
            self.wanted
                .push_back((kind.to_owned(), status, reason.to_owned()));
        }
    }

    fn take(&mut self, kind: &str) -> Option<(u16, String)> {
        let at = self
            .wanted
            .iter()
            .position(|(wanted, ..)| wanted == kind || wanted == "any");
        let wanted = at.and_then(|at| self.wanted.remove(at));
        wanted
            .map(|(_, status, reason)| (status, reason))
            .or_else(|| self.next())
    }

    fn next(&mut self) -> Option<(u16, String)> {
        self.calls += 1;
        let fails = self.one_in > 0 && self.calls.is_multiple_of(self.one_in);
        let (status, reason) = IN_TURN[(self.calls / self.one_in.max(1)) % IN_TURN.len()];
        fails.then(|| (status, reason.to_owned()))
    }
}

/// Notes the call; waits as long as calls take; the fault, if there is one for it.
pub async fn gate(
    world: &web::Data<Shared>,
    req: &HttpRequest,
    kind: &'static str,
) -> Result<(), HttpResponse> {
    let (slow, fault) = {
        let mut world = lock(world);
        world.calls.push(Call {
            kind,
            query: req.query_string().to_owned(),
        });
        (world.slow, world.faults.take(kind))
    };
    if !slow.is_zero() {
        #[expect(clippy::disallowed_methods, reason = "slowness is what a test asked for")]
        rt::time::sleep(slow).await;
    }
    match fault {
        Some((status, reason)) => Err(refusal(status, &reason)),
        None => Ok(()),
    }
}

/// The same for calls that want an access token.
pub async fn gate_of_api(
    world: &web::Data<Shared>,
    req: &HttpRequest,
    kind: &'static str,
) -> Result<(), HttpResponse> {
    gate(world, req, kind).await?;
    let token = req.headers().get("authorization");
    let token = token.and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    let world = lock(world);
    let ends = token.and_then(|token| world.access.get(token));
    if ends.is_some_and(|ends| *ends > world.now) {
        Ok(())
    } else {
        Err(refusal(401, "authError"))
    }
}

/// An answer in the form of Google's problems.
pub fn refusal(status: u16, reason: &str) -> HttpResponse {
    let status = StatusCode::from_u16(status).expect("a status");
    let mut answer = HttpResponse::build(status);
    if status == StatusCode::TOO_MANY_REQUESTS {
        answer.insert_header(("retry-after", "30"));
    }
    answer.json(json!({ "error": {
        "code": status.as_u16(), "message": reason, "errors": [{ "domain": "usageLimits", "reason": reason }],
    } }))
}
