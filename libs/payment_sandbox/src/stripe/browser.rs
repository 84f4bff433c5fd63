//! What the shop's page loads: the script, and the frames that hold the card's fields and speak with the API.

use actix_web::HttpResponse;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::web::{ServiceConfig, get};

use crate::page::page;

/// Where pages look for the script: as they did, and by the version's name.
const SCRIPTS: [&str; 3] = ["/v3", "/v3/", "/endive/stripe.js"];
/// The card's fields. Hidden while the frame only speaks for the script.
const FIELDS: &str = "<form class=\"card\" hidden>\
     <label>Número de la tarjeta<input name=\"number\" inputmode=\"numeric\" autocomplete=\"cc-number\" maxlength=\"23\"></label>\
     <label>Vencimiento (MM/AA)<input name=\"expiry\" inputmode=\"numeric\" autocomplete=\"cc-exp\" maxlength=\"7\"></label>\
     <label>Código de seguridad<input name=\"cvc\" inputmode=\"numeric\" autocomplete=\"cc-csc\" maxlength=\"4\"></label>\
     <p class=\"fault\" role=\"alert\"></p></form>";

pub fn routes(cfg: &mut ServiceConfig) {
    let script = |text: &'static str| move || async move { file("text/javascript; charset=utf-8", text) };
    for path in SCRIPTS {
        cfg.route(path, get().to(script(include_str!("assets/stripe.js"))));
    }
    cfg.route("/v3/frame.js", get().to(script(include_str!("assets/frame.js"))))
        .route(
            "/v3/challenge.js",
            get().to(script(include_str!("assets/challenge.js"))),
        )
        .route("/v3/frame", get().to(frame))
        .route(
            "/sandbox/style.css",
            get().to(|| async { file("text/css; charset=utf-8", include_str!("../assets/style.css")) }),
        );
}

fn file(kind: &'static str, text: &'static str) -> HttpResponse {
    HttpResponse::Ok().insert_header((CONTENT_TYPE, kind)).body(text)
}

/// What it is for, its script reads from its address.
async fn frame() -> HttpResponse {
    page("Tarjeta", "<script src=\"/v3/frame.js\" defer></script>", FIELDS)
}
