//! `[limits]`

use std::time::Duration;

use super::reader::Section;

/// How often somebody may call, by class of route.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Whether calls are counted. Signing in, and mailboxes, are protected regardless.
    pub on: bool,
    /// Registrations at one shop, by address.
    pub registration: Rate,
    /// New shops, by address.
    pub signup: Rate,
    /// Forgotten passwords at one shop, by address.
    pub forgotten: Rate,
    /// Invitations to the team, by shop.
    pub invitation: Rate,
    /// Everything from one address, at all shops.
    pub address: Rate,
    /// Any API call, by user or else address.
    pub general: Rate,
    /// Storefront pages and catalogue without sign-in, by address.
    pub anonymous: Rate,
    /// Search, by user or else address.
    pub search: Rate,
    /// Availability, by user or else address.
    pub availability: Rate,
    /// Bookings, by customer, else browser, else address.
    pub booking: Rate,
    /// Bookings from one address by whoever is not signed in.
    pub booking_address: Rate,
    /// Reading calendars that were subscribed to, by address.
    pub feed: Rate,
    /// Checkout, by customer or cart or else address.
    pub checkout: Rate,
    /// Coupons that are tried, from one address.
    pub coupon: Rate,
    /// Attempts to pay one thing by PSE, from one address.
    pub pse: Rate,
    /// Coming back from the bank for one thing, from one address.
    pub pay_return: Rate,
    /// Calendar sync by hand, by user.
    pub calendar_sync: Rate,
    /// Accounts of calendars connected by password or address, by user.
    pub calendar_connect: Rate,
    /// A shop's programs, by key.
    pub api_key: Rate,
    /// A tenant's staff, by user.
    pub staff: Rate,
    /// The provider's panel, by user.
    pub provider: Rate,
}

/// So many within a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// Most calls.
    pub max: u32,
    /// Within this time.
    pub window: Duration,
}

impl Limits {
    pub(super) fn read(section: &mut Section<'_>) -> Self {
        let mut rate = |key| {
            let stand_in = Rate {
                max: 1,
                window: Duration::from_secs(1),
            };
            section.required(
                key,
                "a number and a time, such as 100/1m (s, m or h)",
                stand_in,
                Rate::parse,
            )
        };
        Self {
            registration: rate("registration"),
            signup: rate("signup"),
            forgotten: rate("forgotten"),
            invitation: rate("invitation"),
            address: rate("address"),
            general: rate("general"),
            anonymous: rate("anonymous"),
            search: rate("search"),
            availability: rate("availability"),
            booking: rate("booking"),
            booking_address: rate("booking_address"),
            feed: rate("feed"),
            checkout: rate("checkout"),
            coupon: rate("coupon"),
            pse: rate("pse"),
            pay_return: rate("pay_return"),
            calendar_sync: rate("calendar_sync"),
            calendar_connect: rate("calendar_connect"),
            api_key: rate("api_key"),
            staff: rate("staff"),
            provider: rate("provider"),
            on: section.flag("on"),
        }
    }
}

impl Rate {
    fn parse(text: &str) -> Option<Self> {
        let (max, time) = text.split_once('/')?;
        let (count, seconds) = match time.char_indices().last()? {
            (at, 's') => (&time[..at], 1),
            (at, 'm') => (&time[..at], 60),
            (at, 'h') => (&time[..at], 3_600),
            _ => return None,
        };
        let (max, count): (u32, u32) = (max.trim().parse().ok()?, count.trim().parse().ok()?);
        let window = Duration::from_secs(u64::from(count) * seconds);
        (max > 0 && count > 0).then_some(Self { max, window })
    }
}
