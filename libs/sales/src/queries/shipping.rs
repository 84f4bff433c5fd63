//! Where the shop sends to, and what a customer may choose.

use std::collections::HashMap;

use db::TenantTx;
use kernel::Result;
use serde::Serialize;
use utoipa::ToSchema;

use crate::model::shipping::{Rate, price_of};
use crate::model::{ShippingCode, ShippingOption, ZoneId};
use crate::settings::SalesRules;

/// How the shop sells; see `PUT /admin/shipping` and `PUT /admin/checkout`.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct SalesSettings {
    /// Whether customers may come and get their things.
    pub pickup_enabled: bool,
    /// Where and when.
    pub pickup_instructions: Option<String>,
    /// How long an order that is paid in advance waits for the money; as [`SalesRules`] say while the shop says nothing.
    pub unpaid_hours: Option<i32>,
    /// Grows with each change of settings, zones and rates.
    pub version: i64,
}

impl Default for SalesSettings {
    /// A new shop can sell at once: its customers come and get their things.
    fn default() -> Self {
        Self {
            pickup_enabled: true,
            pickup_instructions: None,
            unpaid_hours: None,
            version: 0,
        }
    }
}

impl SalesSettings {
    /// The hours that count.
    pub fn hours(&self, rules: &SalesRules) -> i32 {
        self.unpaid_hours.unwrap_or_else(|| rules.unpaid_hours())
    }

    /// The seconds that count.
    pub fn unpaid_seconds(&self, rules: &SalesRules) -> i64 {
        self.unpaid_hours
            .map_or(rules.unpaid_seconds, |hours| i64::from(hours) * 3600)
    }
}

/// Places that the shop sends to on the same terms.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ZoneView {
    /// Name for people.
    pub name: String,
    /// `*`, two digits of a department, or five of a municipality.
    pub places: Vec<String>,
    /// By weight, lightest first.
    pub rates: Vec<Rate>,
    /// Free from this subtotal on.
    pub free_from: Option<i64>,
    /// Days that it takes at least.
    pub days_min: i16,
    /// And at most.
    pub days_max: i16,
}

#[derive(sqlx::FromRow)]
struct ZoneRow {
    zone_id: ZoneId,
    name: String,
    free_from: Option<i64>,
    days_min: i16,
    days_max: i16,
}

/// How the shop sells.
pub async fn sales_settings(tx: &mut TenantTx) -> Result<SalesSettings> {
    let row = sqlx::query_as(
        "select pickup_enabled, pickup_instructions, unpaid_hours, version from sales_setting where tenant_id = $1",
    )
    .bind(tx.tenant())
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.unwrap_or_default())
}

/// All zones with their places and rates, in the shop's order.
pub async fn list_zones(tx: &mut TenantTx) -> Result<Vec<ZoneView>> {
    let zones: Vec<ZoneRow> = sqlx::query_as(
        "select zone_id, name, free_from, days_min, days_max
           from shipping_zone where tenant_id = $1 order by position, zone_id",
    )
    .bind(tx.tenant())
    .fetch_all(&mut **tx)
    .await?;
    let places: Vec<(ZoneId, String)> =
        sqlx::query_as("select zone_id, place from shipping_place where tenant_id = $1 order by place")
            .bind(tx.tenant())
            .fetch_all(&mut **tx)
            .await?;
    let rates = rates_by_zone(tx).await?;
    let view = |zone: ZoneRow| ZoneView {
        places: places
            .iter()
            .filter(|(id, _)| *id == zone.zone_id)
            .map(|(_, place)| place.clone())
            .collect(),
        rates: rates.get(&zone.zone_id).cloned().unwrap_or_default(),
        name: zone.name,
        free_from: zone.free_from,
        days_min: zone.days_min,
        days_max: zone.days_max,
    };
    Ok(zones.into_iter().map(view).collect())
}

async fn rates_by_zone(tx: &mut TenantTx) -> Result<HashMap<ZoneId, Vec<Rate>>> {
    let rows: Vec<(ZoneId, i32, i64)> = sqlx::query_as(
        "select zone_id, max_weight_g, price from shipping_rate where tenant_id = $1 order by zone_id, max_weight_g",
    )
    .bind(tx.tenant())
    .fetch_all(&mut **tx)
    .await?;
    let mut by_zone: HashMap<ZoneId, Vec<Rate>> = HashMap::new();
    for (zone, max_weight_g, price) in rows {
        by_zone
            .entry(zone)
            .or_default()
            .push(Rate { max_weight_g, price });
    }
    Ok(by_zone)
}

/// The ways for goods of this weight and price to reach a place: delivery at the terms of the most specific zone that
/// it is in, and pick-up. Without a place, only pick-up.
pub async fn quote(
    tx: &mut TenantTx,
    municipality_code: Option<&str>,
    weight_g: i64,
    subtotal: i64,
) -> Result<Vec<ShippingOption>> {
    let mut options = vec![];
    if let Some(code) = municipality_code {
        options.extend(delivery(tx, code, weight_g, subtotal).await?);
    }
    let settings = sales_settings(tx).await?;
    if settings.pickup_enabled {
        let instructions = settings.pickup_instructions;
        options.push(ShippingOption {
            code: ShippingCode::Pickup,
            zone: None,
            price: 0,
            days: None,
            instructions,
        });
    }
    Ok(options)
}

async fn delivery(
    tx: &mut TenantTx,
    code: &str,
    weight_g: i64,
    subtotal: i64,
) -> Result<Option<ShippingOption>> {
    // The longer the place's code, the more specific it is.
    let zone: Option<ZoneRow> = sqlx::query_as(
        "select z.zone_id, z.name, z.free_from, z.days_min, z.days_max
           from shipping_place p
           join shipping_zone z on z.tenant_id = p.tenant_id and z.zone_id = p.zone_id
          where p.tenant_id = $1 and p.place in ($2, left($2, 2), '*')
          order by length(p.place) desc
          limit 1",
    )
    .bind(tx.tenant())
    .bind(code)
    .fetch_optional(&mut **tx)
    .await?;
    let Some(zone) = zone else { return Ok(None) };
    let rates: Vec<Rate> =
        sqlx::query_as("select max_weight_g, price from shipping_rate where tenant_id = $1 and zone_id = $2")
            .bind(tx.tenant())
            .bind(zone.zone_id)
            .fetch_all(&mut **tx)
            .await?;
    Ok(
        price_of(&rates, zone.free_from, weight_g, subtotal).map(|price| ShippingOption {
            code: ShippingCode::Delivery,
            zone: Some(zone.name),
            price,
            days: Some((zone.days_min, zone.days_max)),
            instructions: None,
        }),
    )
}
