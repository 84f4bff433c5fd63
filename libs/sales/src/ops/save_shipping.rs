//! The shop says where it sends to and at what price.

use std::collections::HashSet;

use db::TenantTx;
use db::audit::{self, Change};
use kernel::{Currency, Error, Line, Prose, Result};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use validator::Validate;

use super::save_settings::{lock_settings, store};
use crate::model::ZoneId;
use crate::model::shipping::{Rate, is_place};
use crate::queries::shipping::SalesSettings;

const MAX_PRICE: i64 = 1_000_000_000_000;

/// All terms of shipping; what is not mentioned is gone.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ShippingRequest {
    /// Whether customers may come and get their things.
    pub pickup_enabled: bool,
    /// Where and when.
    #[serde(default, deserialize_with = "kernel::text::blank_as_none")]
    pub pickup_instructions: Option<Prose<500>>,
    /// Zones, in the shop's order.
    #[validate(length(max = 50), nested)]
    pub zones: Vec<ZoneRequest>,
}

/// Places that the shop sends to on the same terms.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ZoneRequest {
    /// Name for people.
    pub name: Line<80>,
    /// `*`, two digits of a department, or five of a municipality; each in one zone only.
    #[validate(length(min = 1, max = 1200))]
    pub places: Vec<Line<5>>,
    /// By weight.
    #[validate(length(min = 1, max = 30))]
    pub rates: Vec<Rate>,
    /// Free from this subtotal on.
    #[serde(default)]
    #[validate(range(min = 0, max = MAX_PRICE))]
    pub free_from: Option<i64>,
    /// Days that it takes at least.
    #[validate(range(min = 0, max = 90))]
    pub days_min: i16,
    /// And at most.
    #[validate(range(min = 0, max = 90))]
    pub days_max: i16,
}

/// Replaces everything. `read_version` is what the writer had seen, if they say so.
pub async fn save_shipping(
    tx: &mut TenantTx,
    wanted: &ShippingRequest,
    currency: Currency,
    read_version: Option<i64>,
) -> Result<()> {
    check(wanted, currency)?;
    let present = lock_settings(tx, read_version).await?;
    let pickup_instructions = wanted.pickup_instructions.clone().map(Prose::into_string);
    store(
        tx,
        &SalesSettings {
            pickup_enabled: wanted.pickup_enabled,
            pickup_instructions,
            ..present
        },
    )
    .await?;
    let before = zones_by_name(tx).await?;
    sqlx::query("delete from shipping_zone where tenant_id = $1")
        .bind(tx.tenant())
        .execute(&mut **tx)
        .await?;
    for (position, zone) in wanted.zones.iter().enumerate() {
        insert_zone(tx, position, zone).await?;
    }
    let change = Change {
        subject: "shipping",
        id: tx.tenant().to_string(),
        label: None,
        before,
        after: zones_by_name(tx).await?,
    };
    audit::record(tx, change).await
}

fn check(wanted: &ShippingRequest, currency: Currency) -> Result<()> {
    let mut places = HashSet::new();
    for (i, zone) in wanted.zones.iter().enumerate() {
        let fault = |what: String, code| Err(Error::invalid(format!("zones.{i}.{what}"), code));
        if zone.days_max < zone.days_min {
            return fault("days_max".into(), "out_of_range");
        }
        if zone.free_from.is_some_and(|price| price % currency.step() != 0) {
            return fault("free_from".into(), "not_whole");
        }
        for (j, place) in zone.places.iter().enumerate() {
            if !is_place(place) {
                return fault(format!("places.{j}"), "unknown");
            }
            if !places.insert(place.as_str()) {
                return fault(format!("places.{j}"), "duplicate");
            }
        }
        check_rates(i, &zone.rates, currency)?;
    }
    Ok(())
}

fn check_rates(zone: usize, rates: &[Rate], currency: Currency) -> Result<()> {
    let mut weights = HashSet::new();
    for (j, rate) in rates.iter().enumerate() {
        let fault = |what: &str, code| Err(Error::invalid(format!("zones.{zone}.rates.{j}.{what}"), code));
        if !(1..=1_000_000_000).contains(&rate.max_weight_g) {
            return fault("max_weight_g", "out_of_range");
        }
        if !weights.insert(rate.max_weight_g) {
            return fault("max_weight_g", "duplicate");
        }
        if !(0..=MAX_PRICE).contains(&rate.price) {
            return fault("price", "out_of_range");
        }
        if rate.price % currency.step() != 0 {
            return fault("price", "not_whole");
        }
    }
    Ok(())
}

