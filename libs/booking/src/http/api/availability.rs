//! Free times, and why another one is not.

use actix_web::HttpResponse;
use http::cache::KeptUntil;
use http::{Answer, Can, Query, Visitor, permit};
use kernel::{Error, Instant, Result};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::http::caller::{bounds, instant};
use crate::model::{BookingId, ResourceId, ServiceId, Zone};
use crate::queries::diary::Asked;
use crate::queries::slots::{SlotView, judge_time, offer_slots};

/// What is asked.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SlotsQuery {
    /// For which service.
    #[param(value_type = String, format = Uuid)]
    pub service_id: ServiceId,
    /// From this date of the shop's zone, or instant.
    pub from: String,
    /// To this date, included, or until this instant.
    pub to: String,
    /// Only with this one.
    #[param(value_type = Option<String>, format = Uuid)]
    pub resource_id: Option<ResourceId>,
    /// The caller's zone; checked, and without influence on what is free.
    pub tz: Option<String>,
}

/// Times that can be booked.
#[derive(Debug, Serialize, ToSchema)]
pub struct SlotList {
    /// In order.
    pub data: Vec<SlotView>,
}

/// Which time.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct WhyQuery {
    /// For which service; needed.
    #[param(value_type = Option<String>, format = Uuid)]
    pub service_id: Option<ServiceId>,
    /// The instant; needed.
    #[serde(default)]
    pub start: String,
    /// Only with this one.
    #[param(value_type = Option<String>, format = Uuid)]
    pub resource_id: Option<ResourceId>,
    /// As if this appointment were moved there.
    #[param(value_type = Option<String>, format = Uuid)]
    pub booking_id: Option<BookingId>,
}

impl SlotsQuery {
    fn asked(&self, shop_zone: &str) -> Result<Asked> {
        let zone = self.tz.clone().map(Zone::try_from).transpose();
        zone.map_err(|_| Error::invalid("tz", "not_a_choice"))?;
        let (from, until) = bounds(&self.from, &self.to, shop_zone)?;
        Ok(Asked {
            service: self.service_id,
            only: self.resource_id,
            from,
            until,
            moving: None,
        })
    }
}

/// `GET /availability/slots`.
pub async fn slots(visitor: Visitor, query: Query<SlotsQuery>) -> Answer {
    let asked = query.asked(&visitor.shop.time_zone)?;
    let mut tx = visitor.begin_generic().await?;
    let offer = offer_slots(&mut tx, &asked).await?;
    tx.commit().await?;
    let mut answer = HttpResponse::Ok().json(SlotList { data: offer.slots });
    answer.extensions_mut().insert(KeptUntil(offer.holds_until));
    Ok(answer)
}

/// `GET /admin/availability/why`.
pub async fn why(ctx: Can<permit::ViewBookings>, query: Query<WhyQuery>) -> Answer {
    let start: Instant = instant("start", &query.start)?;
    let asked = Asked {
        service: query
            .service_id
            .ok_or_else(|| Error::invalid("service_id", "required"))?,
        only: query.resource_id,
        from: start,
        until: start.plus_seconds(1),
        moving: query.booking_id,
    };
    let mut tx = ctx.begin().await?;
    let verdict = judge_time(&mut tx, &asked).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(verdict))
}
