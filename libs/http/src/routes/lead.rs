//! Who asks to see an address that only takes a form is led to the page of the form: a reload after a mistake, a link that was
//! kept, a browser that opens its windows again.

use actix_web::{HttpRequest, HttpResponse, Route, guard, web};

use crate::page::see_other;

/// Answers GET and HEAD of such an address.
pub(super) fn to(page: &'static str) -> Route {
    let route = web::route().guard(guard::Any(guard::Get()).or(guard::Head()));
    route.to(move |req: HttpRequest| async move { lead(&req, page) })
}

fn lead(req: &HttpRequest, page: &str) -> HttpResponse {
    let pattern = req.match_pattern().unwrap_or_default();
    let path = filled(page, &pattern, req.uri().path());
    match req.query_string() {
        "" => see_other(&path),
        query => see_other(&format!("{path}?{query}")),
    }
}

/// The page's path with what stands at the same names in the path that was asked for, as it was written there.
fn filled(page: &str, pattern: &str, asked: &str) -> String {
    let at = |name: &str| {
        let position = pattern.split('/').position(|part| part == name)?;
        asked.split('/').nth(position)
    };
    let parts: Vec<&str> = page
        .split('/')
        .map(|part| {
            if part.starts_with('{') {
                at(part).unwrap_or_default()
            } else {
                part
            }
        })
        .collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::filled;

    #[test]
    fn names_are_filled_as_they_were_written() {
        for (page, pattern, asked, there) in [
            ("/pay/{token}", "/pay/{token}/pse", "/pay/a%0Ab/pse", "/pay/a%0Ab"),
            ("/cart", "/cart/items/{id}", "/cart/items/7", "/cart"),
            ("/a/{id}/{of}", "/x/{of}/y/{id}", "/x/1/y/2", "/a/2/1"),
        ] {
            assert_eq!(filled(page, pattern, asked), there);
        }
    }
}
