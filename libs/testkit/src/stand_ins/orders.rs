//! Answers in place of the usual ones: what a test asked for.

use std::collections::VecDeque;
use std::sync::Mutex;
use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, rt};
use serde_json::Value;

use super::lock;

/// What will go wrong.
#[derive(Default)]
pub struct Orders {
    queue: Mutex<VecDeque<Order>>,
    slow: Mutex<Duration>,
    late: Mutex<Duration>,
}

struct Order {
    status: u16,
    retry_after: Option<u32>,
    body: Value,
}

impl Orders {
    /// The next so many calls get this answer.
    pub fn add(&self, times: usize, status: u16, retry_after: Option<u32>, body: &Value) {
        for _ in 0..times {
            lock(&self.queue).push_back(Order {
                status,
                retry_after,
                body: body.clone(),
            });
        }
    }

    /// Each call takes so long from now on.
    pub fn be_slow(&self, time: Duration) {
        *lock(&self.slow) = time;
    }

    /// Each call is taken from now on, and answered so long after.
    pub fn be_late(&self, time: Duration) {
        *lock(&self.late) = time;
    }

    /// Waits with the answer to a call that was taken.
    pub async fn dawdle(&self) {
        let late = *lock(&self.late);
        if !late.is_zero() {
            #[expect(clippy::disallowed_methods, reason = "slowness is what a test asked for")]
            rt::time::sleep(late).await;
        }
    }

    /// Waits as long as calls take; the answer to this one, if it is to be another than the usual.
    pub async fn next(&self) -> Option<HttpResponse> {
        let (slow, order) = (*lock(&self.slow), lock(&self.queue).pop_front());
        if !slow.is_zero() {
            #[expect(clippy::disallowed_methods, reason = "slowness is what a test asked for")]
            rt::time::sleep(slow).await;
        }
        order.map(Order::answer)
    }
}

impl Order {
    fn answer(self) -> HttpResponse {
        let mut answer = HttpResponse::build(StatusCode::from_u16(self.status).expect("a status"));
        if let Some(seconds) = self.retry_after {
            answer.insert_header(("retry-after", seconds.to_string()));
        }
        if self.body.is_null() {
            answer.finish()
        } else {
            answer.json(self.body)
        }
    }
}
