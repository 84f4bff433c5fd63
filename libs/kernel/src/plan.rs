//! What a plan may bring a shop: modules that it has or lacks, and how much of something it may have.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident => $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)+
        }

        impl $name {
            /// Every one, as pages list them.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// As stored, and as the API says it.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }

            /// The one of this name.
            pub fn parse(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|known| known.as_str() == word)
            }
        }
    };
}

words! {
    /// A part of the product that a plan has or lacks.
    Module {
        /// Products, cart and orders.
        Storefront => "storefront",
        /// The appointment book.
        Booking => "booking",
        /// Counting stock.
        Inventory => "inventory",
        /// Selling at the counter.
        Pos => "pos",
        /// The till.
        Cash => "cash",
        /// Figures and charts.
        Reports => "reports",
        /// Electronic invoices.
        Dian => "dian",
        /// Copies of the shop's own data.
        Backups => "backups",
        /// Selling for others.
        Marketplace => "marketplace",
    }
}

words! {
    /// Something of which a plan says how much there may be.
    Limit {
        /// Who works there.
        People => "people",
        /// Products, archived ones not counted.
        Products => "products",
        /// Appointments made in a month of the shop's zone.
        Bookings => "bookings",
        /// Orders placed in a month of the shop's zone.
        Orders => "orders",
        /// Megabytes of pictures.
        Storage => "storage",
    }
}

#[cfg(test)]
mod tests {
    use super::{Limit, Module};

    #[test]
    fn each_is_found_by_its_own_word_as_the_api_writes_it() {
        for module in Module::ALL {
            assert_eq!(Module::parse(module.as_str()), Some(*module));
            assert_eq!(serde_json::to_value(module).ok(), Some(module.as_str().into()));
        }
        for limit in Limit::ALL {
            assert_eq!(Limit::parse(limit.as_str()), Some(*limit));
            assert_eq!(serde_json::to_value(limit).ok(), Some(limit.as_str().into()));
        }
        assert_eq!(Module::parse("everything"), None);
    }
}
