//! Answers, in the API's form.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use serde_json::{Value, json};

use super::cards::Decline;

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

    /// What was asked for cannot be.
    pub fn refused(code: &str, message: &str) -> Self {
        Self::problem(
            400,
            json!({ "type": "invalid_request_error", "code": code, "message": message }),
        )
    }

    /// A field is wrong, too much, or not there.
    pub fn wrong(code: &str, param: &str, message: &str) -> Self {
        let error =
            json!({ "type": "invalid_request_error", "code": code, "param": param, "message": message });
        Self::problem(400, error)
    }

    /// The card's bank says no.
    pub fn declined(decline: Decline, intent: &Value) -> Self {
        let mut error = decline.view();
        error["payment_intent"] = intent.clone();
        error["charge"] = intent["latest_charge"].clone();
        Self::problem(402, error)
    }

    pub fn missing(what: &str, id: &str) -> Self {
        let message = format!("No such {what}: '{id}'");
        Self::problem(
            404,
            json!({ "type": "invalid_request_error", "code": "resource_missing", "message": message }),
        )
    }

    pub fn unauthorized() -> Self {
        Self::problem(
            401,
            json!({ "type": "invalid_request_error", "message": "Invalid API Key provided" }),
        )
    }

    /// A public key may not do that.
    pub fn not_public() -> Self {
        let message = "This API call cannot be made with a publishable API key";
        Self::problem(
            403,
            json!({ "type": "invalid_request_error", "code": "secret_key_required", "message": message }),
        )
    }

    /// The key of idempotency was used for something else.
    pub fn other_words() -> Self {
        let message = "Keys for idempotent requests can only be used with the same parameters";
        Self::problem(400, json!({ "type": "idempotency_error", "message": message }))
    }

    pub fn failed() -> Self {
        Self::problem(
            500,
            json!({ "type": "api_error", "message": "An unknown error occurred" }),
        )
    }

    pub fn busy() -> Self {
        Self::problem(
            429,
            json!({ "type": "invalid_request_error", "code": "rate_limit", "message": "Too many requests" }),
        )
    }

    /// Whether it is repeated when the same key comes again: what was refused before it began is not.
    pub fn is_kept(&self) -> bool {
        !matches!(self.status, 400..=401 | 403..=499)
    }

    fn problem(status: u16, error: Value) -> Self {
        let body = json!({ "error": error });
        Self { status, body }
    }

    pub fn response(self) -> HttpResponse {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        HttpResponse::build(status).json(self.body)
    }
}