/// For the audit log: the zones are replaced as a whole, so their rows tell nothing of what is another than before.
async fn zones_by_name(tx: &mut TenantTx) -> Result<Value> {
    Ok(sqlx::query_scalar(
        "select coalesce(jsonb_object_agg(z.name, jsonb_build_object(
                  'days_min', z.days_min, 'days_max', z.days_max, 'free_from', z.free_from,
                  'rates', (select jsonb_object_agg(r.max_weight_g, r.price) from shipping_rate r
                             where r.tenant_id = z.tenant_id and r.zone_id = z.zone_id),
                  'places', (select jsonb_agg(p.place order by p.place) from shipping_place p
                              where p.tenant_id = z.tenant_id and p.zone_id = z.zone_id))), '{}')
           from shipping_zone z
          where z.tenant_id = $1",
    )
    .bind(tx.tenant())
    .fetch_one(&mut **tx)
    .await?)
}

async fn insert_zone(tx: &mut TenantTx, position: usize, zone: &ZoneRequest) -> Result<()> {
    let id: ZoneId = tx.new_id();
    sqlx::query(
        "insert into shipping_zone (tenant_id, zone_id, position, name, free_from, days_min, days_max)
         values ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(i16::try_from(position).unwrap_or(i16::MAX))
    .bind(&zone.name)
    .bind(zone.free_from)
    .bind(zone.days_min)
    .bind(zone.days_max)
    .execute(&mut **tx)
    .await?;
    insert_places(tx, id, zone).await?;
    insert_rates(tx, id, &zone.rates).await
}

async fn insert_places(tx: &mut TenantTx, id: ZoneId, zone: &ZoneRequest) -> Result<()> {
    let places: Vec<&str> = zone.places.iter().map(Line::as_str).collect();
    sqlx::query("insert into shipping_place (tenant_id, zone_id, place) select $1, $2, unnest($3::text[])")
        .bind(tx.tenant())
        .bind(id)
        .bind(places)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

async fn insert_rates(tx: &mut TenantTx, id: ZoneId, rates: &[Rate]) -> Result<()> {
    let weights: Vec<i32> = rates.iter().map(|r| r.max_weight_g).collect();
    let prices: Vec<i64> = rates.iter().map(|r| r.price).collect();
    sqlx::query(
        "insert into shipping_rate (tenant_id, zone_id, max_weight_g, price)
         select $1, $2, r.max_weight_g, r.price from unnest($3::integer[], $4::bigint[]) as r (max_weight_g, price)",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(weights)
    .bind(prices)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{ShippingRequest, check};
    use kernel::Currency;

    fn verdict(zones: &str) -> String {
        let json = format!(r#"{{"pickup_enabled":true,"zones":{zones}}}"#);
        let request: ShippingRequest = serde_json::from_str(&json).unwrap();
        check(&request, Currency::COP).map_or_else(|e| e.to_string(), |()| "fine".into())
    }

    fn zone(places: &str, rates: &str) -> String {
        format!(r#"{{"name":"A","places":{places},"rates":{rates},"days_min":1,"days_max":3}}"#)
    }

    #[test]
    fn a_place_is_in_one_zone_only_and_prices_are_whole() {
        let good = zone(r#"["*","11"]"#, r#"[{"max_weight_g":1000,"price":900000}]"#);
        assert_eq!(verdict(&format!("[{good}]")), "fine");
        assert!(verdict(&format!("[{good},{good}]")).contains("zones.1.places.0: duplicate"));
        let cents = zone(r#"["05"]"#, r#"[{"max_weight_g":1000,"price":900050}]"#);
        assert!(verdict(&format!("[{cents}]")).contains("zones.0.rates.0.price: not_whole"));
        let nowhere = zone(r#"["99999"]"#, r#"[{"max_weight_g":1,"price":0}]"#);
        assert!(verdict(&format!("[{nowhere}]")).contains("zones.0.places.0: unknown"));
        let twice = zone(
            r#"["05"]"#,
            r#"[{"max_weight_g":1,"price":0},{"max_weight_g":1,"price":100}]"#,
        );
        assert!(verdict(&format!("[{twice}]")).contains("zones.0.rates.1.max_weight_g: duplicate"));
    }
}
