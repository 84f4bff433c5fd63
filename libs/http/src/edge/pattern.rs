//! Which route a request is for.

use std::rc::Rc;

use actix_web::{HttpMessage as _, HttpRequest};

/// In a request's extensions, once somebody has asked.
struct Known(Option<Rc<str>>);

/// The pattern of the route as it was declared, `/api/v1/products/{id}`; none for a path that nobody declared. Looking for
/// it goes through all routes, and half a dozen places want to know: it is looked for once a request.
pub fn pattern(req: &HttpRequest) -> Option<Rc<str>> {
    let known = req.extensions().get::<Known>().map(|known| known.0.clone());
    known.unwrap_or_else(|| {
        let found: Option<Rc<str>> = req.match_pattern().map(Rc::from);
        req.extensions_mut().insert(Known(found.clone()));
        found
    })
}
