//! Names of things at Stripe: a prefix, letters and digits, so that each can stand in an address.

use std::fmt;

use serde::{Deserialize, Deserializer, de::Error as _};

/// Longest of Stripe's names.
const MOST: usize = 255;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident $prefixes:expr, $fine:path;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(String);

        impl $name {
            /// A name that can stand in an address, and begins as those of its kind do.
            pub fn parse(text: &str) -> Option<Self> {
                let begins = $prefixes.iter().any(|prefix| text.starts_with(prefix));
                (begins && $fine(text)).then(|| Self(text.to_owned()))
            }

            /// The name.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                Self::parse(&text).ok_or_else(|| D::Error::custom("not a name of this kind"))
            }
        }
    )+};
}

ids! {
    /// Of a payment.
    PaymentIntentId ["pi_"], is_name;
    /// Of somebody who pays.
    CustomerId ["cus_"], is_name;
    /// Of a card that is kept. The older kinds still pay.
    CardId ["pm_", "card_", "src_"], is_name;
    /// Of a dispute.
    DisputeId ["dp_", "du_"], is_name;
    /// Of a subscription.
    SubscriptionId ["sub_"], is_name;
    /// Of what a subscription is for: a price, and since when.
    SubscriptionItemId ["si_"], is_name;
    /// Of what a subscription is going to become.
    ScheduleId ["sub_sched_"], is_name;
    /// Of an invoice.
    InvoiceId ["in_"], is_name;
    /// Of a visit to the page where a subscription is begun.
    CheckoutId ["cs_"], is_name;
    /// Of a price. The older kind is still billed.
    PriceId ["price_", "plan_"], is_name;
    /// Of a tax and how much of it.
    TaxRateId ["txr_"], is_name;
    /// Of a code that people type.
    PromotionCodeId ["promo_"], is_name;
    /// Of what is sold: a word of our own, or one of theirs.
    ProductId [""], is_own_name;
    /// Of a discount: a word of our own, or one of theirs.
    CouponId [""], is_own_name;
}

/// Whether it can be a name at Stripe at all.
pub(crate) fn is_name(text: &str) -> bool {
    let fine = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
    (1..=MOST).contains(&text.len()) && text.bytes().all(fine)
}

/// The same of names that may be ours: with dashes.
pub(crate) fn is_own_name(text: &str) -> bool {
    let fine = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'-';
    (1..=MOST).contains(&text.len()) && text.bytes().all(fine)
}

/// Something that is named in one answer and stands there whole in another.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum Either<T> {
    Whole(T),
    Name(String),
}

/// What only the name of is of interest.
#[derive(Debug, Deserialize)]
pub(crate) struct Named {
    pub id: String,
}

impl<T> Either<T> {
    /// What stands there whole.
    pub(crate) fn whole(self) -> Option<T> {
        match self {
            Self::Whole(whole) => Some(whole),
            Self::Name(_) => None,
        }
    }
}

impl Either<Named> {
    /// Its name.
    pub(crate) fn name(self) -> String {
        match self {
            Self::Whole(named) => named.id,
            Self::Name(name) => name,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{
        CardId, CustomerId, DisputeId, Either, Named, PaymentIntentId, ProductId, ScheduleId, SubscriptionId,
    };

    #[test]
    fn names_are_told_by_how_they_begin() {
        assert_eq!(
            PaymentIntentId::parse("pi_3Mt").map(|id| id.to_string()),
            Some("pi_3Mt".into())
        );
        assert!(CustomerId::parse("cus_9").is_some() && DisputeId::parse("dp_1").is_some());
        for card in ["pm_1", "card_1", "src_1"] {
            assert!(CardId::parse(card).is_some(), "{card}");
        }
        for odd in [
            "",
            "ch_1",
            "PI_1",
            "pi_1/cancel",
            "pi_..",
            "pi_ñ",
            "pi_1 ",
            "pi_1?a=b",
        ] {
            assert!(PaymentIntentId::parse(odd).is_none(), "{odd}");
        }
        assert!(PaymentIntentId::parse(&format!("pi_{}", "1".repeat(253))).is_none());
    }

    #[test]
    fn words_of_our_own_may_have_dashes_and_nothing_that_leads_elsewhere() {
        assert!(ProductId::parse("vitrina-pro_2026").is_some() && ScheduleId::parse("sub_sched_1").is_some());
        assert!(SubscriptionId::parse("sub-1").is_none());
        for odd in ["", "a/b", "a.b", "..", "a b", "ñ", "a?b"] {
            assert!(ProductId::parse(odd).is_none(), "{odd}");
        }
    }

    #[test]
    fn a_thing_is_named_or_whole() {
        for json in [r#""ch_1""#, r#"{"id":"ch_1","object":"charge"}"#] {
            let either: Either<Named> = serde_json::from_str(json).unwrap();
            assert_eq!(either.name(), "ch_1");
        }
    }
}
