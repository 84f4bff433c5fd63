//! How goods reach the customer and what that costs.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

kernel::define_id!(
    /// Places that the shop sends to on the same terms.
    ZoneId
);

/// A way for goods to reach the customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum ShippingCode {
    /// To the customer's address.
    Delivery,
    /// The customer comes to the shop.
    Pickup,
}

impl ShippingCode {
    /// The name as stored and as in the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Delivery => "delivery",
            Self::Pickup => "pickup",
        }
    }

    /// Key of its name for people.
    pub fn name_key(self) -> String {
        format!("sales-shipping-{}", self.as_str())
    }
}

/// What a customer may choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShippingOption {
    /// Which way.
    pub code: ShippingCode,
    /// Name of the zone, for a delivery.
    pub zone: Option<String>,
    /// Minor units.
    pub price: i64,
    /// Days that it takes, at least and at most; none for a pick-up.
    pub days: Option<(i16, i16)>,
    /// What the shop says about picking up.
    pub instructions: Option<String>,
}

/// The price up to a weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, sqlx::FromRow, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Rate {
    /// Grams.
    #[schema(minimum = 1, maximum = 1_000_000_000)]
    pub max_weight_g: i32,
    /// Minor units.
    #[schema(minimum = 0)]
    pub price: i64,
}

/// The price of sending `weight_g`: of the lightest rate that takes it, or nothing from `free_from` on. None when it is
/// too heavy for this zone.
pub fn price_of(rates: &[Rate], free_from: Option<i64>, weight_g: i64, subtotal: i64) -> Option<i64> {
    let rate = rates
        .iter()
        .filter(|r| i64::from(r.max_weight_g) >= weight_g)
        .min_by_key(|r| r.max_weight_g)?;
    let is_free = free_from.is_some_and(|from| subtotal >= from);
    Some(if is_free { 0 } else { rate.price })
}

/// `*`, two digits of a known department, or five of a known municipality.
pub fn is_place(place: &str) -> bool {
    use kernel::places::{departments, municipality};
    place == "*" || departments().iter().any(|d| d.code == place) || municipality(place).is_some()
}

#[cfg(test)]
mod tests {
    use super::{Rate, is_place, price_of};

    const RATES: [Rate; 2] = [
        Rate {
            max_weight_g: 5_000,
            price: 1_500_000,
        },
        Rate {
            max_weight_g: 1_000,
            price: 900_000,
        },
    ];

    #[test]
    fn the_lightest_rate_that_takes_the_weight_counts() {
        assert_eq!(price_of(&RATES, None, 0, 0), Some(900_000));
        assert_eq!(price_of(&RATES, None, 1_000, 0), Some(900_000));
        assert_eq!(price_of(&RATES, None, 1_001, 0), Some(1_500_000));
        assert_eq!(price_of(&RATES, None, 5_001, 0), None);
        assert_eq!(price_of(&[], None, 0, 0), None);
    }

    #[test]
    fn sending_is_free_from_a_subtotal_on_unless_it_is_too_heavy() {
        assert_eq!(price_of(&RATES, Some(100), 10, 99), Some(900_000));
        assert_eq!(price_of(&RATES, Some(100), 10, 100), Some(0));
        assert_eq!(price_of(&RATES, Some(100), 9_000, 100), None);
    }

    #[test]
    fn places_are_those_of_colombia() {
        for place in ["*", "11", "11001", "05"] {
            assert!(is_place(place), "{place}");
        }
        for place in ["", "1", "00", "99999", "110", "Bogotá"] {
            assert!(!is_place(place), "{place}");
        }
    }
}
