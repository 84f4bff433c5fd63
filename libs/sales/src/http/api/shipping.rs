//! How goods reach the customer: what there is to choose, and what the shop sets up.

use actix_web::{HttpRequest, HttpResponse};
use http::extract::{IfMatch, etag};
use http::{Answer, Can, Json, Query, Visitor, permit};
use kernel::{Error, Line};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::http::cart_key::{cart_key, look_of};
use crate::model::{ShippingCode, ShippingOption};
use crate::ops::save_shipping::{ShippingRequest, save_shipping};
use crate::queries::carts::{find_cart, view_cart};
use crate::queries::shipping::{ZoneView, list_zones, quote, sales_settings};

/// Where to.
#[derive(Debug, Deserialize, IntoParams)]
pub struct OptionsQuery {
    /// DANE code: five digits. Without it, only pick-up is offered.
    #[param(value_type = Option<String>)]
    municipality_code: Option<Line<5>>,
}

/// The ways to choose from.
#[derive(Debug, Serialize, ToSchema)]
pub struct ShippingOptionList {
    /// In the order to show them.
    pub data: Vec<ShippingOptionView>,
}

/// A way for goods to reach the customer.
#[derive(Debug, Serialize, ToSchema)]
pub struct ShippingOptionView {
    /// What `POST /orders` takes as `shipping_method`.
    pub code: ShippingCode,
    /// Its name in the caller's language.
    pub name: String,
    /// Name of the zone, for a delivery.
    pub zone: Option<String>,
    /// Minor units.
    pub price: i64,
    /// How long it takes, in the caller's language.
    pub estimate: String,
    /// What the shop says about picking up.
    pub instructions: Option<String>,
}

/// How the shop sends.
#[derive(Debug, Serialize, ToSchema)]
pub struct ShippingView {
    /// Whether customers may come and get their things.
    pub pickup_enabled: bool,
    /// Where and when.
    pub pickup_instructions: Option<String>,
    /// Zones, in the shop's order.
    pub zones: Vec<ZoneView>,
    /// Grows with each change of shipping or checkout.
    pub version: i64,
}

impl ShippingOptionView {
    /// In the caller's language.
    pub fn of(visitor: &Visitor, option: ShippingOption) -> Self {
        Self {
            name: visitor.t(&option.code.name_key()),
            estimate: estimate(visitor, option.days),
            code: option.code,
            zone: option.zone,
            price: option.price,
            instructions: option.instructions,
        }
    }
}

fn estimate(visitor: &Visitor, days: Option<(i16, i16)>) -> String {
    let Some((min, max)) = days else {
        return visitor.t("sales-estimate-pickup");
    };
    let (min, max) = (min.to_string(), max.to_string());
    let key = if min == max {
        "sales-estimate-days"
    } else {
        "sales-estimate-range"
    };
    visitor
        .app
        .i18n
        .text(visitor.locale, key, &[("min", &min), ("max", &max)])
}

/// `GET /shipping/options`.
pub async fn options(visitor: Visitor, req: HttpRequest, query: Query<OptionsQuery>) -> Answer {
    let code = query.0.municipality_code;
    if code
        .as_ref()
        .is_some_and(|c| kernel::places::municipality(c).is_none())
    {
        return Err(Error::invalid("municipality_code", "unknown").into());
    }
    let mut tx = visitor.begin_generic().await?;
    let cart = find_cart(&mut tx, cart_key(&visitor, &req, None)).await?;
    let view = view_cart(&mut tx, cart, look_of(&visitor)).await?;
    let options = quote(&mut tx, code.as_deref(), view.weight_g, view.subtotal).await?;
    tx.commit().await?;
    let data = options
        .into_iter()
        .map(|o| ShippingOptionView::of(&visitor, o))
        .collect();
    Ok(HttpResponse::Ok().json(ShippingOptionList { data }))
}

/// `GET /admin/shipping`.
pub async fn get(staff: Can<permit::ManageSettings>) -> Answer {
    present(&staff).await
}

/// `PUT /admin/shipping`.
pub async fn put(staff: Can<permit::ManageSettings>, read: IfMatch, body: Json<ShippingRequest>) -> Answer {
    let mut tx = staff.begin().await?;
    save_shipping(&mut tx, &body, staff.shop.currency, read.0).await?;
    tx.commit().await?;
    present(&staff).await
}

async fn present(visitor: &Visitor) -> Answer {
    let mut tx = visitor.begin_generic().await?;
    let settings = sales_settings(&mut tx).await?;
    let zones = list_zones(&mut tx).await?;
    tx.commit().await?;
    let view = ShippingView {
        pickup_enabled: settings.pickup_enabled,
        pickup_instructions: settings.pickup_instructions,
        zones,
        version: settings.version,
    };
    Ok(HttpResponse::Ok().insert_header(etag(view.version)).json(view))
}
