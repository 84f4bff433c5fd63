//! Classes of calls.

/// What is counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// Everything from one address, at all shops: a wide ceiling above the others.
    Address,
    /// The API.
    General,
    /// The shop's pages and its catalogue.
    Anonymous,
    /// Search.
    Search,
    /// Ordering. The handler counts it, since only it knows the cart.
    Checkout,
    /// Coupons that are tried. The handler counts them by address, since only those forms are meant: codes are short enough to
    /// be guessed by who may try for long.
    Coupon,
    /// Attempts to pay by PSE. The handler counts them, since only it knows what is paid.
    Pse,
    /// Coming back from the bank or the card's page, which asks the provider at once. The handler counts it, since only it knows
    /// what is paid.
    PayReturn,
    /// Questions for free times.
    Availability,
    /// Booking by customers. The handler counts it, since the shop books as often as it likes.
    Booking,
    /// Booking from one address, whoever does it there. The handler counts it with the one before.
    BookingAddress,
    /// Reading calendars that were subscribed to.
    Feed,
    /// Calendars outside read by hand. The handler counts it, since only that form's calls are meant.
    CalendarSync,
    /// Accounts of calendars connected by password or address. The handler counts it: each call tries one at somebody else's server.
    CalendarConnect,
    /// Whatever a program does by a key.
    ApiKey,
    /// Whatever staff of a shop do.
    Staff,
    /// Whatever staff of the provider do.
    Provider,
}

impl Class {
    pub(super) const ALL: [Self; 17] = [
        Self::Address,
        Self::General,
        Self::Anonymous,
        Self::Search,
        Self::Checkout,
        Self::Coupon,
        Self::Pse,
        Self::PayReturn,
        Self::Availability,
        Self::Booking,
        Self::BookingAddress,
        Self::Feed,
        Self::CalendarSync,
        Self::CalendarConnect,
        Self::ApiKey,
        Self::Staff,
        Self::Provider,
    ];

    /// As metrics name it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Address => "address",
            Self::General => "general",
            Self::Anonymous => "anonymous",
            Self::Search => "search",
            Self::Checkout => "checkout",
            Self::Coupon => "coupon",
            Self::Pse => "pse",
            Self::PayReturn => "pay_return",
            Self::Availability => "availability",
            Self::Booking => "booking",
            Self::BookingAddress => "booking_address",
            Self::Feed => "feed",
            Self::CalendarSync => "calendar_sync",
            Self::CalendarConnect => "calendar_connect",
            Self::ApiKey => "api_key",
            Self::Staff => "staff",
            Self::Provider => "provider",
        }
    }

    /// Whether all replicas together keep to the number exactly; costs a round trip.
    pub const fn is_exact(self) -> bool {
        matches!(
            self,
            Self::Checkout
                | Self::Coupon
                | Self::Pse
                | Self::PayReturn
                | Self::Booking
                | Self::BookingAddress
                | Self::CalendarSync
                | Self::CalendarConnect
        )
    }
}

/// So many calls within a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// Most calls.
    pub most: u32,
    /// Within these seconds.
    pub seconds: u32,
}

/// A rate for each class.
#[derive(Debug, Clone, Copy)]
pub struct Rates([Rate; Class::ALL.len()]);

impl Rates {
    /// From what the settings say of each.
    pub fn new(rate: impl Fn(Class) -> Rate) -> Self {
        Self(Class::ALL.map(rate))
    }

    pub(super) fn of(&self, class: Class) -> Rate {
        let at = Class::ALL.iter().position(|known| *known == class);
        self.0[at.unwrap_or(0)]
    }
}
