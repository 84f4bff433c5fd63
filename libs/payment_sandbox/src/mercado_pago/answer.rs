//! Answers, in the API's form.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use serde_json::{Value, json};

/// A status and a body.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    pub body: Value,
}

impl Answer {
    pub fn ok(body: Value) -> Self {
        Self { status: 200, body }
    }

    pub fn created(body: Value) -> Self {
        Self { status: 201, body }
    }

    /// A refusal: its cause by number and words.
    pub fn refused(code: u32, words: &str) -> Self {
        Self::problem(400, "bad_request", code, words)
    }

    pub fn problem(status: u16, error: &str, code: u32, words: &str) -> Self {
        let cause = json!([{ "code": code, "description": words, "data": null }]);
        let body = json!({ "message": words, "error": error, "status": status, "cause": cause });
        Self { status, body }
    }

    pub fn unauthorized() -> Self {
        Self::problem(401, "unauthorized", 401, "invalid access token")
    }

    pub fn no_payment() -> Self {
        Self::problem(404, "not_found", 2000, "Payment not found")
    }

    pub fn failed() -> Self {
        Self::problem(500, "internal_error", 9034, "Internal error, try later")
    }

    pub fn busy() -> Self {
        Self::problem(429, "too_many_requests", 429, "Too many requests")
    }

    pub fn response(self) -> HttpResponse {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        HttpResponse::build(status).json(self.body)
    }
}
