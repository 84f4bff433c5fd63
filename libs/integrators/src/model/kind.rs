//! What may be told.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A kind of event: what it is about, and what happened to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
pub enum EventKind {
    /// Somebody ordered.
    #[serde(rename = "order.created")]
    OrderCreated,
    /// An order changed in any way.
    #[serde(rename = "order.updated")]
    OrderUpdated,
    /// All of its money came.
    #[serde(rename = "order.paid")]
    OrderPaid,
    /// It was called off.
    #[serde(rename = "order.cancelled")]
    OrderCancelled,
    /// A payment began, or went on.
    #[serde(rename = "payment.updated")]
    PaymentUpdated,
    /// Somebody booked.
    #[serde(rename = "booking.created")]
    BookingCreated,
    /// An appointment changed in any way.
    #[serde(rename = "booking.updated")]
    BookingUpdated,
    /// It was called off.
    #[serde(rename = "booking.cancelled")]
    BookingCancelled,
    /// A product was made.
    #[serde(rename = "product.created")]
    ProductCreated,
    /// It, or one of its variants, was changed.
    #[serde(rename = "product.updated")]
    ProductUpdated,
    /// There is more or less of a variant, or more or less of it is promised.
    #[serde(rename = "stock.updated")]
    StockUpdated,
    /// Somebody opened an account.
    #[serde(rename = "customer.created")]
    CustomerCreated,
    /// They, or somebody for them, changed it.
    #[serde(rename = "customer.updated")]
    CustomerUpdated,
    /// Somebody tries whether an address works.
    #[serde(rename = "test.ping")]
    TestPing,
}

impl EventKind {
    /// Those that an address may be told, as pages list them.
    pub const CHOSEN: [Self; 13] = [
        Self::OrderCreated,
        Self::OrderUpdated,
        Self::OrderPaid,
        Self::OrderCancelled,
        Self::PaymentUpdated,
        Self::BookingCreated,
        Self::BookingUpdated,
        Self::BookingCancelled,
        Self::ProductCreated,
        Self::ProductUpdated,
        Self::StockUpdated,
        Self::CustomerCreated,
        Self::CustomerUpdated,
    ];

    /// As stored, and as receivers read it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OrderCreated => "order.created",
            Self::OrderUpdated => "order.updated",
            Self::OrderPaid => "order.paid",
            Self::OrderCancelled => "order.cancelled",
            Self::PaymentUpdated => "payment.updated",
            Self::BookingCreated => "booking.created",
            Self::BookingUpdated => "booking.updated",
            Self::BookingCancelled => "booking.cancelled",
            Self::ProductCreated => "product.created",
            Self::ProductUpdated => "product.updated",
            Self::StockUpdated => "stock.updated",
            Self::CustomerCreated => "customer.created",
            Self::CustomerUpdated => "customer.updated",
            Self::TestPing => "test.ping",
        }
    }

    /// The one that is written so.
    pub fn of(word: &str) -> Option<Self> {
        let all = Self::CHOSEN.into_iter().chain([Self::TestPing]);
        all.into_iter().find(|kind| kind.as_str() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::EventKind;

    #[test]
    fn every_kind_is_read_back_as_it_is_written() {
        for kind in EventKind::CHOSEN {
            assert_eq!(EventKind::of(kind.as_str()), Some(kind));
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
        }
        assert_eq!(EventKind::of("order.eaten"), None);
    }
}
