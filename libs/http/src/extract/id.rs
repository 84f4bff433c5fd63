//! Ids in paths: what is no id is simply not there.

use std::future::{Ready, ready};
use std::str::FromStr;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use kernel::Error;

use crate::failure::Failure;

/// The path's `{id}` (or its only parameter). Text that is no such id is a 404, like an id of nothing.
#[derive(Debug, Clone, Copy)]
pub struct Id<T>(pub T);

impl<T: FromStr> FromRequest for Id<T> {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let params = req.match_info();
        let text = params
            .get("id")
            .or_else(|| params.iter().next().map(|(_, value)| value));
        ready(
            text.and_then(|t| t.parse().ok())
                .map(Self)
                .ok_or_else(|| Error::not_found().into()),
        )
    }
}
