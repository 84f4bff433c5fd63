//! Spanish words that the pages share.

use kernel::{Currency, Money};

use super::catalog::Price;
use crate::page::escaped;
use crate::stripe::world::World;

/// The fields of a card.
pub const CARD: &str = "<label>Número de la tarjeta<input name=\"number\" inputmode=\"numeric\" autocomplete=\"cc-number\" \
     maxlength=\"23\" required></label>\
     <label>Vencimiento (MM/AA)<input name=\"expiry\" autocomplete=\"cc-exp\" maxlength=\"7\" required></label>\
     <label>Código de seguridad<input name=\"cvc\" inputmode=\"numeric\" autocomplete=\"cc-csc\" maxlength=\"4\" required></label>";
/// Above every page.
pub const NOTE: &str = "<p class=\"note\">Stripe de pruebas: aquí no se mueve dinero.</p>";

/// An amount for people.
pub fn amount(minor: i64, currency: &str) -> String {
    let currency = Currency::parse(&currency.to_ascii_uppercase());
    let shown = currency.map(|currency| Money { minor, currency }.display());
    escaped(&shown.unwrap_or_default())
}

/// Why a card was declined.
pub fn decline(code: &str) -> &'static str {
    match code {
        "expired_card" => "La tarjeta está vencida.",
        "incorrect_cvc" => "El código de seguridad no es el de la tarjeta.",
        "payment_intent_authentication_failure" => {
            "El banco no pudo confirmar que eras tú. Inténtalo otra vez."
        }
        "missing_payment_method" => "Escribe los datos de la tarjeta.",
        _ => "El banco rechazó la tarjeta. Prueba con otra.",
    }
}

/// A sentence that says what is wrong, if anything is.
pub fn fault(text: Option<&str>) -> String {
    text.map_or_else(String::new, |text| {
        format!("<p class=\"fault\" role=\"alert\">{}</p>", escaped(text))
    })
}

/// How a subscription stands.
pub fn status(status: &str) -> &'static str {
    match status {
        "trialing" => "En prueba",
        "active" => "Activa",
        "past_due" => "Con un pago pendiente",
        "unpaid" => "Sin pagar",
        "paused" => "En pausa",
        _ => "Terminada",
    }
}

/// How an invoice stands.
pub fn invoice_status(status: &str) -> &'static str {
    match status {
        "draft" => "En borrador",
        "open" => "Por pagar",
        "paid" => "Pagada",
        "void" => "Anulada",
        _ => "Incobrable",
    }
}

impl World {
    /// `Pro, $ 89.900 al mes`.
    pub fn priced(&self, price: &Price) -> String {
        let rhythm = if price.months == 12 { "al año" } else { "al mes" };
        let name = escaped(&self.product_name(price));
        format!("{name}, {} {rhythm}", amount(price.amount, &price.currency))
    }
}
