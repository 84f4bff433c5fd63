//! Pages for people, in Spanish.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, LOCATION};

/// No script but ours, and nothing from elsewhere. Where forms lead to is not bound: the bank leads back to the shop.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'";

/// A whole page. `body` is HTML.
pub fn page(title: &str, head: &str, body: &str) -> HttpResponse {
    let html = format!(
        "<!doctype html>\n<html lang=\"es\"><head><meta charset=\"utf-8\"><title>{title}</title>\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <link rel=\"stylesheet\" href=\"/sandbox/style.css\">{head}</head><body>{body}</body></html>"
    );
    HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header((CONTENT_SECURITY_POLICY, POLICY))
        .insert_header((CACHE_CONTROL, "no-store"))
        .body(html)
}

/// There is no such payment.
pub fn missing() -> HttpResponse {
    let mut response = page(
        "No está",
        "",
        "<main><h1>Este pago no existe</h1><p>Vuelve a la tienda e inténtalo otra vez.</p></main>",
    );
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}

/// On to another page.
pub fn on_to(address: &str) -> HttpResponse {
    HttpResponse::SeeOther()
        .insert_header((LOCATION, address))
        .finish()
}

/// Text, as it stands in HTML.
pub fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            letter => html.push(letter),
        }
    }
    html
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn texts_are_texts() {
        assert_eq!(
            escaped("<b a='1' b=\"2\">&ñ"),
            "&lt;b a=&#39;1&#39; b=&quot;2&quot;&gt;&amp;ñ"
        );
    }
}
