//! How the demo shops are paid and how they ship.

use http::AppData;
use kernel::{Actor, Currency, TenantId};
use serde_json::json;

/// Bogotá in a day, the rest of the country in a few, or pick-up; on delivery or by transfer. What a provider moves comes with an
/// account there.
pub async fn set_up(app: &AppData, tenant: TenantId) -> anyhow::Result<()> {
    let mut tx = app.begin(tenant, Actor::System).await?;
    let shipping = json!({
        "pickup_enabled": true,
        "pickup_instructions": "De lunes a sábado, de 9 a. m. a 7 p. m.",
        "zones": [
            {
                "name": "Bogotá", "places": ["11"], "free_from": 15_000_000, "days_min": 1, "days_max": 2,
                "rates": [
                    { "max_weight_g": 3000, "price": 800_000 },
                    { "max_weight_g": 20_000, "price": 1_400_000 },
                ],
            },
            {
                "name": "Resto del país", "places": ["*"], "free_from": 25_000_000, "days_min": 2, "days_max": 5,
                "rates": [
                    { "max_weight_g": 2000, "price": 1_450_000 },
                    { "max_weight_g": 20_000, "price": 2_600_000 },
                ],
            },
        ],
    });
    sales::ops::save_shipping(&mut tx, &serde_json::from_value(shipping)?, Currency::COP, None).await?;
    let methods = json!({
        "methods": [
            { "code": "cash_on_delivery", "enabled": true },
            {
                "code": "bank_transfer", "enabled": true,
                "instructions": "Bancolombia, cuenta de ahorros 123-456789-00, a nombre de la tienda (NIT 900.123.456-7).",
                "instructions_en": "Bancolombia, savings account 123-456789-00, in the shop's name (NIT 900.123.456-7).",
            },
        ],
    });
    payments::save_methods(&mut tx, &serde_json::from_value(methods)?, None).await?;
    Ok(tx.commit().await?)
}
