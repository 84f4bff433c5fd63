//! Booking at the desk: for who calls or comes in, who may have no e-mail.

use kernel::{Instant, Prose};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::book::{BookingWish, HoldRef, one};
use crate::model::answers::Answers;
use crate::model::{ResourceId, ServiceId, WalkInRequest};

/// An appointment as somebody of the shop books it for a customer.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeskBookingRequest {
    /// Of what.
    pub service_id: ServiceId,
    /// With whom; anybody when left out.
    #[serde(default)]
    pub resource_id: Option<ResourceId>,
    /// When it begins.
    pub start: Instant,
    /// For how many.
    #[serde(default = "one")]
    #[validate(range(min = 1, max = 500))]
    pub seats: i16,
    /// For whom.
    #[validate(nested)]
    pub customer: WalkInRequest,
    /// Answers to the service's questions, by their keys.
    #[serde(default)]
    #[schema(value_type = std::collections::BTreeMap<String, String>)]
    pub answers: Answers,
    /// What the customer wishes.
    #[serde(default, deserialize_with = "kernel::text::blank_as_none")]
    pub notes: Option<Prose<1000>>,
    /// The time that was kept for this.
    #[serde(default)]
    pub hold: Option<HoldRef>,
}

impl DeskBookingRequest {
    /// What is wanted.
    pub fn wish(&self) -> BookingWish {
        BookingWish {
            service_id: self.service_id,
            resource_id: self.resource_id,
            start: self.start,
            seats: self.seats,
            answers: self.answers.clone(),
            notes: self.notes.clone(),
            hold: self.hold.clone(),
        }
    }
}
