//! Where the shop sends to: its zones, and picking up.

use actix_web::HttpRequest;
use askama::Template;
use http::page::refusal;
use http::{Answer, Can, Form, FormState, Page, Visitor, html, html_with, permit, see_other};
use kernel::{Line, Prose, Result};
use serde::Deserialize;
use validator::Validate;

use super::zone_form::places_text;
use crate::ops::save_shipping::{ShippingRequest, ZoneRequest, save_shipping};
use crate::queries::shipping::{SalesSettings, ZoneView, list_zones, sales_settings};

type Owner = Can<permit::ManageSettings>;

#[derive(Template)]
#[template(path = "sales/admin/shipping.html")]
struct ShippingPage {
    page: Page,
    f: FormState,
    zones: Vec<Zone>,
    sells_nowhere: bool,
}

struct Zone {
    href: String,
    name: String,
    places: String,
    prices: String,
    free_from: Option<i64>,
    days: String,
}

/// What is said about picking up.
#[derive(Debug, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct PickupForm {
    #[serde(default)]
    pickup_enabled: bool,
    pickup_instructions: Option<Prose<500>>,
    version: i64,
}

/// The terms as they are kept.
pub(super) struct Terms {
    pub(super) settings: SalesSettings,
    pub(super) zones: Vec<ZoneView>,
}

/// Reads them.
pub(super) async fn terms(ctx: &Visitor) -> Result<Terms> {
    let mut tx = ctx.begin().await?;
    let settings = sales_settings(&mut tx).await?;
    let zones = list_zones(&mut tx).await?;
    tx.commit().await?;
    Ok(Terms { settings, zones })
}

/// As they are saved again, with one thing changed.
pub(super) fn request(terms: &Terms) -> ShippingRequest {
    ShippingRequest {
        pickup_enabled: terms.settings.pickup_enabled,
        pickup_instructions: terms
            .settings
            .pickup_instructions
            .as_deref()
            .and_then(|t| Prose::parse(t).ok()),
        zones: terms.zones.iter().filter_map(zone_request).collect(),
    }
}

fn zone_request(zone: &ZoneView) -> Option<ZoneRequest> {
    Some(ZoneRequest {
        name: Line::parse(&zone.name).ok()?,
        places: zone
            .places
            .iter()
            .filter_map(|place| Line::parse(place).ok())
            .collect(),
        rates: zone.rates.clone(),
        free_from: zone.free_from,
        days_min: zone.days_min,
        days_max: zone.days_max,
    })
}

/// Writes them, if nobody else did meanwhile.
pub(super) async fn save(ctx: &Visitor, wanted: &ShippingRequest, read_version: i64) -> Result<()> {
    let mut tx = ctx.begin().await?;
    save_shipping(&mut tx, wanted, ctx.shop.currency, Some(read_version)).await?;
    tx.commit().await
}

/// `GET /admin/shipping`.
pub async fn page(ctx: Owner, req: HttpRequest) -> Answer {
    let terms = terms(&ctx).await?;
    let f = FormState::prefilled([
        ("pickup_enabled", terms.settings.pickup_enabled.to_string()),
        (
            "pickup_instructions",
            terms.settings.pickup_instructions.clone().unwrap_or_default(),
        ),
        ("version", terms.settings.version.to_string()),
    ]);
    html(&shown(
        Page::titled(&ctx, &req, "sales-shipping-title"),
        f,
        &terms,
    ))
}

/// `POST /admin/shipping/pickup`.
pub async fn save_pickup(ctx: Owner, req: HttpRequest, form: Form<PickupForm>) -> Answer {
    let terms = terms(&ctx).await?;
    let saved = match form.parsed {
        Ok(PickupForm {
            pickup_enabled,
            pickup_instructions,
            version,
        }) => {
            let wanted = ShippingRequest {
                pickup_enabled,
                pickup_instructions,
                ..request(&terms)
            };
            save(&ctx, &wanted, version).await
        }
        Err(error) => Err(error),
    };
    let error = match saved {
        Ok(()) => return Ok(see_other("/admin/shipping?done=saved")),
        Err(error) => error,
    };
    let (status, error) = refusal(error)?;
    let page = Page::titled(&ctx, &req, "sales-shipping-title");
    let f = FormState::refused(&page, form.typed, &error);
    html_with(status, &shown(page, f, &terms))
}

fn shown(page: Page, f: FormState, terms: &Terms) -> ShippingPage {
    let zones = terms
        .zones
        .iter()
        .enumerate()
        .map(|(i, zone)| view(&page, i, zone))
        .collect();
    let sells_nowhere = terms.zones.is_empty() && !terms.settings.pickup_enabled;
    ShippingPage {
        page,
        f,
        zones,
        sells_nowhere,
    }
}

fn view(page: &Page, position: usize, zone: &ZoneView) -> Zone {
    let prices: Vec<i64> = zone.rates.iter().map(|r| r.price).collect();
    let (least, most) = (
        prices.iter().min().copied().unwrap_or(0),
        prices.iter().max().copied().unwrap_or(0),
    );
    let days = [
        ("min", zone.days_min.to_string()),
        ("max", zone.days_max.to_string()),
    ];
    Zone {
        href: format!("/admin/shipping/zones/{position}"),
        name: zone.name.clone(),
        places: places_text(page, &zone.places),
        prices: if least == most {
            page.money(least)
        } else {
            format!("{} – {}", page.money(least), page.money(most))
        },
        free_from: zone.free_from,
        days: if zone.days_min == zone.days_max {
            page.tn("sales-zone-days-same", "days", zone.days_max)
        } else {
            page.ta("sales-zone-days", &days)
        },
    }
}
