//! The error that handlers return; [`crate::edge`] renders it as problem+json or as a page.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};
use kernel::Error;

/// What a handler answers.
pub type Answer<T = HttpResponse> = Result<T, Failure>;

/// A [`kernel::Error`] on its way out. Anything that becomes a `kernel::Error` becomes this by `?`.
#[derive(Debug)]
pub struct Failure(pub Error);

impl<E> From<E> for Failure
where
    Error: From<E>,
{
    fn from(e: E) -> Self {
        Self(e.into())
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl ResponseError for Failure {
    fn status_code(&self) -> StatusCode {
        let status = match &self.0 {
            Error::Refused(refusal) => refusal.code.kind.status(),
            Error::Fault(_) => 500,
        };
        StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// Without a body: the language is known only at the edge.
    fn error_response(&self) -> HttpResponse {
        HttpResponse::new(self.status_code())
    }
}
